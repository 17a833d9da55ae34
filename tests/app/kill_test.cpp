// SPDX-License-Identifier: Apache-2.0
// A run that is killed at any moment leaves no half-written folder: OUT is absent, or as it was, or
// complete, and what lies about is hidden and gone after the next run.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

const std::string kHidden = ".out.fangyuan-";

std::vector<std::string> run_words(const SmallTown& town) {
  return {"run", town.project().string(), "--out", town.out().string(), "--force"};
}

class Killed : public testing::Test {
 protected:
  /// Enough people that writing takes its time.
  Killed() {
    std::string people = "id,lon,lat,total,older60\n";
    for (int i = 0; i < 90; ++i)
      for (int j = 0; j < 60; ++j)
        people += fmt::format("p{}_{},{:.6f},{:.6f},{},1\n", i, j, 114.3002 + 0.00044 * i,
                              34.8002 + 0.00033 * j, 1 + (i * 7 + j) % 5);
    town_.write("people.csv", people);
  }

  void expect_whole() const {
    for (const char* name :
         {"run.json", "coverage.csv", "units.csv", "facilities.csv", "indicators.csv",
          "filling.csv", "access.csv", "equality.csv", "coverage.gpkg", "coverage.xlsx"})
      EXPECT_GT(fs::file_size(town_.out() / name), 0U) << name;
    EXPECT_NO_THROW(EXPECT_TRUE(
        nlohmann::json::parse(read_file(town_.out() / "run.json")).contains("population")));
    EXPECT_EQ(read_file(town_.out() / "coverage.csv"), coverage_);
  }

  /// `old`: OUT held only the run.json of put_run before.
  void expect_nothing_half(bool old) const {
    const bool there = fs::exists(town_.out());
    if (old) {
      ASSERT_TRUE(there) << "the old content is gone";
      if (names_in(town_.out()).size() == 1) {
        EXPECT_EQ(names_in(town_.out()), std::set<std::string>{"run.json"});
      } else {
        expect_whole();
      }
    } else if (there) {
      expect_whole();
    }
    for (const std::string& name : names_in(town_.root()))
      EXPECT_TRUE(name == "project" || name == "out" || name.rfind(kHidden, 0) == 0) << name;
  }

  void make_ready(bool old) const {
    fs::remove_all(town_.out());
    if (old) put_run(town_.out());
  }

  bool leftovers() const {
    for (const std::string& name : names_in(town_.root()))
      if (name.rfind(kHidden, 0) == 0) return true;
    return false;
  }

  void expect_next_run_cleans() const {
    const Outcome next = run_program(run_words(town_));
    EXPECT_EQ(next.exit, 0) << next.err;
    EXPECT_EQ(names_in(town_.root()), (std::set<std::string>{"out", "project"}));
    expect_whole();
  }

  /// The files in the hidden folder now.
  std::size_t files_written() const {
    std::size_t files = 0;
    std::error_code gone;  // the program moves and removes it meanwhile
    for (fs::directory_iterator at(town_.root(), gone), end; !gone && at != end; at.increment(gone))
      if (at->path().filename().string().rfind(kHidden, 0) == 0 && at->is_directory(gone))
        for (fs::directory_iterator in(at->path(), gone); !gone && in != end; in.increment(gone))
          ++files;
    return files;
  }

  void learn() {
    const auto start = Clock::now();
    const Outcome whole = run_program(run_words(town_));
    took_ = Clock::now() - start;
    ASSERT_EQ(whole.exit, 0) << whole.err;
    coverage_ = read_file(town_.out() / "coverage.csv");
  }

  SmallTown town_;
  Clock::duration took_{};
  std::string coverage_;
};

TEST_F(Killed, AtSixteenMomentsSpreadOverTheRun) {
  learn();
  int killed = 0;
  for (int i = 0; i < 16; ++i) {
    const bool old = i % 2 == 1;
    make_ready(old);
    Program program(run_words(town_));
    std::this_thread::sleep_for(took_ * (2 * i + 1) / 32);
    program.kill();
    if (program.wait().signal == SIGKILL) ++killed;
    expect_nothing_half(old);
    if (i % 5 == 4) expect_next_run_cleans();
  }
  EXPECT_GT(killed, 0);
  expect_next_run_cleans();
}

TEST_F(Killed, WhileItWrites) {
  learn();
  int in_the_act = 0;
  for (std::size_t files = 0; files < 8; ++files) {
    const bool old = files % 2 == 0;
    make_ready(old);
    Program program(run_words(town_));
    // When so many files stand in the hidden folder; the last ones late, in the renaming.
    while (program.running() && files_written() < files) std::this_thread::yield();
    program.kill();
    if (program.wait().signal == SIGKILL && leftovers()) ++in_the_act;
    expect_nothing_half(old);
  }
  EXPECT_GT(in_the_act, 0) << "no kill struck while files were written";
  expect_next_run_cleans();
}

}  // namespace
}  // namespace fangyuan::test
