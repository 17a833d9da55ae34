// SPDX-License-Identifier: Apache-2.0
// Edits on the streets of Porto and Porto Alegre, each step against a fresh run.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "geo/crs/frame.h"
#include "geo/roads/read_network.h"
#include "tests/core/live_world.h"

namespace fangyuan {
namespace {

using namespace sketch;

struct Setting {
  const char* name;
  Mode mode;
  Direction direction;
  std::vector<Limit> limits;
  const char* path = "/porto/porto_portugal.osm.pbf";
  const char* crs = "EPSG:32629";
};
constexpr const char* kPortoAlegre = "/porto-alegre/poa_osm.pbf";
constexpr const char* kPortoAlegreCrs = "EPSG:32722";
void PrintTo(const Setting& s, std::ostream* out) { *out << s.name; }

class LivePorto : public testing::TestWithParam<Setting> {
 protected:
  void SetUp() override {
    const std::string path = std::string(FANGYUAN_SHARED_DATA) + GetParam().path;
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "shared data is not here: " << path;
    NetworkSource source;
    source.ref.path = "streets";
    source.ref.resolved = path;
    const Frame frame(GetParam().crs);
    Problems problems;
    network_ = read_roads(std::span(&source, 1), {}, frame, problems).network;
  }
  Network network_;
};
INSTANTIATE_TEST_SUITE_P(
    Services, LivePorto,
    testing::Values(Setting{"WalkMinutes",
                            Mode::walk,
                            Direction::to_facility,
                            {{true, 300'000}, {true, 1'500'000}}},
                    Setting{"WalkMetres",
                            Mode::walk,
                            Direction::from_facility,
                            {{false, 1'000'000}, {false, 3'000'000}}},
                    Setting{"CarMinutes", Mode::car, Direction::from_facility, {{true, 600'000}}},
                    Setting{"CarUnlimited", Mode::car, Direction::to_facility, {{true, ~0U}}},
                    Setting{"BicycleMinutes",
                            Mode::bicycle,
                            Direction::to_facility,
                            {{true, 600'000}, {true, 1'800'000}}},
                    Setting{"PortoAlegreBicycleMetres",
                            Mode::bicycle,
                            Direction::from_facility,
                            {{false, 2'000'000}},
                            kPortoAlegre,
                            kPortoAlegreCrs},
                    Setting{"PortoAlegreCarMinutes",
                            Mode::car,
                            Direction::to_facility,
                            {{true, 900'000}},
                            kPortoAlegre,
                            kPortoAlegreCrs}),
    [](const auto& chosen) { return std::string(chosen.param.name); });

TEST_P(LivePorto, EveryEditEqualsAFreshRun) {
  std::mt19937 random(5);
  Settings settings;
  settings.service.mode = GetParam().mode;
  settings.service.direction = GetParam().direction;
  settings.service.limits = GetParam().limits;
  if (GetParam().mode == Mode::bicycle) settings.mps = 4.2;
  World now{network_, {}, {}};
  Cells cells;
  cells.groups = {"total"};
  cells.people.resize(1);
  std::vector<Entrance> own;
  for (int c = 0; c < 20'000; ++c) {
    own.push_back(random_entrance(random, network_));
    now.cells.push_back({own.back()});
    cells.place.push_back({});
    cells.people[0].push_back(
        Amount::from_millionths(static_cast<std::int64_t>(random() % 9'000'000)));
  }
  std::vector<LiveSite> sites;
  for (std::uint32_t rank = 0; rank < 60; rank += 2) {
    now.sites[rank] = {{random_entrance(random, network_)}, {}};
    sites.push_back(
        {rank, sources_of(now.sites[rank].entrances, settings.metric(), settings.access_mps), {}});
  }
  const TableLayout layout(Units{}, cells);
  const ModeGraph baseline = settings.graph(network_);
  const CellsByEdge by_edge(own, network_.edges.size());
  LiveCoverage live({.service = settings.service,
                     .graph = baseline,
                     .cells = by_edge,
                     .layout = layout,
                     .access_mps = settings.access_mps},
                    sites);
  const std::size_t limits = settings.service.limits.size();
  const Answer first = fresh(now, settings, layout);
  ASSERT_NO_FATAL_FAILURE(expect_same(live_answer(live, layout, limits), first));
  std::size_t changed = 0;
  Answer before = first;
  for (int step = 0; step < 16; ++step) {
    SCOPED_TRACE(step);
    Editor editor(random, now, settings);
    if (step % 2 == 0) editor.change_site();
    for (int i = 0; i < 20; ++i) editor.change_street();
    if (step % 3 == 0) editor.add_street();
    const LiveChange change = live.apply(editor.edit_from(now));
    changed += change.vertices.size();
    now = editor.world();
    const Answer after = fresh(now, settings, layout);
    ASSERT_NO_FATAL_FAILURE(expect_same(live_answer(live, layout, limits), after));
    ASSERT_NO_FATAL_FAILURE(expect_told(change, before, after, layout));
    before = after;
  }
  EXPECT_GT(changed, 1000U) << "the edits have touched something";
  while (live.can_undo()) live.undo();
  ASSERT_NO_FATAL_FAILURE(expect_same(live_answer(live, layout, limits), first));
}

}  // namespace
}  // namespace fangyuan
