// SPDX-License-Identifier: Apache-2.0
// Country roads: from village to village through the gates in their borders, classed by who needs
// them to get to the township, the county town, the city.
#include <fmt/format.h>

#include <map>
#include <numeric>
#include <queue>

#include "data/sample/prng.h"
#include "data/sample/roads.h"

namespace fangyuan::sample {
namespace {

struct Link {
  std::uint32_t a = 0, b = 0;  ///< villages
  std::vector<Pt> line;        ///< from a's street over the gate to b's; empty between town cells
  std::size_t gate = 0;        ///< the vertex at which it passes the border
  double length = 0;
  RoadClass road_class = RoadClass::track;
  bool open = true;
  std::uint32_t border = 0;
};

struct Step {
  double cost;
  std::uint32_t village;
  bool operator<(const Step& o) const {
    return cost != o.cost ? cost > o.cost : village > o.village;
  }
};

class Country {
 public:
  Country(const World& w, const Terrain& t, const Settlements& s) : w_(w), t_(t), s_(s) {
    collect();
    open_bridges(t_.river, std::max(45'000.0, 0.16 * w_.radius));
    open_bridges(t_.railway, std::max(22'000.0, 0.07 * w_.radius));
    reconnect();
    rank();
    thin();
  }

  const std::vector<Link>& links() const { return links_; }

 private:
  bool in_town(std::uint32_t v) const { return w_.tiling.cells[v].town != kOutside; }

  Pt street_end(std::uint32_t v, Pt gate) const {
    if (s_.patch_of[v] == kOutside) return s_.grids[w_.tiling.cells[v].town].nearest(gate);
    const Patch& p = s_.patches[s_.patch_of[v]];
    const auto [i, j] = p.way_out(gate);
    return p.node(i, j);
  }

  void collect() {
    of_.resize(w_.villages.size());
    for (std::uint32_t k = 0; k < w_.tiling.borders.size(); ++k) {
      const Border& border = w_.tiling.borders[k];
      const auto gate = border.gate();
      if (border.right == kOutside) continue;
      Link link;
      link.a = border.left;
      link.b = border.right;
      link.border = k;
      const auto town = w_.tiling.cells[link.a].town;
      if (town != kOutside && town == w_.tiling.cells[link.b].town) {
        link.length = distance(w_.tiling.cells[link.a].seed, w_.tiling.cells[link.b].seed);
      } else {
        if (!gate) continue;
        link.line = bend(w_.seed, street_end(link.a, *gate), *gate, 0.9);
        link.gate = link.line.size() - 1;
        const auto rest = bend(w_.seed, *gate, street_end(link.b, *gate), 0.9);
        link.line.insert(link.line.end(), rest.begin() + 1, rest.end());
        link.length =
            1.15 * (distance(link.line.front(), *gate) + distance(*gate, rest.back())) + 2000;
        link.open = !barrier(link, t_.river) && !barrier(link, t_.railway) && !over_lake(link);
      }
      of_[link.a].push_back(static_cast<std::uint32_t>(links_.size()));
      of_[link.b].push_back(static_cast<std::uint32_t>(links_.size()));
      links_.push_back(std::move(link));
    }
  }

  bool over_lake(const Link& link) const {
    return std::any_of(t_.lakes.begin(), t_.lakes.end(),
                       [&](const auto& ring) { return lines_meet(link.line, ring); });
  }

  static std::optional<Pt> barrier(const Link& link, const Corridor& c) {
    for (std::size_t k = 0; k + 1 < link.line.size(); ++k)
      if (const auto p = c.crossing_with(link.line[k], link.line[k + 1])) return p;
    return std::nullopt;
  }

  /// Every so often one of the roads that would cross gets a bridge.
  void open_bridges(const Corridor& corridor, double spacing) {
    std::vector<std::pair<std::int32_t, std::uint32_t>> at;
    for (std::uint32_t k = 0; k < links_.size(); ++k)
      if (const auto p = barrier(links_[k], corridor)) at.emplace_back(p->x, k);
    std::sort(at.begin(), at.end());
    double last = -1e18;
    for (const auto& [x, k] : at) {
      const bool both = barrier(links_[k], t_.river) && barrier(links_[k], t_.railway);
      if (both || over_lake(links_[k]) || x < last + spacing) continue;
      links_[k].open = true;
      last = x;
    }
  }

  /// No village may be cut off: the shortest closed road that helps is opened.
  void reconnect() {
    std::vector<std::uint32_t> root(w_.villages.size());
    std::iota(root.begin(), root.end(), 0U);
    const auto find = [&](std::uint32_t v) {
      while (root[v] != v) v = root[v] = root[root[v]];
      return v;
    };
    for (const auto& link : links_)
      if (link.open) root[find(link.a)] = find(link.b);
    std::vector<std::uint32_t> closed;
    for (std::uint32_t k = 0; k < links_.size(); ++k)
      if (!links_[k].open) closed.push_back(k);
    std::stable_sort(closed.begin(), closed.end(),
                     [&](auto p, auto q) { return links_[p].length < links_[q].length; });
    for (const auto k : closed) {
      if (find(links_[k].a) == find(links_[k].b)) continue;
      links_[k].open = true;
      root[find(links_[k].a)] = find(links_[k].b);
    }
  }

  /// Cheapest ways from `from` to everywhere; the link by which each village is entered.
  std::vector<std::uint32_t> tree(const std::vector<std::uint32_t>& from) const {
    std::vector<double> cost(w_.villages.size(), 1e18);
    std::vector<std::uint32_t> by(w_.villages.size(), kOutside);
    std::priority_queue<Step> queue;
    for (const auto v : from) {
      cost[v] = 0;
      queue.push({0, v});
    }
    while (!queue.empty()) {
      const auto [c, v] = queue.top();
      queue.pop();
      if (c > cost[v]) continue;
      for (const auto k : of_[v]) {
        const Link& link = links_[k];
        if (!link.open) continue;
        const std::uint32_t to = link.a == v ? link.b : link.a;
        // Roads that are large already attract more traffic.
        const double next = c + link.length * (link.road_class <= RoadClass::primary     ? 0.6
                                               : link.road_class <= RoadClass::secondary ? 0.75
                                                                                         : 1.0);
        if (next < cost[to]) {
          cost[to] = next;
          by[to] = k;
          queue.push({next, to});
        }
      }
    }
    return by;
  }

  void mark(std::uint32_t v, const std::vector<std::uint32_t>& by, RoadClass c) {
    while (by[v] != kOutside) {
      Link& link = links_[by[v]];
      link.road_class = std::min(link.road_class, c);
      v = link.a == v ? link.b : link.a;
    }
  }

  std::uint32_t town_centre(std::uint32_t town) const {
    std::uint32_t best = kOutside;
    const Pt centre = w_.plan.towns[town].centre;
    for (std::uint32_t v = 0; v < w_.villages.size(); ++v)
      if (w_.tiling.cells[v].town == town &&
          (best == kOutside || square_distance(w_.tiling.cells[v].seed, centre) <
                                   square_distance(w_.tiling.cells[best].seed, centre)))
        best = v;
    return best;
  }

  void rank() {
    const auto to_city = tree({town_centre(0)});
    for (std::uint32_t town = 1; town < w_.plan.towns.size(); ++town)
      mark(town_centre(town), to_city, RoadClass::primary);
    std::vector<std::uint32_t> seats;
    for (std::uint32_t c = 0; c < w_.counties.size(); ++c) {
      const auto to_seat = tree({town_centre(w_.counties[c].town)});
      for (const auto unit : w_.counties[c].townships) {
        mark(w_.townships[unit].seat, to_seat, RoadClass::secondary);
        seats.push_back(w_.townships[unit].seat);
      }
    }
    const auto to_township = tree(seats);
    for (std::uint32_t v = 0; v < w_.villages.size(); ++v)
      mark(v, to_township, RoadClass::tertiary);
  }

  /// Of the roads nobody needs, some are village roads, some farm tracks, the rest do not exist.
  void thin() {
    for (std::uint32_t k = 0; k < links_.size(); ++k) {
      Link& link = links_[k];
      if (!link.open || link.line.empty() || link.road_class != RoadClass::track) continue;
      const auto dice = Rng(hash_of(w_.seed, 60, link.border)).below(100);
      link.open = dice < 60 && !barrier(link, t_.motorway);
      if (dice < 40) link.road_class = RoadClass::residential;
    }
  }

  const World& w_;
  const Terrain& t_;
  const Settlements& s_;
  std::vector<Link> links_;
  std::vector<std::vector<std::uint32_t>> of_;
};

/// A road runs on along the rim of the patch from where it comes in to where it goes out, the
/// shorter way. Rim positions count counter-clockwise from the south-west corner.
class Rim {
 public:
  explicit Rim(const Patch& p)
      : nx_(p.xs.size()), ny_(p.ys.size()), edges(2 * (nx_ + ny_) - 4, RoadClass::residential) {}
  std::size_t position(std::size_t i, std::size_t j) const {
    if (j == 0) return i;
    if (i == nx_ - 1) return nx_ - 1 + j;
    if (j == ny_ - 1) return (nx_ - 1) + (ny_ - 1) + (nx_ - 1 - i);
    return 2 * (nx_ - 1) + (ny_ - 1) + (ny_ - 1 - j);
  }
  void pass(std::vector<std::size_t> arms, RoadClass c) {
    std::sort(arms.begin(), arms.end());
    arms.erase(std::unique(arms.begin(), arms.end()), arms.end());
    if (arms.size() < 2) return;
    std::size_t widest = 0, gap = 0;
    for (std::size_t k = 0; k < arms.size(); ++k)
      if (const auto g = (arms[(k + 1) % arms.size()] + edges.size() - arms[k]) % edges.size();
          g > gap) {
        gap = g;
        widest = k;
      }
    for (std::size_t e = arms[(widest + 1) % arms.size()]; e != arms[widest];
         e = (e + 1) % edges.size())
      edges[e] = std::min(edges[e], c);
  }

 private:
  std::size_t nx_, ny_;

 public:
  std::vector<RoadClass> edges;  ///< the edge from each rim position to the next
};

/// Some borders have a farm track on them, as fields are divided by tracks; it joins the road that
/// passes the border's gate.
void add_border_tracks(const World& w, const Terrain& t, const Country& country,
                       std::vector<Road>& roads) {
  for (const auto& link : country.links()) {
    if (!link.open || link.line.empty() || hash_of(w.seed, 63, link.border) % 100 >= 45) continue;
    const auto& line = w.tiling.borders[link.border].line;
    bool blocked = false;
    for (std::size_t k = 0; k + 1 < line.size() && !blocked; ++k)
      blocked = t.barrier_between(line[k], line[k + 1]) || t.motorway.crosses(line[k], line[k + 1]);
    if (!blocked) roads.push_back({line, RoadClass::track, false, false, 0, ""});
  }
}

}  // namespace

void add_links(const World& w, const Terrain& t, const Settlements& s, std::vector<Road>& roads,
               std::vector<std::vector<RoadClass>>& rims) {
  const Country country(w, t, s);
  std::vector<Rim> rim;
  for (const auto& p : s.patches) rim.emplace_back(p);
  std::vector<std::map<RoadClass, std::vector<std::size_t>>> arms(s.patches.size());
  for (const auto& link : country.links()) {
    if (!link.open || link.line.empty()) continue;
    const auto c = link.road_class;
    Road road{link.line, c, false, false, 0, ""};
    const auto county = w.counties[w.townships[w.villages[link.a].township].county].code;
    if (c == RoadClass::primary) road.name = fmt::format("S{}", 3 + county.back() - '0') + "01线";
    if (c == RoadClass::secondary) road.name = fmt::format("X0{}", county.substr(4)) + "线";
    if (c == RoadClass::tertiary)
      road.name = w.townships[w.villages[link.b].township].name + "乡道";
    roads.push_back(std::move(road));
    for (const auto v : {link.a, link.b}) {
      if (s.patch_of[v] == kOutside) continue;
      const auto k = s.patch_of[v];
      const auto [i, j] = s.patches[k].way_out(link.line[link.gate]);
      for (const auto wide : {RoadClass::primary, RoadClass::secondary, RoadClass::tertiary})
        if (c <= wide) arms[k][wide].push_back(rim[k].position(i, j));
    }
  }
  add_border_tracks(w, t, country, roads);
  for (std::size_t k = s.hamlets_from; k < s.patches.size(); ++k) {
    const Patch& own = s.patches[k];
    const Patch& main = s.patches[s.patch_of[own.village]];
    const auto [i, j] = own.way_out(main.centre);
    const auto [p, q] = main.way_out(own.centre);
    roads.push_back({bend(w.seed, own.node(i, j), main.node(p, q), 0.9), RoadClass::residential,
                     false, false, 0, ""});
  }
  rims.clear();
  for (std::size_t k = 0; k < rim.size(); ++k) {
    for (const auto& [c, at] : arms[k]) rim[k].pass(at, c);
    rims.push_back(std::move(rim[k].edges));
  }
}

}  // namespace fangyuan::sample
