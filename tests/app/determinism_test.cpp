// SPDX-License-Identifier: Apache-2.0
// End to end: the same bytes for 1, 2 and 8 threads; nobody lost; more never serves fewer.
#include <gtest/gtest.h>

#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "core/base/amount.h"
#include "tests/app/csv_rows.h"
#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
/// Whole millionths: the parts must add up as printed, not nearly.
std::int64_t exact(const std::string& number) {
  const auto amount = Amount::parse(number);
  EXPECT_TRUE(amount) << number;
  return amount ? amount->millionths() : 0;
}

std::string key_of(const Row& row, std::initializer_list<const char*> columns) {
  std::string key;
  for (const char* column : columns) key += row.at(column) + '|';
  return key;
}

/// run.json without what may differ between two runs of one input.
nlohmann::json lasting(const fs::path& path) {
  auto json = nlohmann::json::parse(read_file(path));
  for (const char* key : {"started", "elapsed_s", "threads", "peak_rss_mb"}) {
    EXPECT_TRUE(json.contains(key)) << key;
    json.erase(key);
  }
  for (auto& stage : json["stages"]) stage.erase("seconds");
  return json;
}

void expect_same_bytes(const fs::path& a, const fs::path& b) {
  ASSERT_EQ(names_in(a), names_in(b));
  for (const std::string& name : names_in(a)) {
    if (name == "run.json") {
      EXPECT_EQ(lasting(a / name), lasting(b / name));
    } else {
      EXPECT_TRUE(read_file(a / name) == read_file(b / name)) << name << " differs";
    }
  }
}

void expect_conservation(const fs::path& run) {
  const auto rows = table_of(run / "coverage.csv");
  ASSERT_FALSE(rows.empty());
  std::map<std::string, std::int64_t> whole, sum;
  for (const Row& row : rows) {
    std::int64_t parts = 0;
    for (const char* part : {"served", "no_capacity", "out_of_reach", "unconnected"}) {
      const std::int64_t n = exact(row.at(part));
      EXPECT_GE(n, 0);
      parts += n;
    }
    EXPECT_EQ(parts, exact(row.at("total"))) << key_of(row, {"service", "limit", "level", "code"});
    const auto what = key_of(row, {"service", "limit", "measure", "group"});
    for (const char* column : {"total", "served", "no_capacity", "out_of_reach", "unconnected"}) {
      if (row.at("level") == "all") {
        EXPECT_TRUE(whole.emplace(what + column, exact(row.at(column))).second);
      } else {
        sum[what + column + '|' + row.at("tree") + '|' + row.at("level")] += exact(row.at(column));
      }
    }
  }
  // Units and those in no unit are everyone, at every level.
  for (const auto& [key, n] : sum) {
    const auto cut = key.rfind('|', key.rfind('|') - 1);
    EXPECT_EQ(n, whole.at(key.substr(0, cut))) << key;
  }
}

void expect_threads_do_not_matter(const fs::path& project, const fs::path& root) {
  for (const char* threads : {"1", "2", "8"}) {
    const Outcome outcome =
        run_program({"run", project.string(), "--out", (root / threads).string(), "--threads",
                     threads, "--dump"});
    ASSERT_EQ(outcome.exit, 0) << outcome.err;
  }
  expect_same_bytes(root / "1", root / "2");
  expect_same_bytes(root / "1", root / "8");
  expect_conservation(root / "1");
}

TEST(Determinism, OfTheSmallTown) {
  const SmallTown town;
  expect_threads_do_not_matter(town.project(), town.root());
}

TEST(Determinism, OfASamplePrefecture) {
  const TempFolder folder;
  const fs::path project = folder.path() / "sample";
  const Outcome made = run_program({"sample", "--out", project.string(), "--people", "45000"});
  ASSERT_EQ(made.exit, 0) << made.err;
  expect_threads_do_not_matter(project, folder.path());
}

// --- more never serves fewer, where no capacity runs out
// --------------------------------------------

void drop_capacity(SmallTown& town) { town.set("capacity = \"beds\"\nneed = 0.03\n", ""); }

std::map<std::string, std::int64_t> served_in(const fs::path& run) {
  std::map<std::string, std::int64_t> served;
  for (const Row& row : table_of(run / "coverage.csv"))
    served[key_of(row, {"service", "limit", "measure", "tree", "level", "code", "group"})] =
        exact(row.at("served"));
  return served;
}

TEST(Monotone, LongerLimitsNeverServeFewer) {
  SmallTown town;
  drop_capacity(town);
  town.set("limits_m = [1000]", "limits_m = [200, 500, 1000, 2000, 4000]");
  town.set("[5, 10, 15]", "[2, 5, 10, 15, 30]");
  town.table("services", 3, "");  // a joint service takes members of one limit
  ASSERT_EQ(town.run().exit, 0);
  std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> by_limit;
  for (const Row& row : table_of(town.out() / "coverage.csv")) {
    std::string limit = row.at("limit");
    if (limit.back() == 'm') limit.pop_back();
    by_limit[key_of(row, {"service", "measure", "tree", "level", "code", "group"})].emplace_back(
        exact(limit), exact(row.at("served")));
  }
  bool grows = false;
  for (auto& [key, served] : by_limit) {
    std::sort(served.begin(), served.end());
    for (std::size_t i = 1; i < served.size(); ++i) {
      EXPECT_LE(served[i - 1].second, served[i].second) << key;
      grows = grows || served[i - 1].second < served[i].second;
    }
  }
  EXPECT_TRUE(grows);
}

TEST(Monotone, AFurtherSiteNeverServesFewer) {
  SmallTown town;
  drop_capacity(town);
  ASSERT_EQ(town.run().exit, 0);
  const auto before = served_in(town.out());
  town.append("facilities.csv",
              "f4,North care home,community_care,10,in_use,2020-01-01,114.3181,34.8163\n"
              "f5,North clinic,clinic,0,in_use,2020-01-01,114.3281,34.8163\n");
  ASSERT_EQ(town.run({"--force"}).exit, 0);
  const auto after = served_in(town.out());
  ASSERT_EQ(before.size(), after.size());
  bool grows = false;
  for (const auto& [key, served] : before) {
    EXPECT_LE(served, after.at(key)) << key;
    grows = grows || served < after.at(key);
  }
  EXPECT_TRUE(grows);
}

}  // namespace
}  // namespace fangyuan::test
