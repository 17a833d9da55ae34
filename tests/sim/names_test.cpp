// SPDX-License-Identifier: Apache-2.0
// fangyuan names on the sample: the faults put in on purpose are found, and among streets and
// estates nothing else; the folder is whole, and the same bytes twice.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "data/sample/sample.h"
#include "sim/names/run_names.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {
namespace {

class SampleNames : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TempFolder>();
    SampleOptions options;
    options.out = folder_->path() / "sample";
    options.people = 100'000;
    options.roads = false;
    write_sample(options);
    summary_ = std::make_unique<NamesSummary>(
        run_names(options.out, {folder_->path() / "out", false}, {}));
  }
  static void TearDownTestSuite() {
    summary_.reset();
    folder_.reset();
  }
  static std::unique_ptr<TempFolder> folder_;
  static std::unique_ptr<NamesSummary> summary_;
};
std::unique_ptr<TempFolder> SampleNames::folder_;
std::unique_ptr<NamesSummary> SampleNames::summary_;

/// The rule that a fault put in on purpose breaks.
const std::map<std::string, NameRule> kFaults{{"重名", NameRule::same_name},
                                              {"同音", NameRule::homophone},
                                              {"音近", NameRule::near_homophone},
                                              {"洋", NameRule::foreign_word},
                                              {"大", NameRule::grand_word},
                                              {"怪", NameRule::feudal_word},
                                              {"数字", NameRule::digits},
                                              {"符号", NameRule::marks},
                                              {"字母", NameRule::letters},
                                              {"繁体字", NameRule::variant_character},
                                              {"空格", NameRule::spaces},
                                              {"拼写读音", NameRule::spelling_tones},
                                              {"拼写分写", NameRule::spelling_form},
                                              {"拟用名重名", NameRule::same_name},
                                              {"受保护地名更名", NameRule::protected_rename}};

TEST_F(SampleNames, EveryFaultPutInIsFoundAndNothingElseAmongStreetsAndEstates) {
  const Gazetteer& g = summary_->study.gazetteer;
  const std::string mark = "样例有意放入：";
  std::set<std::pair<NameRule, std::uint32_t>> expected, found;
  for (std::uint32_t i = 0; i < g.names.size(); ++i)
    if (g.names[i].origin.starts_with(mark))
      expected.insert({kFaults.at(g.names[i].origin.substr(mark.size())), i});
  ASSERT_EQ(expected.size(), 26U);
  for (const NameFinding& f : summary_->report.findings) {
    // Signs and characters of the third list are no faults; villages are named by chance.
    if (f.rule == NameRule::sign_missing || f.rule == NameRule::patrol_due ||
        f.rule == NameRule::level3_character)
      continue;
    for (const auto i : f.names) {
      const NameClass c = g.names[i].name_class;
      if (c == NameClass::street || c == NameClass::estate || g.names[i].origin.starts_with(mark))
        found.insert({f.rule, i});
    }
  }
  EXPECT_EQ(found, expected);
}

TEST_F(SampleNames, TheSamplesOwnSpellingsAreByTheRules) {
  for (const NameFinding& f : summary_->report.findings)
    if (f.rule == NameRule::spelling_form || f.rule == NameRule::spelling_tones ||
        f.rule == NameRule::spelling_letters) {
      EXPECT_TRUE(summary_->study.gazetteer.names[f.names.at(0)].origin.starts_with("样例"))
          << f.detail.zh;
    }
}

TEST_F(SampleNames, UnitsOfTheMapBearTheStandardNames) {
  for (const NameFinding& f : summary_->report.findings)
    EXPECT_NE(f.rule, NameRule::unit_name) << f.detail.zh;
}

TEST_F(SampleNames, JsonHoldsWhatWasFound) {
  const auto j = nlohmann::json::parse(read_file(folder_->path() / "out/names.json"));
  EXPECT_EQ(j["command"], "names");
  EXPECT_EQ(j["findings"].size(), summary_->report.findings.size());
  EXPECT_EQ(j["names"], summary_->study.gazetteer.names.size());
  std::uint64_t all = 0;
  for (const auto& [rule, n] : j["counts"].items()) all += n.get<std::uint64_t>();
  EXPECT_EQ(all, j["findings"].size());
  for (const auto& f : j["findings"]) {
    EXPECT_FALSE(f["todo"].get<std::string>().empty());
    EXPECT_FALSE(f["article"].get<std::string>().empty()) << f["rule"];
    EXPECT_FALSE(f["names"].empty());
  }
}

TEST_F(SampleNames, SameInputSameBytesAndAFolderThatIsNotEmptyIsLeft) {
  const auto project = folder_->path() / "sample";
  run_names(project, {folder_->path() / "again", false}, {});
  for (const char* file : {"names.json", "names.xlsx", "names.gpkg"})
    EXPECT_EQ(read_file(folder_->path() / "out" / file),
              read_file(folder_->path() / "again" / file))
        << file;
  EXPECT_THROW(run_names(project, {folder_->path() / "again", false}, {}), InputError);
  EXPECT_NO_THROW(run_names(project, {folder_->path() / "again", true}, {}));
  std::ofstream(folder_->path() / "again" / "mine.txt") << "mine";
  EXPECT_THROW(run_names(project, {folder_->path() / "again", true}, {}), InputError);
}

class NamesProject : public testing::Test {
 protected:
  void write(const std::string& file, const std::string& text) {
    std::ofstream(folder_.path() / file, std::ios::binary) << text;
  }
  /// The codes of the errors; "none" when it ran.
  std::set<std::string> errors(const std::string& tables) {
    write("project.toml", "[project]\nname = \"t\"\ndate = 2025-12-31\n" + tables);
    std::set<std::string> codes;
    std::filesystem::remove_all(folder_.path() / "out");
    try {
      summary_ = run_names(folder_.path() / "project.toml", {folder_.path() / "out", true}, {});
      return {"none"};
    } catch (const InputError& e) {
      for (const Problem& p : e.problems())
        if (p.severity == Severity::error) codes.insert(p.code);
    }
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "out/names.json"));
    return codes;
  }
  using Codes = std::set<std::string>;
  TempFolder folder_;
  std::optional<NamesSummary> summary_;
};

TEST_F(NamesProject, BadInputIsToldAtOnceAndWritesNothing) {
  EXPECT_EQ(errors(""), Codes{"names-missing"});
  EXPECT_EQ(errors("[[names]]\npath = \"keine.csv\"\n"), Codes{"file-missing"});
  write("a.csv", "地名,类别,启用日期,状态\n甲村,行政村,昨天,怪\n");
  EXPECT_EQ(errors("[[names]]\npath = \"a.csv\"\n"), (Codes{"date-text", "name-status-bad"}));
  write("b.csv", "甲,乙\n1,2\n");
  EXPECT_EQ(errors("[[names]]\npath = \"a.csv\"\n[[names]]\npath = \"b.csv\"\n"),
            (Codes{"date-text", "name-status-bad", "names-column-missing"}));
  EXPECT_EQ(errors("[[names]]\npath = \"a.csv\"\ntypo = 1\n[name_checks]\nsubdistrict = true\n"),
            Codes{"key-unknown"});
}

TEST_F(NamesProject, OwnReadingsWordsAndMapsAreUsed) {
  write("names.csv",
        "地名,类别,代码\n尖峰村,行政村,410221100201\n坚朋村,行政村,410221100202\n"
        "金鼎花园,住宅区,410221\n");
  write("readings.csv", "地名,读音\n尖峰,jian1 peng2\n坚朋,jian1 peng2\n");
  write("words.csv", "词,类别\n金鼎,企业\n");
  write("map.csv", "名称\n尖峯村\n没有的村\n");
  ASSERT_EQ(errors("[[names]]\npath = \"names.csv\"\n[[map_names]]\npath = \"map.csv\"\n"
                   "[name_checks]\nreadings = { path = \"readings.csv\" }\n"
                   "words = { path = \"words.csv\" }\n"),
            Codes{"none"});
  std::map<NameRule, int> found;
  for (const NameFinding& f : summary_->report.findings) ++found[f.rule];
  EXPECT_EQ(found[NameRule::homophone], 1);
  EXPECT_EQ(found[NameRule::company_name], 1);
  EXPECT_EQ(found[NameRule::map_variant], 1);
  EXPECT_EQ(found[NameRule::map_unknown], 1);
  write("readings.csv", "地名,读音\n尖峰,shan\n");
  write("words.csv", "词,类别\n金鼎,好\n");
  EXPECT_EQ(errors("[[names]]\npath = \"names.csv\"\n[name_checks]\nreadings = { path = "
                   "\"readings.csv\" }\nwords = { path = \"words.csv\" }\n"),
            (Codes{"reading-bad", "name-word-bad"}));
}

TEST_F(NamesProject, BuiltUpAreasComeFromOutlines) {
  write("area.geojson", R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"name":"甲"},"geometry":{"type":"Polygon","coordinates":[[[114.0,34.0],[114.1,34.0],[114.1,34.1],[114.0,34.1],[114.0,34.0]]]}},
    {"type":"Feature","properties":{"name":"乙"},"geometry":{"type":"Polygon","coordinates":[[[114.2,34.0],[114.3,34.0],[114.3,34.1],[114.2,34.1],[114.2,34.0]]]}}]})");
  write("names.csv",
        "地名,类别,代码,经度,纬度\n人民路,街路巷,410202,114.05,34.05\n"
        "人民路,街路巷,410202,114.06,34.05\n人民路,街路巷,410202,114.25,34.05\n"
        "人民路,街路巷,410202,114.5,34.05\n");
  ASSERT_EQ(errors("[[names]]\npath = \"names.csv\"\n[name_checks]\nbuilt_up = { path = "
                   "\"area.geojson\" }\n"),
            Codes{"none"});
  std::map<NameRule, std::vector<std::uint32_t>> found;
  for (const NameFinding& f : summary_->report.findings) found[f.rule] = f.names;
  EXPECT_EQ(found[NameRule::same_name], (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(found[NameRule::scope_unknown], (std::vector<std::uint32_t>{3}));
}

}  // namespace
}  // namespace fangyuan::test
