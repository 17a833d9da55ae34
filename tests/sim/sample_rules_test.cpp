// SPDX-License-Identifier: Apache-2.0
// The plans' packs on the sample: every kind of answer occurs, each for a reason that can be seen
// in the files.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "data/sample/sample.h"
#include "sim/run/run.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

class SampleRules : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    root_ = fs::temp_directory_path() / ("fangyuan-sample-rules-" + std::to_string(getpid()));
    SampleOptions options;
    options.out = root_;
    options.people = 430'000;
    write_sample(options);
    Problems problems;
    Stages stages{Progress()};
    Project project = read_project(root_, problems);
    project.services.clear();  // rules measure what they ask for
    study_ = load_study(std::move(project), stages, problems);
    rows_ = compute_run(*study_, stages).indicators;
  }
  static void TearDownTestSuite() {
    study_.reset();
    fs::remove_all(root_);
  }
  /// The row of the whole study, of the first source where there are several.
  static const IndicatorRow& whole(const std::string& rule) { return row(rule, "all"); }
  static const IndicatorRow& row(const std::string& rule, const std::string& code) {
    const auto at = std::find_if(rows_.begin(), rows_.end(), [&](const IndicatorRow& r) {
      return r.rule == rule && r.code == code;
    });
    if (at == rows_.end()) throw std::out_of_range(rule + ' ' + code);
    return *at;
  }
  static fs::path root_;
  static std::unique_ptr<const Study> study_;
  static std::vector<IndicatorRow> rows_;
};
fs::path SampleRules::root_;
std::unique_ptr<const Study> SampleRules::study_;
std::vector<IndicatorRow> SampleRules::rows_;

TEST_F(SampleRules, GiveEveryKindOfAnswer) {
  std::map<RuleStatus, std::set<std::string>> rules;
  for (const IndicatorRow& r : rows_)
    if (r.level == "all") rules[r.status].insert(r.rule);
  for (const RuleStatus s :
       {RuleStatus::met, RuleStatus::not_met, RuleStatus::not_binding, RuleStatus::not_yet_due,
        RuleStatus::overdue, RuleStatus::no_data, RuleStatus::not_checked})
    EXPECT_GE(rules[s].size(), 8U) << to_string(s);
}

TEST_F(SampleRules, ExplainWhatIsNotJudged) {
  const std::set<RuleStatus> judged{RuleStatus::met, RuleStatus::not_met, RuleStatus::overdue};
  for (const IndicatorRow& r : rows_)
    if (r.level == "all" && !judged.contains(r.status)) {
      EXPECT_FALSE(r.note.zh.empty() || r.note.en.empty()) << r.rule << ' ' << to_string(r.status);
    }
}

TEST_F(SampleRules, SpareTheTownshipThatHostsTheCitysCemetery) {
  const auto site = std::find_if(study_->facilities.all.begin(), study_->facilities.all.end(),
                                 [](const Facility& f) { return f.type == "cemetery_city"; });
  ASSERT_NE(site, study_->facilities.all.end());
  const std::string host = site->given_unit.substr(0, 9);
  EXPECT_EQ(row("kaifeng-145/SP-44", host).status, RuleStatus::not_binding);
  EXPECT_NE(row("kaifeng-145/SP-44", host).note.zh.find("汴民批〔2019〕1号"), std::string::npos);
  EXPECT_EQ(whole("kaifeng-145/SP-44").status, RuleStatus::overdue);
}

TEST_F(SampleRules, HaveABlankSpotAndItsNeighboursHomeIsNone) {
  EXPECT_EQ(whole("kaifeng-2023/SP-46").value, Amount::from_whole(1));
  EXPECT_EQ(row("kaifeng-2023/SP-46", "417024").status, RuleStatus::not_met);
}

TEST_F(SampleRules, JudgeEstatesByShareAndStationsByEitherWay) {
  const IndicatorRow& estates = whole("kaifeng-2023/SP-72");
  EXPECT_EQ(estates.gap_unit, "estates");
  EXPECT_GT(*estates.value, Amount());
  EXPECT_LT(*estates.value, Amount::from_whole(1));
  std::set<std::string> ways;
  for (const IndicatorRow& r : rows_)
    if (r.rule == "kaifeng-145/SP-69" && r.level == "township") ways.insert(r.note.zh);
  EXPECT_TRUE(ways.contains("满足：便民服务一体化在线政务服务平台"));
  EXPECT_TRUE(ways.contains("满足：一站式服务中心"));
  EXPECT_TRUE(ways.contains("都没有：一站式服务中心、便民服务一体化在线政务服务平台"));
}

TEST_F(SampleRules, HoldSitingBansAgainstTheirLayersAndCheckNoneThatIsAbsent) {
  for (const char* supplied :
       {"permanent-farmland", "ecological-redline", "forest", "water-source", "city-park"}) {
    const RuleStatus s = whole(std::string("burial-siting/") + supplied).status;
    EXPECT_TRUE(s == RuleStatus::met || s == RuleStatus::not_met) << supplied;
  }
  // "Beside" without a distance: what stands on it is a miss, what does not is not a pass.
  for (const char* beside : {"dikes", "railways", "trunk-roads"}) {
    const IndicatorRow& r = whole(std::string("burial-siting/") + beside);
    EXPECT_TRUE(r.status == RuleStatus::not_checked || r.status == RuleStatus::not_met) << beside;
    EXPECT_NE(r.note.zh.find("原文没有写距离"), std::string::npos) << beside;
  }
  for (const char* absent : {"farmland", "scenic-area", "heritage"})
    EXPECT_EQ(whole(std::string("burial-siting/") + absent).status, RuleStatus::not_checked);
  EXPECT_GT(*whole("burial-siting/permanent-farmland").value, Amount());
}

TEST_F(SampleRules, MarkTheDraftWhereverItSpeaks) {
  for (const IndicatorRow& r : rows_) {
    const bool draft = r.rule.starts_with("kaifeng-public-service-145/");
    EXPECT_EQ(draft, r.source.find("征求意见稿") != std::string::npos) << r.rule;
    if (draft) {
      EXPECT_NE(r.confidence.find("待核对"), std::string::npos) << r.rule;
    }
  }
}

}  // namespace
}  // namespace fangyuan
