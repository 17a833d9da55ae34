// SPDX-License-Identifier: Apache-2.0
// A thousand faults put into sound tilings: every one is found, and nothing else. Areas are
// compared with GEOS's overlay.
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <map>

#include "geo/topology/edge_table.h"
#include "geo/units/geos.h"
#include "tests/geo/topology/tile_world.h"

namespace fangyuan {
namespace {

using namespace test;

enum class Kind { gap, overlap, sliver_gap, sliver_overlap, shifted, wrong_parent, drawn_twice };
constexpr int kKinds = 7;

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

bool explains(const Injected& in, const TilingFault& f) {
  const auto low = std::min(in.unit, in.neighbour), high = std::max(in.unit, in.neighbour);
  const auto beside = [&](std::uint32_t unit) {
    return std::any_of(f.beside.begin(), f.beside.end(),
                       [&](const FaultSide& s) { return s.unit == unit; });
  };
  const bool pair = f.a == low && f.b == high;
  const bool gap = f.kind == FaultKind::gap && beside(in.unit) && beside(in.neighbour);
  switch (in.kind) {
    case Kind::gap:
    case Kind::sliver_gap:
      return gap;
    case Kind::overlap:
    case Kind::sliver_overlap:
    case Kind::drawn_twice:
      return f.kind == FaultKind::overlap && pair;
    case Kind::shifted:
      return gap || ((f.kind == FaultKind::overlap || f.kind == FaultKind::unmatched_line) && pair);
    case Kind::wrong_parent:
      return f.kind == FaultKind::outside_parent && f.a == in.unit && f.parent == in.neighbour;
  }
  return false;
}

TEST(Injected, AThousandFaultsAreFoundAndNothingElse) {
  constexpr int kTilings = 20, kFaults = 50;
  std::map<Kind, int> kinds;
  int all = 0;
  for (std::uint64_t seed = 1; seed <= kTilings; ++seed) {
    auto spoilt = Spoiler(seed).spoil(kFaults);
    ASSERT_EQ(spoilt.injected.size(), static_cast<std::size_t>(kFaults));
    const auto input = input_of(spoilt.units, spoilt.parents, spoilt.parent_of);
    const auto report = check_tiling(input);
    std::map<const Injected*, std::pair<double, double>> areas;  // gap, overlap
    for (const auto& f : report.faults) {
      int explained = 0;
      for (auto& in : spoilt.injected)
        if (explains(in, f)) {
          ++explained;
          ++in.found;
          auto& [gap, overlap] = areas[&in];
          gap += f.kind == FaultKind::gap ? f.area_m2 : f.gap_m2;
          overlap += f.kind == FaultKind::overlap ? f.area_m2 : f.overlap_m2;
        }
      EXPECT_EQ(explained, 1) << "seed " << seed << " kind " << static_cast<int>(f.kind) << " a "
                              << f.a << " b " << f.b << " area " << f.area_m2 << " width "
                              << f.width_m;
    }
    for (const auto& in : spoilt.injected) {
      const auto what = testing::Message() << "seed " << seed << " unit " << in.unit << " kind "
                                           << static_cast<int>(in.kind);
      ++kinds[in.kind];
      ++all;
      if (in.kind == Kind::shifted)
        EXPECT_GE(in.found, 1) << what;
      else
        EXPECT_EQ(in.found, 1) << what;
      if (in.kind == Kind::wrong_parent || in.kind == Kind::drawn_twice) continue;
      // Pieces below the noise are not told.
      const double noise = in.kind == Kind::shifted ? 2 : 0.1;
      EXPECT_NEAR(areas[&in].first, in.gap_m2, noise) << what;
      EXPECT_NEAR(areas[&in].second, in.overlap_m2, noise) << what;
    }
  }
  EXPECT_EQ(all, 1000);
  EXPECT_EQ(kinds.size(), static_cast<std::size_t>(kKinds));
  for (const auto& [kind, count] : kinds) EXPECT_GT(count, 50);
}

TEST(Injected, SoundTilingsHaveNoFaults) {
  for (std::uint64_t seed = 100; seed < 104; ++seed) {
    const auto world = make_tile_world(seed, 400, 4);
    const auto shapes = world.shapes();
    const auto report = check_tiling(input_of(shapes));
    EXPECT_TRUE(report.faults.empty()) << seed;
    EXPECT_EQ(report.noise, 0U);
  }
}

TEST(Injected, AnswersDoNotDependOnTheNumberOfThreads) {
  auto spoilt = Spoiler(7).spoil(30);
  const auto input = input_of(spoilt.units, spoilt.parents, spoilt.parent_of);
  const auto told = [&] {
    std::vector<std::tuple<FaultKind, std::uint32_t, std::uint32_t, double, double, double>> out;
    for (const auto& f : check_tiling(input).faults)
      out.emplace_back(f.kind, f.a, f.b, f.area_m2, f.where.x, f.where.y);
    return out;
  };
  const auto all = told();
  EXPECT_GE(all.size(), 25U);
  for (const std::size_t threads : {1U, 3U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    EXPECT_EQ(told(), all);
  }
}

}  // namespace
}  // namespace fangyuan
