// SPDX-License-Identifier: Apache-2.0
// Random scenarios on a small prefecture: what is computed again after a scenario equals the same
// scenario computed afresh, and a run of the input that says the same; more never serves fewer.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "sim/run/baseline.h"
#include "sim/run/write.h"
#include "sim/scenario/scenario_text.h"
#include "tests/geo/out/temp_folder.h"
#include "tests/sim/scenarios/random_edits.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

/// Every file of a run folder but run.json.
Files files_of(const Study& study, const RunTables& tables) {
  const TempFolder folder;
  RunInfo info;
  info.project = "Model town";
  info.date = study.project.date;
  write_tables(study, tables, info, /*dump=*/true, folder.path());
  Files files;
  for (const std::string& name : names_in(folder.path()))
    files[name] = read_file(folder.path() / name);
  return files;
}

/// Without where sites were read: a scenario's new site comes from the scenario.
Files files_wherever_read(const ScenarioRun& run) {
  Study study = *run.study;
  for (Facility& f : study.facilities.all) f.source.clear(), f.row = 0;
  return files_of(study, run.computed.tables);
}

std::vector<std::string> differing(const Files& a, const Files& b) {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : a)
    if (!b.contains(name) || b.at(name) != bytes) names.push_back(name);
  for (const auto& [name, bytes] : b)
    if (!a.contains(name)) names.push_back(name);
  return names;
}

Scenario scenario_of(const std::string& toml, Problems& problems) {
  return read_scenario_text(toml, "scenario.toml", problems);
}

/// Reads, applies and computes everything, as `run --scenario` does.
ScenarioRun afresh(const fs::path& project, const Scenario& scenario, Problems& problems) {
  ScenarioRun run;
  Stages stages;
  Project settings = read_project(project, problems);
  apply_to_project(scenario, settings, problems);
  problems.throw_if_errors();
  auto study = load_study(std::move(settings), stages, problems);
  run.applied = apply_to_study(scenario, *study, problems);
  problems.throw_if_errors();
  run.study = std::move(study);
  run.computed = compute_all(*run.study, stages);
  tell_skipped(*run.study, run.computed.tables.coverage.skipped, problems);
  return run;
}

std::string words_of(const Problems& problems) {
  std::string out;
  for (const Problem& p : problems.all())
    out += fmt::format("{} {} {} {} {}\n", p.code, p.layer, p.field, p.value, p.rule.en);
  return out;
}

/// A town on disk, read and computed once.
struct Town {
  explicit Town(std::uint64_t seed) : model(seed) {
    model.write(folder.path());
    Problems problems;
    Stages stages;
    baseline = std::make_unique<Baseline>(folder.path(), stages, problems);
    baseline->compute(stages);
  }
  TownModel model;
  TempFolder folder;
  std::unique_ptr<Baseline> baseline;
};

constexpr std::uint64_t kShards = 13, kEach = 40;  // 520 in all

class RandomScenarios : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomScenarios, ComputedAgainIsComputedAfresh) {
  const std::uint64_t shard = GetParam();
  const Town town(shard);
  std::uint64_t valid = 0, refused = 0, shared = 0;
  for (std::uint64_t n = 0; valid < kEach; ++n) {
    ASSERT_LT(n, 4 * kEach) << "hardly a scenario is valid";
    const bool as_input = n % 4 == 0;
    const RandomScenario random(shard * 1000 + n, town.model, as_input);
    SCOPED_TRACE(fmt::format("shard {} number {}\n{}", shard, n, random.toml()));
    Problems problems, again_problems;
    const Scenario scenario = scenario_of(random.toml(), problems);
    ASSERT_FALSE(problems.has_errors()) << words_of(problems);
    ScenarioRun fresh, again;
    bool is_refused = false, again_refused = false;
    try {
      fresh = afresh(town.folder.path(), scenario, problems);
    } catch (const InputError&) {
      is_refused = true;
    }
    Stages stages;
    try {
      again = town.baseline->with(scenario, stages, again_problems);
    } catch (const InputError&) {
      again_refused = true;
    }
    EXPECT_EQ(words_of(problems), words_of(again_problems));
    ASSERT_EQ(is_refused, again_refused);
    if (is_refused) {
      ASSERT_FALSE(as_input) << words_of(problems);
      ++refused;
      continue;
    }
    ++valid;
    const auto files = [&](const ScenarioRun& run) {
      return as_input ? files_wherever_read(run) : files_of(*run.study, run.computed.tables);
    };
    const Files expected = files(fresh);
    ASSERT_EQ(differing(files(again), expected), std::vector<std::string>());
    EXPECT_EQ(changes_json(scenario, *again.study, again.applied),
              changes_json(scenario, *fresh.study, fresh.applied));
    if (again.computed.told.circles < again.computed.told.all_circles) ++shared;
    if (!as_input) continue;
    const TempFolder by_hand;
    random.edited().write(by_hand.path());
    Problems hand_problems;
    const ScenarioRun hand = afresh(by_hand.path(), {}, hand_problems);
    ASSERT_EQ(differing(files(hand), expected), std::vector<std::string>());
  }
  EXPECT_GT(shared, 0U) << "nothing was ever shared";
}

INSTANTIATE_TEST_SUITE_P(Shards, RandomScenarios, testing::Range<std::uint64_t>(0, kShards));

/// A date that says what the project says anyway gives nothing to read again.
TEST(OneBaseline, IsReusedUnderAScenarioOfTheProjectsOwnDate) {
  const Town town(1);
  const std::string edit = "[[edits]]\nkind = \"scale_people\"\nfactor = 1.25\n";
  const std::string today = to_string(town.baseline->study().project.date);
  Problems problems;
  Stages stages;
  const auto run = [&](const std::string& toml) {
    return town.baseline->with(scenario_of(toml, problems), stages, problems);
  };
  const ScenarioRun plain = run(edit);
  const ScenarioRun dated = run("[scenario]\ndate = " + today + "\n" + edit);
  const ScenarioRun later = run("[scenario]\ndate = 2031-01-01\n" + edit);
  ASSERT_FALSE(problems.has_errors()) << words_of(problems);
  EXPECT_FALSE(plain.read_again);
  EXPECT_FALSE(dated.read_again);
  EXPECT_TRUE(later.read_again);
  EXPECT_EQ(dated.computed.told.circles, plain.computed.told.circles);
  EXPECT_EQ(dated.computed.told.rule_circles, plain.computed.told.rule_circles);
  EXPECT_EQ(differing(files_of(*dated.study, dated.computed.tables),
                      files_of(*plain.study, plain.computed.tables)),
            std::vector<std::string>());
}

/// served of services without a capacity, row by row.
void expect_never_fewer(const ScenarioRun& less, const ScenarioRun& more) {
  const auto& a = less.computed.tables.coverage.rows;
  const auto& b = more.computed.tables.coverage.rows;
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t r = 0; r < a.size(); ++r) {
    const Service& service = less.study->project.services[a[r].service.index()];
    ASSERT_EQ(a[r].parts.total, b[r].parts.total);
    if (!service.capacity) {
      EXPECT_LE(a[r].parts.served, b[r].parts.served) << service.id << " row " << r;
      EXPECT_GE(a[r].parts.unconnected, b[r].parts.unconnected) << service.id << " row " << r;
    }
  }
}

class MoreNeverServesFewer : public testing::TestWithParam<std::uint64_t> {};

/// After some random scenario, one thing more: what it gives is given beside what was there.
TEST_P(MoreNeverServesFewer, NewRoadsNewSitesAndLongerLimits) {
  const std::uint64_t shard = GetParam();
  const Town town(shard);
  std::size_t gained = 0;
  for (std::uint64_t n = 0, valid = 0; valid < 15; ++n) {
    ASSERT_LT(n, 200U);
    std::mt19937_64 dice(shard * 77 + n);
    const auto degrees = [&](double from, std::uint64_t steps) {
      return from + static_cast<double>(dice() % steps) / 1e6;
    };
    const RandomScenario random(shard * 1000 + 500 + n, town.model, false);
    std::string more;
    switch (n % 3) {
      case 0:
        more = fmt::format(
            "[[edits]]\nkind = \"add_road\"\nclass = \"residential\"\njoin_m = 60\n"
            "line = [[{:.6f}, {:.6f}], [{:.6f}, {:.6f}]]\n",
            degrees(114.301, 38'000), degrees(34.801, 22'000), degrees(114.301, 38'000),
            degrees(34.801, 18'000));
        break;
      case 1:
        more = fmt::format(
            "[[edits]]\nkind = \"open\"\nid = \"more\"\ntype = \"{}\"\n"
            "at = [{:.6f}, {:.6f}]\n",
            dice() % 2 == 0 ? "clinic" : "day_care", degrees(114.301, 38'000),
            degrees(34.801, 18'000));
        break;
      default:
        more = "[[edits]]\nkind = \"set_service\"\nid = \"clinic\"\nlimits_m = [1700]\n";
    }
    SCOPED_TRACE(fmt::format("shard {} number {}\n{}{}", shard, n, random.toml(), more));
    Problems problems;
    Stages stages;
    const Scenario some = scenario_of(random.toml(), problems);
    const Scenario with_more = scenario_of(random.toml() + more, problems);
    ScenarioRun less, greater;
    try {
      less = town.baseline->with(some, stages, problems);
      greater = town.baseline->with(with_more, stages, problems);
    } catch (const InputError&) {
      continue;  // a road that meets nothing
    }
    ++valid;
    expect_never_fewer(less, greater);
    for (std::size_t r = 0; r < less.computed.tables.coverage.rows.size(); ++r)
      if (less.computed.tables.coverage.rows[r].parts.served <
          greater.computed.tables.coverage.rows[r].parts.served)
        ++gained;
  }
  EXPECT_GT(gained, 0U) << "nobody ever gained";
}

INSTANTIATE_TEST_SUITE_P(Shards, MoreNeverServesFewer, testing::Range<std::uint64_t>(100, 104));

TEST(Scenarios, AnEmptyOneIsTheBaselineAndComputesNothing) {
  const Town town(7);
  Problems problems;
  Stages stages;
  const ScenarioRun run = town.baseline->with(Scenario{}, stages, problems);
  EXPECT_EQ(differing(files_of(*run.study, run.computed.tables),
                      files_of(town.baseline->study(), town.baseline->tables())),
            std::vector<std::string>());
  EXPECT_TRUE(run.computed.told.services.empty());
  EXPECT_EQ(run.computed.told.circles, 0U);
  EXPECT_EQ(run.computed.told.rule_circles, 0U);
  EXPECT_GT(run.computed.told.all_circles, 0U);
  EXPECT_GT(run.computed.told.all_rule_circles, 0U);
}

/// Exactly what depends on an edit is computed again.
TEST(Scenarios, WhatDependsOnAnEditIsComputedAgainAndNothingElse) {
  const Town town(7);
  const auto told = [&](const std::string& edit) {
    Problems problems;
    Stages stages;
    const Scenario scenario = scenario_of("[[edits]]\n" + edit, problems);
    return town.baseline->with(scenario, stages, problems).computed.told;
  };
  using Names = std::vector<std::string>;
  const Recomputed clinic = told("kind = \"move\"\nsite = \"s1\"\nat = [114.315, 34.811]\n");
  EXPECT_EQ(clinic.services, (Names{"drive", "clinic"}));
  EXPECT_EQ(clinic.circles, 4U);       // its own of both services, and the two unions
  EXPECT_EQ(clinic.rule_circles, 1U);  // clinics' on land; older people's is of homes
  const Recomputed beds = told("kind = \"extend\"\nsite = \"s3\"\namounts = { beds = 3 }\n");
  EXPECT_EQ(beds.services, (Names{"care", "near", "own"}));
  EXPECT_EQ(beds.circles, 0U);
  const Recomputed people = told("kind = \"scale_people\"\nfactor = 2\n");
  EXPECT_EQ(people.services.size(), 5U);
  EXPECT_EQ(people.circles, 0U);
  const Recomputed street = told("kind = \"slow_road\"\nways = [9]\nfactor = 0.5\n");
  EXPECT_EQ(street.services, (Names{"drive"}));
  const Recomputed rule = told("kind = \"set_rule\"\nrule = \"homes\"\nsites_needed = 2\n");
  EXPECT_TRUE(rule.services.empty());
  EXPECT_EQ(rule.circles + rule.rule_circles, 0U);
}

}  // namespace
}  // namespace fangyuan::test
