// SPDX-License-Identifier: Apache-2.0
// The scenario and request files that ship: whole, each edit with the line of the plan that it is
// from, and each of them applied to the small sample prefecture.
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "core/rules/indicators.h"
#include "data/sample/sample.h"
#include "sim/proposals/proposal_request.h"
#include "sim/run/rule_material.h"
#include "sim/scenario/apply.h"
#include "sim/scenario/scenario.h"
#include "sim/siting/site_request.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

/// The .toml files in a folder of scenarios/, in the order of their names.
std::vector<fs::path> files_in(const char* room) {
  std::set<fs::path> files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(FANGYUAN_SOURCE_DIR) / "scenarios" / room))
    if (entry.path().extension() == ".toml") files.insert(entry.path());
  return {files.begin(), files.end()};
}

std::vector<fs::path> scenarios() {
  std::vector<fs::path> all;
  for (const char* room : {"kaifeng", "henan", "benxi"})
    for (fs::path& file : files_in(room)) all.push_back(std::move(file));
  return all;
}

/// The sample of the least people that still has its ten county-level units.
class ReadyScenarios : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<test::TempFolder>();
    SampleOptions options;
    options.out = folder_->path();
    options.people = 100'000;
    write_sample(options);
  }
  static void TearDownTestSuite() { folder_.reset(); }
  static Project project() {
    Problems problems;
    Project project = read_project(folder_->path(), problems);
    // Roads and indicators have no part in whether an edit finds what it edits.
    project.network.clear();
    project.rules.clear();
    return project;
  }

 private:
  static inline std::unique_ptr<test::TempFolder> folder_;
};

TEST_F(ReadyScenarios, AreWholeAndSayWhatTheyRestOn) {
  const auto files = scenarios();
  EXPECT_GE(files.size(), 13U);
  for (const fs::path& path : files) {
    SCOPED_TRACE(path.string());
    Problems problems;
    const Scenario scenario = read_scenario({&path, 1}, problems);
    EXPECT_TRUE(problems.all().empty());
    EXPECT_FALSE(scenario.edits.empty());
    for (const Edit& edit : scenario.edits) {
      EXPECT_FALSE(edit.source.empty()) << edit.where;
      EXPECT_FALSE(describe(edit).zh.empty());
      EXPECT_FALSE(describe(edit).en.empty());
    }
  }
}

TEST_F(ReadyScenarios, ApplyToTheSample) {
  for (const fs::path& path : scenarios()) {
    SCOPED_TRACE(path.string());
    Problems problems;
    const Scenario scenario = read_scenario({&path, 1}, problems);
    Project settings = project();
    apply_to_project(scenario, settings, problems);
    Stages stages;
    Problems of_study;
    const std::unique_ptr<Study> study = load_study(std::move(settings), stages, of_study);
    const std::size_t sites = study->facilities.all.size();
    const Applied applied = apply_to_study(scenario, *study, problems);
    for (const Problem& p : problems.all())
      EXPECT_NE(p.severity, Severity::error) << to_line(p, Language::en);
    ASSERT_EQ(applied.touched.size(), scenario.edits.size());
    for (const EditTouched& touched : applied.touched) EXPECT_FALSE(touched.sites.empty());
    EXPECT_GE(study->facilities.all.size(), sites);
  }
}

/// "# Rule to look at: pack/id", with ": 0.5 -> 1, met" behind it or not, as headers say.
std::map<std::string, std::string> promised(const std::string& text) {
  static const std::regex line(R"(# Rule to look at: ([^ :\n]+)(?:: ([^\n]+))?)");
  std::map<std::string, std::string> out;
  for (std::sregex_iterator it(text.begin(), text.end(), line), end; it != end; ++it)
    out[(*it)[1]] = (*it)[2];
  return out;
}

std::string value_of(const IndicatorRow& row) {
  return row.value ? row.value->to_string() : "none";
}

/// The first row of the whole study.
const IndicatorRow& whole(const std::vector<IndicatorRow>& rows, const std::string& rule) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const IndicatorRow& r) {
    return r.rule == rule && r.level == "all";
  });
  if (at == rows.end()) throw std::runtime_error("no row of " + rule);
  return *at;
}

/// Of the sample of its default people, which the headers speak of.
TEST(ReadyScenariosInFull, TheirOwnRulesChangeAsTheirHeadersSay) {
  const test::TempFolder folder;
  SampleOptions options;
  options.out = folder.path();
  write_sample(options);
  Problems of_project;
  Project settings = read_project(folder.path(), of_project);
  settings.network.clear();
  const std::vector<std::string> of_sample = settings.rules;
  for (const char* pack : {"henan-145", "benxi-145"}) settings.rules.emplace_back(pack);
  Stages stages;
  Problems of_study;
  const std::unique_ptr<Study> baseline = load_study(std::move(settings), stages, of_study);
  const auto before = evaluate(baseline->rules, plain_inputs(*baseline));
  for (const fs::path& path : scenarios()) {
    SCOPED_TRACE(path.string());
    const std::string text = test::read_file(path);
    const auto says = promised(text);
    EXPECT_FALSE(says.empty());
    Problems problems;
    const Scenario scenario = read_scenario({&path, 1}, problems);
    Study study = *baseline;
    apply_to_study(scenario, study, problems);
    for (const Problem& p : problems.all()) ADD_FAILURE() << to_line(p, Language::en);
    const auto after = evaluate(study.rules, plain_inputs(study));
    for (const auto& [rule, figures] : says) {
      const std::string pack = rule.substr(0, rule.find('/'));
      const IndicatorRow &a = whole(before, rule), &b = whole(after, rule);
      if (!figures.empty()) {
        EXPECT_EQ(value_of(a) + " -> " + value_of(b) + ", " + std::string(to_string(b.status)),
                  figures)
            << rule;
      }
      ::testing::Test::RecordProperty(
          rule, value_of(a) + " -> " + value_of(b) + ", " + std::string(to_string(b.status)));
      EXPECT_NE(value_of(a), value_of(b)) << rule << " shows nothing";
      const bool has = std::find(of_sample.begin(), of_sample.end(), pack) != of_sample.end();
      EXPECT_EQ(text.find("\"" + pack + "\"") != std::string::npos, !has)
          << "the header says which packs to add: " << pack;
    }
  }
}

TEST_F(ReadyScenarios, RequestsFitTheSample) {
  const auto files = files_in("requests");
  EXPECT_GE(files.size(), 3U);
  for (const fs::path& path : files) {
    SCOPED_TRACE(path.string());
    Problems problems;
    const SiteRequest request = read_site_request(path, problems);
    EXPECT_FALSE(request.candidates.empty());
    check_site_request(request, project(), problems);
    for (const Problem& p : problems.all()) ADD_FAILURE() << to_line(p, Language::en);
  }
}

TEST_F(ReadyScenarios, ProposalsFitTheSample) {
  const auto files = files_in("proposals");
  EXPECT_GE(files.size(), 1U);
  for (const fs::path& path : files) {
    SCOPED_TRACE(path.string());
    Problems problems;
    const ProposalRequest request = read_proposal_request(path, problems);
    EXPECT_FALSE(request.sites.empty());
    check_proposal_request(request, project(), problems);
    for (const Problem& p : problems.all()) ADD_FAILURE() << to_line(p, Language::en);
  }
}

}  // namespace
}  // namespace fangyuan
