// SPDX-License-Identifier: Apache-2.0
// fangyuan boundaries on the sample's lines and markers: the faults put in on purpose are found and
// nothing else; what is due; the files; routes.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "data/sample/sample.h"
#include "sim/boundaries/check_boundaries.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {
namespace {

using Json = nlohmann::json;

class SampleLines : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TempFolder>();
    SampleOptions options;
    options.out = folder_->path() / "sample";
    options.people = 100'000;
    write_sample(options);
    check_ = std::make_unique<BoundaryCheck>(check_boundaries(
        options.out, {.out = folder_->path() / "out", .force = false, .route = Mode::car}, {}));
  }
  static void TearDownTestSuite() {
    check_.reset();
    folder_.reset();
  }
  static Json report() { return Json::parse(read_file(folder_->path() / "out/boundaries.json")); }
  static std::unique_ptr<TempFolder> folder_;
  static std::unique_ptr<BoundaryCheck> check_;
};
std::unique_ptr<TempFolder> SampleLines::folder_;
std::unique_ptr<BoundaryCheck> SampleLines::check_;

TEST_F(SampleLines, EveryFaultPutInIsFoundAndNothingElse) {
  // Of a fault at a record its remark says which; the junction without a marker has no record.
  const std::map<std::string, std::string> faults{{"序号互换", "marker-order"},
                                                  {"界桩移位", "marker-off-line"},
                                                  {"界桩重号", "marker-code-twice"},
                                                  {"界桩损坏", "marker-damaged"},
                                                  {"照片不在", "marker-photo-missing"},
                                                  {"走向不符", "run-differs"},
                                                  {"没有协议书", "section-agreement-missing"},
                                                  {"两份界线不同", "line-copies-differ"}};
  const std::string mark = "样例有意放入：";
  const LineBook& book = check_->lines->book;
  std::multiset<std::string> expected{"junction-no-marker"}, found;
  const auto expect = [&](const std::string& remark) {
    if (remark.starts_with(mark)) expected.insert(faults.at(remark.substr(mark.size())));
  };
  for (const Marker& m : book.markers) expect(m.remark);
  for (const LineSection& s : book.sections) expect(s.remark);
  EXPECT_EQ(expected.size(), faults.size() + 1);
  for (const LineFinding& f : check_->lines->check.findings) {
    found.insert(f.code);
    EXPECT_TRUE(f.where) << f.code;
    EXPECT_FALSE(f.what.en.empty() || f.mend.zh.empty() || f.mend.en.empty()) << f.code;
  }
  EXPECT_EQ(found, expected);
  for (const LineFinding& f : check_->lines->check.findings)
    if (f.code == "marker-off-line") {
      EXPECT_EQ(book.markers[*f.marker].remark, mark + "界桩移位");
      // Moved 25 m to the east and to the north of a corner of its line.
      EXPECT_GT(*f.metres, 1);
      EXPECT_LE(*f.metres, 25 * std::sqrt(2) + 0.1);
    }
}

TEST_F(SampleLines, AllLinesAreOnTheOutlinesAndAllMarkersOnTheirLines) {
  const LineCheck& c = check_->lines->check;
  ASSERT_GE(c.lines.size(), 9U);
  for (const LineRow& row : c.lines) {
    ASSERT_TRUE(row.border) << row.label;
    EXPECT_LT(*row.apart_m, 1e-3) << row.label;
    EXPECT_FALSE(row.markers.empty()) << row.label;
  }
  std::size_t off = 0;
  for (const MarkerRow& m : c.markers) off += m.off_m && *m.off_m > 0.01 ? 1U : 0U;
  EXPECT_EQ(off, 1U);
}

TEST_F(SampleLines, WhatIsDue) {
  std::map<std::pair<Duty, Due>, int> rows;
  for (const InspectionRow& r : check_->lines->inspections) ++rows[{r.duty, r.due}];
  // One line was last inspected in 2019; one changed on 2024-11-20 and was not surveyed since.
  EXPECT_EQ((rows[{Duty::round, Due::overdue}]), 1);
  EXPECT_EQ((rows[{Duty::survey, Due::overdue}]), 1);
  EXPECT_EQ((rows[{Duty::round, Due::unknown}]), 0);
  ASSERT_TRUE(check_->lines->progress);
  EXPECT_GT(check_->lines->progress->inspected, 0U);
  EXPECT_LT(check_->lines->progress->inspected, check_->lines->progress->lines);
}

TEST_F(SampleLines, TheDisputeHasItsGroundAndPeople) {
  ASSERT_EQ(check_->lines->disputes.size(), 1U);
  const Dispute& d = check_->lines->disputes[0];
  EXPECT_TRUE(d.counted);
  EXPECT_GT(d.both_m2 + d.neither_m2, 1000);
  EXPECT_EQ(d.open_m, 0);
}

TEST_F(SampleLines, RoutesVisitEveryMarkerOnce) {
  const LineReport& lines = *check_->lines;
  ASSERT_EQ(lines.routes.size(), lines.check.lines.size());
  for (const MarkerRoute& route : lines.routes) {
    std::multiset<std::size_t> visited(route.unconnected.begin(), route.unconnected.end());
    std::uint64_t road = route.back_ms.value_or(0);
    for (const auto& stop : route.stops) {
      visited.insert(stop.marker);
      road += stop.leg_ms.value_or(0);
    }
    for (const std::size_t m : lines.check.lines[route.line].markers)
      EXPECT_EQ(visited.count(m), 1U);
    EXPECT_EQ(road, route.road_ms);
  }
}

TEST_F(SampleLines, TheFilesHoldWhatWasFound) {
  const Json j = report();
  EXPECT_EQ(j["markers"], "checked");
  EXPECT_EQ(j["line_findings"].size(), check_->lines->check.findings.size());
  EXPECT_EQ(j["marker_list"].size(), check_->lines->book.markers.size());
  EXPECT_EQ(j["runs"].size(), check_->lines->check.runs.size());
  for (const auto& f : j["line_findings"]) {
    EXPECT_FALSE(f["message"].get<std::string>().empty());
    EXPECT_FALSE(f["mend_en"].get<std::string>().empty());
    EXPECT_EQ(f["where"].size(), 2U);
  }
  const std::string csv = read_file(folder_->path() / "out/inspection.csv");
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')),
            1 + check_->lines->inspections.size());
  EXPECT_NE(csv.find("overdue"), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(folder_->path() / "out/routes.csv"));
}

TEST_F(SampleLines, SameInputSameBytesAndNoRoutesUnlessAskedFor) {
  const auto project = folder_->path() / "sample";
  check_boundaries(project, {.out = folder_->path() / "again", .route = Mode::car}, {});
  for (const char* file :
       {"boundaries.json", "boundaries.gpkg", "boundaries.xlsx", "inspection.csv", "routes.csv"})
    EXPECT_EQ(read_file(folder_->path() / "out" / file),
              read_file(folder_->path() / "again" / file))
        << file;
  EXPECT_NO_THROW(check_boundaries(project, {.out = folder_->path() / "again", .force = true}, {}));
  EXPECT_FALSE(std::filesystem::exists(folder_->path() / "again/routes.csv"));
}

class LinesProject : public testing::Test {
 protected:
  LinesProject() { put_file(folder_.path() / "units.csv", ""); }
  std::string codes(const std::string& toml) {
    put_file(folder_.path() / "project.toml",
             "[project]\nname = \"p\"\ndate = 2025-12-31\n" + toml);
    Problems problems;
    std::string out;
    try {
      read_project(folder_.path(), problems);
    } catch (const InputError& e) {
      for (const Problem& p : e.problems())
        if (p.severity == Severity::error) out += p.code + ":" + p.field + " ";
    }
    return out;
  }
  TempFolder folder_;
};

TEST_F(LinesProject, WrongKeysAreAllToldAtOnce) {
  EXPECT_EQ(codes("[[markers]]\npath = \"units.csv\"\n[line_checks]\nscale = 5000\n"), "");
  const std::string all = codes(
      "[[boundary_lines]]\npath = \"none.gpkg\"\nlevel = \"street\"\n"
      "[[markers]]\npaht = \"units.csv\"\n"
      "[line_checks]\nscale = -1\nround = \"第五轮\"\nround_from = 2025-01-01\n"
      "route_from = [34.0, 114.0]\n");
  for (const char* wanted : {"level", "paht", "scale", "round_to", "route_from", "file-missing"})
    EXPECT_NE(all.find(wanted), std::string::npos) << wanted << " in " << all;
}

}  // namespace
}  // namespace fangyuan::test
