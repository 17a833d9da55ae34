// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/land.h"

#include "geo/facilities/statistics.h"
#include "tests/geo/facilities/facility_fixture.h"

namespace fangyuan {
namespace {

using namespace test;

class LandTest : public FacilityTest {
 protected:
  LandSource land(LandRole role, const std::vector<std::string>& features) {
    LandSource s;
    s.role = role;
    s.ref.path = "land" + std::to_string(++files_) + ".geojson";
    s.ref.resolved = folder_.write(s.ref.path, collection(features));
    return s;
  }
  Land read_all(const std::vector<LandSource>& sources) {
    problems_ = {};
    return read_land(sources, frame_, problems_);
  }
  int files_ = 0;
};

TEST_F(LandTest, EstatesKeepHouseholdsAgeAndArea) {
  LandSource s = land(LandRole::estate,
                      {feature(R"("户数":"1,024","建成":"2003","类别":"老旧","name":"和平小区")",
                               box(0, 0, 100, 200))});
  s.ref.fields = {{"households", "户数"}, {"year_built", "建成"}, {"quarter", "类别"}};
  const Land l = read_all({s});
  EXPECT_TRUE(problems_.all().empty());
  ASSERT_EQ(l.features.size(), 1U);
  const LandFeature& f = l.features[0];
  EXPECT_EQ(f.name, "和平小区");
  EXPECT_EQ(f.amounts.at("households").to_string(), "1024");
  EXPECT_EQ(f.year_built, 2003);
  EXPECT_EQ(f.quarter, Quarter::existing);
  EXPECT_NEAR(f.area_m2, 20'000, 20);
  ASSERT_EQ(f.polygons.size(), 1U);
  EXPECT_EQ(f.polygons[0].outer.size(), f.polygons[0].outer_lonlat.size());
  EXPECT_TRUE(l.has(LandRole::estate));
  EXPECT_FALSE(l.has(LandRole::residential));
  EXPECT_EQ(l.of(LandRole::estate).size(), 1U);
}

TEST_F(LandTest, RingsAreTurnedOneWay) {
  const Land l = read_all({land(
      LandRole::residential, {feature("", polygon({{{0, 0}, {0, 100}, {100, 100}, {100, 0}},
                                                   {{10, 10}, {90, 10}, {90, 90}, {10, 90}}}))})});
  ASSERT_EQ(l.features.size(), 1U);
  const auto twice_area = [](const std::vector<XY>& r) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < r.size(); ++i)
      sum += (r[i].x - r[0].x) * (r[i + 1].y - r[0].y) - (r[i + 1].x - r[0].x) * (r[i].y - r[0].y);
    return sum;
  };
  EXPECT_GT(twice_area(l.features[0].polygons[0].outer), 0);
  EXPECT_LT(twice_area(l.features[0].polygons[0].holes[0]), 0);
}

TEST_F(LandTest, BarriersAndExclusionsMayBeLinesAndCandidatesPoints) {
  const std::string line =
      R"({"type":"LineString","coordinates":[[530000,3850000],[530100,3850000]]})";
  const Land l = read_all({land(LandRole::barrier, {feature("", line)}),
                           land(LandRole::candidate, {feature("", point(5, 5))}),
                           land(LandRole::exclusion, {feature("", line)})});
  EXPECT_TRUE(problems_.all().empty());
  ASSERT_EQ(l.features.size(), 3U);
  EXPECT_EQ(l.features[2].lines[0].size(), 2U);  // a railway, for a buffer beside it
  EXPECT_EQ(l.features[0].lines[0].size(), 2U);
  EXPECT_EQ(l.features[1].points.size(), 1U);

  read_all({land(LandRole::residential, {feature("", line)}),
            land(LandRole::exclusion, {feature("", point(5, 5))})});
  EXPECT_EQ(errors(), (std::vector<std::string>{"land-geometry", "land-geometry"}));
}

TEST_F(LandTest, BadValuesAreRefusedAndCrossedRingsRepaired) {
  const Land l = read_all({land(
      LandRole::estate, {feature(R"("households":"很多")", box(0, 0, 10, 10)),
                         feature(R"("year_built":"八十年代")", box(0, 0, 10, 10)),
                         feature(R"("quarter":"中")", box(0, 0, 10, 10)),
                         feature("", polygon({{{100, 0}, {200, 100}, {200, 0}, {100, 100}}}))})});
  std::vector<std::string> told_errors = errors();
  std::sort(told_errors.begin(), told_errors.end());
  EXPECT_EQ(told_errors, (std::vector<std::string>{"amount-text", "date-text", "quarter-bad"}));
  ASSERT_TRUE(told("ring-repaired"));
  // Two triangles of 2,500 m² each.
  EXPECT_NEAR(l.features.back().area_m2, 5'000, 10);
  EXPECT_EQ(l.features.back().polygons.size(), 2U);
}

TEST_F(LandTest, StatisticsJoinByCodeOrNameAndListWhatFindsNoUnit) {
  StatisticsSource s;
  s.level = Level::township;
  s.ref.path = "deaths.csv";
  s.ref.resolved = folder_.write(
      "deaths.csv", "代码,死亡人数,占比\n410202001,120,0.5\n410202200,,\n999999999,7,1\n");
  s.ref.fields = {{"code", "代码"}};
  s.ref.columns = {{"deaths", "死亡人数"}, {"share", "占比"}};
  problems_ = {};
  const Statistics t = read_statistics(std::span(&s, 1), &boundaries_, frame_, problems_);
  const auto& layer = boundaries_.units.layers[1].units;
  EXPECT_EQ(t.by_unit.at("deaths")[layer[0].index()]->to_string(), "120");
  EXPECT_FALSE(t.by_unit.at("deaths")[layer[1].index()]);
  EXPECT_EQ(t.by_unit.at("share")[layer[0].index()]->to_string(), "0.5");
  ASSERT_TRUE(told("statistics-unmatched"));
  EXPECT_EQ(told("statistics-unmatched")->value, "999999999");
  EXPECT_TRUE(errors().empty());

  s.join = "name";
  s.ref.fields = {{"name", "乡镇"}};
  s.ref.columns = {{"deaths", "死亡"}, {"births", "出生"}};
  s.ref.resolved =
      folder_.write("deaths.csv", "乡镇,死亡\n城东街道办事处,5\n城东街道,6\n西姜寨乡,六\n");
  problems_ = {};
  read_statistics(std::span(&s, 1), &boundaries_, frame_, problems_);
  EXPECT_EQ(errors(),
            (std::vector<std::string>{"field-missing", "statistics-duplicate", "amount-text"}));
}

}  // namespace
}  // namespace fangyuan
