// SPDX-License-Identifier: Apache-2.0
// The scenario and request files that ship: whole, each edit with the line of the plan that it is
// from, and each of them applied to the small sample prefecture.
#include <gtest/gtest.h>

#include <set>

#include "data/sample/sample.h"
#include "sim/proposals/proposal_request.h"
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
