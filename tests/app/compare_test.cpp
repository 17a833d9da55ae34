// SPDX-License-Identifier: Apache-2.0
// Two run folders beside each other, from outside.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/base/amount.h"
#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Row = std::map<std::string, std::string>;

/// No cell of the small town's tables holds a comma or a quote.
std::vector<Row> table_of(const fs::path& path) {
  std::istringstream in(read_file(path).substr(3));
  const auto cells_of = [](const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char c : line) {
      if (c == ',')
        cells.emplace_back();
      else
        cells.back() += c;
    }
    return cells;
  };
  std::string line;
  std::getline(in, line);
  const auto names = cells_of(line);
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    const auto cells = cells_of(line);
    EXPECT_EQ(cells.size(), names.size()) << line;
    Row row;
    for (std::size_t i = 0; i < std::min(names.size(), cells.size()); ++i) row[names[i]] = cells[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

class Compared : public testing::Test {
 protected:
  /// Runs baseline and scenario, compares them.
  Outcome compare(const std::string& scenario) {
    EXPECT_EQ(town.run().exit, 0);
    fs::rename(town.out(), a());
    put_file(town.root() / "plan.toml", scenario);
    const Outcome run = town.run({"--scenario", (town.root() / "plan.toml").string()});
    EXPECT_EQ(run.exit, 0) << run.err;
    return run_program({"compare", a().string(), town.out().string(), "--out", to().string()});
  }
  fs::path a() const { return town.root() / "a"; }
  fs::path to() const { return town.root() / "compared"; }

  SmallTown town;
};

const char kMove[] =
    "[[edits]]\nkind = \"scale_people\"\nunit = \"Eastgate\"\nfactor = 1.1\n"
    "[[edits]]\nkind = \"move\"\nsite = \"f3\"\nat = [114.3371, 34.8171]\n"
    "[[edits]]\nkind = \"move\"\nsite = \"f1\"\nat = [114.3125, 34.8175]\n"
    "[[edits]]\nkind = \"add_people\"\nat = [114.3371, 34.8171]\n"
    "counts = { total = 900.25, older60 = 120 }\n";

TEST_F(Compared, WhoCameWithinLessWhoFellOutIsTheChange) {
  const Outcome outcome = compare(kMove);
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const Json json = Json::parse(read_file(to() / "compare.json"));
  std::size_t checked = 0;
  double gained = 0, lost = 0, fresh = 0, more = 0;
  for (const Json& m : json.at("movements")) {
    if (m.at("service") == "care") continue;  // with capacity
    for (const Json& t : json.at("totals")) {
      if (t.at("service") != m.at("service") || t.at("limit") != m.at("limit") ||
          t.at("group") != m.at("group") || t.at("measure") != "network")
        continue;
      ++checked;
      gained += m.at("gained").get<double>();
      lost += m.at("lost").get<double>();
      fresh += m.at("new_within").get<double>();
      more += m.at("kept_change").get<double>();
      EXPECT_NEAR(t.at("change").get<double>(),
                  m.at("gained").get<double>() - m.at("lost").get<double>() +
                      m.at("new_within").get<double>() + m.at("kept_change").get<double>(),
                  1e-6)
          << m;
    }
  }
  EXPECT_EQ(checked, 4U);  // clinic and near, two groups
  EXPECT_GT(gained, 0);
  EXPECT_GT(lost, 0);
  EXPECT_GT(fresh, 0);
  EXPECT_GT(more, 0);
  EXPECT_EQ(json.at("b").at("hash").get<std::string>().size(), 64U);
}

TEST_F(Compared, TheTablesHoldBothRunsFigures) {
  ASSERT_EQ(compare(kMove).exit, 0);
  const auto before = table_of(a() / "coverage.csv"), after = table_of(town.out() / "coverage.csv");
  ASSERT_EQ(before.size(), after.size());
  std::map<std::string, std::pair<Row, Row>> both;
  const auto key = [](const Row& r) {
    std::string k;
    for (const char* c : {"service", "limit", "measure", "level", "code", "group"})
      k += r.at(c) + '|';
    return k;
  };
  for (const Row& r : before) both[key(r)].first = r;
  for (const Row& r : after) both[key(r)].second = r;
  std::size_t differing = 0, all_rows = 0;
  for (const auto& [k, pair] : both) {
    bool differs = false;
    for (const char* c : {"total", "served", "no_capacity", "out_of_reach", "unconnected"})
      differs = differs || pair.first.at(c) != pair.second.at(c);
    if (differs || pair.first.at("level") == "all") ++differing;
    if (pair.first.at("level") == "all") ++all_rows;
  }
  ASSERT_GT(differing, all_rows);
  const auto changes = table_of(to() / "coverage_changes.csv");
  EXPECT_EQ(changes.size(), differing);
  for (const Row& row : changes) {
    const auto& pair = both.at(key(row));
    for (const char* c : {"total", "served", "no_capacity", "out_of_reach", "unconnected"}) {
      EXPECT_EQ(row.at(std::string(c) + "_a"), pair.first.at(c));
      EXPECT_EQ(row.at(std::string(c) + "_b"), pair.second.at(c));
      EXPECT_EQ(Amount::parse(row.at(std::string(c) + "_b"))->millionths() -
                    Amount::parse(row.at(std::string(c) + "_a"))->millionths(),
                Amount::parse(row.at(std::string(c) + "_change"))->millionths());
    }
  }
  EXPECT_TRUE(fs::exists(to() / "compare.gpkg"));
  EXPECT_TRUE(fs::exists(to() / "compare.xlsx"));
}

/// Sum of "two or more" as both runs print it, and what stands idle.
TEST_F(Compared, OverlapAndIdlePlacesAreToldBesideEachOther) {
  ASSERT_EQ(compare(kMove).exit, 0);
  const auto find = [](const std::vector<Row>& rows, const Row& like) -> const Row& {
    for (const Row& r : rows) {
      bool same = true;
      for (const char* c : {"service", "limit", "measure", "tree", "level", "code"})
        same = same && r.at(c) == like.at(c);
      if (same) return r;
    }
    throw std::out_of_range("no such row");
  };
  const auto value = [](const std::string& text) { return Amount::parse(text).value_or(Amount()); };
  const auto before = table_of(a() / "overlap.csv"), after = table_of(town.out() / "overlap.csv");
  std::size_t with_idle = 0;
  bool moved = false;
  const auto changes = table_of(to() / "overlap_changes.csv");
  ASSERT_FALSE(changes.empty());
  for (const Row& row : changes)
    for (const auto& [run, which] : {std::pair{&before, "_a"}, std::pair{&after, "_b"}}) {
      const Row& of = find(*run, row);
      EXPECT_EQ(value(row.at(std::string("several") + which)),
                value(of.at("two")) + value(of.at("three")) + value(of.at("more")));
      EXPECT_EQ(row.at(std::string("idle") + which), of.at("idle"));
      EXPECT_EQ(value(of.at("none")) + value(of.at("one")) +
                    value(row.at(std::string("several") + which)),
                value(of.at("people")));
      if (!of.at("idle").empty()) {
        ++with_idle;
        EXPECT_EQ(value(of.at("idle")), value(of.at("capacity")) - value(of.at("load")));
      }
      moved = moved || row.at("several_a") != row.at("several_b");
    }
  EXPECT_GT(with_idle, 0U);
  EXPECT_TRUE(moved);
  EXPECT_FALSE(Json::parse(read_file(to() / "compare.json")).at("overlap").empty());
}

/// A service's only limit of 3,000 m becomes 1,000 m: the rows of both stand against each other.
TEST_F(Compared, AChangedLimitIsALossAndNeverAGain) {
  const Outcome outcome =
      compare("[[edits]]\nkind = \"set_service\"\nid = \"near\"\nlimits_m = [400]\n");
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("compare-limits"), std::string::npos) << outcome.err;
  const auto served = [](const fs::path& run, const std::string& limit) {
    for (const Row& r : table_of(run / "coverage.csv"))
      if (r.at("service") == "near" && r.at("limit") == limit && r.at("level") == "all" &&
          r.at("group") == "total" && r.at("measure") == "network")
        return Amount::parse(r.at("served")).value();
    throw std::out_of_range("no such row");
  };
  const Amount before = served(a(), "3000m"), after = served(town.out(), "400m");
  ASSERT_LT(after, before);
  const Json json = Json::parse(read_file(to() / "compare.json"));
  std::size_t found = 0;
  for (const Json& t : json.at("totals"))
    if (t.at("service") == "near" && t.at("group") == "total" && t.at("measure") == "network") {
      ++found;
      EXPECT_EQ(t.at("limit"), "400m");
      EXPECT_EQ(t.at("limit_a"), "3000m");
      EXPECT_NEAR(t.at("change").get<double>(), (after - before).to_double(), 1e-6);
    }
  EXPECT_EQ(found, 1U);
  for (const Json& m : json.at("movements"))
    if (m.at("service") == "near" && m.at("group") == "total") {
      ++found;
      EXPECT_EQ(m.at("gained"), 0.0);
      EXPECT_NEAR(m.at("lost").get<double>(), (before - after).to_double(), 1e-6);
    }
  EXPECT_EQ(found, 2U);
  // A joint service follows its member.
  for (const Row& row : table_of(to() / "coverage_changes.csv"))
    if (row.at("service") == "near" || row.at("service") == "both") {
      EXPECT_FALSE(row.at("served_change").empty());
      EXPECT_NE(row.at("limit"), row.at("limit_a"));
    }
  EXPECT_NE(outcome.out.find("3000 米 → 400 米"), std::string::npos) << outcome.out;
}

/// Of several limits only those of both runs are compared; what one run lacks is no zero.
TEST_F(Compared, ALimitOfOneRunHasNoChange) {
  const Outcome outcome =
      compare("[[edits]]\nkind = \"set_service\"\nid = \"care\"\nlimits_min = [7, 15]\n");
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  std::size_t of_one = 0, of_both = 0;
  for (const Row& row : table_of(to() / "coverage_changes.csv")) {
    if (row.at("service") != "care" || row.at("level") != "all") continue;
    const bool both = row.at("limit") == "900";
    ++(both ? of_both : of_one);
    EXPECT_EQ(row.at("served_change").empty(), !both) << row.at("limit");
  }
  EXPECT_GT(of_one, 0U);
  EXPECT_GT(of_both, 0U);
  for (const Json& t : Json::parse(read_file(to() / "compare.json")).at("totals"))
    if (t.at("service") == "care") {
      EXPECT_EQ(t.contains("change"), t.at("limit") == "900") << t;
      EXPECT_EQ(t.contains("served_a"), t.at("limit") != "420") << t;
    }
}

const char kPack[] =
    "[pack]\nid = \"mine\"\nname = \"Plan\"\n[[rules]]\nid = \"homes\"\n"
    "name = \"A home in every street\"\nmetric = \"presence\"\n"
    "facilities = [\"community_care\"]\nbinds = \"街道\"\n[[rules.claims]]\ntarget = 1\n"
    "comparator = \">=\"\nsource = \"Plan\"\nsource_line = \"L1\"\nconfidence = \"A\"\n";

/// A rule that only the second run has brings rows, and flips none.
TEST_F(Compared, ARowOfOneRunFlipsNothing) {
  ASSERT_EQ(town.run().exit, 0);
  fs::rename(town.out(), a());
  town.write("mine.toml", kPack);
  town.set("date = 2025-12-31", "date = 2025-12-31\nrules = [\"mine.toml\"]");
  ASSERT_EQ(town.run().exit, 0);
  const fs::path with = town.root() / "with";
  fs::rename(town.out(), with);
  put_file(town.root() / "plan.toml", "[[edits]]\nkind = \"close\"\nsite = \"f2\"\n");
  ASSERT_EQ(town.run({"--scenario", (town.root() / "plan.toml").string()}).exit, 0);
  const auto compared = [&](const fs::path& before, const fs::path& after) {
    const Outcome o = run_program(
        {"compare", before.string(), after.string(), "--out", to().string(), "--force"});
    EXPECT_EQ(o.exit, 0) << o.err;
    return Json::parse(read_file(to() / "compare.json"));
  };
  const Json fresh = compared(a(), with);
  EXPECT_TRUE(fresh.at("rules_that_flip").empty()) << fresh.at("rules_that_flip");
  EXPECT_EQ(fresh.at("rules_only_in_a"), 0);
  EXPECT_EQ(fresh.at("rules_only_in_b"), table_of(with / "indicators.csv").size());
  EXPECT_GT(fresh.at("rules_only_in_b"), 0);
  const Json closed = compared(with, town.out());
  EXPECT_FALSE(closed.at("rules_that_flip").empty());
  EXPECT_EQ(closed.at("rules_only_in_b"), 0);
  for (const Json& flip : closed.at("rules_that_flip")) {
    EXPECT_FALSE(flip.at("from").get<std::string>().empty());
    EXPECT_FALSE(flip.at("to").get<std::string>().empty());
  }
}

/// What was changed is told by the comparison itself.
TEST_F(Compared, TheEditsAreToldInSentences) {
  ASSERT_EQ(compare(kMove).exit, 0);
  const Json changes = Json::parse(read_file(town.out() / "changes.json"));
  const Json json = Json::parse(read_file(to() / "compare.json"));
  EXPECT_FALSE(json.at("a").contains("edits"));
  ASSERT_EQ(json.at("b").at("edits").size(), 4U);
  for (std::size_t i = 0; i < 4; ++i)
    for (const char* language : {"zh", "en"})
      EXPECT_EQ(json.at("b").at("edits").at(i).at(language),
                changes.at("edits").at(i).at(language));
}

/// Figures of the further tables are those of the runs, and only rows that differ are listed.
TEST_F(Compared, BurialAndCapacityTablesAreComparedToo) {
  town.set("[[services]]", "[burial]\n\n[[services]]");
  town.append("facilities.csv",
              "g1,West graves,cemetery_township,0,in_use,2015-05-01,114.3075,34.8075\n");
  town.replace("facilities.csv", "id,name,type,beds,", "id,name,type,graves,beds,");
  for (const char* id :
       {"West care home,community_care", "East care home,community_care", "South clinic,clinic"})
    town.replace("facilities.csv", id, std::string(id) + ",0");
  town.replace("facilities.csv", "cemetery_township,0", "cemetery_township,600,0");
  town.set("beds = \"beds\",", "beds = \"beds\", graves = \"graves\",");
  const Outcome outcome = compare(
      "[[edits]]\nkind = \"extend\"\nsite = \"g1\"\namounts = { graves = 150 }\n"
      "[[edits]]\nkind = \"extend\"\nsite = \"f1\"\namounts = { beds = 5 }\n");
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  for (const auto& [name, keys] : std::map<std::string, std::vector<std::string>>{
           {"burial", {"level", "code"}},
           {"access",
            {"service", "limit", "measure", "decay", "tree", "level", "code", "group"}}}) {
    const auto changes = table_of(to() / (name + "_changes.csv"));
    ASSERT_FALSE(changes.empty()) << name;
    for (const auto& [folder, which] : {std::pair{a(), "_a"}, std::pair{town.out(), "_b"}}) {
      const auto table = table_of(folder / (name + ".csv"));
      for (const Row& change : changes) {
        const auto it = std::find_if(table.begin(), table.end(), [&](const Row& r) {
          return std::all_of(keys.begin(), keys.end(),
                             [&](const std::string& k) { return r.at(k) == change.at(k); });
        });
        ASSERT_NE(it, table.end());
        for (const auto& [column, value] : change)
          if (column.ends_with(which)) {
            EXPECT_EQ(value, it->at(column.substr(0, column.size() - 2))) << name << ' ' << column;
          }
      }
    }
  }
  const auto burial = table_of(to() / "burial_changes.csv");
  EXPECT_EQ(burial.front().at("level"), "all");
  EXPECT_EQ(burial.front().at("places_change"), "150");
  EXPECT_NE(outcome.out.find("公墓剩余穴位"), std::string::npos) << outcome.out;
}

TEST_F(Compared, NothingChangedIsNothing) {
  const Outcome outcome = compare("[scenario]\nname = \"none\"\n");
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const Json json = Json::parse(read_file(to() / "compare.json"));
  EXPECT_EQ(json.at("changed_cells"), 0);
  EXPECT_TRUE(json.at("rules_that_flip").empty());
  for (const Json& t : json.at("totals")) EXPECT_EQ(t.at("change"), 0.0);
  for (const char* name : {"access", "equality", "filling"})
    EXPECT_TRUE(table_of(to() / (std::string(name) + "_changes.csv")).empty()) << name;
  EXPECT_TRUE(table_of(to() / "site_changes.csv").empty());
  EXPECT_FALSE(fs::exists(to() / "compare.gpkg"));
  for (const Row& row : table_of(to() / "coverage_changes.csv")) EXPECT_EQ(row.at("level"), "all");
}

TEST_F(Compared, FewerCellsThanTheBaselineAreNotComparedOneByOne) {
  ASSERT_EQ(compare(kMove).exit, 0);
  const Outcome back = run_program(
      {"compare", town.out().string(), a().string(), "--out", to().string(), "--force"});
  EXPECT_EQ(back.exit, 0) << back.err;
  EXPECT_NE(back.err.find("compare-cells"), std::string::npos) << back.err;
  EXPECT_TRUE(Json::parse(read_file(to() / "compare.json")).at("movements").empty());
}

TEST_F(Compared, BothFoldersAreToldAtOnceAndNothingIsWritten) {
  put_file(town.root() / "empty" / "note.txt", "x");
  const Outcome outcome = run_program({"compare", (town.root() / "none").string(),
                                       (town.root() / "empty").string(), "--out", to().string()});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("run-missing"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("run-unreadable"), std::string::npos) << outcome.err;
  EXPECT_FALSE(fs::exists(to()));
}

TEST_F(Compared, ADamagedTableIsRefused) {
  ASSERT_EQ(town.run().exit, 0);
  fs::copy(town.out(), a(), fs::copy_options::recursive);
  const std::string text = read_file(a() / "coverage.csv");
  put_file(a() / "coverage.csv", text.substr(0, text.size() - 20));
  const Outcome outcome =
      run_program({"compare", a().string(), town.out().string(), "--out", to().string()});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("coverage.csv"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace fangyuan::test
