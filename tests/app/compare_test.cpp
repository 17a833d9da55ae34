// SPDX-License-Identifier: Apache-2.0
// Two run folders beside each other, from outside.
#include <gtest/gtest.h>

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
    "[[edits]]\nkind = \"move\"\nsite = \"f3\"\nat = [114.3371, 34.8171]\n"
    "[[edits]]\nkind = \"move\"\nsite = \"f1\"\nat = [114.3125, 34.8175]\n"
    "[[edits]]\nkind = \"add_people\"\nat = [114.3371, 34.8171]\n"
    "counts = { total = 900.25, older60 = 120 }\n";

TEST_F(Compared, WhoCameWithinLessWhoFellOutIsTheChange) {
  const Outcome outcome = compare(kMove);
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const Json json = Json::parse(read_file(to() / "compare.json"));
  std::size_t checked = 0;
  double gained = 0, lost = 0, fresh = 0;
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
      EXPECT_NEAR(t.at("change").get<double>(),
                  m.at("gained").get<double>() - m.at("lost").get<double>() +
                      m.at("new_within").get<double>(),
                  1e-6)
          << m;
    }
  }
  EXPECT_EQ(checked, 4U);  // clinic and near, two groups
  EXPECT_GT(gained, 0);
  EXPECT_GT(lost, 0);
  EXPECT_GT(fresh, 0);
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

TEST_F(Compared, NothingChangedIsNothing) {
  const Outcome outcome = compare("[scenario]\nname = \"none\"\n");
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const Json json = Json::parse(read_file(to() / "compare.json"));
  EXPECT_EQ(json.at("changed_cells"), 0);
  EXPECT_TRUE(json.at("rules_that_flip").empty());
  for (const Json& t : json.at("totals")) EXPECT_EQ(t.at("change"), 0.0);
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
