// SPDX-License-Identifier: Apache-2.0
// A made-up city of blocks, as large as wanted: the same for every machine.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "core/coverage/coverage.h"

namespace fangyuan {

/// Numbers that look random and are the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return static_cast<std::uint32_t>((state_ >> 33) % n);
  }

 private:
  std::uint64_t state_;
};

/// `side` × `side` crossings, 150 m apart, streets of uneven length and speed, one in ten missing,
/// cells and sites along them, two layers of units.
struct GridStudy {
  Network network;
  Cells cells;
  Units units;
  std::vector<Facility> facilities;
  ModeAccess access;
  std::uint32_t side;

  GridStudy(std::uint32_t side_, std::uint32_t cell_count, std::uint32_t site_count) : side(side_) {
    Dice dice(1);
    for (std::uint32_t i = 0; i < side * side; ++i)
      network.vertices.push_back(place(i % side, i / side));
    for (std::uint32_t y = 0; y < side; ++y)
      for (std::uint32_t x = 0; x < side; ++x) {
        if (x + 1 < side && dice.below(10) > 0) add_edge(dice, y * side + x, y * side + x + 1);
        if (y + 1 < side && dice.below(10) > 0) add_edge(dice, y * side + x, (y + 1) * side + x);
      }
    add_units();
    cells.groups = {"total", "older60"};
    cells.people.resize(2);
    for (std::uint32_t c = 0; c < cell_count; ++c) {
      access.cells.push_back(entrance(dice));
      cells.place.push_back(access.cells.back().point);
      cells.people[0].push_back(Amount::from_millionths(dice.below(60'000'000)));
      cells.people[1].push_back(Amount::from_millionths(dice.below(12'000'000)));
      const auto unit = unit_at(cells.place.back());
      cells.unit_of[0].push_back(unit[0]);
      cells.unit_of[1].push_back(unit[1]);
    }
    for (std::uint32_t s = 0; s < site_count; ++s) {
      access.sites.push_back({entrance(dice)});
      Facility& f = facilities.emplace_back();
      f.id = f.name = "S" + std::to_string(s);
      f.type = "clinic";
      f.place = access.sites.back()[0].point;
      f.amounts["beds"] = Amount::from_whole(20 + dice.below(100));
      const auto unit = unit_at(*f.place);
      f.unit_of = {unit[0], unit[1]};
    }
  }

  StudyView view(const StraightLine* straight) const {
    StudyView v{.network = &network, .cells = cells, .units = units, .facilities = facilities};
    v.access.fill(&access);
    v.straight = straight;
    return v;
  }

 private:
  static constexpr std::uint32_t kCounties = 4, kTowns = 12;  // along each side

  static Place place(double x, double y) {
    return {{114.0 + x * 0.00164, 34.2 + y * 0.00135}, {x * 150, y * 150}};
  }
  void add_edge(Dice& dice, std::uint32_t u, std::uint32_t v) {
    const std::uint32_t length = 150'000 + dice.below(30'000);
    network.edges.push_back({.u = VertexId(u),
                             .v = VertexId(v),
                             .length_mm = length,
                             .first_shape = static_cast<std::uint32_t>(network.shape.size()),
                             .shape_count = 2});
    network.shape.push_back(network.vertices[u]);
    network.shape.push_back(network.vertices[v]);
    network.shape_mm.insert(network.shape_mm.end(), {0, length});
    const auto kmh = static_cast<float>(15 + 5 * dice.below(8));
    const bool one_way = dice.below(12) == 0;
    for (std::size_t m = 0; m < kModes; ++m)
      network.use[m].push_back({kmh, one_way && static_cast<Mode>(m) == Mode::car ? 0 : kmh});
  }
  Entrance entrance(Dice& dice) const {
    const EdgeId e(std::size_t{dice.below(static_cast<std::uint32_t>(network.edges.size()))});
    const Edge& edge = network.edges[e.index()];
    const std::uint32_t offset = dice.below(edge.length_mm + 1);
    const double t = static_cast<double>(offset) / edge.length_mm;
    const Place &a = network.vertices[edge.u.index()], &b = network.vertices[edge.v.index()];
    const auto mix = [t](double p, double q) { return p + t * (q - p); };
    return {e,
            offset,
            dice.below(100'000),
            {{mix(a.lonlat.lon, b.lonlat.lon), mix(a.lonlat.lat, b.lonlat.lat)},
             {mix(a.xy.x, b.xy.x), mix(a.xy.y, b.xy.y)}}};
  }
  void add_units() {
    for (const std::uint32_t n : {kCounties, kTowns}) {
      UnitLayer layer{Tree::legal, n == kCounties ? Level::county : Level::township, {}};
      for (std::uint32_t i = 0; i < n * n; ++i) {
        layer.units.push_back(UnitId(units.all.size()));
        Unit& unit = units.all.emplace_back();
        unit.level = layer.level;
        unit.code = unit.name = std::to_string((n == kCounties ? 100 : 1000) + i);
      }
      units.layers.push_back(layer);
      cells.unit_of.emplace_back();
    }
  }
  std::array<UnitId, 2> unit_at(const Place& p) const {
    const auto at = [&](std::uint32_t n, std::uint32_t first) {
      const double width = side * 150.0 / n;
      const auto x = static_cast<std::uint32_t>(p.xy.x / width),
                 y = static_cast<std::uint32_t>(p.xy.y / width);
      return UnitId(first + y * n + x);
    };
    return {at(kCounties, 0), at(kTowns, kCounties * kCounties)};
  }
};

}  // namespace fangyuan
