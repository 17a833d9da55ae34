// SPDX-License-Identifier: Apache-2.0
// Sound tilings in which single units are spoilt on purpose, and what of it ought to be found.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <vector>

#include "geo/units/geos.h"
#include "tests/geo/topology/tile_world.h"

namespace fangyuan::test {

enum class Kind { gap, overlap, sliver_gap, sliver_overlap, shifted, wrong_parent, drawn_twice };
inline constexpr int kKinds = 7;

struct Injected {
  Kind kind;
  std::uint32_t unit, neighbour;  ///< the neighbour: also the copy's number, the wrong parent
  double gap_m2 = 0, overlap_m2 = 0;
  int found = 0;
};

struct Spoilt {
  std::vector<std::vector<PolygonXY>> units, parents;
  std::vector<std::uint32_t> parent_of;
  std::vector<Injected> injected;
};

// Corners of one copy of a line, its ends left alone.
template <class Move>
std::vector<XY> moved(std::vector<XY> line, const Move& move) {
  for (std::size_t i = 1; i + 1 < line.size(); ++i) line[i] = move(line[i]);
  return line;
}

class Spoiler {
 public:
  explicit Spoiler(std::uint64_t seed) : random_(seed), world_(make_tile_world(seed, 900, 3)) {
    out_.units = world_.shapes();
    sound_ = out_.units;
    // Parents: every unit west of the middle belongs to the first.
    double middle = 0;
    for (const auto& tile : world_.tiles) middle += tile.seed.x;
    middle /= static_cast<double>(world_.tiles.size());
    std::vector<Geos::Shape> shapes;
    std::vector<const GEOSGeometry*> halves[2];
    for (const auto& tile : world_.tiles) {
      out_.parent_of.push_back(tile.seed.x < middle ? 0 : 1);
      shapes.push_back(geos_.make(sound_[shapes.size()]));
      halves[out_.parent_of.back()].push_back(shapes.back().get());
    }
    for (const auto& half : halves)
      out_.parents.push_back(geos_.polygons(geos_.united(half).get()));
  }

  Spoilt spoil(int faults) {
    for (int tries = 0; static_cast<int>(out_.injected.size()) < faults && tries < 20 * faults;
         ++tries)
      put(static_cast<Kind>(tries % kKinds));
    return std::move(out_);
  }

 private:
  double between(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }

  // Units of one fault and all their neighbours are left alone afterwards.
  bool claim(std::uint32_t unit) {
    for (const auto& side : world_.tiles[unit].sides)
      if (side.neighbour == sample::kOutside || used_.count(side.neighbour) > 0) return false;
    return used_.count(unit) == 0;
  }
  void take(std::uint32_t unit) {
    used_.insert(unit);
    for (const auto& side : world_.tiles[unit].sides) used_.insert(side.neighbour);
  }

  void put(Kind kind) {
    const auto unit = static_cast<std::uint32_t>(random_() % world_.tiles.size());
    if (!claim(unit)) return;
    auto& tile = world_.tiles[unit];
    auto& side = tile.sides[random_() % tile.sides.size()];
    Injected put{kind, unit, side.neighbour};
    if (kind == Kind::wrong_parent) {
      put.neighbour = 1 - out_.parent_of[unit];
      out_.parent_of[unit] = put.neighbour;
    } else if (kind == Kind::drawn_twice) {
      put.neighbour = static_cast<std::uint32_t>(out_.units.size());
      out_.units.push_back(out_.units[unit]);
      out_.parent_of.push_back(out_.parent_of[unit]);
    } else {
      const auto sound = side.line;
      side.line = spoilt(kind, unit, side);
      if (!measure(unit, put)) {
        side.line = sound;
        return;
      }
      out_.units[unit] = {world_.polygon(unit)};
    }
    take(unit);
    out_.injected.push_back(put);
  }

  std::vector<XY> spoilt(Kind kind, std::uint32_t unit, const TileWorld::Side& side) {
    if (kind == Kind::shifted) {
      const double dx = between(-4, 4), dy = between(-4, 4);
      return moved(side.line, [&](XY p) {
        return XY{p.x + dx + between(-1, 1), p.y + dy + between(-1, 1)};
      });
    }
    const bool thin = kind == Kind::sliver_gap || kind == Kind::sliver_overlap;
    const bool inwards = kind == Kind::gap || kind == Kind::sliver_gap;
    const XY to = world_.tiles[inwards ? unit : side.neighbour].seed;
    const double share = thin ? between(0.001, 0.004) : between(0.05, 0.2);
    return moved(side.line, [&](XY p) {
      return XY{p.x + share * (to.x - p.x), p.y + share * (to.y - p.y)};
    });
  }

  // GEOS's opinion of what the copy does; false when it spoils more than meant, or next to nothing.
  bool measure(std::uint32_t unit, Injected& put) {
    const std::vector<PolygonXY> now{world_.polygon(unit)};
    const auto spoilt = geos_.make(now), sound = geos_.make(sound_[unit]);
    if (geos_.flaw(spoilt.get())) return false;
    const auto neighbour = geos_.make(sound_[put.neighbour]);
    put.gap_m2 = geos_.area(geos_.difference(sound.get(), spoilt.get()).get());
    put.overlap_m2 = geos_.area(geos_.intersection(spoilt.get(), neighbour.get()).get());
    const double grown = geos_.area(geos_.difference(spoilt.get(), sound.get()).get());
    return out_.parent_of[unit] == out_.parent_of[put.neighbour] &&
           std::abs(grown - put.overlap_m2) < 1e-6 && put.gap_m2 + put.overlap_m2 > 20 &&
           (put.gap_m2 == 0 || put.gap_m2 > 5) && (put.overlap_m2 == 0 || put.overlap_m2 > 5);
  }

  Geos geos_;
  std::mt19937_64 random_;
  TileWorld world_;
  std::vector<std::vector<PolygonXY>> sound_;
  Spoilt out_;
  std::set<std::uint32_t> used_;
};

}  // namespace fangyuan::test
