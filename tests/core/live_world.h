// SPDX-License-Identifier: Apache-2.0
// A study that is edited by hand and computed afresh, beside a LiveCoverage that must say the same.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "core/coverage/live_coverage.h"
#include "tests/core/sketch.h"

namespace fangyuan::sketch {

struct WorldSite {
  std::vector<Entrance> entrances;
  std::vector<CellId> same_place;
};

/// What a fresh run reads. Copied before every edit.
struct World {
  Network network;
  std::vector<std::vector<Entrance>> cells;  ///< first its own, then those on added roads
  std::map<std::uint32_t, WorldSite> sites;  ///< by rank
};

struct Settings {
  Service service;
  double mps = 1.0, access_mps = 1.0;
  Metric metric() const { return metric_of(service); }
  ModeGraph graph(const Network& n) const { return ModeGraph(n, service.mode, mps, metric()); }
};

/// Everything a fresh run says.
struct Answer {
  std::vector<NearestLabel> vertices, cells;
  std::vector<CellState> state;  ///< at the largest limit
  std::vector<Parts> parts;      ///< [limit][row][group]
};

inline bool operator==(const Parts& a, const Parts& b) {
  return a.total == b.total && a.served == b.served && a.no_capacity == b.no_capacity &&
         a.out_of_reach == b.out_of_reach && a.unconnected == b.unconnected;
}

inline Answer fresh(const World& w, const Settings& s, const TableLayout& layout) {
  const ModeGraph graph = s.graph(w.network);
  const Cost limit(s.service.limits.back().value);
  std::vector<Source> sources;
  std::vector<std::uint32_t> rank_of;
  for (const auto& [rank, site] : w.sites)
    for (const Source& source : sources_of(site.entrances, s.metric(), s.access_mps)) {
      sources.push_back(source);
      rank_of.push_back(rank);
    }
  Search search(graph);
  search.run(sources, limit, s.service.direction);
  Answer answer;
  for (std::size_t v = 0; v < graph.vertex_count(); ++v) {
    const Cost c = search.at(VertexId(v));
    answer.vertices.push_back(c.reached() ? NearestLabel(c, rank_of[search.source_of(VertexId(v))])
                                          : NearestLabel());
  }
  answer.cells.resize(w.cells.size());
  std::vector<bool> unconnected(w.cells.size(), true);
  for (std::size_t c = 0; c < w.cells.size(); ++c)
    for (const Entrance& e : w.cells[c]) {
      if (!e.connected()) continue;
      if (graph.forward(e.edge).reached() || graph.backward(e.edge).reached())
        unconnected[c] = false;
      const Cost on_street = search.at(e.edge, e.offset_mm);
      const Cost cost = on_street + access_cost(e.access_mm, s.metric(), s.access_mps);
      if (!cost.reached() || cost > limit) continue;
      answer.cells[c] = std::min(
          answer.cells[c], NearestLabel(cost, rank_of[search.source_at(e.edge, e.offset_mm)]));
    }
  for (const auto& [rank, site] : w.sites)
    for (const CellId c : site.same_place)
      answer.cells[c.index()] = std::min(answer.cells[c.index()], NearestLabel(Cost(0), rank));
  for (const Limit& l : s.service.limits) {
    CellOutcome outcome;
    for (std::size_t c = 0; c < w.cells.size(); ++c)
      outcome.state.push_back(answer.cells[c].reached() && answer.cells[c].cost() <= Cost(l.value)
                                  ? CellState::in_reach
                              : unconnected[c] ? CellState::unconnected
                                               : CellState::out_of_reach);
    const CellOutcome* member = &outcome;
    TallyRequest request;
    request.members = {&member, 1};
    for (const CoverageRow& row : tally(layout, request)) answer.parts.push_back(row.parts);
    answer.state = outcome.state;
  }
  return answer;
}

inline Answer live_answer(const LiveCoverage& live, const TableLayout& layout, std::size_t limits) {
  Answer answer;
  for (std::size_t v = 0; v < live.vertex_count(); ++v)
    answer.vertices.push_back(live.at(VertexId(v)));
  for (std::size_t c = 0; c < layout.cell_count(); ++c) {
    answer.cells.push_back(live.at(CellId(c)));
    answer.state.push_back(live.at(CellId(c)).reached()  ? CellState::in_reach
                           : live.unconnected(CellId(c)) ? CellState::unconnected
                                                         : CellState::out_of_reach);
  }
  for (std::size_t l = 0; l < limits; ++l)
    for (std::size_t row = 0; row < layout.rows().size(); ++row)
      for (std::size_t g = 0; g < layout.group_count(); ++g)
        answer.parts.push_back(live.parts(row, g, l));
  return answer;
}

inline void expect_same(const Answer& a, const Answer& b) {
  ASSERT_EQ(a.vertices.size(), b.vertices.size());
  for (std::size_t v = 0; v < a.vertices.size(); ++v)
    ASSERT_TRUE(a.vertices[v] == b.vertices[v])
        << "vertex " << v << ": " << a.vertices[v].cost().reached() << " "
        << b.vertices[v].cost().reached();
  for (std::size_t c = 0; c < a.cells.size(); ++c) {
    ASSERT_TRUE(a.cells[c] == b.cells[c]) << "cell " << c;
    ASSERT_EQ(a.state[c], b.state[c]) << "cell " << c;
  }
  ASSERT_EQ(a.parts.size(), b.parts.size());
  for (std::size_t i = 0; i < a.parts.size(); ++i)
    ASSERT_TRUE(a.parts[i] == b.parts[i]) << "sum " << i;
}

/// The change names what differs between two answers, and nothing else (rows: at least that).
inline void expect_told(const LiveChange& change, const Answer& before, const Answer& after,
                        const TableLayout& layout) {
  const auto at = [](const std::vector<NearestLabel>& labels, std::size_t i) {
    return i < labels.size() ? labels[i] : NearestLabel();
  };
  std::size_t differ = 0;
  for (std::size_t v = 0; v < std::max(before.vertices.size(), after.vertices.size()); ++v)
    if (at(before.vertices, v) != at(after.vertices, v)) ++differ;
  ASSERT_EQ(change.vertices.size(), differ);
  for (const VertexChange& v : change.vertices) {
    ASSERT_TRUE(v.before == at(before.vertices, v.vertex.index()));
    ASSERT_TRUE(v.after == at(after.vertices, v.vertex.index()));
    ASSERT_TRUE(v.before != v.after);
  }
  std::vector<bool> told(before.cells.size());
  for (const CellChange& c : change.cells) {
    ASSERT_FALSE(told[c.cell.index()]);
    told[c.cell.index()] = true;
    ASSERT_TRUE(c.before == before.cells[c.cell.index()]);
    ASSERT_TRUE(c.after == after.cells[c.cell.index()]);
    ASSERT_TRUE(c.before != c.after || c.unconnected_before != c.unconnected_after);
  }
  for (std::size_t c = 0; c < before.cells.size(); ++c)
    if (before.cells[c] != after.cells[c] || before.state[c] != after.state[c]) {
      ASSERT_TRUE(told[c]) << "cell " << c;
    }
  const std::size_t rows = layout.rows().size(), groups = layout.group_count();
  for (std::size_t i = 0; i < before.parts.size(); ++i)
    if (!(before.parts[i] == after.parts[i])) {
      ASSERT_NE(std::find(change.rows.begin(), change.rows.end(), i / groups % rows),
                change.rows.end());
    }
}

/// Edits a world and tells a LiveCoverage the same.
class Editor {
 public:
  Editor(std::mt19937& random, const World& world, const Settings& settings)
      : random_(random), world_(world), settings_(settings) {}

  World world() const { return world_; }

  void change_site() {
    std::uint32_t rank = pick(60);
    const bool known = !world_.sites.empty() && pick(3) > 0;
    if (known) rank = std::next(world_.sites.begin(), pick(world_.sites.size()))->first;
    if (touched(rank)) return;
    touched_.push_back(rank);
    if (known && pick(3) == 0) {
      world_.sites.erase(rank);
      return;
    }
    WorldSite site;
    for (std::size_t i = pick(6) == 0 ? 0 : 1 + pick(2); i-- > 0;)
      site.entrances.push_back(random_entrance(random_, world_.network));
    if (known && pick(2) == 0 && !world_.sites[rank].entrances.empty() && !site.entrances.empty())
      site.entrances[0] = nudged(world_.sites[rank].entrances[0]);  // dragged along its street
    if (pick(3) == 0) site.same_place.emplace_back(std::size_t{pick(world_.cells.size())});
    world_.sites[rank] = site;
  }
  void change_street() {
    const std::size_t e = pick(world_.network.edges.size());
    EdgeUse& use = world_.network.use[static_cast<std::size_t>(settings_.service.mode)][e];
    switch (pick(5)) {
      case 0:
      case 1:
        use = {};
        break;
      case 2:
        use = {use.backward_kmh, use.forward_kmh};
        break;
      case 3:
        use = {static_cast<float>(5 * pick(20)), static_cast<float>(5 * pick(20))};
        break;
      default:
        use = {50, 50};
    }
  }
  void add_street() {
    Network& n = world_.network;
    const std::size_t first = n.vertices.size();
    for (std::size_t i = pick(3); i-- > 0;) vertex(n, pick(1000), pick(1000));
    const bool to_new = n.vertices.size() > first && pick(4) > 0;
    const std::size_t u = pick(first);
    std::size_t v = to_new ? first : pick(n.vertices.size());
    if (u == v) v = (v + 1) % n.vertices.size();
    const EdgeId e =
        edge(n, VertexId(u), VertexId(v), pick(6) == 0 ? 0 : pick(30'000),
             pick(4) == 0 ? Way::forward : Way::both, static_cast<float>(5 * (1 + pick(20))));
    for (std::size_t i = pick(3); i-- > 0;)
      world_.cells[pick(world_.cells.size())].push_back(
          on(n, e, pick(n.edges[e.index()].length_mm + 1), pick(4000)));
  }

  /// From the world before to the one now.
  LiveEdit edit_from(const World& before) const {
    LiveEdit edit;
    const ModeGraph was = settings_.graph(before.network), is = settings_.graph(world_.network);
    edit.new_vertices = is.vertex_count() - was.vertex_count();
    for (std::size_t e = 0; e < world_.network.edges.size(); ++e) {
      const EdgeId id(e);
      const Edge& edge = world_.network.edges[e];
      if (e >= before.network.edges.size())
        edit.new_edges.push_back({edge.u, edge.v, is.forward(id), is.backward(id), edge.length_mm});
      else if (was.forward(id) != is.forward(id) || was.backward(id) != is.backward(id))
        edit.costs.push_back({id, is.forward(id), is.backward(id)});
    }
    for (std::size_t c = 0; c < world_.cells.size(); ++c)
      for (std::size_t i = before.cells[c].size(); i < world_.cells[c].size(); ++i)
        edit.entrances.push_back({CellId(c), world_.cells[c][i]});
    for (const std::uint32_t rank : touched_) {
      LiveSite site{rank, {}, {}};
      if (const auto it = world_.sites.find(rank); it != world_.sites.end()) {
        site.entrances = sources_of(it->second.entrances, settings_.metric(), settings_.access_mps);
        site.same_place = it->second.same_place;
      }
      edit.sites.push_back(site);
    }
    return edit;
  }

 private:
  std::uint32_t pick(std::size_t below) {
    return static_cast<std::uint32_t>(
        std::uniform_int_distribution<std::size_t>(0, below - 1)(random_));
  }
  bool touched(std::uint32_t rank) const {
    return std::find(touched_.begin(), touched_.end(), rank) != touched_.end();
  }
  Entrance nudged(Entrance e) {
    const std::uint32_t length = world_.network.edges[e.edge.index()].length_mm;
    e.offset_mm = pick(length + std::size_t{1});
    return e;
  }
  std::mt19937& random_;
  World world_;
  const Settings& settings_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace fangyuan::sketch
