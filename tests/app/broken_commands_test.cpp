// SPDX-License-Identifier: Apache-2.0
// What the program answers to a wrong command line, to an output folder that cannot be had, to a
// disk that fills, and to company.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <functional>

#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

struct Command {
  const char* name;
  /// PROJECT and OUT stand for the paths of a good project and of a folder that is not there.
  std::vector<std::string> words;
  std::string says;  ///< the only line on stderr begins so
};

void PrintTo(const Command& c, std::ostream* out) { *out << c.name; }

const Command kCommands[] = {
    {"no_command", {}, "error command-line ::= "},
    {"unknown_command", {"walk", "PROJECT"}, "error command-line ::=walk "},
    {"command_with_a_slip", {"chek", "PROJECT"}, "error command-line ::=chek "},
    {"run_without_a_project", {"run", "--out", "OUT"}, "error command-line ::= "},
    {"run_without_out", {"run", "PROJECT"}, "error command-line ::= "},
    {"unknown_option", {"run", "PROJECT", "--out", "OUT", "--frce"}, "error command-line ::= "},
    {"a_project_too_many",
     {"run", "PROJECT", "PROJECT", "--out", "OUT"},
     "error command-line ::= "},
    {"unknown_language",
     {"run", "PROJECT", "--out", "OUT", "--lang", "fr"},
     "error command-line ::= "},
    {"threads_in_words",
     {"run", "PROJECT", "--out", "OUT", "--threads", "two"},
     "error command-line ::= "},
    {"fewer_threads_than_none",
     {"run", "PROJECT", "--out", "OUT", "--threads", "-1"},
     "error command-line ::= "},
    {"project_path_that_is_not_there",
     {"run", "PROJECT/nowhere", "--out", "OUT"},
     "error file-missing PROJECT/nowhere:"},
    {"check_of_nothing",
     {"check", "PROJECT/nowhere.toml"},
     "error file-missing PROJECT/nowhere.toml:"},
    {"project_is_a_data_file",
     {"check", "PROJECT/people.csv"},
     "error toml-syntax PROJECT/people.csv:"},
    {"out_is_the_root",
     {"run", "PROJECT", "--out", "/", "--force"},
     "error out-unwritable /::--out= "},
    {"out_cannot_be_written",
     {"run", "PROJECT", "--out", "/proc/fangyuan-result"},
     "error out-unwritable /proc/fangyuan-result::--out= "},
    {"out_below_a_file",
     {"run", "PROJECT", "--out", "PROJECT/people.csv/out"},
     "error out-not-folder PROJECT/people.csv/out::--out= "},
    {"out_is_a_file",
     {"run", "PROJECT", "--out", "PROJECT/people.csv", "--force"},
     "error out-not-folder PROJECT/people.csv::--out= "},
    {"out_is_full", {"run", "PROJECT", "--out", "PROJECT"}, "error out-not-empty PROJECT::--out= "},
    {"out_holds_the_input",
     {"run", "PROJECT", "--out", "PROJECT", "--force"},
     "error out-holds-input PROJECT::--out= "},
    {"sample_over_a_full_folder",
     {"sample", "--out", "PROJECT"},
     "error out-not-empty PROJECT::--out= "},
    {"sample_of_five_people", {"sample", "--out", "OUT", "--people", "5"}, "error sample-people "},
    {"serve_of_nothing", {"serve", "PROJECT/nowhere", "--port", "0"}, "error file-missing "},
    {"serve_of_a_broken_project",
     {"serve", "PROJECT/people.csv", "--port", "0"},
     "error toml-syntax "},
    {"serve_to_everybody_without_a_token",
     {"serve", "PROJECT", "--port", "0", "--host", "0.0.0.0"},
     "error host-open ::--host=0.0.0.0 "},
    {"serve_with_a_token_that_is_not_there",
     {"serve", "PROJECT", "--port", "0", "--token-file", "PROJECT/token"},
     "error token-unreadable PROJECT/token:"},
};

class BrokenCommand : public testing::TestWithParam<Command> {};

TEST_P(BrokenCommand, IsRefused) {
  const SmallTown town;
  const auto put = [&](std::string word) {
    for (const auto& [name, path] : {std::pair{"PROJECT", town.project()}, {"OUT", town.out()}})
      if (const auto at = word.find(name); at != std::string::npos)
        word.replace(at, std::string(name).size(), path.string());
    return word;
  };
  const auto before = names_in(town.project());
  std::vector<std::string> words;
  for (const std::string& word : GetParam().words) words.push_back(put(word));
  for (const char* language : {"zh", "en"}) {
    std::vector<std::string> all = words;
    if (std::string(GetParam().name) != "unknown_language")
      all.insert(all.end(), {"--lang", language});
    const Outcome outcome = run_program(all);
    EXPECT_EQ(outcome.exit, 2) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err.rfind(put(GetParam().says), 0), 0U) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
  EXPECT_EQ(names_in(town.root()), std::set<std::string>{"project"});
  EXPECT_EQ(names_in(town.project()), before);
}

INSTANTIATE_TEST_SUITE_P(Table, BrokenCommand, testing::ValuesIn(kCommands),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BrokenCommandWords, AreToldInTheLanguageAskedFor) {
  EXPECT_NE(run_program({"run", "--lang", "zh"}).err.find("缺少"), std::string::npos);
  EXPECT_NE(run_program({"chek", "--lang", "zh"}).err.find("是否想写 check"), std::string::npos);
  EXPECT_NE(run_program({"--lang", "en", "chek"}).err.find("did you mean check"),
            std::string::npos);
  EXPECT_NE(run_program({"run", "--lang=en"}).err.find("the command line is wrong"),
            std::string::npos);
}

TEST(BrokenOut, FullFolderIsReplacedOnlyByForce) {
  const SmallTown town;
  put_run(town.out());
  const Outcome refused = town.run({"--lang", "en"});
  EXPECT_EQ(refused.exit, 2);
  EXPECT_EQ(refused.err.rfind("error out-not-empty ", 0), 0U) << refused.err;
  EXPECT_EQ(names_in(town.out()), std::set<std::string>{"run.json"});
  EXPECT_EQ(town.run({"--force", "--dump"}).exit, 0);
  EXPECT_TRUE(std::filesystem::exists(town.out() / "network.csv"));
  EXPECT_EQ(town.run({"--force"}).exit, 0) << "every file of a run is known as ours";
  EXPECT_FALSE(std::filesystem::exists(town.out() / "network.csv"));
}

TEST(BrokenOut, ForceLeavesOtherPeoplesFilesAlone) {
  const SmallTown town;
  put_file(town.out() / "thesis.doc", "three years");
  for (const auto& [language, words] :
       {std::pair{"zh", "thesis.doc 不是方圆写的"}, {"en", "thesis.doc, which fangyuan did not"}})
    for (const auto& command : {std::vector<std::string>{"run", town.project().string()},
                                std::vector<std::string>{"sample"}}) {
      std::vector<std::string> all = command;
      all.insert(all.end(), {"--out", town.out().string(), "--force", "--lang", language});
      const Outcome outcome = run_program(all);
      EXPECT_EQ(outcome.exit, 2);
      EXPECT_EQ(outcome.err.rfind("error out-not-ours ", 0), 0U) << outcome.err;
      EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
      EXPECT_EQ(read_file(town.out() / "thesis.doc"), "three years");
      EXPECT_EQ(names_in(town.root()), (std::set<std::string>{"out", "project"}));
    }
}

TEST(BrokenOut, SamplesReplaceSamplesAndRuns) {
  const SmallTown town;
  for (const auto& kind : {std::vector<std::string>{}, {"--bureau", "--with-roads"}})
    for (int i = 0; i < 2; ++i) {
      std::vector<std::string> all{"sample",  "--people", "43000",
                                   "--force", "--out",    town.out().string()};
      all.insert(all.end(), kind.begin(), kind.end());
      const Outcome outcome = run_program(all);
      EXPECT_EQ(outcome.exit, 0) << outcome.err;
    }
  EXPECT_EQ(town.run({"--force"}).exit, 0);
}

TEST(RunSummary, EndsWithTheFolderItsFilesAndTheNextCommand) {
  const SmallTown town;
  const std::string out = town.out().string();
  for (const char* language : {"zh", "en"}) {
    const Outcome outcome = town.run({"--force", "--lang", language});
    ASSERT_EQ(outcome.exit, 0) << outcome.err;
    for (const std::string& part :
         {": " + out + "\n", ": " + out + "/coverage.xlsx", ": " + out + "/coverage.gpkg"})
      EXPECT_NE(outcome.out.find(part), std::string::npos) << outcome.out;
    EXPECT_TRUE(outcome.out.ends_with(": fangyuan serve " + out + "\n")) << outcome.out;
  }
  const Outcome spaced = run_program({"run", town.project().string(), "--lang", "en", "--out",
                                      (town.root() / "the year's result").string()});
  EXPECT_TRUE(
      spaced.out.ends_with("fangyuan serve '" + town.root().string() + "/the year'\\''s result'\n"))
      << spaced.out;
}

class FullDisk : public testing::TestWithParam<std::uint64_t> {};

/// libxlsxwriter tells a failing disk by itself, and has no switch for it.
std::string without_library_lines(std::string text) {
  while (text.rfind("[ERROR]", 0) == 0) text.erase(0, text.find('\n') + 1);
  return text;
}

TEST_P(FullDisk, LeavesNothingNewAndSaysWhy) {
  const SmallTown town;
  for (const bool old : {false, true}) {
    if (old) put_run(town.out());
    for (const char* language : {"zh", "en"}) {
      const Outcome outcome = town.run({"--force", "--lang", language}, {.file_bytes = GetParam()});
      EXPECT_EQ(outcome.exit, 1) << outcome.err;
      EXPECT_EQ(outcome.signal, 0);
      EXPECT_EQ(without_library_lines(outcome.err).rfind("error failed ::= ", 0), 0U)
          << outcome.err;
      EXPECT_NE(outcome.err.find(std::string(language) == "zh" ? "没有完成" : "not finished"),
                std::string::npos)
          << outcome.err;
      EXPECT_EQ(std::filesystem::exists(town.out()), old);
      if (old) {
        EXPECT_EQ(names_in(town.out()), std::set<std::string>{"run.json"});
      }
      EXPECT_EQ(names_in(town.root()).size(), old ? 2U : 1U) << "something hidden was left";
    }
  }
}

// The CSV files, the workbook, the database: each is where some limit strikes first.
INSTANTIATE_TEST_SUITE_P(Bytes, FullDisk, testing::Values(1000, 5000, 20'000, 200'000));

TEST(TwoRuns, SecondIsRefusedWhileTheFirstHoldsTheFolder) {
  const SmallTown town;
  const int lock =
      ::open((town.root() / ".out.fangyuan-lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(::flock(lock, LOCK_EX | LOCK_NB), 0);
  for (const auto& [language, words] : {std::pair{"zh", "另一个运行"}, {"en", "another run"}}) {
    const Outcome outcome = town.run({"--lang", language});
    EXPECT_EQ(outcome.exit, 2);
    EXPECT_EQ(outcome.err.rfind("error out-busy ", 0), 0U) << outcome.err;
    EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
    EXPECT_FALSE(std::filesystem::exists(town.out()));
  }
  ::close(lock);
  EXPECT_EQ(town.run().exit, 0);
}

TEST(TwoRuns, OfManyAtOnceOneWritesAndTheOthersAreRefused) {
  const SmallTown town;
  std::vector<std::unique_ptr<Program>> programs;
  for (int i = 0; i < 4; ++i)
    programs.push_back(std::make_unique<Program>(std::vector<std::string>{
        "run", town.project().string(), "--out", town.out().string(), "--threads", "1"}));
  int done = 0;
  for (auto& program : programs) {
    const Outcome outcome = program->wait();
    if (outcome.exit == 0) {
      ++done;
      continue;
    }
    EXPECT_EQ(outcome.exit, 2) << outcome.err;
    EXPECT_TRUE(outcome.err.starts_with("error out-busy ") ||
                outcome.err.starts_with("error out-not-empty "))
        << outcome.err;
  }
  EXPECT_EQ(done, 1);
  EXPECT_TRUE(std::filesystem::exists(town.out() / "run.json"));
  EXPECT_EQ(names_in(town.root()), (std::set<std::string>{"out", "project"}));
}

TEST(Serve, RefusesARunFolderThatIsDamaged) {
  const SmallTown town;
  ASSERT_EQ(town.run().exit, 0);
  for (const char* file : {"run.json", "coverage.csv", "coverage.gpkg"}) {
    const std::string whole = read_file(town.out() / file);
    put_file(town.out() / file, whole.substr(0, whole.size() / 3));
    for (const auto& language : {"zh", "en"}) {
      const Outcome outcome =
          run_program({"serve", town.out().string(), "--port", "0", "--lang", language});
      EXPECT_EQ(outcome.exit, 2) << file << ": " << outcome.err;
      EXPECT_EQ(outcome.err.rfind("error run-unreadable ", 0), 0U) << file << ": " << outcome.err;
    }
    put_file(town.out() / file, whole);
  }
}

}  // namespace
}  // namespace fangyuan::test
