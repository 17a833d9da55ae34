// SPDX-License-Identifier: Apache-2.0
// Long random sequences of edits on drawn networks, each step against a fresh run.
#include "core/coverage/live_coverage.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/core/live_world.h"
#include "tests/core/reach/networks.h"

namespace fangyuan {
namespace {

using namespace sketch;

constexpr std::uint32_t kUnlimited = ~std::uint32_t{0};

enum class Shape { random, grid, tree, islands, one_way_grid, tied };

Network drawn(std::mt19937& random, Shape shape) {
  const auto pick = [&](std::uint32_t below) {
    return std::uniform_int_distribution<std::uint32_t>(0, below - 1)(random);
  };
  if (shape == Shape::random) return random_network(random, 30, 45);
  Network n;
  const std::uint32_t side = 6;
  if (shape == Shape::tree) {
    vertex(n, 0, 0);
    for (std::uint32_t i = 1; i < 36; ++i) {
      const VertexId parent(std::size_t{pick(i)});
      edge(n, parent, vertex(n, pick(1000), pick(1000)), pick(30'000));
    }
    return n;
  }
  const std::uint32_t parts = shape == Shape::islands ? 4 : 1;
  for (std::uint32_t p = 0; p < parts; ++p) {
    const std::uint32_t w = parts > 1 ? 3 : side, first = p * w * w;
    for (std::uint32_t i = 0; i < w * w; ++i) vertex(n, p * 5000 + i % w * 100, i / w * 100);
    for (std::uint32_t i = 0; i < w * w; ++i)
      for (const std::uint32_t j : {i % w + 1 < w ? i + 1 : i, i / w + 1 < w ? i + w : i}) {
        if (i == j) continue;
        // All alike: most labels have several ways to come by, and many have several sites.
        const std::uint32_t length =
            shape == Shape::tied ? (pick(5) == 0 ? 0 : 10'000) : 8'000 + pick(4'000);
        const Way way = shape == Shape::one_way_grid && pick(2) == 0
                            ? (pick(2) == 0 ? Way::forward : Way::backward)
                            : Way::both;
        edge(n, VertexId(first + i), VertexId(first + j), length, way,
             shape == Shape::tied ? 36.0F : static_cast<float>(5 * (2 + pick(12))));
        if (shape == Shape::tied && pick(6) == 0)
          edge(n, VertexId(first + j), VertexId(first + i), length);  // parallel, drawn backwards
      }
  }
  return n;
}

struct Town {
  World world;
  Settings settings;
  Cells cells;
  Units units;
};

Town town(std::mt19937& random, int round) {
  const auto pick = [&](std::uint32_t below) {
    return std::uniform_int_distribution<std::uint32_t>(0, below - 1)(random);
  };
  Town t;
  t.world.network = drawn(random, static_cast<Shape>(round % 6));
  Service& s = t.settings.service;
  s.mode = round / 6 % 2 == 0 ? Mode::car : round < 3 * 48 ? Mode::walk : Mode::bicycle;
  if (s.mode == Mode::bicycle) part_modes(t.world.network, random, false);
  s.direction = round / 12 % 2 == 0 ? Direction::to_facility : Direction::from_facility;
  const bool by_time = round / 24 % 2 == 0;
  const std::uint32_t most[] = {0, 5'000, 20'000, 60'000, kUnlimited};
  const std::uint32_t last = most[pick(5)];
  if (last > 0 && pick(2) == 0) s.limits.push_back({by_time, std::min(last, 30'000U) / 3});
  if (last > 0 && pick(2) == 0) s.limits.push_back({by_time, std::min(last, 30'000U) / 2});
  s.limits.push_back({by_time, last});
  t.settings.mps = s.mode == Mode::bicycle ? 4.2 : 1.3;
  t.settings.access_mps = 0.9;

  t.cells.groups = {"total", "older60"};
  t.cells.people.resize(2);
  UnitLayer layer;
  for (std::uint32_t u = 0; u < 4; ++u) {
    layer.units.push_back(UnitId(t.units.all.size()));
    t.units.all.emplace_back().code = std::to_string(u);
  }
  t.units.layers = {layer};
  t.cells.unit_of.resize(1);
  for (int c = 0; c < 80; ++c) {
    t.cells.place.push_back({});
    t.cells.people[0].push_back(Amount::from_millionths(pick(9'000'000)));
    t.cells.people[1].push_back(Amount::from_millionths(pick(3) == 0 ? 0 : pick(900'000)));
    t.cells.unit_of[0].push_back(pick(9) == 0 ? UnitId() : UnitId(pick(4)));
    Entrance e = random_entrance(random, t.world.network);
    if (pick(12) == 0) e = Entrance();
    if (pick(5) == 0) e.access_mm = 0;
    t.world.cells.push_back({e});
  }
  for (std::uint32_t i = pick(8); i-- > 0;) {
    WorldSite site{{random_entrance(random, t.world.network)}, {}};
    if (pick(3) == 0) site.entrances.push_back(random_entrance(random, t.world.network));
    if (pick(3) == 0) site.same_place.push_back(CellId(pick(80)));
    t.world.sites[pick(60)] = site;
  }
  return t;
}

class LiveCoverageRounds : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Sixths, LiveCoverageRounds, testing::Range(0, 6));

void expect_rows_of(const EditedGraph& live, const ModeGraph& fresh) {
  ASSERT_EQ(live.vertex_count(), fresh.vertex_count());
  const auto same = [](std::span<const ModeGraph::Arc> a, std::span<const ModeGraph::Arc> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
      return x.head == y.head && x.edge == y.edge && x.cost == y.cost;
    });
  };
  for (std::size_t v = 0; v < fresh.vertex_count(); ++v) {
    ASSERT_TRUE(same(live.out(VertexId(v)), fresh.out(VertexId(v))));
    ASSERT_TRUE(same(live.in(VertexId(v)), fresh.in(VertexId(v))));
  }
}

TEST_P(LiveCoverageRounds, EveryEditEqualsAFreshRunAndUndoGivesBackWhatWas) {
  std::mt19937 random(static_cast<unsigned>(100 + GetParam()));
  for (int round = GetParam() * 48; round < (GetParam() + 1) * 48; ++round) {
    SCOPED_TRACE(round);
    Town t = town(random, round);
    const TableLayout layout(t.units, t.cells);
    const ModeGraph baseline = t.settings.graph(t.world.network);
    std::vector<Entrance> own;
    for (const auto& entrances : t.world.cells) own.push_back(entrances.front());
    const CellsByEdge by_edge(own, t.world.network.edges.size());
    std::vector<LiveSite> sites;
    for (const auto& [rank, site] : t.world.sites)
      sites.push_back({rank, sources_of(site.entrances, t.settings.metric(), t.settings.access_mps),
                       site.same_place});
    // The edits go on in copies: the baseline graph points into this one.
    World now = t.world;
    LiveCoverage live({.service = t.settings.service,
                       .graph = baseline,
                       .cells = by_edge,
                       .layout = layout,
                       .access_mps = t.settings.access_mps},
                      sites);
    const std::size_t limits = t.settings.service.limits.size();
    std::vector<World> past;
    std::vector<Answer> answers{fresh(now, t.settings, layout)};
    ASSERT_NO_FATAL_FAILURE(expect_same(live_answer(live, layout, limits), answers.back()));
    for (int step = 0; step < 30; ++step) {
      SCOPED_TRACE(step);
      const Answer before = answers.back();
      LiveChange change;
      if (!past.empty() && random() % 4 == 0) {
        change = live.undo();
        now = past.back();
        past.pop_back();
        answers.pop_back();
      } else {
        Editor editor(random, now, t.settings);
        for (auto i = 1 + (random() % 3 == 0 ? random() % 4 : 0); i-- > 0;) switch (random() % 5) {
            case 0:
            case 1:
              editor.change_site();
              break;
            case 2:
            case 3:
              editor.change_street();
              break;
            default:
              editor.add_street();
          }
        change = live.apply(editor.edit_from(now));
        past.push_back(now);
        now = editor.world();
        answers.push_back(fresh(now, t.settings, layout));
      }
      ASSERT_NO_FATAL_FAILURE(expect_same(live_answer(live, layout, limits), answers.back()));
      ASSERT_NO_FATAL_FAILURE(expect_told(change, before, answers.back(), layout));
      ASSERT_NO_FATAL_FAILURE(expect_rows_of(live.graph(), t.settings.graph(now.network)));
    }
    while (live.can_undo()) live.undo();
    ASSERT_NO_FATAL_FAILURE(expect_same(live_answer(live, layout, limits), answers.front()));
  }
}

TEST(LiveCoverage, RefusesWhatTheNearestSiteDoesNotDecide) {
  Service s;
  s.limits = {{true, 1000}};
  EXPECT_TRUE(LiveCoverage::supports(s));
  s.capacity = "beds";
  EXPECT_FALSE(LiveCoverage::supports(s));
  s.capacity.reset();
  s.own_unit = {Tree::legal, Level::township};
  EXPECT_FALSE(LiveCoverage::supports(s));
  Network n;
  edge(n, vertex(n, 0, 0), vertex(n, 1, 0));
  const ModeGraph g(n, Mode::walk, 1, Metric::time);
  const CellsByEdge cells(std::span<const Entrance>{}, 1);
  const TableLayout layout(Units{}, Cells{});
  EXPECT_THROW(LiveCoverage({.service = s, .graph = g, .cells = cells, .layout = layout}, {}),
               std::invalid_argument);
}

//  a ──100 m── b ──100 m── c      a site at a, people at c; then a second way, then both closed
TEST(LiveCoverage, ByHand) {
  Network n;
  const VertexId a = vertex(n, 0, 0), b = vertex(n, 100, 0), c = vertex(n, 200, 0);
  const EdgeId ab = edge(n, a, b), bc = edge(n, b, c);
  const ModeGraph g(n, Mode::walk, 1, Metric::length);
  Service s;
  s.limits = {{false, 150'000}, {false, 200'000}};
  Cells people;
  people.place.resize(1);
  people.groups = {"total"};
  people.people = {{Amount::from_whole(7)}};
  const TableLayout layout(Units{}, people);
  const Entrance home[] = {on(n, bc, 100'000)};
  const CellsByEdge cells(home, 2);
  LiveCoverage live({.service = s, .graph = g, .cells = cells, .layout = layout},
                    {{5, {{on(n, ab, 0), Cost(0)}}, {}}});
  const auto served = [&](std::size_t l) { return live.parts(0, 0, l).served.to_string(); };
  EXPECT_EQ(live.at(CellId(0U)).cost(), Cost(200'000));
  EXPECT_EQ(served(0) + " " + served(1), "0 7");
  LiveEdit road;  // its end is c, but the cell belongs to its own street
  road.new_edges = {{a, c, Cost(120'000), Cost(130'000), 120'000}};
  const LiveChange change = live.apply(road);
  ASSERT_EQ(change.cells.size(), 1U);
  EXPECT_EQ(change.cells[0].before.cost(), Cost(200'000));
  EXPECT_EQ(change.cells[0].after.cost(), Cost(130'000));
  EXPECT_EQ(served(0) + " " + served(1), "7 7");
  LiveEdit closed;
  closed.costs = {{bc, Cost(), Cost()}};
  live.apply(closed);
  EXPECT_EQ(live.parts(0, 0, 1).unconnected.to_string(), "7");
  EXPECT_EQ(served(1), "0");
  LiveEdit door;
  door.entrances = {{CellId(0U), {EdgeId(2U), 20'000, 3'000, {}}}};
  live.apply(door);
  EXPECT_EQ(live.at(CellId(0U)).cost(), Cost(3'000 + 130'000 * 20 / 120));
  for (int i = 0; i < 3; ++i) live.undo();
  EXPECT_FALSE(live.can_undo());
  EXPECT_EQ(live.at(CellId(0U)).cost(), Cost(200'000));
  EXPECT_EQ(served(0) + " " + served(1), "0 7");
}

}  // namespace
}  // namespace fangyuan
