// SPDX-License-Identifier: Apache-2.0
// run --scenario against a run of the input edited by hand, and what is refused.
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const char* const kTables[] = {"coverage.csv", "units.csv", "facilities.csv", "indicators.csv"};

/// The tables of a run with a scenario.
struct Result {
  Outcome outcome;
  std::map<std::string, std::string> tables;
  Json changes;
};

Result run_with(const SmallTown& town, const std::string& scenario) {
  Result run;
  std::vector<std::string> more{"--force"};
  if (!scenario.empty()) {
    put_file(town.root() / "plan.toml", scenario);
    more.insert(more.end(), {"--scenario", (town.root() / "plan.toml").string()});
  }
  run.outcome = town.run(more);
  if (run.outcome.exit != 0) return run;
  for (const char* name : kTables) run.tables[name] = read_file(town.out() / name);
  if (!scenario.empty()) run.changes = Json::parse(read_file(town.out() / "changes.json"));
  return run;
}

/// The first line in which two tables differ; empty: none.
std::string first_difference(const std::string& a, const std::string& b) {
  std::istringstream in_a(a), in_b(b);
  std::string line_a, line_b;
  for (;;) {
    const bool more_a = static_cast<bool>(std::getline(in_a, line_a));
    const bool more_b = static_cast<bool>(std::getline(in_b, line_b));
    if (!more_a && !more_b) return "";
    if (more_a != more_b || line_a != line_b) return line_a + "\n" + line_b;
  }
}

struct Pair {
  const char* name;
  const char* scenario;
  std::function<void(SmallTown&)> by_hand;
};

class SameAsByHand : public testing::TestWithParam<Pair> {};

TEST_P(SameAsByHand, TablesAreEqualAndNotTheBaselines) {
  SmallTown town;
  const Result baseline = run_with(town, "");
  ASSERT_EQ(baseline.outcome.exit, 0) << baseline.outcome.err;
  const Result scenario = run_with(town, GetParam().scenario);
  ASSERT_EQ(scenario.outcome.exit, 0) << scenario.outcome.err;
  SmallTown edited;
  GetParam().by_hand(edited);
  const Result by_hand = run_with(edited, "");
  ASSERT_EQ(by_hand.outcome.exit, 0) << by_hand.outcome.err;
  for (const char* name : kTables)
    EXPECT_EQ(first_difference(scenario.tables.at(name), by_hand.tables.at(name)), "") << name;
  EXPECT_NE(scenario.tables, baseline.tables);
  EXPECT_EQ(scenario.changes.at("edits").size(), 1U);
}

const Pair kPairs[] = {
    {"Open",
     "[[edits]]\nkind = \"open\"\nid = \"f4\"\nname = \"North home\"\ntype = \"community_care\"\n"
     "at = [114.3125, 34.8175]\namounts = { beds = 25 }\nopened = 2024-05-01\n",
     [](SmallTown& t) {
       t.append("facilities.csv",
                "f4,North home,community_care,25,in_use,2024-05-01,114.3125,34.8175\n");
     }},
    {"OpenLaterCountsAsPlanned",
     "[[edits]]\nkind = \"open\"\nid = \"f4\"\ntype = \"community_care\"\nat = [114.3125, "
     "34.8175]\n"
     "amounts = { beds = 25 }\nopened = 2026-05-01\n",
     [](SmallTown& t) {
       t.append("facilities.csv", "f4,f4,community_care,25,in_use,2026-05-01,114.3125,34.8175\n");
     }},
    {"Close", "[[edits]]\nkind = \"close\"\nsite = \"f2\"\n",
     [](SmallTown& t) { t.replace("facilities.csv", "30,in_use", "30,closed"); }},
    {"Suspend", "[[edits]]\nkind = \"change\"\nsite = \"f2\"\nstatus = \"suspended\"\n",
     [](SmallTown& t) { t.replace("facilities.csv", "30,in_use", "30,suspended"); }},
    {"Move", "[[edits]]\nkind = \"move\"\nsite = \"f1\"\nat = [114.3125, 34.8175]\n",
     [](SmallTown& t) { t.replace("facilities.csv", "114.3075,34.8075", "114.3125,34.8175"); }},
    {"Extend",
     "[[edits]]\nkind = \"extend\"\nof_type = \"community_care\"\nunit = \"410202002\"\n"
     "amounts = { beds = 7 }\n",
     [](SmallTown& t) { t.replace("facilities.csv", ",30,", ",37,"); }},
    {"Reduce", "[[edits]]\nkind = \"reduce\"\nsite = \"f1\"\namounts = { beds = 39.5 }\n",
     [](SmallTown& t) { t.replace("facilities.csv", ",40,", ",0.5,"); }},
    {"Convert",
     "[[edits]]\nkind = \"convert\"\nsites = [\"f3\"]\ntype = \"community_care\"\n"
     "amounts = { beds = 12 }\n",
     [](SmallTown& t) {
       t.replace("facilities.csv", "South clinic,clinic,0", "South clinic,community_care,12");
       t.append("facilities.csv", "");
     }},
    {"AddPeople",
     "[[edits]]\nkind = \"add_people\"\nname = \"estate\"\nat = [114.3111, 34.8111]\n"
     "counts = { total = 900.25, older60 = 120 }\n",
     [](SmallTown& t) { t.append("people.csv", "p99,114.3111,34.8111,900.25,120\n"); }},
    {"Date",
     "[scenario]\ndate = 2016-01-01\n[[edits]]\nkind = \"extend\"\nsite = \"f1\"\n"
     "amounts = { beds = 1 }\n",
     [](SmallTown& t) {
       t.set("date = 2025-12-31", "date = 2016-01-01");
       t.replace("facilities.csv", ",40,", ",41,");
     }},
    {"Speed", "[[edits]]\nkind = \"set_mode\"\nmode = \"walk\"\nspeed_mps = 0.8\n",
     [](SmallTown& t) { t.set("[[services]]", "[modes.walk]\nspeed_mps = 0.8\n\n[[services]]"); }},
    {"Service",
     "[[edits]]\nkind = \"set_service\"\nid = \"care\"\nlimits_min = [7, 12]\nneed = 0.05\n",
     [](SmallTown& t) {
       t.set("limits_min = [5, 10, 15]", "limits_min = [7, 12]");
       t.set("need = 0.03", "need = 0.05");
     }},
    {"StreetWhereNobodyEnters", "[[edits]]\nkind = \"close_road\"\nways = [14]\n",
     [](SmallTown& t) {
       std::string roads = read_file(t.project() / "roads.geojson");
       const auto at = roads.rfind(",\n{");  // the last one: the northernmost
       t.write("roads.geojson", roads.substr(0, at) + "]}\n");
     }},
};

INSTANTIATE_TEST_SUITE_P(Edits, SameAsByHand, testing::ValuesIn(kPairs),
                         [](const auto& of) { return of.param.name; });

TEST(Scenario, AnEmptyOneIsTheBaseline) {
  SmallTown town;
  const Result baseline = run_with(town, "");
  const Result empty = run_with(town, "[scenario]\nname = \"nothing\"\n");
  ASSERT_EQ(empty.outcome.exit, 0) << empty.outcome.err;
  EXPECT_EQ(empty.tables, baseline.tables);
  EXPECT_TRUE(empty.changes.at("edits").empty());
}

/// Sites, units and services by their names, amounts and states in words; a name of one's own
/// stays.
TEST(Scenario, SentencesCallThingsByTheirNames) {
  SmallTown town;
  const Result run =
      run_with(town,
               "[[edits]]\nkind = \"change\"\nsite = \"f2\"\nstatus = \"suspended\"\n"
               "[[edits]]\nkind = \"extend\"\nof_type = \"community_care\"\nunit = \"410202001\"\n"
               "amounts = { beds = 7, parking = 3 }\n"
               "[[edits]]\nkind = \"change\"\nsite = \"f1\"\nname = \"New home\"\n"
               "[[edits]]\nkind = \"set_service\"\nid = \"near\"\nlimits_m = [2000]\n"
               "[[edits]]\nkind = \"set_mode\"\nmode = \"walk\"\nspeed_mps = 0.8\n"
               "[[edits]]\nkind = \"scale_people\"\ngroup = \"older60\"\nunit = \"410202002\"\n"
               "factor = 1.5\n");
  ASSERT_EQ(run.outcome.exit, 0) << run.outcome.err;
  const char* const zh[] = {"East care home（f2）：状态改为“停用”",
                            "Westgate（410202001）的全部",
                            "f1：改名为“New home”",
                            "服务 near：限值 2000 米",
                            "出行方式“步行”：速度 0.8 米/秒",
                            "Eastgate（410202002）的60 岁及以上 × 1.5"};
  const auto& edits = run.changes.at("edits");
  ASSERT_EQ(edits.size(), std::size(zh));
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const std::string sentence = edits.at(i).at("zh");
    EXPECT_EQ(sentence.rfind(zh[i], 0), 0U) << sentence;
    EXPECT_NE(run.outcome.out.find(sentence), std::string::npos) << run.outcome.out;
  }
  const std::string extended = edits.at(1).at("zh");
  EXPECT_NE(extended.find("床位 +7 张，parking +3"), std::string::npos) << extended;
  EXPECT_EQ(edits.at(0).at("en"), "East care home (f2): status suspended");
}

TEST(Scenario, SeveralFilesAreOneAndLayoutAndRemarksDoNotChangeItsHash) {
  SmallTown town;
  put_file(town.root() / "a.toml", "# why\n[[edits]]\nkind='close'\nsite='f2'\nnote = 'old'\n");
  put_file(town.root() / "b.toml", "[[edits]]\nkind='extend'\nsite='f1'\namounts={beds=3}\n");
  ASSERT_EQ(town.run({"--scenario", (town.root() / "a.toml").string(), "--scenario",
                      (town.root() / "b.toml").string()})
                .exit,
            0);
  const Json two = Json::parse(read_file(town.out() / "changes.json"));
  EXPECT_EQ(two.at("edits").size(), 2U);
  EXPECT_EQ(two.at("edits").at(1).at("sites"), Json::array({"f1"}));
  const Result one =
      run_with(town,
               "[[edits]]\nsite = \"f2\"\nkind = \"close\"\n"
               "[[edits]]\nkind = \"extend\"\nsite = \"f1\"\namounts = { beds = 3 }\n");
  EXPECT_EQ(one.tables.at("coverage.csv"), read_file(town.out() / "coverage.csv"));
  const Result again = run_with(town, "[[edits]]\nkind='close'\nsite='f2'\n# x\n");
  const Result other = run_with(town, "[scenario]\nname='n'\n[[edits]]\nsite='f2'\nkind='close'\n");
  EXPECT_EQ(again.changes.at("hash"), other.changes.at("hash"));
  EXPECT_NE(again.changes.at("hash"), one.changes.at("hash"));
}

TEST(Scenario, PeopleScaleToTheMillionthWithinTheirUnit) {
  SmallTown town;
  const Result run = run_with(town,
                              "[[edits]]\nkind = \"scale_people\"\ngroup = \"older60\"\n"
                              "unit = \"Westgate\"\nfactor = 1.234567\n");
  ASSERT_EQ(run.outcome.exit, 0) << run.outcome.err;
  // Westgate's 16 points have 20 + n, n = 1…16: 456 older people; Eastgate's 712 stay.
  const auto has = [&](const std::string& text) {
    return run.tables.at("coverage.csv").find(text) != std::string::npos;
  };
  EXPECT_TRUE(has("410202001,Westgate,older60,562.962552,"));
  EXPECT_TRUE(has("410202002,Eastgate,older60,712,"));
  EXPECT_TRUE(has(",all,older60,1274.962552,") || has("all,,older60,1274.962552,") ||
              has("older60,1274.962552,"));
}

TEST(Scenario, AClosedStreetTakesItsEntrancesWithIt) {
  SmallTown town;
  const Result baseline = run_with(town, "");
  // Every street of the second column: its people cannot leave by another one.
  const Result run = run_with(town, "[[edits]]\nkind = \"close_road\"\nways = [1]\n");
  ASSERT_EQ(run.outcome.exit, 0) << run.outcome.err;
  const Json& lost = run.changes.at("unconnected");
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost.at(0).at("mode"), "walk");
  EXPECT_GT(lost.at(0).at("cell_count"), 0);
  EXPECT_NE(run.tables.at("coverage.csv"), baseline.tables.at("coverage.csv"));
}

struct Refused {
  const char* scenario;
  std::vector<const char*> lines;
};

TEST(Scenario, EverythingWrongIsToldAtOnceAndNothingIsWritten) {
  const Refused cases[] = {
      {"[[edits]]\nkind = \"closee\"\nsite = \"f1\"\n[[edits]]\nsite = \"f1\"\n[oops]\n",
       {"edits[0]:kind=closee", "edits[1]:kind", "oops"}},
      {"[[edits]]\nkind = \"close\"\nsite = \"f9\"\n[[edits]]\nkind = \"open\"\nid = \"f1\"\n"
       "type = \"community_car\"\nat = [34.8, 114.3]\n",
       {"edits[1]:at=34.8, 114.3"}},
      {"[[edits]]\nkind = \"close\"\nsite = \"f9\"\n[[edits]]\nkind = \"open\"\nid = \"f1\"\n"
       "type = \"community_car\"\nat = [114.31, 34.81]\n",
       {"edit-unknown", "edits[0]:site=f9", "id-duplicate", "edits[1]:id=f1", "edits[1]:type="}},
      {"[[edits]]\nkind = \"close\"\nsite = \"f1\"\n[[edits]]\nkind = \"extend\"\nsite = \"f1\"\n"
       "amounts = { beds = 3 }\n",
       {"edit-closed", "edits[1]:site=f1", "edits[0]"}},
      {"[[edits]]\nkind = \"set_service\"\nid = \"care\"\nneed = 0.05\n[[edits]]\n"
       "kind = \"set_service\"\nid = \"care\"\nneed = 0.06\n[[edits]]\nkind = \"set_service\"\n"
       "id = \"both\"\nlimits_m = [500]\n[[edits]]\nkind = \"set_service\"\nid = \"near\"\n"
       "limits_m = [500, 900]\n",
       {"edit-contradiction", "edits[1]:need=service care", "edits[2]:id=both", "edits[3]:limits"}},
      {"[[edits]]\nkind = \"reduce\"\nsite = \"f2\"\namounts = { beds = 31 }\n",
       {"edits[0]:amounts.beds=f2"}},
      {"[[edits]]\nkind = \"add_people\"\nat = [114.31, 34.81]\ncounts = { older = 3 }\n",
       {"edit-unknown", "counts=older", "older60"}},
      {"[[edits]]\nkind = \"close_road\"\nways = [99]\n[[edits]]\nkind = \"close_road\"\n"
       "at = [114.40, 34.81]\n[[edits]]\nkind = \"slow_road\"\nways = [1]\nmodes = [\"walk\"]\n"
       "kmh = 5\n",
       {"edits[2]:modes"}},
      {"[[edits]]\nkind = \"close_road\"\nways = [99]\n[[edits]]\nkind = \"close_road\"\n"
       "at = [114.40, 34.81]\n",
       {"edits[0]:ways=99", "edits[1]:at"}},
      {"[[edits]]\nkind = \"close_road\"\nways = [1]\n[[edits]]\nkind = \"close_road\"\nways = "
       "[1]\n",
       {"edit-no-effect", "edits[1]"}},
      {"[[edits]]\nkind = \"move\"\nsite = \"f1\"\n", {"key-missing", "edits[0]:at"}},
      // What is wrong with the words does not keep back what the project has not.
      {"[[edits]]\nkind = \"extend\"\nsite = \"f9\"\namounts = { beds = -3 }\n"
       "[[edits]]\nkind = \"closee\"\nsite = \"f1\"\n"
       "[[edits]]\nkind = \"open\"\nid = \"f1\"\ntype = \"community_caer\"\nat = [114.31, 34.81]\n"
       "[[edits]]\nkind = \"set_mode\"\nmode = \"walk\"\nspeed_mps = -1\n"
       "[[edits]]\nkind = \"set_service\"\nid = \"caer\"\nneed = 0.1\n"
       "[[edits]]\nkind = \"set_rule\"\nrule = \"homes\"\ntarget = 2\n",
       {"edits[0]:amounts.beds", "edits[0]:site=f9", "edits[1]:kind=closee", "edits[2]:id=f1",
        "edits[2]:type=community_caer", "edits[3]:speed_mps", "edits[4]:id=caer",
        "edits[5]:rule=homes"}},
  };
  for (const Refused& refused : cases) {
    SCOPED_TRACE(refused.scenario);
    SmallTown town;
    const Result run = run_with(town, refused.scenario);
    EXPECT_EQ(run.outcome.exit, 2);
    for (const char* line : refused.lines)
      EXPECT_NE(run.outcome.err.find(line), std::string::npos) << line << "\n" << run.outcome.err;
    EXPECT_FALSE(fs::exists(town.out()));
  }
}

TEST(Scenario, WhatFollowsFromAnUnreadEditIsNotTold) {
  SmallTown town;
  const Result run =
      run_with(town,
               "[[edits]]\nkind = \"opne\"\nid = \"n1\"\ntype = \"clinic\"\nat = [114.31, 34.81]\n"
               "[[edits]]\nkind = \"extend\"\nsite = \"n1\"\namounts = { beds = 3 }\n"
               "[[edits]]\nkind = \"move\"\nsite = \"f1\"\n");
  EXPECT_EQ(run.outcome.exit, 2);
  EXPECT_EQ(run.outcome.err.find("edit-unknown"), std::string::npos) << run.outcome.err;
  EXPECT_EQ(run.outcome.err.find("edit-place"), std::string::npos) << run.outcome.err;
}

TEST(Scenario, FarPlacesWrongAmountsAndHomesWithoutBedsAreToldAsWarnings) {
  SmallTown town;
  const Result run =
      run_with(town,
               "[[edits]]\nkind = \"open\"\nid = \"far\"\ntype = \"clinic\"\nat = [116.4, 39.9]\n"
               "[[edits]]\nkind = \"move\"\nsite = \"f3\"\nat = [114.36, 34.81]\n"
               "[[edits]]\nkind = \"extend\"\nsite = \"f1\"\namounts = { bedz = 5 }\n"
               "[[edits]]\nkind = \"open\"\nid = \"empty\"\ntype = \"community_care\"\n"
               "at = [114.31, 34.81]\n"
               "[[edits]]\nkind = \"open\"\nid = \"later\"\ntype = \"community_care\"\n"
               "at = [114.31, 34.81]\n"
               "[[edits]]\nkind = \"extend\"\nsite = \"later\"\namounts = { beds = 5 }\n");
  ASSERT_EQ(run.outcome.exit, 0) << run.outcome.err;
  const std::string& err = run.outcome.err;
  for (const char* line :
       {"facility-outside plan.toml:edits[0]:at=far", "facility-outside plan.toml:edits[1]:at=f3",
        "edits[2]:amounts.bedz=5", "beds", "capacity-missing", "edits[3]:amounts.beds=empty"}) {
    std::string wanted = line;
    if (const auto at = wanted.find("plan.toml"); at != std::string::npos) wanted.erase(0, at + 9);
    EXPECT_NE(err.find(wanted), std::string::npos) << line << "\n" << err;
  }
  EXPECT_NE(err.find("facility-outside"), std::string::npos) << err;
  EXPECT_NE(err.find("amount-unknown"), std::string::npos) << err;
  EXPECT_EQ(err.find("edits[4]"), std::string::npos) << err;
}

const char kPack[] = R"([pack]
id = "mine"
name = "Plan of Longting"

[[rules]]
id = "reach"
name = "Older people within reach"
metric = "reach"
group = "older60"
denominator = "older people"
measures = ["network"]
[[rules.circles]]
facilities = ["community_care"]
limit_m = 600
[[rules.claims]]
target = "5%"
comparator = ">="
source = "Plan"
source_line = "L1"
confidence = "A"

[[rules]]
id = "homes"
name = "A home in every street"
metric = "presence"
facilities = ["community_care"]
binds = "街道"
[[rules.claims]]
target = 1
comparator = ">="
due = 2026-12-31
source = "Plan"
source_line = "L2"
confidence = "A"
)";

/// A small town with a plan.
struct PlannedTown : SmallTown {
  PlannedTown() {
    write("mine.toml", kPack);
    set("date = 2025-12-31", "date = 2025-12-31\nrules = [\"mine.toml\"]");
  }
};

/// The row of a rule for the whole study.
std::string rule_row(const Result& run, const std::string& id) {
  std::istringstream lines(run.tables.at("indicators.csv"));
  for (std::string line; std::getline(lines, line);)
    if (line.rfind(id, 0) == 0 && line.find(",all,") != std::string::npos) return line;
  return "";
}

TEST(SetRule, IsTheEditedPackAndFlipsWhatItShould) {
  const PlannedTown town;
  const Result baseline = run_with(town, "");
  ASSERT_EQ(baseline.outcome.exit, 0) << baseline.outcome.err;
  ASSERT_NE(rule_row(baseline, "mine/reach").find(",met,"), std::string::npos)
      << baseline.tables.at("indicators.csv");
  const Result run = run_with(
      town,
      "[[edits]]\nkind = \"set_rule\"\nrule = \"mine/reach\"\ntarget = \"95%\"\n"
      "limit_m = 500\n"
      "[[edits]]\nkind = \"set_rule\"\nrule = \"homes\"\nsites_needed = 2\ndue = 2025-06-30\n");
  ASSERT_EQ(run.outcome.exit, 0) << run.outcome.err;
  PlannedTown edited;
  edited.replace("mine.toml", "5%", "95%");
  edited.replace("mine.toml", "limit_m = 600", "limit_m = 500");
  edited.replace("mine.toml", "binds = ", "sites_needed = 2\nbinds = ");
  edited.replace("mine.toml", "2026-12-31", "2025-06-30");
  const Result by_hand = run_with(edited, "");
  ASSERT_EQ(by_hand.outcome.exit, 0) << by_hand.outcome.err;
  EXPECT_EQ(run.tables, by_hand.tables);
  EXPECT_EQ(rule_row(run, "mine/reach").find(",met,"), std::string::npos);
  EXPECT_NE(rule_row(run, "mine/homes").find(",overdue,"), std::string::npos)
      << run.tables.at("indicators.csv");
  EXPECT_EQ(run.changes.at("edits").at(0).at("en"), "rule mine/reach: target 95 %, limit 500 m");
}

TEST(SetRule, WhatCannotBeIsToldAtOnce) {
  const PlannedTown town;
  const Result run =
      run_with(town,
               "[[edits]]\nkind = \"set_rule\"\nrule = \"mine/reech\"\ntarget = 0.5\n"
               "[[edits]]\nkind = \"set_rule\"\nrule = \"reach\"\ntarget = 95\n"
               "[[edits]]\nkind = \"set_rule\"\nrule = \"homes\"\nlimit_m = 500\n"
               "[[edits]]\nkind = \"set_rule\"\nrule = \"homes\"\nclaim = 2\ntarget = 0.5\n"
               "[[edits]]\nkind = \"set_rule\"\nrule = \"reach\"\ncircle = 2\nlimit_m = 500\n"
               "[[edits]]\nkind = \"set_rule\"\nrule = \"homes\"\nper = 3\n"
               "[[edits]]\nkind = \"set_rule\"\nrule = \"homes\"\nsites_needed = 2\n"
               "[[edits]]\nkind = \"set_rule\"\nrule = \"homes\"\nsites_needed = 3\n");
  EXPECT_EQ(run.outcome.exit, 2);
  EXPECT_FALSE(fs::exists(town.out()));
  for (const char* line :
       {"edits[0]:rule=mine/reech", "mine/reach", "edits[1]:target=95",
        "edits[2]:limit_m=mine/homes", "edits[3]:claim=2", "edits[4]:circle=2",
        "edits[5]:per=mine/homes", "edit-contradiction", "edits[7]:sites_needed"})
    EXPECT_NE(run.outcome.err.find(line), std::string::npos) << line << "\n" << run.outcome.err;
}

TEST(Each, FoldersAreThoseOfRunsOfTheirOwn) {
  const SmallTown town;
  const auto file = [&](const std::string& name) { return (town.root() / name).string(); };
  put_file(file("one.toml"), "[[edits]]\nkind = \"close\"\nsite = \"f2\"\n");
  put_file(file("two.toml"),
           "[[edits]]\nkind = \"add_road\"\nline = [[114.300, 34.80], [114.312, 34.808]]\n");
  const Outcome each = run_program({"run", town.project().string(), "--out", file("each"), "--each",
                                    file("one.toml"), "--each", file("two.toml")});
  ASSERT_EQ(each.exit, 0) << each.err;
  for (const std::string name : {"baseline", "one", "two"}) {
    std::vector<std::string> more{"--force"};
    if (name != "baseline") more.insert(more.end(), {"--scenario", file(name + ".toml")});
    ASSERT_EQ(town.run(more).exit, 0);
    const fs::path folder = fs::path(file("each")) / name;
    ASSERT_EQ(names_in(folder), names_in(town.out()));
    for (const std::string& table : names_in(folder)) {
      if (table == "run.json" || fs::is_directory(folder / table)) continue;
      EXPECT_TRUE(read_file(folder / table) == read_file(town.out() / table))
          << name << "/" << table;
    }
  }
}

TEST(Scenario, AMissingFileIsToldBesideAWrongProject) {
  SmallTown town;
  town.set("mode = \"walk\"", "mode = \"wolk\"");
  const Outcome outcome = town.run({"--scenario", (town.root() / "none.toml").string()});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("none.toml"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("wolk"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace fangyuan::test
