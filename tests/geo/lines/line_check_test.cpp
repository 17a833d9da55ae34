// SPDX-License-Identifier: Apache-2.0
// Records of lines and markers: sound ones say nothing, and each fault put in is found, alone.
#include "geo/lines/line_check.h"

#include <cmath>

#include "geo/lines/line_index.h"
#include "geo/lines/touched.h"
#include "tests/geo/lines/line_world.h"

namespace fangyuan::test {
namespace {

TEST_F(LineWorld, SoundRecordsSayNothing) {
  const LineCheck c = check();
  for (const LineFinding& f : c.findings) ADD_FAILURE() << f.code << ' ' << f.what.en;
  EXPECT_FALSE(problems.has_errors());
  ASSERT_EQ(c.lines.size(), 3U);
  const LineRow& first = c.lines[0];
  EXPECT_EQ(first.number, "0203");
  EXPECT_EQ(boundaries.units[first.a].code, "410202");
  ASSERT_EQ(first.course.size(), 1U);
  // From north to south, though the second section is drawn from the south.
  EXPECT_EQ(first.course[0].front(), at(1000, 1000));
  EXPECT_EQ(first.course[0].back(), at(1000, 0));
  EXPECT_EQ(first.markers, (std::vector<std::size_t>{0, 1}));
  EXPECT_NEAR(*c.markers[1].along_m, 800, 1e-6);
  EXPECT_NEAR(*c.lines[0].apart_m, 0, 1e-9);
  EXPECT_EQ(c.markers[5].junction, 0U);
  EXPECT_EQ(c.lines[2].markers.size(), 1U);
}

TEST_F(LineWorld, WithoutRecordedLinesMarkersAreComparedWithTheOutlines) {
  markers[1].x = 1030;
  const LineCheck c = check(false);
  EXPECT_EQ(codes(c), Codes{"marker-off-line"});
  EXPECT_NEAR(*c.findings[0].metres, 30, 1e-6);
  EXPECT_FALSE(c.lines[0].record);
  EXPECT_EQ(c.lines.size(), 3U);
}

TEST_F(LineWorld, ALineOffTheOutlinesIsFoundWithItsPlace) {
  lines[2].way = {{0, 1000}, {500, 1007}, {1000, 1000}};
  const LineCheck c = check();
  // The markers on it stay where the outline is: 0204001Q at x = 200 is 2.8 m off the record.
  EXPECT_EQ(codes(c), (Codes{"line-off-border", "marker-off-line", "marker-off-line"}));
  EXPECT_EQ(c.findings[0].code, "line-off-border");
  EXPECT_NEAR(*c.findings[0].metres, 7, 1e-3);
  EXPECT_NEAR(c.findings[0].where->xy.x, at(500, 0).x, 0.5);
  EXPECT_EQ(c.findings[0].line, 1U);
}

TEST_F(LineWorld, ToleranceIsATenthOfAMillimetreOnTheMap) {
  lines[2].way = {{0, 1000}, {500, 1004}, {1000, 1000}};
  markers[2].y = 1001.6;
  markers[3].y = 1001.6;
  EXPECT_EQ(codes(), Codes{"line-off-border"});
  options.scale = 50'000;  // 5 m
  EXPECT_EQ(codes(), Codes{});
}

TEST_F(LineWorld, ARecordMayFollowEitherCopyWhereTheOutlinesDiffer) {
  lines[2].way = {{0, 1000}, {500, 1007}, {1000, 1000}};
  markers[2].y = 1002.8;
  markers[3].y = 1002.8;
  BoundaryFinding f;
  f.code = "line-unmatched";
  f.a = unit(0);
  f.b = unit(2);
  auto fault = std::make_shared<TilingFault>();
  fault->shape = {{way_xy({{0, 1000}, {500, 1007}, {1000, 1000}, {0, 1000}}), {}}};
  f.fault = fault;
  boundaries.findings.push_back(f);
  // No stretch of it is one that both have.
  borders.erase(borders.begin() + 1);
  EXPECT_EQ(codes(), Codes{});
  boundaries.findings.pop_back();
  EXPECT_EQ(codes(), Codes{"line-not-neighbours"});
}

TEST_F(LineWorld, SectionsThatDoNotMeetAndSectionsThatAreMissing) {
  lines[1].way = {{1000, 0}, {1000, 480}};
  lines[1].from = lines[1].run = "";
  LineCheck c = check();
  EXPECT_EQ(codes(c), Codes{"line-sections-apart"});
  EXPECT_NEAR(*c.findings[0].metres, 20, 1e-9);
  lines.erase(lines.begin() + 1);
  c = check();
  EXPECT_EQ(codes(c), (Codes{"line-border-unrecorded", "marker-off-line"}));
  EXPECT_NEAR(*c.findings[0].metres, 499, 0.1);
}

TEST_F(LineWorld, SectionNumbersAndWhatTheyFollow) {
  lines[1].section = 3;
  lines[3].follows = "";
  lines[2].agreement = "";
  EXPECT_EQ(codes(),
            (Codes{"line-section-order", "section-follows-missing", "section-agreement-missing"}));
}

TEST_F(LineWorld, StraightSectionsAreStraight) {
  lines[2].way = {{0, 1000}, {500, 1000.9}, {1000, 1000}};
  lines[2].follows = "直线";
  EXPECT_EQ(codes(), Codes{});
  options.scale = 5'000;  // half a metre
  const LineCheck c = check();
  EXPECT_EQ(codes(c), (Codes{"line-off-border", "section-bent"}));
}

TEST_F(LineWorld, UnitsThatAreUnknownOrNoNeighbours) {
  lines[3].other = "410299";
  lines[3].unit = "某县";
  EXPECT_EQ(codes(), (Codes{"line-unit-unknown", "border-no-line"}));
  lines[3].unit = lines[3].other = "410204";
  EXPECT_EQ(codes(), (Codes{"line-unit-unknown", "border-no-line"}));
  borders.erase(borders.begin() + 2);
  lines[3].unit = "410204";
  lines[3].other = "410203";
  EXPECT_EQ(codes(), Codes{"line-not-neighbours"});
}

TEST_F(LineWorld, SidesAsDrawn) {
  lines[0].more = R"(,"left":"410203","right":"410202")";  // southwards: east is left
  EXPECT_EQ(codes(), Codes{});
  lines[0].more = R"(,"left":"410202","right":"410203")";
  EXPECT_EQ(codes(), Codes{"line-side-wrong"});
}

TEST_F(LineWorld, LineNumbers) {
  lines[2].id = "0402";
  markers[2].more = markers[3].more = R"(,"line":"0402")";
  // The markers' own first four are 0204.
  EXPECT_EQ(codes(), (Codes{"line-number-bad", "marker-code-bad", "marker-code-bad"}));
  lines[2].id = "丙线";
  markers[2].more = markers[3].more = R"(,"line":"丙线")";
  EXPECT_EQ(codes(), Codes{"line-number-bad"});  // 0204 is known from the units
  lines[2].id = "0304";
  markers[2].more = markers[3].more = "";
  EXPECT_EQ(codes().count("line-number-shared"), 1U);
}

TEST_F(LineWorld, TheNeighboursCopies) {
  const LineRecord one = lines[2];
  lines[2].more = R"(,"copy":"410202")";
  EXPECT_EQ(codes(), Codes{"line-copy-missing"});
  lines.push_back(one);
  lines.back().more = R"(,"copy":"410204")";
  EXPECT_EQ(codes(), Codes{});
  lines.back().way = {{1000, 1000}, {0, 1000}};
  EXPECT_EQ(codes(), Codes{}) << "drawn the other way";
  lines.back().way = {{0, 1000}, {300, 1003}, {1000, 1000}};
  LineCheck c = check();
  EXPECT_EQ(codes(c), Codes{"line-copies-differ"});
  EXPECT_NEAR(*c.findings[0].metres, 3, 1e-3);
  lines.back() = one;
  lines.back().more = R"(,"copy":"410204")";
  lines.back().agreement = "协〔2003〕9号";
  c = check();
  EXPECT_EQ(codes(c), Codes{"line-copies-differ"});
  EXPECT_NE(c.findings[0].what.zh.find("协〔2003〕9号"), std::string::npos);
}

TEST_F(LineWorld, ALineWithoutMarkersAndNeighboursWithoutALine) {
  markers.erase(markers.begin() + 4);
  EXPECT_EQ(codes(), Codes{"line-no-marker"});
  EXPECT_EQ(codes(check(true, false)), Codes{}) << "markers are not checked where there are none";
  lines.pop_back();
  EXPECT_EQ(codes(), Codes{"border-no-line"});
}

TEST_F(LineWorld, SectionsEndAtTheirMarkers) {
  lines[0].to = "0203009Q";
  EXPECT_EQ(codes(), Codes{"section-marker-unknown"});
  lines[0].to = "0203002Q";
  EXPECT_EQ(codes(), Codes{"section-end-off"});
  lines[0].to = "河口";
  EXPECT_EQ(codes(), Codes{});
}

TEST_F(LineWorld, MarkersNumbers) {
  markers[4].code = "0304001X";
  EXPECT_EQ(codes(), (Codes{"marker-code-bad", "line-no-marker"}));
  markers[4].code = "0304001Q";
  markers.push_back({"0204002Q", 500, 1000});
  EXPECT_EQ(codes(), Codes{"marker-code-twice"});
  markers.back() = {"0909001Q", 500, 1000};
  EXPECT_EQ(codes(), Codes{"marker-no-line"});
  markers.back() = {"0204004Q", 900, 1000};
  EXPECT_EQ(codes(), Codes{"marker-serial-gap"});
}

TEST_F(LineWorld, ANumberTheWrongWayRoundIsToldWithTheRightOne) {
  markers.push_back({"0402003Q", 900, 1000});
  const LineCheck c = check();
  EXPECT_EQ(codes(c), Codes{"marker-code-bad"});
  EXPECT_NE(c.findings[0].what.zh.find("应为 0204（小的在前）"), std::string::npos)
      << c.findings[0].what.zh;
  EXPECT_NE(read_marker_code("030204A").fault.zh.find("应为 020304A"), std::string::npos);
}

TEST_F(LineWorld, AWordThatIsNotKnownIsAFindingAndTheCheckGoesOn) {
  markers[0].condition = "不像话";
  markers[1].condition = "丟失";
  markers[2].condition = "毁坏";
  markers[3].condition = "被埋";
  const LineCheck c = check();
  EXPECT_FALSE(problems.has_errors());
  EXPECT_EQ(codes(c),
            (Codes{"marker-condition-unknown", "marker-damaged", "marker-damaged", "marker-lost"}));
  for (const LineFinding& f : c.findings)
    if (f.code == "marker-condition-unknown") {
      EXPECT_EQ(f.marker, 0U);
      EXPECT_FALSE(f.severe);
      for (const char* word : {"不像话", "完好、良好", "倾斜", "丢失", "移位"})
        EXPECT_NE(f.what.zh.find(word), std::string::npos) << word;
    }
  for (MarkerRecord& m : markers) m.condition = "完好";
  lines[2].more = R"(,"state":"差不多")";
  EXPECT_EQ(codes(), Codes{"section-state-unknown"});
  EXPECT_FALSE(problems.has_errors());
}

TEST_F(LineWorld, ADisplacedMarkerIsOffTheJunctionThatItsNumberNames) {
  // Two junctions 130 m apart; the marker of the first is moved nearer to the second.
  boundaries.units.all[2].code = "410204";
  JunctionRow other = junctions[0];
  other.at = frame.place(at(1130, 1000));
  Unit fourth = boundaries.units[unit(2)];
  fourth.code = "410207";
  fourth.name = "丁县";
  boundaries.units.all.push_back(fourth);
  other.units = {unit(1), unit(2), UnitId(static_cast<std::uint32_t>(3))};
  junctions.push_back(other);
  markers.push_back({"030407Q", 1130, 1000});
  lines[0].from = lines[0].run = "";
  EXPECT_EQ(codes(), Codes{});
  for (const bool marked : {true, false}) {
    if (!marked) markers.pop_back();
    markers[5].x = 1100;
    const LineCheck c = check();
    EXPECT_EQ(codes(c), marked ? Codes{"junction-marker-off"}
                               : (Codes{"junction-marker-off", "junction-no-marker"}));
    for (const LineFinding& f : c.findings)
      if (f.code == "junction-marker-off") {
        EXPECT_NEAR(*f.metres, 100, 1e-6);
        EXPECT_EQ(f.junction, 0U);
      } else {
        EXPECT_EQ(f.junction, 1U);
      }
  }
  // However far: a number typed wrong.
  markers.push_back({"030407Q", 1130, 1000});
  markers[5].x = 11'000;
  EXPECT_EQ(codes(), Codes{"junction-marker-off"});
}

TEST_F(LineWorld, SerialsRunAlongTheLine) {
  markers.push_back({"0204003Q", 500, 1000});
  LineCheck c = check();
  EXPECT_EQ(codes(c), Codes{"marker-order"});
  // 001 at 200, 002 at 800, 003 at 500: one of the last two.
  EXPECT_TRUE(c.findings[0].marker == 6U || c.findings[0].marker == 3U);
  markers.back() = {"0204003Q", 900, 1000};
  EXPECT_EQ(codes(), Codes{});
  // From the east to the west of a line that runs due west–east: neither west to east nor north to
  // south, but not against both.
  std::swap(markers[2].x, markers.back().x);
  EXPECT_EQ(codes(), Codes{}) << "the same latitude is no way north";
}

TEST_F(LineWorld, SerialsFromSouthEastToNorthWest) {
  lines.resize(3);
  lines[2] = {.id = "0204", .unit = "410202", .other = "410204", .way = {{0, 1200}, {1000, 1000}}};
  borders[1].sections = {way_xy({{0, 1200}, {1000, 1000}})};
  borders.resize(2);
  markers = {{"0203001Q", 1000, 500}, {"0204001Q", 800, 1040}, {"0204002Q", 200, 1160}};
  lines[0].from = lines[0].to = lines[1].from = lines[1].run = "";
  EXPECT_EQ(codes(), Codes{"marker-direction"});
  std::swap(markers[1].x, markers[2].x);
  std::swap(markers[1].y, markers[2].y);
  EXPECT_EQ(codes(), Codes{});
}

TEST_F(LineWorld, TwinsAndTripletsStandOnTheirBanks) {
  markers[1] = {"0203002A", 960, 200};
  EXPECT_EQ(codes(), Codes{"marker-set-broken"});
  markers.push_back({"0203002B", 1040, 200});
  EXPECT_EQ(codes(), Codes{});
  std::swap(markers[1].x, markers.back().x);
  EXPECT_EQ(codes(), (Codes{"marker-bank", "marker-bank"}));
  markers[1] = {"0203002C", 960, 200};
  markers.back() = {"0203002D", 1040, 180};
  markers.push_back({"0203002E", 1040, 220});
  EXPECT_EQ(codes(), Codes{});
  std::swap(markers[1].x, markers.back().x);  // C east, D east, E west
  EXPECT_EQ(codes(), Codes{"marker-bank"});
  markers.back() = {"0203002Q", 1000, 200};
  EXPECT_EQ(codes(), Codes{"marker-set-broken"});
}

TEST_F(LineWorld, ConditionKeeperKindPhotographsAndReferences) {
  markers[0].condition = "倾斜";
  markers[1].condition = "丢失";
  markers[2].condition = "移位";
  markers[3].side = "410203";
  markers[4].side = "";
  EXPECT_EQ(codes(), (Codes{"marker-damaged", "marker-lost", "marker-moved", "marker-side-bad",
                            "marker-side-missing"}));
}

TEST_F(LineWorld, PhotographsAreLookedForBesideTheProjectAndTheLayer) {
  markers[0].more = R"(,"photos":"a.jpg；b.jpg, https://example.org/c.jpg")";
  folder.write("a.jpg", "x");
  const LineCheck c = check();
  EXPECT_EQ(codes(c), Codes{"marker-photo-missing"});
  EXPECT_NE(c.findings[0].what.zh.find("b.jpg"), std::string::npos);
}

TEST_F(LineWorld, KindAndReferences) {
  for (MarkerRecord& m : markers) m.more = R"(,"ref1":"大槐树","ref1_azimuth":120.5,"ref1_m":35)";
  markers[0].more = R"(,"ref1":"大槐树","ref1_azimuth":360,"ref1_m":35,"kind":"同号双立")";
  EXPECT_EQ(codes(), (Codes{"marker-kind-differs", "marker-reference-bad"}));
}

TEST_F(LineWorld, TheNeighboursCopiesOfAMarker) {
  markers[0].more = R"(,"copy":"410202")";
  markers.push_back({"0203001Q", 1000, 500, "完好", "410202", R"(,"copy":"410203")"});
  LineCheck c = check();
  EXPECT_EQ(codes(c), Codes{});
  EXPECT_EQ(c.markers[6].same_as, 0U);
  markers.back().y = 503;
  c = check();
  EXPECT_EQ(codes(c), Codes{"marker-copies-differ"});
  EXPECT_NEAR(*c.findings[0].metres, 3, 0.01);
  markers.back() = {"0203001Q", 1000, 500, "损坏", "410202", R"(,"copy":"410203")"};
  EXPECT_EQ(codes(), Codes{"marker-copies-differ"});
}

TEST_F(LineWorld, JunctionsHaveTheirMarkers) {
  markers[5].x = 1003;
  LineCheck c = check();
  EXPECT_EQ(codes(c), Codes{"junction-marker-off"});
  EXPECT_NEAR(*c.findings[0].metres, 3, 1e-6);
  markers[5] = {"020305A", 1000, 1000};
  lines[0].from = "";
  EXPECT_EQ(codes(), Codes{"junction-units-differ"});
  junctions.push_back(junctions[0]);
  junctions.back().at = frame.place(at(0, 1000));
  markers[5].code = "020304A";
  EXPECT_EQ(codes(), Codes{"junction-no-marker"});
  markers.pop_back();
  EXPECT_EQ(codes(), Codes{}) << "no register of junctions at all";
}

TEST_F(LineWorld, RecordsNotInForceDoNotCount) {
  markers.push_back({"0203002Q", 1000, 250, "完好", "410202", R"(,"valid_to":"2020-01-01")"});
  EXPECT_EQ(codes(), Codes{});
  EXPECT_EQ(book.not_in_force, 1U);
  date = "2020-01-01";
  EXPECT_EQ(codes(), Codes{"marker-code-twice"});
  lines[3].more = R"(,"valid_from":"2021-01-01")";
  EXPECT_EQ(codes(), (Codes{"border-no-line", "marker-code-twice", "marker-no-line"}));
}

TEST_F(LineWorld, BadRecordsAreToldAllAtOnce) {
  lines[0].other = "";
  lines[1].more = R"(,"state":"不知道","inspected":"昨天")";
  markers[0].condition = "一般般";
  markers[1].more = R"(,"ref1_m":"很近")";
  markers[2].more = R"(,"valid_from":"2020-01-02","valid_to":"2020-01-01")";
  check();
  for (const char* code : {"line-units-missing", "date-text", "line-number-text", "date-order"})
    EXPECT_TRUE(problems.has(code)) << code;
}

TEST_F(LineWorld, RunsFromTheGeometry) {
  const LineCheck c = check();
  ASSERT_EQ(c.runs.size(), 4U);
  EXPECT_EQ(c.runs[0].legs.size(), 1U);
  EXPECT_EQ(c.runs[0].legs[0].sector, 8);
  EXPECT_NEAR(c.runs[0].length_m, 500, 1);
  // Drawn northwards, but it begins at 0203001Q, so it runs south.
  EXPECT_EQ(c.runs[1].legs[0].sector, 8);
  EXPECT_EQ(c.runs[2].legs[0].sector, 4);
  EXPECT_EQ(c.runs[0].text.zh,
            "自 020304A 起，沿河流中心线向南行 500 米，至 0203001Q；全长 500 米");
}

TEST_F(LineWorld, RunsOfSeveralLegs) {
  //  (0,1000) → (300,1000) east, → (300,1200) north, → (1000,1200) east
  lines[2].way = {{0, 1000}, {300, 1000}, {300, 1200}, {1000, 1200}};
  borders[1].sections = {way_xy(lines[2].way)};
  markers[3] = {"0204002Q", 800, 1200};
  lines[2].run = "由西向东行300米，折向北行200米，再转向东行700米";
  LineCheck c = check();
  EXPECT_EQ(codes(c), Codes{});
  ASSERT_EQ(c.runs[2].legs.size(), 3U);
  EXPECT_EQ(c.runs[2].legs[1].sector, 0);
  EXPECT_NEAR(c.runs[2].legs[1].length_m, 200, 0.2);
  EXPECT_EQ(c.runs[2].written, (std::vector<int>{4, 0, 4}));
  lines[2].run = "由西向东行300米，折向南行200米，再转向东行700米";
  c = check();
  EXPECT_EQ(codes(c), Codes{"run-differs"});
  EXPECT_NE(c.findings[0].what.zh.find("第 2 个方向“南”"), std::string::npos)
      << c.findings[0].what.zh;
  lines[2].run = "由西向东行300米，折向北行200米，再转向东行1700米";
  EXPECT_EQ(codes(), Codes{"run-differs"});
  lines[2].run = "向东偏东北方向";  // the chord: 78.7°, a sliver within 东偏东北 (to 78°45′)
  c = check();
  EXPECT_NEAR(*c.runs[2].azimuth_deg, 78.69, 0.3);
}

TEST_F(LineWorld, ARecordedDirectionThatIsNotThatOfTheLine) {
  lines[3].run = "向西行";
  const LineCheck c = check();
  EXPECT_EQ(codes(c), Codes{"run-differs"});
  EXPECT_TRUE(c.runs[3].differs);
}

TEST_F(LineWorld, WhatAChangeOfGroundTouches) {
  const LineCheck c = check();
  // A strip of 甲县 along its east line, from 400 to 1000.
  const std::vector<PolygonXY> ground{
      {way_xy({{900, 400}, {1000, 400}, {1000, 1000}, {900, 1000}, {900, 400}}), {}}};
  TouchedMarks t = touched_by(ground, book, c, junctions);
  EXPECT_EQ(t.markers, (std::vector<std::size_t>{0, 5}));
  EXPECT_EQ(t.junctions, std::vector<std::size_t>{0});
  EXPECT_EQ(t.lines, (std::vector<std::size_t>{0, 1, 2}));
  // Crossed between its corners, with a marker neither in nor near.
  const std::vector<PolygonXY> across{
      {way_xy({{400, 990}, {420, 990}, {420, 1010}, {400, 1010}, {400, 990}}), {}}};
  t = touched_by(across, book, c, junctions);
  EXPECT_TRUE(t.markers.empty());
  EXPECT_TRUE(t.junctions.empty());
  EXPECT_EQ(t.lines, std::vector<std::size_t>{1});
  EXPECT_TRUE(touched_by({}, book, c, junctions).lines.empty());
}

// How far a line strays, against sampling every centimetre.
TEST(Stray, AgreesWithSampling) {
  const std::vector<std::vector<XY>> a{{{0, 0}, {30, 4}, {50, -2}, {90, 12}}},
      b{{{0, 1}, {25, -3}, {60, 5}, {92, 4}}, {{40, 20}, {70, 8}}};
  const LineIndex index(b);
  const double tolerance = 2.5;
  double most = 0, beyond = 0;
  for (std::size_t s = 0; s + 1 < a[0].size(); ++s) {
    const XY p = a[0][s], q = a[0][s + 1];
    const double length = std::hypot(q.x - p.x, q.y - p.y);
    const int n = static_cast<int>(length / 0.01);
    for (int i = 0; i <= n; ++i) {
      const double t = static_cast<double>(i) / n;
      const double d = index.nearest({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)}).distance_m;
      most = std::max(most, d);
      beyond += d > tolerance ? length / n : 0;
    }
  }
  const Stray stray = stray_of(a, index, tolerance);
  EXPECT_NEAR(stray.apart_m, most, 0.01);
  EXPECT_NEAR(stray.beyond_m, beyond, 0.3);
  EXPECT_GT(stray.beyond_m, 5);
  EXPECT_NEAR(index.nearest(stray.where).distance_m, stray.apart_m, 1e-12);
}

}  // namespace
}  // namespace fangyuan::test
