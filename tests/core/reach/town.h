// SPDX-License-Identifier: Apache-2.0
// Sites and places on a network, and what plain searches say of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "core/reach/lane_search.h"
#include "core/reach/search.h"
#include "tests/core/sketch.h"

namespace fangyuan::sketch {

struct Setting {
  Mode mode;
  Metric metric;
  Direction direction;
};
/// Every mode, metric and direction; e-bikes, which differ from bicycles in speed and streets
/// alone, in one of each.
inline constexpr Setting kSettings[] = {
    {Mode::walk, Metric::time, Direction::to_facility},
    {Mode::walk, Metric::time, Direction::from_facility},
    {Mode::walk, Metric::length, Direction::to_facility},
    {Mode::walk, Metric::length, Direction::from_facility},
    {Mode::bicycle, Metric::time, Direction::to_facility},
    {Mode::bicycle, Metric::time, Direction::from_facility},
    {Mode::bicycle, Metric::length, Direction::to_facility},
    {Mode::bicycle, Metric::length, Direction::from_facility},
    {Mode::ebike, Metric::time, Direction::to_facility},
    {Mode::ebike, Metric::length, Direction::from_facility},
    {Mode::car, Metric::time, Direction::to_facility},
    {Mode::car, Metric::time, Direction::from_facility},
    {Mode::car, Metric::length, Direction::to_facility},
    {Mode::car, Metric::length, Direction::from_facility},
};

/// So that no two modes see the same graph.
inline double speed_of(Mode mode) {
  return mode == Mode::walk ? 1.3 : mode == Mode::bicycle ? 4.2 : 5.6;
}

/// Sites and places thrown onto a network, and what the plain search says of them.
struct Town {
  Town(const Network& n, const Setting& s, std::mt19937& random)
      : Town(n, s, random, 1 + random() % 150, 60) {}
  Town(const Network& n, const Setting& s, std::mt19937& random, std::size_t site_count,
       std::size_t place_count)
      : graph(n, s.mode, speed_of(s.mode), s.metric), direction(s.direction) {
    for (std::size_t i = 0; i < site_count; ++i) {
      std::vector<Source> entrances;
      for (std::size_t k = n.edges.empty() ? 0 : random() % 5 == 0 ? random() % 3 : 1; k-- > 0;) {
        const Entrance e = random_entrance(random, n);
        entrances.push_back({e, Cost(e.access_mm)});
      }
      sites.push_back(std::move(entrances));
    }
    for (std::size_t i = 0; i < place_count; ++i) {
      const Entrance e =
          n.edges.empty() || random() % 12 == 0 ? Entrance{} : random_entrance(random, n);
      places.push_back({e, Cost(static_cast<std::uint32_t>(random() % 4'000))});
    }
    same_place.resize(sites.size());
    for (auto& given : same_place)
      if (random() % 6 == 0) given.push_back(static_cast<std::uint32_t>(random() % places.size()));
    for (std::size_t i = 0; i < sites.size(); ++i) sources.push_back({sites[i], same_place[i]});
  }

  /// [site × places + place]
  std::vector<Cost> plain(Cost limit) const {
    std::vector<Cost> costs;
    Search search(graph);
    for (std::size_t s = 0; s < sites.size(); ++s) {
      search.run(sites[s], limit, direction);
      for (std::uint32_t p = 0; p < places.size(); ++p) {
        Cost cost;
        if (places[p].entrance.connected())
          cost =
              search.at(places[p].entrance.edge, places[p].entrance.offset_mm) + places[p].access;
        const auto& given = same_place[s];
        if (std::find(given.begin(), given.end(), p) != given.end()) cost = Cost::zero();
        costs.push_back(cost <= limit ? cost : Cost());
      }
    }
    return costs;
  }

  ModeGraph graph;
  Direction direction;
  std::vector<std::vector<Source>> sites;
  std::vector<std::vector<std::uint32_t>> same_place;
  std::vector<LanePlace> places;
  std::vector<LaneSource> sources;
};

}  // namespace fangyuan::sketch
