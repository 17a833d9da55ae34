// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/checks.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "core/network/copies.h"

namespace fangyuan {
namespace {

/// Union-find over vertices; the lowest vertex represents its set.
class Sets {
 public:
  explicit Sets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t find(std::uint32_t v) {
    while (parent_[v] != v) v = parent_[v] = parent_[parent_[v]];
    return v;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

template <class Usable>
Components components_where(const Network& n, const Usable& usable) {
  Sets sets(n.vertices.size());
  for (std::size_t e = 0; e < n.edges.size(); ++e)
    if (usable(e)) sets.join(n.edges[e].u.value(), n.edges[e].v.value());
  std::vector<std::uint8_t> touched(n.vertices.size());
  for (std::size_t e = 0; e < n.edges.size(); ++e)
    if (usable(e)) touched[n.edges[e].u.index()] = touched[n.edges[e].v.index()] = 1;

  Components c;
  c.of_vertex.assign(n.vertices.size(), Components::kNone);
  for (std::uint32_t v = 0; v < n.vertices.size(); ++v) {
    if (touched[v] == 0) continue;
    const std::uint32_t root = sets.find(v);
    if (root == v) {  // roots come before their members
      c.of_vertex[v] = static_cast<std::uint32_t>(c.first.size());
      c.first.push_back(VertexId(v));
    } else {
      c.of_vertex[v] = c.of_vertex[root];
    }
  }
  c.length_mm.assign(c.first.size(), 0);
  for (std::size_t e = 0; e < n.edges.size(); ++e)
    if (usable(e) && !is_copy(n.edges[e]))
      c.length_mm[c.of_vertex[n.edges[e].u.index()]] += n.edges[e].length_mm;
  return c;
}

const std::vector<EdgeUse>& use_of(const Network& n, Mode mode) {
  return n.use[static_cast<std::size_t>(mode)];
}

const char* chinese(Mode mode) {
  switch (mode) {
    case Mode::walk:
      return "步行";
    case Mode::bicycle:
      return "自行车";
    case Mode::ebike:
      return "电动自行车";
    case Mode::car:
      return "机动车";
  }
  return "";
}

/// Modes that share their edges, and what to call them.
struct ModeGroup {
  Mode mode;
  std::string zh;
  std::string en;
};

std::vector<ModeGroup> groups_of(const Network& n, std::span<const Mode> modes) {
  std::vector<ModeGroup> groups;
  for (const Mode mode : modes) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const ModeGroup& g) {
      const auto &a = use_of(n, g.mode), &b = use_of(n, mode);
      return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](EdgeUse x, EdgeUse y) {
        return (x.forward_kmh > 0) == (y.forward_kmh > 0) &&
               (x.backward_kmh > 0) == (y.backward_kmh > 0);
      });
    });
    if (same == groups.end()) {
      groups.push_back({mode, chinese(mode), std::string(to_string(mode))});
    } else {
      same->zh += fmt::format("、{}", chinese(mode));
      same->en += fmt::format(", {}", to_string(mode));
    }
  }
  return groups;
}

void check_components(const Network& n, const ModeGroup& mode, Problems& problems) {
  const std::string& field = mode.en;
  const Components c = components_of(n, mode.mode);
  if (c.count() == 0) {
    problems.warning({.code = "mode-no-road",
                      .field = field,
                      .rule = {fmt::format("没有一条道路可供{}使用", mode.zh),
                               fmt::format("no road may be used in mode {}", field)}});
    return;
  }
  std::uint64_t islands = 0, island_mm = 0, rest_mm = 0, largest_mm = 0;
  std::optional<std::uint32_t> first;
  for (std::uint32_t i = 0; i < c.count(); ++i) {
    if (c.is_island(i)) {
      if (!first) first = i;
      ++islands;
      island_mm += c.length_mm[i];
    } else {
      rest_mm += c.length_mm[i];
      largest_mm = std::max(largest_mm, c.length_mm[i]);
    }
  }
  const auto place = [&](std::uint32_t i) { return n.vertices[c.first[i].index()].lonlat; };
  if (first) {
    const double km = static_cast<double>(island_mm) / 1e6;
    problems.warning(
        {.code = "island",
         .field = field,
         .rule = {fmt::format("{}路网有孤立的小片（各不足 2 公里，共 {:.1f} 公里），不从那里上路",
                              mode.zh, km),
                  fmt::format("pieces of the {} network under 2 km ({:.1f} km in all): places do "
                              "not enter there",
                              field, km)},
         .count = islands,
         .where = place(*first)});
  }
  if (largest_mm * 10 < rest_mm * 9) {
    const auto pieces = c.count() - islands;
    problems.warning(
        {.code = "network-in-pieces",
         .field = field,
         .rule = {fmt::format("{}路网断成 {} 大片，最大一片不足九成；线在路口可能没有共同的点",
                              mode.zh, pieces),
                  fmt::format("the {} network falls into {} large pieces, the largest under nine "
                              "tenths; lines may lack a shared point where they meet",
                              field, pieces)},
         .count = pieces});
  }
}

/// Edges by car from which one cannot come back, or to which one cannot get.
void check_pockets(const Network& n, Problems& problems) {
  const auto& use = use_of(n, Mode::car);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (std::size_t e = 0; e < n.edges.size(); ++e) {
    const Edge& edge = n.edges[e];
    if (use[e].forward_kmh > 0) arcs.emplace_back(edge.u.value(), edge.v.value());
    if (use[e].backward_kmh > 0) arcs.emplace_back(edge.v.value(), edge.u.value());
  }
  if (arcs.empty()) return;
  using Graph =
      boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                         boost::no_property, std::uint32_t, std::uint32_t>;
  const Graph graph(boost::edges_are_unsorted_multi_pass, arcs.begin(), arcs.end(),
                    static_cast<std::uint32_t>(n.vertices.size()));
  std::vector<std::uint32_t> strong(n.vertices.size());
  const auto count = boost::strong_components(
      graph,
      boost::make_iterator_property_map(strong.begin(), boost::get(boost::vertex_index, graph)));

  // The main part of each component is the strong one with the most vertices.
  const Components c = components_of(n, Mode::car);
  std::vector<std::uint32_t> size(static_cast<std::size_t>(count)),
      main(c.count(), Components::kNone);
  for (const auto s : strong) ++size[s];
  for (std::size_t v = 0; v < strong.size(); ++v) {
    if (c.of_vertex[v] == Components::kNone) continue;
    auto& best = main[c.of_vertex[v]];
    if (best == Components::kNone || size[strong[v]] > size[best]) best = strong[v];
  }
  std::uint64_t pocket_edges = 0;
  std::optional<LonLat> where;
  for (std::size_t e = 0; e < n.edges.size(); ++e) {
    if (use[e] == EdgeUse{}) continue;
    const auto u = n.edges[e].u.index(), v = n.edges[e].v.index();
    const auto component = c.of_vertex[u];
    if (c.is_island(component)) continue;
    if (strong[u] == main[component] && strong[v] == main[component]) continue;
    if (pocket_edges++ == 0) where = n.vertices[u].lonlat;
  }
  if (pocket_edges > 0)
    problems.warning({.code = "oneway-pocket",
                      .field = "car",
                      .rule = {"因单行，机动车只能进不能出（或只能出不能进）的路段",
                               "road pieces that one-ways let cars enter or leave, not both"},
                      .count = pocket_edges,
                      .where = where});
}

void check_zero(const Network& n, Problems& problems) {
  std::uint64_t zero = 0;
  std::optional<LonLat> where;
  for (const Edge& e : n.edges) {
    // The passage through a gate has no length and is none of the input's faults.
    if (e.length_mm > 0 || n.classes[e.road_class] == "barrier") continue;
    if (zero++ == 0) where = n.vertices[e.u.index()].lonlat;
  }
  if (zero > 0)
    problems.warning({.code = "edge-zero",
                      .rule = {"长度为零的路段（两个路口在同一位置）",
                               "road pieces without length (two junctions at one place)"},
                      .count = zero,
                      .where = where});
}

}  // namespace

Components components_of(const Network& network, Mode mode) {
  const auto& use = use_of(network, mode);
  return components_where(network, [&use](std::size_t e) { return use[e] != EdgeUse{}; });
}

std::vector<std::uint8_t> island_edges(const Network& network, Mode mode) {
  const Components c = components_of(network, mode);
  const auto& use = use_of(network, mode);
  std::vector<std::uint8_t> island(network.edges.size());
  for (std::size_t e = 0; e < island.size(); ++e)
    if (use[e] != EdgeUse{})
      island[e] = c.is_island(c.of_vertex[network.edges[e].u.index()]) ? 1 : 0;
  return island;
}

NetworkFacts facts_of(const Network& network) {
  NetworkFacts facts;
  facts.vertices = network.vertices.size();
  facts.components = components_where(network, [](std::size_t) { return true; }).count();
  std::uint64_t mm = 0;
  for (const Edge& e : network.edges) {
    if (is_copy(e)) continue;
    ++facts.edges;
    mm += e.length_mm;
  }
  facts.length_km = static_cast<double>(mm) / 1e6;
  return facts;
}

void check_network(const Network& network, std::span<const Mode> modes, Problems& problems) {
  for (const ModeGroup& group : groups_of(network, modes))
    check_components(network, group, problems);
  if (std::find(modes.begin(), modes.end(), Mode::car) != modes.end())
    check_pockets(network, problems);
  check_zero(network, problems);
}

}  // namespace fangyuan
