// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/trust.h"

#include <gtest/gtest.h>

#include "tests/core/small_study.h"

namespace fangyuan {
namespace {

using namespace sketch;
using Reasons = std::vector<std::string>;

TrustSigns sound() {
  TrustSigns s;
  s.has_roads = s.has_people = true;
  s.people_per_km2 = 600;
  s.road_km_per_km2 = 1.5;
  s.share_unconnected = 0.01;
  s.median_access_m = 40;
  s.network_over_straight = 1.3;
  s.share_unlocated = 0;
  return s;
}

TEST(Trust, SoundDataIsA) {
  EXPECT_EQ(grade(sound()).grade, Trust::a);
  EXPECT_TRUE(grade(sound()).reasons.empty());
}

TEST(Trust, EachSignAloneLowersTheGradeAndIsNamed) {
  TrustSigns s = sound();
  s.road_km_per_km2 = 0.3;
  EXPECT_EQ(grade(s).reasons, Reasons{"roads-thin-b"});
  s.road_km_per_km2 = 0.1;
  EXPECT_EQ(grade(s).grade, Trust::c);
  s = sound(), s.share_unconnected = 0.051;
  EXPECT_EQ(grade(s).reasons, Reasons{"unconnected-b"});
  s = sound(), s.median_access_m = 251;
  EXPECT_EQ(grade(s).reasons, Reasons{"access-long-c"});
  s = sound(), s.network_over_straight = 2.5;
  EXPECT_EQ(grade(s).reasons, Reasons{"detour-long-b"});
  s = sound(), s.share_unlocated = 0.21;
  EXPECT_EQ(grade(s).reasons, Reasons{"unlocated-c"});
  EXPECT_EQ(grade(s).grade, Trust::c);
}

TEST(Trust, StreetsThatDoForVillagesDoNotForATown) {
  TrustSigns s = sound();
  s.people_per_km2 = 5000;
  EXPECT_EQ(grade(s).reasons, Reasons{"roads-thin-c"});
  s.road_km_per_km2 = 3;
  EXPECT_EQ(grade(s).grade, Trust::b);
  s.people_per_km2 = 10;
  s.road_km_per_km2 = 0.05;
  EXPECT_EQ(grade(s).grade, Trust::a) << "where few live, few roads may be all there are";
}

TEST(Trust, WithoutRoadsOrPeopleTheDataDoNotSuffice) {
  EXPECT_EQ(grade({}).grade, Trust::c);
  EXPECT_EQ(grade({}).reasons, (Reasons{"no-roads", "no-people"}));
}

TEST(UnitRows, AreMeasuredUnitByUnit) {
  SmallStudy s{{"total"}};
  const VertexId a = vertex(s.network, 0, 0), b = vertex(s.network, 3000, 0);
  const EdgeId street = edge(s.network, a, b);
  s.add_layer(Level::county, {"410202"});
  s.add_layer(Level::township, {"410202001", "410202002"});
  const UnitId county{0U}, west{1U}, east{2U};
  s.units.all[0].area_m2 = 4e6;
  s.units.all[1].area_m2 = s.units.all[2].area_m2 = 2e6;
  const auto cell = [&](double x, double off, std::int64_t n, UnitId unit) {
    s.add_cell(at(x, off),
               on(s.network, street, static_cast<std::uint32_t>(x * 1000),
                  static_cast<std::uint32_t>(off * 1000)),
               {Amount::from_whole(n)}, {county, unit});
  };
  cell(100, 0, 100, west);
  cell(500, 30, 100, west);
  cell(1000, 90, 300, west);
  s.add_cell(at(0, 9000), Entrance{}, {Amount::from_whole(500)}, {county, east});
  s.add_site("A", at(500, 0), {on(s.network, street, 500'000)}, {county, west});
  s.facilities[0].functions = {"canteen", "clinic"};
  s.add_site("B", std::nullopt, {}, {county, west});
  s.add_site("C", at(0, 9000), {Entrance{}}, {county, east});
  s.facilities[2].status = Status::planned;
  s.add_service("care", {15});

  const CoverageResult result = s.run();
  StudyView view{
      .network = &s.network, .cells = s.cells, .units = s.units, .facilities = s.facilities};
  view.access[0] = &s.access;
  const std::vector<double> road_km{3, 3, 0};
  const auto rows =
      unit_rows({.study = view, .services = s.services, .reach = result.reach, .road_km = road_km});
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].unit, county);
  EXPECT_EQ(rows[0].people[0], Amount::from_whole(1000));
  EXPECT_EQ(rows[0].facilities, (decltype(rows[0].facilities){{"canteen", 1}, {"clinic", 2}}));
  EXPECT_EQ(rows[0].share_unlocated, 0.5);
  EXPECT_EQ(rows[1].median_access_m, 90);
  // 100: 400 m both ways; 500: nearer than 100 m; 1000: (500 + 90) m against √(500² + 90²) m.
  EXPECT_NEAR(rows[1].network_over_straight.value(),
              (100 * 400 + 300 * 590) / (100 * 400 + 300 * 508.035), 1e-6);
  EXPECT_EQ(rows[1].reasons, Reasons{"unlocated-c"});
  EXPECT_EQ(rows[2].reasons, (Reasons{"roads-thin-c", "unconnected-c"}));
  EXPECT_FALSE(rows[2].median_access_m.has_value());
}

}  // namespace
}  // namespace fangyuan
