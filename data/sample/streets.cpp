// SPDX-License-Identifier: Apache-2.0
// Village lanes, town streets, lanes inside estates, motorway and trunk roads.
#include <array>
#include <functional>

#include "data/sample/blocks.h"
#include "data/sample/names.h"
#include "data/sample/prng.h"
#include "data/sample/roads.h"

namespace fangyuan::sample {
namespace {

/// Splits a row of nodes into roads of one class each; absent classes are gaps.
void add_row(const std::vector<Pt>& nodes, const std::vector<std::optional<RoadClass>>& classes,
             std::uint32_t group, const std::string& name, std::vector<Road>& roads) {
  for (std::size_t k = 0; k < classes.size();) {
    if (!classes[k]) {
      ++k;
      continue;
    }
    std::size_t end = k;
    while (end < classes.size() && classes[end] == classes[k]) ++end;
    roads.push_back({{nodes.begin() + static_cast<std::ptrdiff_t>(k),
                      nodes.begin() + static_cast<std::ptrdiff_t>(end) + 1},
                     *classes[k],
                     false,
                     false,
                     group,
                     *classes[k] <= RoadClass::tertiary || group == 0 ? name : ""});
    k = end;
  }
}

RoadClass street_class(std::int32_t line) {
  return line % 32 == 0   ? RoadClass::primary
         : line % 16 == 0 ? RoadClass::secondary
         : line % 8 == 0  ? RoadClass::tertiary
                          : RoadClass::residential;
}

}  // namespace

void add_lanes(const World& w, const Settlements& s,
               const std::vector<std::vector<RoadClass>>& rims, std::vector<Road>& roads) {
  for (std::size_t k = 0; k < s.patches.size(); ++k) {
    const Patch& p = s.patches[k];
    const auto& rim = rims[k];
    const std::size_t nx = p.xs.size(), ny = p.ys.size();
    const auto group = static_cast<std::uint32_t>(k + 100);
    Rng rng(hash_of(w.seed, 61, k));
    for (std::size_t j = 0; j < ny; ++j) {
      std::vector<Pt> nodes;
      std::vector<std::optional<RoadClass>> classes;
      for (std::size_t i = 0; i < nx; ++i) nodes.push_back(p.node(i, j));
      for (std::size_t i = 0; i + 1 < nx; ++i) {
        if (j == 0)
          classes.push_back(rim[i]);
        else if (j == ny - 1)
          classes.push_back(rim[nx - 1 + ny - 1 + (nx - 2 - i)]);
        else
          classes.push_back(rng.chance(14) ? std::nullopt : std::optional(RoadClass::residential));
      }
      add_row(nodes, classes, group, "", roads);
    }
    for (std::size_t i = 0; i < nx; ++i) {
      std::vector<Pt> nodes;
      std::vector<std::optional<RoadClass>> classes;
      for (std::size_t j = 0; j < ny; ++j) nodes.push_back(p.node(i, j));
      for (std::size_t j = 0; j + 1 < ny; ++j)
        classes.push_back(i == nx - 1 ? rim[nx - 1 + j]
                          : i == 0    ? rim[2 * (nx - 1) + ny - 1 + (ny - 2 - j)]
                                      : RoadClass::residential);
      add_row(nodes, classes, group, "", roads);
    }
  }
}

void add_streets(const World& w, const Terrain& t, const Settlements& s, std::vector<Road>& roads) {
  for (const TownGrid& g : s.grids) {
    Names names(hash_of(w.seed, 62, g.town()));
    const auto group = static_cast<std::uint32_t>(g.town() + 1);
    const std::int32_t r = g.reach();
    for (const bool east : {true, false})
      for (std::int32_t line = -r; line <= r; ++line) {
        const std::string name = names.street();
        const RoadClass c = street_class(line);
        std::vector<Pt> nodes;
        std::vector<std::optional<RoadClass>> classes;
        for (std::int32_t k = -r; k <= r;) {
          const std::int32_t i = east ? k : line, j = east ? line : k;
          if (!g.has(i, j)) {
            if (!nodes.empty()) {
              add_row(nodes, classes, group, name, roads);
              nodes.clear();
              classes.clear();
            }
            ++k;
            continue;
          }
          nodes.push_back(g.node(i, j));
          const std::int32_t step = g.step(i, j, east);
          const std::int32_t i2 = east ? i + step : i, j2 = east ? j : j + step;
          if (!g.has(i2, j2)) {
            add_row(nodes, classes, group, name, roads);
            nodes.clear();
            classes.clear();
            k += step;
            continue;
          }
          const Pt a = g.node(i, j), b = g.node(i2, j2);
          const bool exists = street_exists(w, t, g, i, j, east);
          classes.push_back(exists ? std::optional(c) : std::nullopt);
          if (exists && street_has_gate(w, t, g, i, j, east)) {
            nodes.push_back(middle(a, b));
            classes.push_back(c);
          }
          k += step;
        }
        if (!nodes.empty()) add_row(nodes, classes, group, name, roads);
      }
    for (const Block& b : blocks_of(w, t, g)) {
      if (!b.estate) continue;
      // A lane from gate to gate with short ways to the houses on both sides.
      std::vector<Pt> lane{b.west_gate};
      for (const double share : {0.22, 0.5, 0.78})
        lane.push_back(along(b.west_gate, b.east_gate, share));
      lane.push_back(b.east_gate);
      const Direction2 u = direction(b.west_gate, b.east_gate);
      for (std::size_t k = 1; k <= 3; ++k)
        roads.push_back({{offset(lane[k], u, 0, -380), lane[k], offset(lane[k], u, 0, 380)},
                         RoadClass::service,
                         false,
                         false,
                         group,
                         ""});
      roads.push_back({std::move(lane), RoadClass::service, false, false, group, b.name});
    }
  }
}

void add_highways(const Terrain& t, std::vector<Road>& roads) {
  // Both carriageways as one ring, so that its ends are turning places and no one-way trap.
  const auto ring = [&](const Corridor& axis, double apart, RoadClass c, const std::string& name) {
    std::vector<Pt> there = axis.beside(-apart), back = axis.beside(apart);
    std::reverse(back.begin(), back.end());
    roads.push_back({there, c, true, c == RoadClass::motorway, 0, name});
    roads.push_back({back, c, true, c == RoadClass::motorway, 0, name});
    roads.push_back({{there.back(), back.front()}, c, true, false, 0, name});
    roads.push_back({{back.back(), there.front()}, c, true, false, 0, name});
  };
  ring(t.trunk_ns, 110, RoadClass::trunk, "G1901");
  ring(t.trunk_ew, 110, RoadClass::trunk, "G1902");
  const std::size_t first = roads.size();
  ring(t.motorway, 130, RoadClass::motorway, "G9971汴原高速");

  // Interchanges where larger roads pass below: four ramps each, not too near each other.
  auto& there = roads[first].line;
  auto& back = roads[first + 1].line;
  const auto& axis = t.motorway.axis();
  double last = -1e18;
  struct Place {
    std::size_t road, segment;
    Pt at;
  };
  std::vector<Place> places;
  for (std::size_t k = 0; k < first; ++k) {
    if (roads[k].road_class > RoadClass::secondary || roads[k].oneway) continue;
    for (std::size_t q = 0; q + 1 < roads[k].line.size(); ++q)
      if (const auto p = t.motorway.crossing_with(roads[k].line[q], roads[k].line[q + 1]))
        places.push_back({k, q, *p});
  }
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return a.at < b.at; });
  const auto vertex_near = [](const std::vector<Pt>& line, Pt p, bool after) {
    // The vertex before or after p in the line's own direction, 500–1000 m away.
    std::size_t best = 0;
    for (std::size_t k = 1; k < line.size(); ++k)
      if (square_distance(line[k], p) < square_distance(line[best], p)) best = k;
    const std::size_t away = 2;
    return after ? line[std::min(best + away, line.size() - 1)]
                 : line[best > away ? best - away : 0];
  };
  std::vector<std::size_t> split_roads;
  for (const auto& place : places) {
    if (place.at.x < last + 60'000 || std::abs(place.at.x) > axis.back().x - 20'000 ||
        std::find(split_roads.begin(), split_roads.end(), place.road) != split_roads.end())
      continue;
    last = place.at.x;
    split_roads.push_back(place.road);
    // The ramps end where the road below has left the motorway by a little.
    const auto& line = roads[place.road].line;
    std::size_t before = place.segment, after = place.segment + 1;
    while (before > 0 && t.motorway.clearance(line[before]) < 300) --before;
    while (after + 1 < line.size() && t.motorway.clearance(line[after]) < 300) ++after;
    Pt one = line[before], two = line[after];
    // South of the motorway runs the eastbound carriageway (`there`), north of it the westbound.
    if (one.y > two.y) std::swap(one, two);
    const auto ramp = [&](Pt a, Pt b) {
      roads.push_back({{a, b}, RoadClass::motorway_link, true, false, 0, ""});
    };
    const Pt off_there = vertex_near(there, place.at, false),
             on_there = vertex_near(there, place.at, true);
    const Pt off_back = vertex_near(back, place.at, false),
             on_back = vertex_near(back, place.at, true);
    ramp(off_there, one);
    ramp(one, on_there);
    ramp(off_back, two);
    ramp(two, on_back);
  }
}

std::vector<Road> make_roads(const World& w, const Terrain& t, const Settlements& s) {
  std::vector<Road> roads;
  std::vector<std::vector<RoadClass>> rims;
  add_links(w, t, s, roads, rims);
  add_highways(t, roads);
  add_lanes(w, s, rims, roads);
  add_streets(w, t, s, roads);
  // What cars may use hangs together without the farm tracks; then the tracks are added.
  const auto first_track = std::stable_partition(
      roads.begin(), roads.end(), [](const Road& r) { return r.road_class != RoadClass::track; });
  std::vector<Road> tracks(std::make_move_iterator(first_track),
                           std::make_move_iterator(roads.end()));
  roads.erase(first_track, roads.end());
  const auto tie = [&] {
    join_crossings(roads);
    if (tie_loose_parts(roads, t, 8) > 0) join_crossings(roads);
  };
  tie();
  roads.insert(roads.end(), std::make_move_iterator(tracks.begin()),
               std::make_move_iterator(tracks.end()));
  tie();
  return roads;
}

std::string_view to_string(RoadClass c) {
  static constexpr std::array<std::string_view, 9> kWords = {
      "motorway", "motorway_link", "trunk",   "primary", "secondary",
      "tertiary", "residential",   "service", "track"};
  return kWords[static_cast<std::size_t>(c)];
}

}  // namespace fangyuan::sample
