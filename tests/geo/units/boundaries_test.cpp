// SPDX-License-Identifier: Apache-2.0
#include "geo/units/boundaries.h"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <random>
#include <set>

#include "feature_file.h"

namespace fangyuan {
namespace {

using namespace test;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

const Date kDate{year{2025}, month{12}, day{31}};

struct Fixture : testing::Test {
  Folder folder;
  Frame frame{kCrs};
  Problems problems;

  BoundarySource source(Level level, const std::vector<std::string>& features,
                        Tree tree = Tree::legal) {
    BoundarySource s;
    s.level = level;
    s.tree = tree;
    s.ref.path = std::string(to_string(level)) + std::to_string(++files) + ".geojson";
    s.ref.resolved = folder.write(s.ref.path, collection(features));
    return s;
  }
  Boundaries read(const std::vector<BoundarySource>& sources) {
    return read_boundaries(sources, kDate, frame, problems);
  }
  const Problem* find(const std::string& code) const {
    for (const auto& p : problems.all())
      if (p.code == code) return &p;
    return nullptr;
  }
  std::vector<const BoundaryFinding*> found(const Boundaries& b, const std::string& code) const {
    std::vector<const BoundaryFinding*> out;
    for (const auto& f : b.findings)
      if (f.code == code) out.push_back(&f);
    return out;
  }
  std::string codes(const Boundaries& b, std::size_t layer) const {
    std::string out;
    for (const auto id : b.units.layers[layer].units)
      out += (out.empty() ? "" : " ") + b.units[id].code;
    return out;
  }
  int files = 0;
};

using BoundaryTest = Fixture;

std::string unit(const std::string& code, const std::string& name, const std::string& geometry,
                 const std::string& more = "") {
  return feature(R"("code":")" + code + R"(","name":")" + name + '"' + more, geometry);
}

TEST_F(BoundaryTest, CleanTilingLoadsWithoutAWord) {
  const auto b =
      read({source(Level::county,
                   {unit("410202", "甲区", box(0, 0, 2000, 1000), R"(,"class":"市辖区")")}),
            source(Level::township,
                   {unit("410202002", "乙街道", box(1000, 0, 2000, 1000), R"(,"class":"街道")"),
                    unit("410202001", "甲街道", box(0, 0, 1000, 1000), R"(,"class":"街道")")})});
  for (const auto& p : problems.all()) ADD_FAILURE() << to_line(p, Language::en);
  ASSERT_EQ(b.units.layers.size(), 2U);
  EXPECT_EQ(codes(b, 1), "410202001 410202002");
  const auto& first = b.units[b.units.layers[1].units[0]];
  EXPECT_EQ(first.name, "甲街道");
  EXPECT_EQ(b.units[first.parent].code, "410202");
  EXPECT_NEAR(first.area_m2, 1e6, 400);
  EXPECT_EQ(b.locate(1, first.label.xy), b.units.layers[1].units[0]);
}

TEST_F(BoundaryTest, WithoutSourcesThereAreNoUnits) {
  const auto b = read({});
  EXPECT_TRUE(b.units.all.empty());
  EXPECT_TRUE(problems.all().empty());
}

TEST_F(BoundaryTest, CodesComeAsNumbersWithSpacesAndTooManyZeros) {
  const auto b = read({source(
      Level::county,
      {feature(R"("code":410202,"name":"甲区")", box(0, 0, 1000, 1000)),
       feature(R"("code":"410 203","name":"乙区")", box(1000, 0, 2000, 1000)),
       feature(R"("code":410204000000,"name":"丙区")", box(2000, 0, 3000, 1000)),
       feature(R"("code":"４１０２０５０００","name":"丁区")", box(3000, 0, 4000, 1000))})});
  EXPECT_EQ(codes(b, 0), "410202 410203 410204 410205");
}

TEST_F(BoundaryTest, FeaturesOfOneCodeAreOneUnitWithAnEnclave) {
  // 甲 has a part inside 乙, which has a hole there.
  const auto b = read({source(
      Level::county, {unit("410202", "甲区", box(0, 0, 1000, 1000)),
                      unit("410202", "甲区", box(1400, 400, 1600, 600)),
                      unit("410203", "乙区",
                           polygon({{{1000, 0}, {2000, 0}, {2000, 1000}, {1000, 1000}},
                                    {{1400, 400}, {1400, 600}, {1600, 600}, {1600, 400}}}))})});
  ASSERT_EQ(b.units.all.size(), 2U);
  EXPECT_NEAR(b.units.all[0].area_m2, 1.04e6, 500);
  EXPECT_EQ(b.units[b.locate(0, at(1500, 500))].code, "410202");
  EXPECT_EQ(b.units[b.locate(0, at(1300, 500))].code, "410203");
  EXPECT_TRUE(b.findings.empty());
}

TEST_F(BoundaryTest, SharedBorderGoesToTheLowerCodeWhateverTheFileOrder) {
  for (const bool swapped : {false, true}) {
    std::vector<std::string> features{unit("410203", "乙区", box(1000, 0, 2000, 1000)),
                                      unit("410202", "甲区", box(0, 0, 1000, 1000))};
    if (swapped) std::swap(features[0], features[1]);
    const auto b = read({source(Level::county, features)});
    const std::vector<XY> points{at(1000, 500), at(1000, 0), at(1000.001, 500), at(-1, 500),
                                 at(2000, 1000)};
    const auto ids = b.locate(0, points);
    EXPECT_EQ(b.units[ids[0]].code, "410202");
    EXPECT_EQ(b.units[ids[1]].code, "410202");
    EXPECT_EQ(b.units[ids[2]].code, "410203");
    EXPECT_TRUE(ids[3].is_none());
    EXPECT_EQ(b.units[ids[4]].code, "410203");
  }
}

TEST_F(BoundaryTest, TheTreeComesFromTheParentFieldBeforeTheCode) {
  const auto b = read(
      {source(Level::county, {unit("410202", "甲区", box(0, 0, 1000, 1000)),
                              unit("410203", "乙区", box(1000, 0, 2000, 1000))}),
       source(
           Level::township,
           {unit("410202001", "一街道", box(0, 0, 1000, 1000), R"(,"parent":"乙区")"),
            unit("410203001", "二街道", box(1000, 0, 2000, 1000), R"(,"parent":{"adcode":410203})"),
            unit("410203002", "三街道", box(1000, 0, 2000, 1000), R"(,"parent":"没有的区")")})});
  const auto parent = [&](std::size_t i) {
    return b.units[b.units[b.units.layers[1].units[i]].parent].code;
  };
  EXPECT_EQ(parent(0), "410203");
  EXPECT_EQ(parent(1), "410203");
  EXPECT_EQ(parent(2), "410203");  // by its code
  ASSERT_NE(find("parent-unknown"), nullptr);
  EXPECT_EQ(find("parent-unknown")->count, 1U);
}

TEST_F(BoundaryTest, WithoutCodesTheTreeComesFromTheLargestOverlap) {
  const auto b =
      read({source(Level::county, {unit("410202", "甲区", box(0, 0, 1000, 1000)),
                                   unit("410203", "乙区", box(1000, 0, 2000, 1000))}),
            source(Level::township, {feature(R"("name":"跨界镇")", box(600, 0, 1900, 1000)),
                                     feature(R"("name":"远方镇")", box(9000, 0, 9900, 1000))})});
  const auto& layer = b.units.layers[1];
  ASSERT_EQ(layer.units.size(), 2U);
  for (const auto id : layer.units) {
    const auto& u = b.units[id];
    EXPECT_EQ(u.code, u.name);
    if (u.name == "跨界镇") {
      EXPECT_EQ(u.parent_code, "410203");
    }
    if (u.name == "远方镇") {
      EXPECT_TRUE(u.parent.is_none());
    }
  }
  EXPECT_EQ(find("code-missing")->count, 2U);
  EXPECT_EQ(find("parent-by-place")->count, 1U);
  EXPECT_EQ(find("parent-none")->count, 1U);
  const auto outside = found(b, "unit-outside-parent");
  ASSERT_EQ(outside.size(), 1U);
  EXPECT_NEAR(outside[0]->area_m2, 400'000, 200);
}

TEST_F(BoundaryTest, UnitsNotInForceOnTheDateAreLeftOutAndCounted) {
  const auto b = read(
      {source(Level::county,
              {unit("410202", "甲区", box(0, 0, 1000, 1000),
                    R"(,"valid_from":"2005-01-01","valid_to":"2025-12-31")"),
               unit("410203", "旧区", box(1000, 0, 2000, 1000), R"(,"valid_to":"2014年12月31日")"),
               unit("410204", "新区", box(1000, 0, 2000, 1000), R"(,"valid_from":"2026-01-01")"),
               unit("410205", "丁区", box(1000, 0, 2000, 1000), R"(,"valid_from":"很久以前")")})});
  EXPECT_EQ(codes(b, 0), "410202 410205");
  EXPECT_EQ(find("unit-not-valid")->count, 2U);
  EXPECT_EQ(find("date-bad")->value, "很久以前");
  EXPECT_EQ(b.inputs[0].features, 4U);
  EXPECT_EQ(b.inputs[0].used, 2U);
  EXPECT_EQ(b.inputs[0].rejected, 0U);
}

TEST_F(BoundaryTest, OneCodeMayHaveSeveralOutlinesOneAfterTheOther) {
  const std::vector<BoundarySource> sources{
      source(Level::county,
             {unit("410202", "甲区", box(0, 0, 1000, 1000), R"(,"valid_to":"2025-12-30")"),
              unit("410202", "甲区", box(0, 0, 500, 1000), R"(,"valid_from":"2025-12-31")"),
              unit("410203", "乙区", box(1000, 0, 2000, 1000)),
              unit("410203", "乙区", box(3000, 0, 4000, 1000))})};  // two parts, both always
  const auto now = read(sources);
  EXPECT_FALSE(problems.has_errors());
  EXPECT_NEAR(now.units.all[0].area_m2, 500'000, 1000);
  const auto before =
      read_boundaries(sources, Date{year{2025}, month{12}, day{30}}, frame, problems);
  EXPECT_NEAR(before.units.all[0].area_m2, 1'000'000, 2000);
  EXPECT_NEAR(before.units.all[1].area_m2, 2'000'000, 4000);
}

TEST_F(BoundaryTest, ValiditiesOfOneCodeMustNotOverlap) {
  read({source(Level::county,
               {unit("410202", "甲区", box(0, 0, 1000, 1000), R"(,"valid_to":"2026-03-01")"),
                unit("410202", "甲区", box(0, 0, 500, 1000), R"(,"valid_from":"2026-03-01")"),
                unit("410203", "乙区", box(1000, 0, 2000, 1000),
                     R"(,"valid_from":"2026-01-01","valid_to":"2025-01-01")")})});
  const auto* overlap = find("validity-overlap");
  ASSERT_NE(overlap, nullptr);
  EXPECT_EQ(overlap->severity, Severity::error);
  EXPECT_EQ(overlap->value, "410202 甲区 2026-03-01 – …");
  EXPECT_NE(overlap->rule.zh.find("第 1 行"), std::string::npos);
  ASSERT_NE(find("date-order"), nullptr);
  EXPECT_EQ(find("date-order")->value, "410203 2026-01-01 – 2025-01-01");
}

TEST_F(BoundaryTest, ClassesComeFromTheFieldElseFromTheNameElseFromTheCode) {
  const auto b = read({source(
      Level::township,
      {unit("410202001", "甲", box(0, 0, 1, 1), R"(,"class":"街道办事处")"),
       unit("410202002", "城东示范区", box(1, 0, 2, 1)), unit("410202101", "丙", box(2, 0, 3, 1)),
       unit("410202201", "朱仙回族乡", box(3, 0, 4, 1)),
       unit("410202999", "戊", box(4, 0, 5, 1))})});
  std::string classes;
  for (const auto& u : b.units.all) classes += u.unit_class + '|';
  EXPECT_EQ(classes, "街道|功能区|镇|民族乡||");
  EXPECT_EQ(find("class-guessed")->count, 3U);
  EXPECT_EQ(find("class-missing")->count, 1U);
}

TEST_F(BoundaryTest, ACrossingRingIsRepairedAndToldWithBothAreasAndThePlace) {
  // A bow tie: two triangles of 250,000 m² that meet at (500, 500).
  const auto b = read(
      {source(Level::county,
              {unit("410202", "甲区", polygon({{{0, 0}, {1000, 1000}, {1000, 0}, {0, 1000}}}))})});
  const auto repairs = found(b, "ring-repaired");
  ASSERT_EQ(repairs.size(), 1U);
  EXPECT_NEAR(repairs[0]->area_before_m2, 0, 1);
  EXPECT_NEAR(repairs[0]->area_m2, 500'000, 300);
  EXPECT_NEAR(repairs[0]->where.xy.x, at(500, 500).x, 1e-6);
  EXPECT_NEAR(repairs[0]->where.xy.y, at(500, 500).y, 1e-6);
  EXPECT_NEAR(b.units.all[0].area_m2, 500'000, 300);
  EXPECT_NE(find("ring-repaired")->rule.en.find(" m² before"), std::string::npos);
  EXPECT_TRUE(find("ring-repaired")->where.has_value());
}

TEST_F(BoundaryTest, OverlapsGapsAndStraysComeWithPlaceAndArea) {
  const auto b =
      read({source(Level::county, {unit("410202", "甲区", box(0, 0, 3000, 1000))}),
            source(Level::township, {unit("410202001", "一街道", box(0, 0, 1000, 1000)),
                                     unit("410202002", "二街道", box(900, 0, 2000, 1000)),
                                     unit("410202003", "三街道", box(2050, -10, 3000, 1000))})});
  const auto overlaps = found(b, "unit-overlap");
  ASSERT_EQ(overlaps.size(), 1U);
  EXPECT_NEAR(overlaps[0]->area_m2, 100'000, 50);
  EXPECT_NEAR(overlaps[0]->where.xy.x, at(950, 0).x, 50);
  EXPECT_EQ(b.units[overlaps[0]->a].code + b.units[overlaps[0]->b].code, "410202001410202002");
  const auto gaps = found(b, "unit-gap");
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_NEAR(gaps[0]->area_m2, 50'000, 30);
  EXPECT_NEAR(gaps[0]->where.xy.x, at(2025, 0).x, 25);
  const auto strays = found(b, "unit-outside-parent");
  ASSERT_EQ(strays.size(), 1U);
  EXPECT_NEAR(strays[0]->area_m2, 9'500, 10);
  EXPECT_FALSE(problems.has_errors());
  for (const auto* code : {"unit-overlap", "unit-gap", "unit-outside-parent"})
    EXPECT_TRUE(problems.has(code)) << code;
}

TEST_F(BoundaryTest, TwoCopiesOfOneLineAreOneFindingWithBothUnits) {
  const auto b = read({source(
      Level::township,
      {unit("410202001", "一街道",
            polygon(
                {{{0, 0}, {500, 0}, {497, 250}, {500, 500}, {503, 750}, {500, 1000}, {0, 1000}}})),
       unit("410202002", "二街道", box(500, 0, 1000, 1000))})});
  const auto lines = found(b, "line-unmatched");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NEAR(lines[0]->area_m2, 1500, 2);
  EXPECT_NEAR(lines[0]->fault->apart_m, 3, 0.01);
  EXPECT_EQ(b.units[lines[0]->a].code + b.units[lines[0]->b].code, "410202001410202002");
  EXPECT_EQ(b.findings.size(), 1U);
  EXPECT_NE(find("line-unmatched")->rule.zh.find("最大相差 3.00 m"), std::string::npos);
}

TEST_F(BoundaryTest, PublishedAreasAreComparedOnTheEllipsoid) {
  const auto b =
      read({source(Level::county,
                   {unit("410202", "甲区", box(0, 0, 3000, 1000), R"(,"area_km2":3.9)"),
                    unit("410203", "乙区", box(3000, 0, 4000, 1000), R"(,"area_km2":"不详")")}),
            source(Level::township,
                   {unit("410202001", "一街道", box(0, 0, 1000, 1000), R"(,"area_km2":"1.0005")"),
                    unit("410202002", "二街道", box(1000, 0, 2000, 1000), R"(,"area_km2":1.003)"),
                    unit("410202003", "三街道", box(2000, 0, 3000, 1000), R"(,"area_km2":1.01)"),
                    unit("410203001", "四街道", box(3000, 0, 4000, 1000))})});
  const auto differ = found(b, "area-differs");
  std::string told;
  for (const auto* f : differ) told += b.units[f->a].code + (f->severe ? "! " : " ");
  EXPECT_EQ(told, "410202! 410202002 410202003! ");
  const auto sums = found(b, "area-sum-differs");
  ASSERT_EQ(sums.size(), 1U);
  EXPECT_NEAR(sums[0]->area_before_m2, 3'013'500, 1);
  EXPECT_TRUE(sums[0]->severe);
  EXPECT_EQ(find("area-text")->value, "不详");
}

TEST_F(BoundaryTest, CodesAreHeldAgainstParentAndClass) {
  const auto b =
      read({source(Level::county, {unit("410202", "甲区", box(0, 0, 4000, 1000))}),
            source(Level::township,
                   {unit("410202001", "一街道", box(0, 0, 1000, 1000)),
                    unit("410202101", "二街道", box(1000, 0, 2000, 1000)),
                    unit("410202201", "三回族乡", box(2000, 0, 3000, 1000)),
                    unit("410203102", "四镇", box(3000, 0, 4000, 1000), R"(,"parent":"甲区")")})});
  const auto classes = found(b, "code-class"), prefixes = found(b, "code-prefix");
  ASSERT_EQ(classes.size(), 1U);
  EXPECT_EQ(b.units[classes[0]->a].code, "410202101");
  ASSERT_EQ(prefixes.size(), 1U);
  EXPECT_EQ(b.units[prefixes[0]->a].code, "410203102");
  EXPECT_EQ(b.units[prefixes[0]->b].code, "410202");
}

TEST_F(BoundaryTest, DoubledCodesAndWrongParentsAreAllFoundAndNothingElse) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    std::mt19937 random(seed);
    std::vector<int> order(64);
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    const std::set<int> doubled(order.begin(), order.begin() + 3);
    const std::set<int> astray(order.begin() + 3, order.begin() + 6);
    std::vector<std::string> towns;
    std::multiset<std::string> codes_doubled, codes_astray;
    for (int i = 0; i < 64; ++i) {
      const int x = 100 * (i % 8), y = 100 * (i / 8);
      const bool west = i % 8 < 4;
      const auto number = [&](int k) {
        return std::string(k % 8 < 4 ? "4102021" : "4102031") + (k < 10 ? "0" : "") +
               std::to_string(k);
      };
      // The code of a sound unit of the same county.
      const auto other =
          *std::find_if(order.begin() + 6, order.end(), [&](int k) { return (k % 8 < 4) == west; });
      const auto code = number(doubled.count(i) > 0 ? other : i);
      if (doubled.count(i) > 0) codes_doubled.insert(code);
      if (astray.count(i) > 0) codes_astray.insert(code);
      const bool in_west = west != (astray.count(i) > 0);
      towns.push_back(
          unit(code, "镇" + std::to_string(i), box(x, y, x + 100, y + 100),
               std::string(R"(,"class":"镇","parent":")") + (in_west ? "410202" : "410203") + '"'));
    }
    problems = Problems();
    const auto b = read({source(Level::county, {unit("410202", "甲区", box(0, 0, 400, 800)),
                                                unit("410203", "乙区", box(400, 0, 800, 800))}),
                         source(Level::township, towns)});
    std::multiset<std::string> shared, outside, prefix;
    for (const auto& f : b.findings) {
      if (f.code == "code-shared")
        shared.insert(b.units[f.b].code);
      else if (f.code == "unit-outside-parent")
        outside.insert(b.units[f.a].code);
      else if (f.code == "code-prefix")
        prefix.insert(b.units[f.a].code);
      else
        ADD_FAILURE() << seed << ' ' << f.code << ' ' << f.area_m2 << " at "
                      << f.where.xy.x - 530'000 << ' ' << f.where.xy.y - 3'850'000;
    }
    EXPECT_EQ(shared, codes_doubled) << seed;
    EXPECT_EQ(outside, codes_astray) << seed;
    EXPECT_EQ(prefix, codes_astray) << seed;
  }
}

TEST_F(BoundaryTest, ASeatOutsideItsUnitIsToldWithItsPlace) {
  const auto lonlat = [&](double x, double y) { return frame.to_lonlat(at(x, y)); };
  const auto seat = [&](LonLat p) {
    return R"(,"seat_lon":)" + std::to_string(p.lon) + R"(,"seat_lat":)" + std::to_string(p.lat);
  };
  const auto b = read({source(
      Level::county, {unit("410202", "甲区", box(0, 0, 1000, 1000), seat(lonlat(500, 500))),
                      unit("410203", "乙区", box(1000, 0, 2000, 1000), seat(lonlat(900, 500))),
                      unit("410204", "丙区", box(2000, 0, 3000, 1000), seat({200, 34}))})});
  const auto outside = found(b, "seat-outside");
  ASSERT_EQ(outside.size(), 1U);
  EXPECT_EQ(b.units[outside[0]->a].code, "410203");
  EXPECT_NEAR(outside[0]->where.xy.x, at(900, 0).x, 0.2);
  EXPECT_TRUE(problems.has("coordinates-text"));
}

TEST_F(BoundaryTest, ParentsInALoopAreUnknownParents) {
  const auto b =
      read({source(Level::county, {unit("410202", "甲区", box(0, 0, 2000, 1000))}),
            source(Level::township,
                   {unit("410202101", "甲镇", box(0, 0, 1000, 1000), R"(,"parent":"乙镇")"),
                    unit("410202102", "乙镇", box(1000, 0, 2000, 1000), R"(,"parent":"甲镇")")})});
  EXPECT_EQ(find("parent-loop")->count, 2U);
  EXPECT_EQ(find("parent-unknown"), nullptr);
  for (const auto id : b.units.layers[1].units) EXPECT_EQ(b.units[id].parent_code, "410202");
}

TEST_F(BoundaryTest, LoopsOfOneTwoAndThreeAreToldAndWhatLeadsIntoThemIsNot) {
  const auto town = [&](int i, const std::string& parent) {
    return unit("41020210" + std::to_string(i), "镇" + std::to_string(i),
                box(100 * i, 0, 100 * i + 100, 100), R"(,"parent":")" + parent + '"');
  };
  read({source(Level::township,
               {town(1, "410202101"), town(2, "镇3"), town(3, "410202104"), town(4, "410202102"),
                town(5, "410202102"), town(6, "410202"), town(7, "410202109")})});
  ASSERT_NE(find("parent-loop"), nullptr);
  EXPECT_EQ(find("parent-loop")->count, 4U);  // 1 itself; 2, 3, 4 in a circle; 5 leads into it
  EXPECT_NE(find("parent-loop")->value.find("410202101"), std::string::npos);
}

TEST_F(BoundaryTest, CodesThatTheStandardsCannotHaveAreFound) {
  const auto county = [&](int i, const std::string& code) {
    return unit(code, "区" + std::to_string(i), box(100 * i, 0, 100 * i + 100, 100));
  };
  const auto b = read(
      {source(Level::county, {county(0, "410202"), county(1, "990202"), county(2, "410201"),
                              county(3, "41020X"), county(4, "419001"), county(5, "110101")}),
       source(Level::township, {unit("410202000", "一镇", box(0, 0, 50, 100)),
                                unit("410202600", "二镇", box(50, 0, 100, 50)),
                                unit("410202599", "三农场", box(50, 50, 100, 100))}),
       source(Level::county, {unit("41020X", "某某新区", box(0, 0, 100, 100))}, Tree::management)});
  std::multiset<std::string> forms;
  for (const auto* f : found(b, "code-form")) forms.insert(b.units[f->a].code);
  EXPECT_EQ(forms,
            (std::multiset<std::string>{"410201", "410202000", "410202600", "41020X", "990202"}));
}

TEST_F(BoundaryTest, LinesAsUnitsAndCoordinatesBeyondTheEarthAreRejected) {
  const auto b = read(
      {source(Level::county,
              {unit("410202", "甲区", box(0, 0, 100, 100)),
               unit("410203", "乙区",
                    R"({"type":"LineString","coordinates":[[530000,3850000],[530100,3850000]]})"),
               unit("410204", "丙区", box(0, 0, 1e13, 100))})});
  EXPECT_EQ(b.inputs[0].rejected, 2U);
  EXPECT_EQ(find("unit-no-outline")->count, 2U);
}

TEST_F(BoundaryTest, AHoleBetweenUnitsWithoutAParentIsAGapUnlessAUnitFillsIt) {
  const auto ring_of_two = [&](bool filled) {
    std::vector<std::string> features{
        unit("410202", "甲区",
             polygon({{{0, 0}, {3000, 0}, {3000, 1000}, {2000, 1000}, {1000, 1000}, {0, 1000}}})),
        unit("410203", "乙区",
             polygon({{{0, 1000},
                       {1000, 1000},
                       {1000, 2000},
                       {2000, 2000},
                       {2000, 1000},
                       {3000, 1000},
                       {3000, 3000},
                       {0, 3000}}}))};
    if (filled) features.push_back(unit("410204", "丙区", box(1000, 1000, 2000, 2000)));
    return read({source(Level::county, features)});
  };
  const auto open = found(ring_of_two(false), "unit-gap");
  EXPECT_EQ(open.size(), 1U);
  EXPECT_TRUE(found(ring_of_two(true), "unit-gap").empty());
}

TEST_F(BoundaryTest, AUnitDrawnTwiceUnderTwoCodesIsAnOverlapThoughEveryEdgeIsShared) {
  std::vector<std::string> features;
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 4; ++x)
      features.push_back(unit("4102020" + std::to_string(10 + 4 * y + x),
                              "镇" + std::to_string(4 * y + x),
                              box(100 * x, 100 * y, 100 * x + 100, 100 * y + 100)));
  features.push_back(unit("410202099", "重镇", box(100, 100, 200, 200)));
  const auto b = read({source(Level::township, features)});
  const auto overlaps = found(b, "unit-overlap");
  ASSERT_EQ(overlaps.size(), 1U);
  EXPECT_NEAR(overlaps[0]->area_m2, 10'000, 10);
}

TEST_F(BoundaryTest, SharedCodesStayTwoUnitsAndSharedNamesAreTold) {
  const auto b =
      read({source(Level::township, {unit("410202001", "一街道", box(0, 0, 100, 100)),
                                     unit("410202001", "二街道", box(100, 0, 200, 100)),
                                     unit("410202003", "二街道", box(200, 0, 300, 100))})});
  EXPECT_EQ(codes(b, 0), "410202001 410202001 410202003");
  EXPECT_EQ(found(b, "code-shared").size(), 1U);
  EXPECT_EQ(found(b, "name-shared").size(), 1U);
}

TEST_F(BoundaryTest, ManyFindingsAreListedUpToTenAndTheRestCounted) {
  std::vector<std::string> features;
  for (int i = 0; i < 30; ++i)
    features.push_back(unit("4102020" + std::to_string(10 + i), "镇" + std::to_string(i),
                            box(100 * i, 0, 100 * i + 110 + i, 100)));
  const auto b = read({source(Level::township, features)});
  EXPECT_EQ(found(b, "unit-overlap").size(), 29U);
  const auto lines = std::count_if(problems.all().begin(), problems.all().end(),
                                   [](const Problem& p) { return p.code == "unit-overlap"; });
  EXPECT_EQ(lines, 11);
  EXPECT_GE(b.findings[0].area_m2, b.findings[1].area_m2);
}

TEST_F(BoundaryTest, FeaturesWithoutAnAreaAreRejectedAndALayerOfThemIsAnError) {
  const auto some = read({source(
      Level::county, {unit("410202", "甲区", box(0, 0, 100, 100)),
                      unit("410203", "乙区", point(0, 0)), unit("410204", "丙区", "null")})});
  EXPECT_EQ(some.inputs[0].rejected, 2U);
  EXPECT_EQ(find("unit-no-outline")->count, 2U);
  EXPECT_FALSE(problems.has_errors());
  const auto none = read({source(Level::county, {unit("410203", "乙区", point(0, 0))})});
  EXPECT_TRUE(none.units.all.empty());
  EXPECT_TRUE(problems.has("boundaries-empty"));
  EXPECT_TRUE(problems.has_errors());
}

TEST_F(BoundaryTest, AnEmptyLayerIsAnErrorAndNotAStudyWithoutUnits) {
  auto s = source(Level::county, {unit("410202", "甲区", box(0, 0, 100, 100))});
  s.ref.where = "code = 'none'";
  read({s});
  EXPECT_TRUE(problems.has("boundaries-empty"));
  EXPECT_TRUE(problems.has_errors());
}

TEST_F(BoundaryTest, LocatingDoesNotDependOnTheNumberOfThreads) {
  std::vector<std::string> features;
  for (int i = 0; i < 16; ++i)
    features.push_back(
        unit("4102020" + std::to_string(10 + i), "镇" + std::to_string(i),
             box(100 * (i % 4), 100 * (i / 4), 100 * (i % 4) + 110, 100 * (i / 4) + 105)));
  const auto b = read({source(Level::township, features)});
  std::vector<XY> points;
  for (std::int64_t i = 0; i < 50'000; ++i)
    points.push_back(at(static_cast<double>(i * 7919 % 45'000) * 0.01,
                        static_cast<double>(i * 104'729 % 45'000) * 0.01));
  std::vector<UnitId> serial;
  for (const auto& p : points) serial.push_back(b.locate(0, p));
  for (const std::size_t threads : {1U, 2U, 8U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    EXPECT_EQ(b.locate(0, points), serial);
  }
}

TEST_F(BoundaryTest, ManagementUnitsOverlapLegalOnesLawfully) {
  const auto b = read(
      {source(Level::county, {unit("DEMO", "示范区", box(200, 200, 800, 800))}, Tree::management),
       source(Level::county, {unit("410202", "甲区", box(0, 0, 1000, 1000))})});
  ASSERT_EQ(b.units.layers.size(), 2U);
  EXPECT_EQ(b.units.layers[0].tree, Tree::legal);
  EXPECT_EQ(b.units.layers[1].tree, Tree::management);
  EXPECT_TRUE(b.findings.empty());
  EXPECT_EQ(b.units[b.locate(1, at(500, 500))].code, "DEMO");
  EXPECT_TRUE(b.units[b.locate(1, at(500, 500))].parent.is_none());
}

TEST_F(BoundaryTest, UsualColumnNamesAreTakenWithAWarning) {
  const auto b = read(
      {source(Level::county, {feature(R"("adcode":410202,"名称":"甲区")", box(0, 0, 100, 100))})});
  EXPECT_EQ(codes(b, 0), "410202");
  EXPECT_EQ(b.units.all[0].name, "甲区");
  EXPECT_TRUE(problems.has("field-guessed"));
}

struct RealOutlines : Fixture,
                      testing::WithParamInterface<std::tuple<const char*, int, const char*>> {};

TEST_P(RealOutlines, LoadWithoutError) {
  const auto [file, count, first] = GetParam();
  BoundarySource s;
  s.ref.path = file;
  s.ref.resolved = std::string(FANGYUAN_SHARED_DATA) + "/" + file;
  if (!std::filesystem::exists(s.ref.resolved)) GTEST_SKIP() << "no " << s.ref.resolved;
  const auto b = read({s});
  EXPECT_FALSE(problems.has_errors());
  EXPECT_TRUE(b.findings.empty());
  EXPECT_EQ(b.units.all.size(), static_cast<std::size_t>(count));
  EXPECT_EQ(b.units.all.front().code, first);
  for (const auto& u : b.units.all) EXPECT_EQ(b.units[b.locate(0, u.label.xy)].code, u.code);
}
INSTANTIATE_TEST_SUITE_P(Data, RealOutlines,
                         testing::Values(std::tuple("kaifeng/410200.geojson", 9, "410202"),
                                         std::tuple("benxi/210500.geojson", 6, "210502")));

}  // namespace
}  // namespace fangyuan
