// SPDX-License-Identifier: Apache-2.0
// Ground moved at random between villages, towns and counties: every layer still tiles its parents,
// by the check that administrators run.
#include "geo/units/unit_ground.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "feature_file.h"
#include "geo/units/unit_draft.h"
#include "geo/units/unit_line.h"
#include "geo/units/unit_order.h"

namespace fangyuan {
namespace {

using namespace test;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr double kVillage = 1000;  // metres
constexpr double kX = 530'000, kY = 3'850'000;

/// A square of villages on a grid, its ring with every corner of the grid.
std::string square(int x0, int y0, int x1, int y1) {
  Points ring;
  const auto put = [&](int x, int y) { ring.emplace_back(kVillage * x, kVillage * y); };
  for (int x = x0; x < x1; ++x) put(x, y0);
  for (int y = y0; y < y1; ++y) put(x1, y);
  for (int x = x1; x > x0; --x) put(x, y1);
  for (int y = y1; y > y0; --y) put(x0, y);
  return polygon({ring});
}

std::string unit(const std::string& code, const std::string& name, const std::string& geometry) {
  return feature("\"code\":\"" + code + "\",\"name\":\"" + name + "\"", geometry);
}

class World {
 public:
  World() {
    std::vector<std::string> counties, towns, villages;
    // Two counties side by side, each of two towns one above the other, each of 3 × 3 villages.
    for (int c = 0; c < 2; ++c) {
      const std::string county = "41020" + std::to_string(2 + c);
      counties.push_back(unit(county, "county", square(3 * c, 0, 3 * c + 3, 6)));
      for (int t = 0; t < 2; ++t) {
        const std::string town = county + "10" + std::to_string(t);
        towns.push_back(unit(town, "town", square(3 * c, 3 * t, 3 * c + 3, 3 * t + 3)));
        for (int v = 0; v < 9; ++v)
          villages.push_back(
              unit(town + "20" + std::to_string(v), "v" + town + std::to_string(v),
                   square(3 * c + v / 3, 3 * t + v % 3, 3 * c + v / 3 + 1, 3 * t + v % 3 + 1)));
      }
    }
    const std::vector<BoundarySource> sources{source(Level::county, counties),
                                              source(Level::township, towns),
                                              source(Level::village, villages)};
    boundaries = read_boundaries(sources, Date{year{2026}, month{3}, day{1}}, frame, problems);
  }

  BoundarySource source(Level level, const std::vector<std::string>& features) {
    BoundarySource s;
    s.level = level;
    s.ref.path = std::string(to_string(level)) + ".geojson";
    s.ref.resolved = folder.write(s.ref.path, collection(features));
    return s;
  }

  Folder folder;
  Frame frame{kCrs};
  Problems problems;
  Boundaries boundaries;
};

/// Nothing that `fangyuan boundaries` would tell of the lines, and the same ground in all.
void expect_sound(const Boundaries& b, const Frame& frame, double area_m2) {
  const auto topology = check_topology(b.units, b.shapes, frame);
  ASSERT_TRUE(topology.findings.empty()) << topology.findings.front().code;
  for (std::size_t l = 0; l < b.units.layers.size(); ++l) {
    ASSERT_EQ(topology.counts[l].noise, 0U);
    double sum = 0;
    for (const UnitId u : b.units.layers[l].units) sum += b.units[u].area_m2;
    ASSERT_NEAR(sum, area_m2, 0.5);
  }
  for (const Unit& u : b.units.all)
    if (u.parent) {
      ASSERT_EQ(u.parent_code, b.units[u.parent].code);
    }
}

TEST(UnitGround, RandomMovesKeepEveryLevelTiled) {
  World world;
  ASSERT_FALSE(world.problems.has_errors());
  Boundaries b = world.boundaries;
  double whole = 0;
  for (const UnitId u : b.units.layers[0].units) whole += b.units[u].area_m2;
  expect_sound(b, world.frame, whole);
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> offset(-100, 100), size(100, 500);
  const auto& villages = world.boundaries.units.layers[2].units;
  const auto& towns = world.boundaries.units.layers[1].units;
  std::map<GroundRefusal::Kind, int> refused;
  int moved = 0, upward = 0;
  for (int step = 0; step < 2000; ++step) {
    GroundMove move;
    if (step % 4 == 0) {  // a village as a whole to another town
      const UnitId v = villages[random() % villages.size()];
      move.from = b.units[v].parent;
      move.to = towns[random() % towns.size()];
      move.ground = b.shapes[v.index()].xy;
    } else {  // ground around a point, from one village to another
      move.from = villages[random() % villages.size()];
      move.to = villages[random() % villages.size()];
      // Around the middle between two that are near.
      const XY p = b.units[move.from].label.xy, q = b.units[move.to].label.xy;
      if (std::hypot(p.x - q.x, p.y - q.y) > 1.5 * kVillage) continue;
      const double x = (p.x + q.x) / 2 + offset(random), y = (p.y + q.y) / 2 + offset(random);
      const double r = size(random);
      PolygonXY ring;
      ring.outer = {{x - r, y - r / 2},
                    {x + r / 3, y - r},
                    {x + r, y + r / 4},
                    {x, y + r},
                    {x - r, y - r / 2}};
      move.ground = {ring};
      move.overshoots = true;
    }
    if (move.from == move.to) continue;
    Boundaries trial = b;
    std::optional<GroundRefusal> why;
    const auto changes = move_ground(trial, world.frame, move, why);
    if (why) {
      ++refused[why->kind];
      continue;
    }
    ++moved;
    upward += changes.size() > 1 ? 1 : 0;
    b = std::move(trial);
    ASSERT_NO_FATAL_FAILURE(expect_sound(b, world.frame, whole)) << step;
  }
  EXPECT_GT(moved, 40) << refused[GroundRefusal::Kind::nothing] << ' '
                       << refused[GroundRefusal::Kind::torn] << ' '
                       << refused[GroundRefusal::Kind::strip] << ' '
                       << refused[GroundRefusal::Kind::child];
  EXPECT_GT(upward, 10);
  EXPECT_GT(refused[GroundRefusal::Kind::enclave], 0);
}

TEST(UnitGround, ALineMovesBothWaysThroughAllLevels) {
  World world;
  Boundaries b = world.boundaries;
  // Two villages on either side of the line between the counties.
  const auto called = [&](const std::string& code) {
    for (std::size_t i = 0; i < b.units.all.size(); ++i)
      if (b.units.all[i].code == code) return UnitId(i);
    return UnitId();
  };
  const UnitId west = called("410202100206"), east = called("410203100200");
  ASSERT_TRUE(west && east);
  // x = 3 villages; from its south end a bend of 100 m into the east, then one into the west.
  const double x = kX + 3 * kVillage;
  LineFault fault;
  const auto ground = ground_of_line(
      b.shapes[west.index()].xy, b.shapes[east.index()].xy,
      {{x, kY}, {x + 100, kY + 250}, {x, kY + 500}, {x - 100, kY + 750}, {x, kY + 1000}}, fault);
  ASSERT_TRUE(ground);
  std::optional<GroundRefusal> why;
  const auto changes =
      move_ground(b, world.frame, {west, east, *ground, true, false, false, false}, why);
  ASSERT_FALSE(why);
  // 250 × 100 m each way, at the level of villages, and both ways at the two above.
  ASSERT_EQ(changes.size(), 5U);
  EXPECT_NEAR(b.units[west].area_m2, world.boundaries.units[west].area_m2, 1);
  double whole = 0;
  for (const UnitId u : world.boundaries.units.layers[0].units)
    whole += world.boundaries.units[u].area_m2;
  expect_sound(b, world.frame, whole);
  for (const GroundChange& c : changes) {
    double area = 0;
    for (const auto* side : {&c.moved, &c.back})
      for (const PolygonXY& p : *side)
        for (std::size_t i = 0; i + 1 < p.outer.size(); ++i)
          area += (p.outer[i].x - x) * (p.outer[i + 1].y - kY) -
                  (p.outer[i].y - kY) * (p.outer[i + 1].x - x);
    EXPECT_NEAR(area / 2, c.layer == 2 ? 50'000 : 25'000, 1) << c.layer;
  }
}

TEST(UnitGround, UnitsComeBackInOrderWhenCodesChange) {
  World world;
  Boundaries b = world.boundaries;
  const std::size_t count = b.units.all.size();
  b.units.all[2].code = "419999999";  // the first town becomes the last
  const auto now = reorder_units(b, {});
  ASSERT_EQ(now.size(), count);
  EXPECT_EQ(b.units.layers[1].units.back(), now[2]);
  EXPECT_EQ(b.units[now[2]].code, "419999999");
  for (std::size_t i = 0; i < count; ++i) {
    const Unit& old = world.boundaries.units.all[i];
    if (old.parent) {
      EXPECT_EQ(b.units[now[i]].parent, now[old.parent.index()]);
    }
    EXPECT_EQ(b.locate(b.units.find_layer(old.tree, old.level).value(), old.label.xy), now[i]);
  }
}

}  // namespace
}  // namespace fangyuan
