// SPDX-License-Identifier: Apache-2.0
// fangyuan site: what it says equals what run says, nothing beats a plan called optimal, and what
// it refuses.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const char* const kPlaces[][3] = {{"a", "114.3031", "34.8032"}, {"b", "114.3131", "34.8131"},
                                  {"c", "114.3181", "34.8182"}, {"d", "114.3281", "34.8081"},
                                  {"e", "114.3381", "34.8181"}, {"f", "114.3379", "34.8021"}};

class SiteTown : public SmallTown {
 public:
  SiteTown() {
    std::string rows = "id,name,price,lon,lat\n";
    for (int i = 0; i < 6; ++i)
      rows += fmt::format("{0},place {0},{3},{1},{2}\n", kPlaces[i][0], kPlaces[i][1],
                          kPlaces[i][2], 10 + 3 * i);
    put_file(root() / "places.csv", rows);
  }
  fs::path plan() const { return root() / "plan"; }
  Outcome site(const std::string& request, std::vector<std::string> more = {}) const {
    put_file(root() / "request.toml", request);
    std::vector<std::string> words{
        "site",  project().string(), "--request", (root() / "request.toml").string(),
        "--out", plan().string(),    "--force"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }
  Json answer() const { return Json::parse(read_file(plan() / "site.json")); }
};

std::string request_of(const std::string& head, const std::string& more = "") {
  return "[site]\n" + head +
         "\n[[candidates]]\npath = \"places.csv\"\nfields = { id = \"id\", name = \"name\", price "
         "= \"price\" }\n" +
         more;
}

/// Rows of a CSV by column name.
std::vector<std::map<std::string, std::string>> rows_of(const fs::path& path) {
  std::istringstream in(read_file(path).substr(3));
  const auto cells = [](const std::string& line) {
    std::vector<std::string> out(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"')
        quoted = !quoted;
      else if (c == ',' && !quoted)
        out.emplace_back();
      else
        out.back() += c;
    }
    return out;
  };
  std::string line;
  std::getline(in, line);
  const auto header = cells(line);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(in, line)) {
    const auto values = cells(line);
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = values.at(i);
  }
  return rows;
}

/// [limit, group] → people served on the whole, of coverage.csv by network.
std::map<std::pair<std::string, std::string>, double> served(const fs::path& run,
                                                             const std::string& service) {
  std::map<std::pair<std::string, std::string>, double> all;
  for (auto& row : rows_of(run / "coverage.csv"))
    if (row["service"] == service && row["level"] == "all" && row["measure"] == "network")
      all[{row["limit"], row["group"]}] = std::stod(row["served"]);
  return all;
}

void expect_equals_run(const SiteTown& town, const std::string& service) {
  const Json answer = town.answer();
  const Outcome before = town.run({"--force"});
  ASSERT_EQ(before.exit, 0) << before.err;
  const auto was = served(town.out(), service);
  const Outcome after =
      town.run({"--force", "--scenario", (town.plan() / "scenario.toml").string()});
  ASSERT_EQ(after.exit, 0) << after.err;
  const auto is = served(town.out(), service);
  ASSERT_EQ(answer.at("coverage").size(), was.size());
  ASSERT_FALSE(was.empty());
  for (const Json& line : answer.at("coverage")) {
    const std::pair<std::string, std::string> key{line.at("limit"), line.at("group")};
    EXPECT_EQ(line.at("before").get<double>(), was.at(key)) << key.first << ' ' << key.second;
    EXPECT_EQ(line.at("after").get<double>(), is.at(key)) << key.first << ' ' << key.second;
  }
}

struct Kind {
  const char* name;
  const char* head;
  std::size_t sites;
};

class EqualsRun : public testing::TestWithParam<Kind> {};

TEST_P(EqualsRun, PeopleBeforeAndAfter) {
  SiteTown town;
  const Outcome outcome = town.site(request_of(GetParam().head));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const Json answer = town.answer();
  EXPECT_EQ(answer.at("answer").at("optimal"), true);
  EXPECT_EQ(answer.at("sites").size(), GetParam().sites);
  expect_equals_run(town, "clinic");
}

const Kind kKinds[] = {
    {"most", "service = \"clinic\"\nkind = \"most-covered\"\nsites = 2\n", 2},
    {"most_of_older",
     "service = \"clinic\"\nkind = \"most-covered\"\nsites = 3\nweights = { "
     "older60 = 2, total = 1 }\n",
     3},
    {"budget", "service = \"clinic\"\nkind = \"most-covered\"\nbudget = 29\n", 2},
    {"fewest", "service = \"clinic\"\nkind = \"fewest-sites\"\nshare = 0.25\n", 3},
    {"average", "service = \"clinic\"\nkind = \"least-average\"\nsites = 2\n", 2},
    {"worst", "service = \"clinic\"\nkind = \"least-worst\"\nsites = 2\n", 2},
    {"anew", "service = \"clinic\"\nkind = \"most-covered\"\nsites = 2\nexisting = \"choose\"\n",
     2},
};
INSTANTIATE_TEST_SUITE_P(Site, EqualsRun, testing::ValuesIn(kKinds),
                         [](const auto& test) { return std::string(test.param.name); });

/// All fifteen pairs by run --scenario: none covers more than the plan, and the plan is one of
/// them.
TEST(Site, NothingBeatsAPlanThatIsCalledOptimal) {
  SiteTown town;
  ASSERT_EQ(
      town.site(request_of("service = \"clinic\"\nkind = \"most-covered\"\nsites = 2\n")).exit, 0);
  const Json answer = town.answer();
  const std::set<std::string> chosen = answer.at("sites").get<std::set<std::string>>();
  double best = 0;
  std::set<std::string> winner;
  for (int i = 0; i < 6; ++i)
    for (int j = i + 1; j < 6; ++j) {
      std::string scenario;
      for (const int k : {i, j})
        scenario += fmt::format(
            "[[edits]]\nkind = \"open\"\nid = \"{}\"\ntype = \"clinic\"\nat = [{}, {}]\n",
            kPlaces[k][0], kPlaces[k][1], kPlaces[k][2]);
      put_file(town.root() / "pair.toml", scenario);
      const Outcome run = town.run({"--force", "--scenario", (town.root() / "pair.toml").string()});
      ASSERT_EQ(run.exit, 0) << run.err;
      const double people = served(town.out(), "clinic").at({"1000m", "total"});
      if (people > best) winner = {kPlaces[i][0], kPlaces[j][0]};
      best = std::max(best, people);
    }
  EXPECT_EQ(answer.at("answer").at("value").get<double>(), best);
  EXPECT_EQ(answer.at("answer").at("bound").get<double>(), best);
  EXPECT_EQ(chosen, winner);
}

TEST(Site, TheCurveRisesAndEachScoreIsAPlanOfOne) {
  SiteTown town;
  ASSERT_EQ(
      town.site(request_of("service = \"clinic\"\nkind = \"most-covered\"\nsites = 6\n")).exit, 0);
  const auto curve = rows_of(town.plan() / "curve.csv");
  // What helps nobody is not opened.
  ASSERT_EQ(curve.size(), town.answer().at("sites").size());
  ASSERT_GT(curve.size(), 2U);
  for (std::size_t i = 1; i < curve.size(); ++i)
    EXPECT_GE(std::stod(curve[i].at("covered")), std::stod(curve[i - 1].at("covered")));
  ASSERT_EQ(town.site(request_of("service = \"clinic\"\nkind = \"score\"\n")).exit, 0);
  EXPECT_FALSE(fs::exists(town.plan() / "scenario.toml"));
  const auto scores = rows_of(town.plan() / "scores.csv");
  ASSERT_EQ(scores.size(), 6U);
  const Outcome base = town.run({"--force"});
  ASSERT_EQ(base.exit, 0);
  const double before = served(town.out(), "clinic").at({"1000m", "total"});
  EXPECT_EQ(std::stod(curve[0].at("covered")), before + std::stod(scores[0].at("newly")));
  for (const auto& row : scores) {
    const auto place =
        std::ranges::find_if(kPlaces, [&](const auto& p) { return p[0] == row.at("id"); });
    put_file(town.root() / "one.toml",
             fmt::format("[[edits]]\nkind = \"open\"\nid = \"{}\"\ntype = \"clinic\"\nat = [{}, "
                         "{}]\n",
                         (*place)[0], (*place)[1], (*place)[2]));
    ASSERT_EQ(town.run({"--force", "--scenario", (town.root() / "one.toml").string()}).exit, 0);
    EXPECT_NEAR(served(town.out(), "clinic").at({"1000m", "total"}) - before,
                std::stod(row.at("newly")), 1e-6)
        << row.at("id");
  }
}

TEST(Site, FacilitiesOfTheProjectAreChangedAndServe) {
  SiteTown town;
  const Outcome outcome = town.site(
      "[site]\nservice = \"clinic\"\nkind = \"most-covered\"\nsites = 1\n[[candidates]]\n"
      "facilities = [\"community_care\"]\n");
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_NE(read_file(town.plan() / "scenario.toml").find("add_functions = [\"clinic\"]"),
            std::string::npos);
  expect_equals_run(town, "clinic");
}

TEST(Site, TheSameBytesForOneThreadAndTwo) {
  SiteTown town;
  const std::string request =
      "[site]\nservice = \"near\"\nkind = \"least-average\"\nsites = 4\n[[candidates]]\ngrid_m = "
      "300\nover = \"units\"\n";
  std::map<std::string, std::string> first;
  for (const char* threads : {"1", "2"}) {
    const Outcome outcome = town.site(request, {"--threads", threads});
    ASSERT_EQ(outcome.exit, 0) << outcome.err;
    for (const char* name :
         {"sites.csv", "sites.gpkg", "curve.csv", "alternatives.csv", "scenario.toml"}) {
      const std::string bytes = read_file(town.plan() / name);
      ASSERT_FALSE(bytes.empty());
      EXPECT_TRUE(first.emplace(name, bytes).first->second == bytes) << name;
    }
  }
  expect_equals_run(town, "near");
}

TEST(Site, ExclusionsKeepCandidatesOut) {
  SiteTown town;
  put_file(town.root() / "no.geojson",
           R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"red"},
"geometry":{"type":"Polygon","coordinates":[[[114.31,34.81],[114.316,34.81],[114.316,34.816],[114.31,34.816],[114.31,34.81]]]}}]})");
  const std::string head = "service = \"clinic\"\nkind = \"score\"\n";
  Outcome outcome = town.site(request_of(head, "[[exclusions]]\npath = \"no.geojson\"\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("warning site-excluded"), std::string::npos);
  EXPECT_EQ(town.answer().at("candidates").at("excluded"), 1);
  outcome = town.site(request_of(head, "[[exclusions]]\npath = \"no.geojson\"\nbuffer_m = 400\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_EQ(town.answer().at("candidates").at("excluded"), 2);
  EXPECT_EQ(town.answer().at("candidates").at("usable"), 4);
}

/// Whom places serve on the whole within 15 minutes' walk: the best filling, and nearest first.
std::pair<double, double> filled(const fs::path& run) {
  for (auto& row : rows_of(run / "filling.csv"))
    if (row["service"] == "care" && row["level"] == "all" && row["measure"] == "network" &&
        row["limit"] == "900")
      return {std::stod(row["best"]), std::stod(row["nearest_first"])};
  throw std::runtime_error("no such row of filling.csv");
}

const char* const kPlaces50 = "amounts = { beds = 50 }\n";

/// Of all fifteen pairs by run --scenario none serves more people.
TEST(Site, WithCapacityNothingBeatsThePlan) {
  SiteTown town;
  town.set("need = 0.03", "need = 0.12");
  const Outcome outcome = town.site(request_of(
      std::string("service = \"care\"\nkind = \"most-covered\"\nsites = 2\ncapacity = true\n") +
      kPlaces50));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_EQ(outcome.err.find("site-capacity"), std::string::npos);
  const Json answer = town.answer();
  EXPECT_EQ(answer.at("answer").at("optimal"), true);
  const Json& only = answer.at("periods").at(0);
  ASSERT_EQ(town.run({"--force", "--scenario", (town.plan() / "scenario.toml").string()}).exit, 0);
  EXPECT_EQ(filled(town.out()), std::pair(only.at("served").get<double>(),
                                          only.at("served_nearest_first").get<double>()));
  // And without the new sites.
  ASSERT_EQ(town.run({"--force"}).exit, 0);
  EXPECT_EQ(filled(town.out()), std::pair(only.at("served_before").get<double>(),
                                          only.at("served_nearest_first_before").get<double>()));
  EXPECT_NE(outcome.out.find(fmt::format(
                "得到服务（需要的人里）: {:.0f} → {:.0f}（新增 {:.0f}）",
                only.at("served_before").get<double>(), only.at("served").get<double>(),
                only.at("served").get<double>() - only.at("served_before").get<double>())),
            std::string::npos)
      << outcome.out;
  double best = 0;
  for (int i = 0; i < 6; ++i)
    for (int j = i + 1; j < 6; ++j) {
      std::string scenario;
      for (const int k : {i, j})
        scenario += fmt::format(
            "[[edits]]\nkind = \"open\"\nid = \"{}\"\ntype = \"community_care\"\nat = [{}, "
            "{}]\namounts = {{ beds = 50 }}\n",
            kPlaces[k][0], kPlaces[k][1], kPlaces[k][2]);
      put_file(town.root() / "pair.toml", scenario);
      const Outcome run = town.run({"--force", "--scenario", (town.root() / "pair.toml").string()});
      ASSERT_EQ(run.exit, 0) << run.err;
      best = std::max(best, filled(town.out()).first);
    }
  EXPECT_EQ(only.at("served").get<double>(), best);
}

/// Money comes in two parts and people grow by a tenth; each year's scenario, run, has the people
/// that the plan names.
TEST(Site, PeriodsAgreeWithARunOfEachYear) {
  SiteTown town;
  town.set("need = 0.03", "need = 0.2");
  const Outcome outcome = town.site(request_of(
      std::string("service = \"care\"\nkind = \"most-covered\"\ncapacity = true\n") + kPlaces50,
      "[[periods]]\nyear = 2026\nbudget = 16\n[[periods]]\nyear = 2029\nbudget = 30\ngrowth = "
      "0.1\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_EQ(town.answer().at("answer").at("optimal"), true);
  EXPECT_EQ(town.answer().at("answer").at("unit"), "person_periods");
  const auto periods = rows_of(town.plan() / "periods.csv");
  ASSERT_EQ(periods.size(), 2U);
  std::int64_t opened = 0;
  for (const auto& row : periods) {
    const fs::path scenario = town.plan() / ("scenario-" + row.at("year") + ".toml");
    const Outcome run = town.run({"--force", "--scenario", scenario.string()});
    ASSERT_EQ(run.exit, 0) << run.err;
    EXPECT_EQ(filled(town.out()),
              std::pair(std::stod(row.at("served")), std::stod(row.at("nearest_first"))))
        << row.at("year");
    EXPECT_LE(std::stoi(row.at("spent_until")), row.at("year") == "2026" ? 16 : 46);
    opened += std::stoi(row.at("opened"));
  }
  EXPECT_GE(opened, 2);
  const std::string all = read_file(town.plan() / "scenario.toml");
  EXPECT_NE(all.find("opened = 2029-01-01"), std::string::npos);
  std::int64_t dated = 0;
  for (const auto& row : rows_of(town.plan() / "sites.csv"))
    if (row.at("state") == "chosen") dated += row.at("opens").empty() ? 0 : 1;
  EXPECT_EQ(dated, opened);
}

/// Nearly all live in the eastern township, so that both sites would stand there; with a floor each
/// township gets one.
TEST(Site, EveryTownshipGetsItsFloor) {
  SiteTown town;
  std::string people = "id,lon,lat,total,older60\n";
  for (int i = 0; i < 6; ++i)
    people += fmt::format("{0},{1},{2},{3},{3}\n", kPlaces[i][0], kPlaces[i][1], kPlaces[i][2],
                          i < 3 ? 100 - 10 * i : 1000 - 10 * i);
  town.write("people.csv", people);
  town.set("limits_m = [1000]", "limits_m = [700]");
  const std::string head = "service = \"clinic\"\nkind = \"most-covered\"\nsites = 2\n";
  const auto west = [&] {
    int count = 0;
    for (const auto& row : rows_of(town.plan() / "sites.csv"))
      if (row.at("state") == "chosen" && std::stod(row.at("lon")) < 114.32) ++count;
    return count;
  };
  ASSERT_EQ(town.site(request_of(head)).exit, 0);
  const double free = town.answer().at("answer").at("value");
  const int without = west();
  Outcome outcome = town.site(request_of(head + "floor_sites = 1\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_EQ(west(), 1);
  EXPECT_EQ(without, 0) << "the floor asks for nothing";
  EXPECT_NE(outcome.out.find("每个乡镇级区划至少 1 处；2 个里 2 个达到"), std::string::npos)
      << outcome.out;
  const auto floors = rows_of(town.plan() / "floors.csv");
  ASSERT_EQ(floors.size(), 2U);
  double covered = 0;
  for (const auto& row : floors) {
    EXPECT_EQ(row.at("holds"), "yes");
    EXPECT_EQ(row.at("sites_before"), row.at("code") == "410202001" ? "0" : "1");
    EXPECT_EQ(row.at("sites_after"), row.at("code") == "410202001" ? "1" : "2");
    covered += std::stod(row.at("covered_after"));
  }
  EXPECT_EQ(covered, town.answer().at("answer").at("value").get<double>());
  EXPECT_LT(town.answer().at("answer").at("value").get<double>(), free);
  expect_equals_run(town, "clinic");
  // Three candidates in each township, and the clinic in the eastern one.
  outcome = town.site(request_of(head + "floor_sites = 4\n"));
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("还差 1 处"), std::string::npos) << outcome.err;
  outcome = town.site(request_of(head + "floor_sites = 2\n"));
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("设施数还差 1 处"), std::string::npos) << outcome.err;
}

/// A plan of means or of the farthest is told by what it seeks, not by whom it covers.
TEST(Site, MeansAndWorstsAreToldAndSoIsWhatMoreSitesWouldNotHelp) {
  SiteTown town;
  const std::string head = "service = \"clinic\"\n";
  const auto metres = [](double value) {
    std::string text = fmt::format("{:.1f}", value);
    if (text.size() > 5) text.insert(text.size() - 5, 1, ',');
    return text + " 米";
  };
  Outcome outcome = town.site(request_of(head + "kind = \"least-average\"\nsites = 2\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const double mean = town.answer().at("answer").at("value");
  EXPECT_NE(outcome.out.find("到最近设施的平均: " + metres(mean)), std::string::npos)
      << outcome.out;
  // Taking a site away makes the mean worse; the workbook's column says by as much.
  for (const auto& row : rows_of(town.plan() / "alternatives.csv"))
    if (row.at("rank") == "0") {
      EXPECT_GT(std::stod(row.at("mean_change_m")), 0);
    }
  outcome = town.site(request_of(head + "kind = \"least-worst\"\nsites = 6\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const double worst = town.answer().at("answer").at("value");
  EXPECT_NE(outcome.out.find("最远的人到最近设施: " + metres(worst)), std::string::npos)
      << outcome.out;
  EXPECT_LT(town.answer().at("sites").size(), 6U);
  EXPECT_NE(outcome.out.find("再建也不能使最远的人更近（已证明）"), std::string::npos)
      << outcome.out;
}

/// One slip brings no second message, and no message holds back another.
TEST(Site, SlipsAreToldOnceAndTogether) {
  SiteTown town;
  Outcome outcome = town.site(
      "[site]\nservice = \"clinic\"\nkind = \"score\"\n[[candidates]]\ngrid_m = 200\nover = "
      "\"residentail\"\n");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("over=residentail"), std::string::npos) << outcome.err;
  EXPECT_EQ(outcome.err.find("site-land"), std::string::npos) << outcome.err;
  outcome = town.site(
      "[site]\nservice = \"care\"\nkind = \"score\"\namounts = { bedz = 5 }\n[[candidates]]\n"
      "points = [{ id = \"p1\", at = [114.31, 34.81] }, { id = \"p2\", at = [114.32, 34.81] }, "
      "{ id = \"p2\", at = [116.4, 39.9] }]\n");
  EXPECT_EQ(outcome.exit, 2);
  for (const char* line :
       {"candidates[0].points[2]:id=p2", "facility-outside", "p2 (116.4", "amounts.bedz"})
    EXPECT_NE(outcome.err.find(line), std::string::npos) << line << "\n" << outcome.err;
}

struct Refusal {
  const char* name;
  std::string request;
  std::vector<std::string> says;
};

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, WithItsCodesAndNothingWritten) {
  SiteTown town;
  const Outcome outcome = town.site(GetParam().request);
  EXPECT_EQ(outcome.exit, 2) << outcome.err;
  for (const std::string& code : GetParam().says)
    EXPECT_NE(outcome.err.find("error " + code + ' '), std::string::npos) << code << " not in:\n"
                                                                          << outcome.err;
  EXPECT_FALSE(fs::exists(town.plan()));
}

const Refusal kRefusals[] = {
    {"no_site_table", "[[candidates]]\ngrid_m = 100\n", {"key-missing"}},
    {"no_candidates", "[site]\nservice = \"clinic\"\nkind = \"score\"\n", {"key-missing"}},
    {"unknown_key_service_and_kind",
     request_of("service = \"clinik\"\nkind = \"best\"\nsights = 2\n"),
     {"key-unknown", "service-unknown", "value-bad"}},
    {"joint", request_of("service = \"both\"\nkind = \"score\"\n"), {"site-joint"}},
    {"no_number", request_of("service = \"clinic\"\nkind = \"most-covered\"\n"), {"key-missing"}},
    {"zero_sites",
     request_of("service = \"clinic\"\nkind = \"most-covered\"\nsites = 0\n"),
     {"value-bad"}},
    {"budget_of_zero",
     request_of("service = \"clinic\"\nkind = \"most-covered\"\nbudget = 0\n"),
     {"value-bad"}},
    {"number_and_share",
     request_of("service = \"clinic\"\nkind = \"fewest-sites\"\nshare = 0.5\nsites = 2\n"),
     {"key-useless"}},
    {"more_than_there_are",
     request_of("service = \"clinic\"\nkind = \"most-covered\"\nsites = 7\n"),
     {"site-too-many"}},
    {"a_limit_it_has_not",
     request_of("service = \"clinic\"\nkind = \"most-covered\"\nsites = 1\nlimit_m = 900\n"),
     {"site-limit"}},
    {"minutes_of_metres",
     request_of("service = \"clinic\"\nkind = \"least-worst\"\nsites = 1\nlimit_min = 9\n"),
     {"site-limit"}},
    {"more_people_than_can_be",
     request_of("service = \"clinic\"\nkind = \"fewest-sites\"\nshare = 1\n"),
     {"site-infeasible"}},
    {"too_few_to_be_within",
     request_of("service = \"clinic\"\nkind = \"least-average\"\nsites = 1\nlimit_m = 2000\n"),
     {"site-infeasible"}},
    {"unknown_group",
     request_of("service = \"clinic\"\nkind = \"score\"\nweights = { older = 1 }\n"),
     {"group-unknown"}},
    {"no_such_land",
     "[site]\nservice = \"clinic\"\nkind = \"score\"\n[[candidates]]\ngrid_m = 200\n",
     {"site-land"}},
    {"no_such_file",
     "[site]\nservice = \"clinic\"\nkind = \"score\"\n[[candidates]]\npath = \"none.gpkg\"\n",
     {"file-missing"}},
    {"none_is_left",
     "[site]\nservice = \"clinic\"\nkind = \"score\"\n[[candidates]]\nfacilities = "
     "[\"clinic\"]\n",
     {"site-no-candidates"}},
    {"budget_without_prices",
     "[site]\nservice = \"clinic\"\nkind = \"most-covered\"\nbudget = 9\n[[candidates]]\ngrid_m = "
     "200\nover = \"units\"\n",
     {"key-missing"}},
    {"capacity_that_it_has_not",
     request_of("service = \"clinic\"\nkind = \"most-covered\"\nsites = 1\ncapacity = true\n"),
     {"key-useless"}},
    {"places_that_nobody_gave",
     request_of("service = \"care\"\nkind = \"most-covered\"\nsites = 1\ncapacity = true\n"),
     {"key-missing"}},
    {"periods_of_nothing",
     request_of("service = \"clinic\"\nkind = \"most-covered\"\n",
                "[[periods]]\nyear = 2027\nbudget = 0\n[[periods]]\nyear = 2026\nbudget = 0\n"),
     {"value-bad"}},
    {"periods_and_a_number",
     request_of("service = \"clinic\"\nkind = \"least-average\"\nsites = 1\n",
                "[[periods]]\nyear = 2027\nsites = 1\n"),
     {"key-useless"}},
    {"share_that_a_township_cannot_have",
     request_of("service = \"clinic\"\nkind = \"most-covered\"\nsites = 2\nfloor_share = 1\n"),
     {"site-infeasible"}},
    {"floor_of_no_units",
     request_of("service = \"clinic\"\nkind = \"most-covered\"\nsites = 1\nfloor_sites = "
                "1\nfloor_level = \"village\"\n"),
     {"value-bad"}},
    {"an_id_that_is_taken",
     request_of("service = \"clinic\"\nkind = \"score\"\n",
                "[[candidates]]\npath = \"places.csv\"\nfields = { id = \"id\" }\n"),
     {"id-duplicate"}},
    {"not_toml", "[site\n", {"toml-syntax"}},
};
INSTANTIATE_TEST_SUITE_P(Site, Refused, testing::ValuesIn(kRefusals),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace fangyuan::test
