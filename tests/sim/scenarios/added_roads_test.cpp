// SPDX-License-Identifier: Apache-2.0
// Roads and bridges that a scenario adds: where they join, who enters them, and where they are the
// same as roads of the input.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/network/copies.h"
#include "geo/roads/checks.h"
#include "sim/run/baseline.h"
#include "sim/run/write.h"
#include "sim/scenario/scenario_text.h"
#include "tests/geo/out/temp_folder.h"
#include "tests/sim/scenarios/town_model.h"

namespace fangyuan::test {
namespace {

using Json = nlohmann::json;

/// Four streets around a block of 0.01° by 0.01°, and an island north of them:
///
///        n1 ---- n2        (island, 34.816)
///
///   d ----- s3 ----- c     (34.81)
///   |                |
///   s4               s2
///   |                |
///   a ----- s1 ----- b     (34.80)
///  114.30          114.31
struct Block {
  Block() : model(1) {
    model.roads = {{"residential", "", {{114.30, 34.80}, {114.31, 34.80}}},
                   {"residential", "", {{114.31, 34.80}, {114.31, 34.81}}},
                   {"residential", "", {{114.31, 34.81}, {114.30, 34.81}}},
                   {"residential", "", {{114.30, 34.81}, {114.30, 34.80}}},
                   {"residential", "", {{114.302, 34.816}, {114.308, 34.816}}}};
    model.sites = {{.id = "home",
                    .type = "community_care",
                    .functions = {},
                    .beds = 500,
                    .lon = 114.3010,
                    .lat = 34.80003}};
    model.care_limits = "[10, 60]";
    model.people = {{114.3099, 34.8092, 100'000'000, 50'000'000},
                    {114.3051, 34.8051, 10'000'000, 5'000'000},
                    {114.3050, 34.8161, 1'000'000, 500'000}};
  }
  ScenarioRun with(const std::string& edits) {
    model.write(folder.path());
    Problems problems;
    Stages stages;
    baseline = std::make_unique<Baseline>(folder.path(), stages, problems);
    baseline->compute(stages);
    scenario = read_scenario_text(edits, "scenario.toml", problems);
    problems.throw_if_errors();
    return baseline->with(scenario, stages, problems);
  }
  std::vector<std::string> refused(const std::string& edits) {
    std::vector<std::string> told;
    try {
      with(edits);
    } catch (const InputError& e) {
      for (const Problem& p : e.problems())
        if (p.severity == Severity::error)
          told.push_back(fmt::format("{} {}:{}={}", p.code, p.layer, p.field, p.value));
    }
    return told;
  }
  Json changes(const ScenarioRun& run) const {
    return Json::parse(changes_json(scenario, *run.study, run.applied));
  }

  TownModel model;
  TempFolder folder;
  std::unique_ptr<Baseline> baseline;
  Scenario scenario;
};

std::string road(const std::string& line, const std::string& more = "",
                 const std::string& kind = "add_road") {
  return "[[edits]]\nkind = \"" + kind + "\"\nclass = \"residential\"\nline = [" + line + "]\n" +
         more;
}

/// ms of the service "care" by cell.
std::vector<Cost> care(const RunTables& tables) { return tables.coverage.reach[0].network; }

std::string csv_of(const ScenarioRun& run, const char* name) {
  const TempFolder folder;
  RunInfo info;
  info.date = run.study->project.date;
  write_tables(*run.study, run.computed.tables, info, false, folder.path());
  return read_file(folder.path() / name);
}

TEST(AddedRoads, JoinsJunctionsMidStreetsAndCrossingsAndSaysWhere) {
  Block block;
  // From half a metre beside the corner a, over the middle, across the north street, ending in a
  // field.
  const ScenarioRun run =
      block.with(road("[114.300005, 34.800005], [114.305, 34.805], [114.306, 34.8125]"));
  const Json joins = block.changes(run).at("edits").at(0).at("joins");
  ASSERT_EQ(joins.size(), 2U) << joins;
  EXPECT_EQ(joins.at(0).at("end"), "first");
  EXPECT_TRUE(joins.at(0).at("at_junction"));
  EXPECT_NEAR(joins.at(0).at("moved_m").get<double>(), 0.5, 0.2);
  EXPECT_EQ(joins.at(1).at("way"), 3);  // the north street
  EXPECT_FALSE(joins.at(1).at("at_junction"));
  EXPECT_NEAR(joins.at(1).at("at").at(1).get<double>(), 34.81, 1e-6);
  // Two new streets; the street that is crossed is there once, and in two copies.
  const Network& before = block.baseline->study().roads.network;
  const Network& after = run.study->roads.network;
  EXPECT_EQ(facts_of(after).edges, facts_of(before).edges + 2);
  std::size_t copies = 0;
  std::uint64_t copied_mm = 0;
  for (std::size_t e = 0; e < after.edges.size(); ++e) {
    if (e < before.edges.size()) {
      EXPECT_EQ(after.edges[e].u, before.edges[e].u);
      EXPECT_EQ(after.edges[e].length_mm, before.edges[e].length_mm);
    }
    if (!is_copy(after.edges[e])) continue;
    ++copies;
    copied_mm += after.edges[e].length_mm;
  }
  EXPECT_EQ(copies, 2U);
  EXPECT_EQ(copied_mm, after.edges[copied_street(after.edges.back()).index()].length_mm);
}

TEST(AddedRoads, ARoadBetweenJunctionsIsTheRoadOfTheInput) {
  Block block;
  block.model.people[1] = {114.3049, 34.8001, 10'000'000,
                           5'000'000};  // nobody lives by the new road
  const ScenarioRun run = block.with(road("[114.30, 34.80], [114.304, 34.807], [114.31, 34.81]"));
  EXPECT_TRUE(run.applied.gained.empty());
  Block by_hand;
  by_hand.model = block.model;
  by_hand.model.roads.push_back(
      {"residential", "", {{114.30, 34.80}, {114.304, 34.807}, {114.31, 34.81}}});
  const ScenarioRun hand = by_hand.with("");
  for (const char* name : {"coverage.csv", "units.csv", "facilities.csv", "indicators.csv",
                           "filling.csv", "access.csv", "equality.csv"})
    EXPECT_EQ(csv_of(run, name), csv_of(hand, name)) << name;
  EXPECT_LT(care(run.computed.tables)[0], care(block.baseline->tables())[0]);
}

TEST(AddedRoads, PlacesEnterTheNewRoadBesideTheStreetThatTheyHad) {
  Block block;
  // The second place lies 500 m inside the block, out of everybody's reach; the road passes it.
  block.model.people[1] = {114.3051, 34.8051, 10'000'000, 5'000'000};
  const ScenarioRun run = block.with(road("[114.30, 34.80], [114.31, 34.81]"));
  ASSERT_EQ(run.applied.gained.size(), 2U);  // on foot and by car
  const auto& cells = run.applied.gained.front().cells;
  EXPECT_NE(std::find(cells.begin(), cells.end(), CellId(1U)), cells.end());
  const auto before = care(block.baseline->tables()), after = care(run.computed.tables);
  for (std::size_t c = 0; c < before.size(); ++c) EXPECT_LE(after[c], before[c]) << c;
  EXPECT_LT(after[1], before[1]);
}

TEST(AddedRoads, ABridgeOpensAnIslandAndPassesOverWhatItCrosses) {
  Block block;
  const ScenarioRun alone = block.with("");
  EXPECT_FALSE(care(alone.computed.tables)[2].reached());
  // From the south street over the north street to the island.
  const ScenarioRun run =
      block.with(road("[114.305, 34.80002], [114.305, 34.81598]", "", "add_bridge"));
  const Json joins = block.changes(run).at("edits").at(0).at("joins");
  ASSERT_EQ(joins.size(), 2U) << joins;
  EXPECT_EQ(joins.at(0).at("way"), 1);
  EXPECT_EQ(joins.at(1).at("way"), 5);
  EXPECT_EQ(run.study->access[0]->cells[2].connected(), true);
  const ScenarioRun crossing = block.with(road("[114.305, 34.80002], [114.305, 34.81598]"));
  EXPECT_EQ(block.changes(crossing).at("edits").at(0).at("joins").size(), 3U);
}

TEST(AddedRoads, OneWayIsForWheelsAndAClosedRoadIsGoneAgain) {
  Block block;
  const std::string line = "[114.30, 34.80], [114.31, 34.81]";
  const ScenarioRun run = block.with(road(line, "oneway = true\nkmh = 60\n"));
  const Network& n = run.study->roads.network;
  const std::size_t added = block.baseline->study().roads.network.edges.size();
  EXPECT_GT(n.use[0][added].backward_kmh, 0);
  EXPECT_EQ(n.use[3][added].forward_kmh, 60);
  EXPECT_EQ(n.use[3][added].backward_kmh, 0);
  const ScenarioRun closed =
      block.with(road(line) + "[[edits]]\nkind = \"close_road\"\nways = [-1]\n");
  EXPECT_EQ(csv_of(closed, "coverage.csv"), csv_of(block.with(""), "coverage.csv"));
}

TEST(AddedRoads, AStreetThatIsClosedIsClosedInItsPartsToo) {
  Block block;
  const std::string across = road("[114.305, 34.80], [114.305, 34.81]");
  const std::string close = "[[edits]]\nkind = \"close_road\"\nways = [1]\n";
  const ScenarioRun after = block.with(across + close), before = block.with(close + across);
  for (const ScenarioRun* run : {&after, &before}) {
    const Network& n = run->study->roads.network;
    for (const Edge& e : n.edges) {
      if (!is_copy(e) || n.edges[copied_street(e).index()].source_id != 1) continue;
      const auto at = static_cast<std::size_t>(&e - n.edges.data());
      for (const auto& use : n.use) EXPECT_EQ(use[at], EdgeUse{});
    }
  }
  EXPECT_EQ(csv_of(after, "coverage.csv"), csv_of(before, "coverage.csv"));
}

TEST(AddedRoads, WhatCannotBeIsToldAtOnce) {
  Block block;
  using Told = std::vector<std::string>;
  EXPECT_EQ(block.refused(road("[114.30, 34.80], [114.30, 34.80]") +
                          road("[116.30, 39.80], [116.31, 39.81]") +
                          "[[edits]]\nkind = \"add_road\"\nclass = \"motor\"\n"
                          "line = [[114.30, 34.80], [114.31, 34.81]]\n"),
            (Told{"value-bad edits[0]:line=0.000 m",
                  "edit-place edits[1]:line=", "value-bad edits[2]:class=motor"}));
  const Told unjoined = block.refused(road("[114.304, 34.804], [114.306, 34.806]"));
  ASSERT_EQ(unjoined.size(), 1U);
  EXPECT_EQ(unjoined.front().substr(0, 31), "edit-no-effect edits[0]:join_m=") << unjoined.front();
  const Told half = block.refused(road("[114.305, 34.80], [114.305, 34.813]", "", "add_bridge"));
  ASSERT_EQ(half.size(), 1U) << "one end of the bridge hangs in the air";
  EXPECT_EQ(block
                .refused("[[edits]]\nkind = \"add_road\"\nline = [[114.3, 34.8]]\njoin_m = 500\n"
                         "modes = [\"walk\", \"swim\"]\n")
                .size(),
            3U);
  EXPECT_EQ(block.refused("[[edits]]\nkind = \"add_road\"\n"), Told{"key-missing edits[0]:line="});
}

}  // namespace
}  // namespace fangyuan::test
