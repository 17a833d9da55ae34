// SPDX-License-Identifier: Apache-2.0
// A bureau's folder as they come, from the bare files to the tables: a guessed project, every
// awkward row named, nobody and no bed lost, first without roads, then with them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <set>

#include "data/sample/bureau.h"
#include "sim/init/propose_project.h"
#include "sim/run/run.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

/// From files to tables, as init, check and run do it one after another.
struct Bureau {
  BureauTruth truth;
  std::string text;
  std::vector<Problem> warnings;
  std::unique_ptr<const Study> study;
  RunTables tables;
};

Bureau go(const BureauOptions& options, bool circles) {
  Bureau out;
  out.truth = write_bureau(options);
  Problems problems;
  out.text = propose_project(options.out, problems);
  EXPECT_TRUE(problems.all().empty()) << to_line(problems.all().front(), Language::en);
  std::ofstream(options.out / "project.toml") << out.text;
  Stages stages{Progress()};
  Project project = read_project(options.out, problems);
  // Car, capacity and circles over 4.3 million people are the program's own demonstration.
  if (!circles)
    std::erase_if(project.services, [](const Service& s) { return s.mode == Mode::car; });
  out.study = load_study(std::move(project), stages, problems);
  out.tables = compute_run(*out.study, stages);
  out.warnings = problems.all();
  return out;
}

/// The row numbers that warnings about the list of facilities name.
std::set<std::uint64_t> rows_named(const Bureau& b, const std::set<std::string>& codes) {
  std::set<std::uint64_t> rows;
  static const std::regex kInRule("^row ([0-9]+):"), kInValue("(?:^|, )([0-9]+) ");
  for (const Problem& p : b.warnings) {
    if (p.file != "养老设施.xlsx" || !codes.contains(p.code)) continue;
    std::smatch found;
    if (std::regex_search(p.rule.en, found, kInRule)) {
      rows.insert(std::stoull(found[1]));
      continue;
    }
    for (std::sregex_iterator it(p.value.begin(), p.value.end(), kInValue), end; it != end; ++it)
      rows.insert(std::stoull((*it)[1]));
  }
  return rows;
}

/// As the sheet numbers them: the header is its first row.
std::set<std::uint64_t> as_set(const std::vector<std::uint64_t>& rows) {
  std::set<std::uint64_t> out;
  for (const std::uint64_t row : rows) out.insert(row + 1);
  return out;
}

void expect_rows_named(const Bureau& b) {
  const auto& t = b.truth;
  EXPECT_EQ(t.gcj02_rows.size() + t.swapped_rows.size() + t.unlocated_rows.size(), 108U);
  // Each fault by its own code, and no other row by it.
  EXPECT_EQ(rows_named(b, {"unit-differs"}), as_set(t.gcj02_rows));
  EXPECT_EQ(rows_named(b, {"axes-swapped"}), as_set(t.swapped_rows));
  auto without_place = as_set(t.unlocated_rows);
  without_place.merge(as_set(t.swapped_rows));
  EXPECT_EQ(rows_named(b, {"facility-unlocated"}), without_place);
  EXPECT_TRUE(std::any_of(b.warnings.begin(), b.warnings.end(), [](const Problem& p) {
    return p.code == "rows-shifted" && p.value == "GCJ-02" && p.count == 40;
  }));
}

void expect_totals_whole(const Bureau& b) {
  const Population& people = b.study->population;
  const std::map<std::string, std::int64_t> expected{
      {"total", b.truth.people}, {"older60", b.truth.older60}, {"households", b.truth.households}};
  EXPECT_EQ(people.cells.groups.size(), expected.size());
  for (std::size_t g = 0; g < people.cells.groups.size(); ++g) {
    const GroupBalance& balance = people.balance[g];
    EXPECT_EQ(balance.source, People::from_whole(expected.at(people.cells.groups[g])));
    EXPECT_EQ(balance.source, balance.placed + balance.outside + balance.unlocated);
    EXPECT_EQ(balance.placed, balance.source);
  }
  for (const CoverageRow& row : b.tables.coverage.rows) {
    const Parts& p = row.parts;
    ASSERT_EQ(p.total, p.served + p.no_capacity + p.out_of_reach + p.unconnected);
  }
  Amount beds;
  for (const Facility& f : b.study->facilities.all) beds += f.amounts.at("beds");
  EXPECT_EQ(beds, Amount::from_whole(b.truth.beds));
  EXPECT_EQ(b.study->facilities.all.size(), 362U);
}

/// Presence counts 街道 alone, and lists exactly those that have none.
void expect_presence(const Bureau& b) {
  std::set<std::string> asked, without;
  for (const IndicatorRow& row : b.tables.indicators) {
    if (row.rule != "presence-basics/street-care" || row.level != "township") continue;
    asked.insert(row.code);
    if (row.value == Amount()) without.insert(row.code);
  }
  EXPECT_EQ(without,
            std::set<std::string>(b.truth.streets_without.begin(), b.truth.streets_without.end()));
  for (const std::string& code : asked)
    EXPECT_TRUE(std::find(b.truth.streets.begin(), b.truth.streets.end(), code) !=
                b.truth.streets.end())
        << code;
}

class BureauFolder : public testing::Test {
 protected:
  void TearDown() override { fs::remove_all(root_); }
  fs::path root_ = fs::temp_directory_path() / ("fangyuan-bureau-" + std::to_string(getpid()));
};

TEST_F(BureauFolder, AnswersWithoutRoads) {
  const Bureau b = go({root_, 4'300'000, 1, false}, false);
  EXPECT_FALSE(b.study->has_roads());
  expect_rows_named(b);
  expect_totals_whole(b);
  expect_presence(b);
  const auto beds = std::find_if(
      b.tables.indicators.begin(), b.tables.indicators.end(), [](const IndicatorRow& row) {
        return row.rule == "presence-basics/care-beds-9073" && row.code == "all";
      });
  ASSERT_NE(beds, b.tables.indicators.end());
  EXPECT_EQ(beds->value, Amount::from_whole(20'308));
  EXPECT_EQ(beds->target, Amount::from_whole(27'900));
}

TEST_F(BureauFolder, AnswersWithRoads) {
  const Bureau b = go({root_, 430'000, 1, true}, true);
  EXPECT_TRUE(b.study->has_roads());
  expect_rows_named(b);
  expect_totals_whole(b);
  expect_presence(b);
  // The network serves nobody whom the straight line does not, and somebody.
  std::map<std::string, std::map<Measure, People>> served;
  for (const CoverageRow& row : b.tables.coverage.rows)
    if (!row.unit_layer && b.study->project.services[row.service.index()].id == "care-15" &&
        b.study->population.cells.groups[row.group] == "older60")
      served[row.limit][row.measure] = row.parts.served;
  ASSERT_EQ(served.size(), 3U);
  for (const auto& [limit, by] : served) {
    EXPECT_GT(by.at(Measure::network), People()) << limit;
    EXPECT_LE(by.at(Measure::network), by.at(Measure::straight)) << limit;
  }
  EXPECT_FALSE(b.tables.circles.empty());
}

}  // namespace
}  // namespace fangyuan
