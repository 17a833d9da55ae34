// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/coverage.h"

#include <gtest/gtest.h>

#include "tests/core/small_study.h"

namespace fangyuan {
namespace {

using namespace sketch;

People people(std::int64_t n) { return Amount::from_whole(n); }

// One street of 1,000 m from west to east, walked at 1 m/s.
//
//   P(100 m)      Q(400 m)   S(500 m)        R(900 m, 20 m off)     far away: U, unconnected
//   10 people     20         the clinic      30                      5
struct Street : ::testing::Test {
  SmallStudy s{{"total", "older60"}};
  VertexId west = vertex(s.network, 0, 0), east = vertex(s.network, 1000, 0);
  EdgeId street = edge(s.network, west, east);
  UnitId inner{0U}, outer{1U};
  CellId p, q, r, u;
  SiteId clinic;

  Street() {
    s.add_layer(Level::township, {"410202001", "410202002"});
    p = cell(100, 0, 10, 1, inner);
    q = cell(400, 0, 20, 2, inner);
    r = cell(900, 20, 30, 3, outer);
    u = s.add_cell(at(400, 9000), Entrance{}, {people(5), people(5)});
    clinic = site("A", 500, inner);
  }

  Entrance on_street(double x, double off = 0) {
    return on(s.network, street, static_cast<std::uint32_t>(x * 1000),
              static_cast<std::uint32_t>(off * 1000));
  }
  CellId cell(double x, double off, std::int64_t total, std::int64_t older, UnitId unit) {
    return s.add_cell(at(x, off), on_street(x, off), {people(total), people(older)}, {unit});
  }
  SiteId site(std::string id, double x, UnitId unit) {
    return s.add_site(std::move(id), at(x, 0), {on_street(x)}, {unit});
  }
};

TEST_F(Street, FourPartsByHand) {
  s.add_service("care", {1.5, 5, 10});
  const CoverageResult result = s.run();
  const Parts five = row_of(result, 0, "300").parts;
  EXPECT_EQ(five.total, people(65));
  EXPECT_EQ(five.served, people(20));        // Q: 100 s
  EXPECT_EQ(five.out_of_reach, people(40));  // P: 400 s; R: 400 + 20 s
  EXPECT_EQ(five.unconnected, people(5));
  EXPECT_EQ(row_of(result, 0, "90").parts.served, People());
  EXPECT_EQ(row_of(result, 0, "600").parts.served, people(60));
  EXPECT_EQ(row_of(result, 0, "600", Measure::network, {}, 1).parts.served, people(6));
  EXPECT_EQ(row_of(result, 0, "600", Measure::network, outer).parts.served, people(30));
  const Parts nowhere = row_of(result, 0, "600", Measure::network, {}, 0, 0).parts;
  EXPECT_EQ(nowhere.total, people(5));
  EXPECT_EQ(nowhere.unconnected, people(5));
  EXPECT_EQ(result.reach[0].network[r.index()], Cost(420'000));
  EXPECT_EQ(result.reach[0].access_mm[r.index()], 20'000U);
}

TEST_F(Street, PeopleByHowManySitesTheyHave) {
  site("B", 300, inner);  // P is 200 s off, Q 100, R 620
  s.add_service("care", {5, 10});
  const CoverageResult result = s.run();
  const auto row = [&](const std::string& limit, UnitId unit, bool all) {
    for (const OverlapRow& o : result.overlap)
      if (o.limit == limit && o.measure == Measure::network && o.unit_layer.has_value() != all &&
          o.unit == unit)
        return o;
    throw std::out_of_range("no such row");
  };
  const OverlapRow five = row("300", {}, true);
  EXPECT_EQ(five.by_sites[0], people(35));  // R and U
  EXPECT_EQ(five.by_sites[1], people(10));  // P: B
  EXPECT_EQ(five.by_sites[2], people(20));  // Q: both
  EXPECT_EQ(five.site_people, Wide{50} * Amount::kPerUnit);
  EXPECT_EQ(five.sites, 2U);
  EXPECT_FALSE(five.capacity.has_value());
  EXPECT_EQ(row("300", outer, false).by_sites[0], people(30));
  EXPECT_EQ(row("300", outer, false).sites, 0U);
  const OverlapRow ten = row("600", inner, false);
  EXPECT_EQ(ten.by_sites[2], people(30));
  EXPECT_EQ(row("600", outer, false).by_sites[1], people(30));  // R: A alone
  for (const FacilityRow& f : result.facility_rows) {
    const bool a = f.site == clinic;
    EXPECT_EQ(f.only_here, f.limit == "300" ? people(a ? 0 : 10) : people(a ? 30 : 0));
  }
}

TEST_F(Street, MeansAndP90AreOverThoseInReachBeforeCapacity) {
  s.add_service("care", {10});
  const CoverageRow row = row_of(s.run(), 0, "600");
  // (10 × 400 s + 20 × 100 s + 30 × 420 s) ÷ 60 = 310 s; 90 % of 60 are 54: only R's end does.
  EXPECT_EQ(row.mean_ms, 310'000U);
  EXPECT_EQ(row.p90_ms, 420'000U);
  EXPECT_FALSE(row.mean_mm.has_value());
  const CoverageRow straight = row_of(s.run(), 0, "600", Measure::straight, inner);
  EXPECT_EQ(straight.mean_ms, 200'000U);
  EXPECT_EQ(straight.mean_mm, 200'000U);
  EXPECT_EQ(straight.p90_mm, 400'000U);
  EXPECT_EQ(straight.parts.unconnected, People());
  s.services[0].limits = {{true, 60'000}};
  EXPECT_FALSE(row_of(s.run(), 0, "60").mean_ms.has_value()) << "nobody has no mean";
}

TEST_F(Street, P90IsTheLeastValueThatNinetyOfAHundredDoNotExceed) {
  SmallStudy t{{"total"}};
  t.network = s.network;
  for (const auto& [x, n] : std::vector<std::pair<double, int>>{{510, 45}, {540, 45}, {900, 10}})
    t.add_cell(at(x, 0), on_street(x), {people(n)});
  t.add_site("A", at(500, 0), {on_street(500)});
  t.add_service("care", {10});
  EXPECT_EQ(row_of(t.run(), 0, "600").p90_ms, 40'000U);
  t.cells.people[0][2] = Amount::from_millionths(10'000'001);
  EXPECT_EQ(row_of(t.run(), 0, "600").p90_ms, 400'000U);
}

TEST_F(Street, ALimitReachedExactlyCounts) {
  s.add_service("care", {400.0 / 60});
  EXPECT_EQ(row_of(s.run(), 0, "400").parts.served, people(30));
  s.services[0].limits = {{true, 399'999}};
  EXPECT_EQ(row_of(s.run(), 0, "399.999").parts.served, people(20));
  s.services[0].limits = {{false, 420'000}};
  const CoverageResult metres = s.run();
  EXPECT_EQ(row_of(metres, 0, "420m").parts.served, people(60)) << "access legs included";
  EXPECT_EQ(row_of(metres, 0, "420m").mean_mm, 310'000U);
  EXPECT_FALSE(row_of(metres, 0, "420m").mean_ms.has_value());
}

TEST_F(Street, TiesGoToTheLowerIdAsText) {
  site("A10", 500, inner);
  const SiteId a1 = site("A1", 500, inner);
  s.facilities[clinic.index()].id = "A9";
  s.add_service("care", {10});
  const CoverageResult result = s.run();
  EXPECT_EQ(result.reach[0].network_site[q.index()], a1);
  EXPECT_EQ(result.reach[0].straight_site[q.index()], a1);
  ASSERT_EQ(result.facility_rows.size(), 3U);
  EXPECT_EQ(result.facility_rows[0].served, People());
  EXPECT_EQ(result.facility_rows[0].in_reach, people(60)) << "whether served elsewhere or not";
  EXPECT_EQ(result.facility_rows[2].served, people(60));
}

TEST_F(Street, WithAnOwnUnitCatchmentOnlyTheUnitsOwnSitesServe) {
  const SiteId outside = site("Z", 890, UnitId::none());
  s.add_service("care", {10}).own_unit = {Tree::legal, Level::township};
  CoverageResult result = s.run();
  EXPECT_EQ(row_of(result, 0, "600").parts.served, people(30));
  EXPECT_EQ(row_of(result, 0, "600").parts.out_of_reach, people(30)) << "R has no site of its own";
  EXPECT_EQ(row_of(result, 0, "600", Measure::straight).parts.served, people(30));
  s.services[0].own_unit.reset();
  result = s.run();
  EXPECT_EQ(row_of(result, 0, "600").parts.served, people(60)) << "sites outside all units serve";
  EXPECT_EQ(result.reach[0].network_site[r.index()], outside);
  EXPECT_EQ(result.facility_rows.back().warnings, std::vector<std::string>{"outside"});
}

TEST_F(Street, AtMostAMetreApartIsZeroApartThoughUnconnected) {
  s.add_site("U", at(400, 9001), {Entrance{}});
  s.add_service("care", {5});
  s.services[0].limits.insert(s.services[0].limits.begin(), Limit{true, 500});
  CoverageResult result = s.run();
  EXPECT_EQ(row_of(result, 0, "300").parts.served, people(25));
  EXPECT_EQ(row_of(result, 0, "300").parts.unconnected, People());
  EXPECT_EQ(result.reach[0].network[u.index()], Cost(0));
  EXPECT_EQ(result.reach[0].straight_mm[u.index()], Cost(0));
  EXPECT_EQ(row_of(result, 0, "0.5").parts.served, people(5));
  s.facilities.back().place = at(400, 9001.001);
  result = s.run();
  EXPECT_EQ(row_of(result, 0, "300").parts.unconnected, people(5));
  EXPECT_EQ(result.reach[0].straight_mm[u.index()], Cost(1001));
}

TEST_F(Street, OnlyTypesFunctionsAndStatesThatCountServe) {
  s.facilities[clinic.index()].type = "elders_home";
  s.add_service("care", {10});
  EXPECT_EQ(row_of(s.run(), 0, "600").parts.served, People());
  EXPECT_TRUE(s.run().facility_rows.empty());
  s.facilities[clinic.index()].functions = {"clinic"};
  EXPECT_EQ(row_of(s.run(), 0, "600").parts.served, people(60));
  s.facilities[clinic.index()].status = Status::building;
  const CoverageResult building = s.run();
  EXPECT_EQ(row_of(building, 0, "600").parts.served, People());
  EXPECT_EQ(building.facility_rows.at(0).warnings, std::vector<std::string>{"not-counted"});
  s.services[0].statuses = {Status::building};
  EXPECT_EQ(row_of(s.run(), 0, "600").parts.served, people(60));
}

TEST_F(Street, SitesWithoutAPlaceOrAStreetAreNamed) {
  s.facilities[clinic.index()].place.reset();
  s.add_site("far", at(100, 9000), {Entrance{}}, {inner});
  s.add_service("care", {10}).capacity = "beds";
  const CoverageResult result = s.run();
  ASSERT_EQ(result.facility_rows.size(), 2U);
  EXPECT_EQ(result.facility_rows[0].warnings,
            (std::vector<std::string>{"unlocated", "capacity-missing"}));
  EXPECT_EQ(result.facility_rows[1].warnings,
            (std::vector<std::string>{"unconnected", "capacity-missing"}));
  EXPECT_FALSE(result.facility_rows[1].snap.has_value());
}

TEST_F(Street, WithoutRoadsOnlyStraightRowsAreWritten) {
  s.network = {};
  s.add_service("care", {5});
  const CoverageResult result = s.run();
  EXPECT_FALSE(result.has_network);
  EXPECT_FALSE(result.reach[0].has_network);
  for (const CoverageRow& row : result.rows) EXPECT_EQ(row.measure, Measure::straight);
  EXPECT_EQ(row_of(result, 0, "300", Measure::straight).parts.served, people(20));
  EXPECT_EQ(result.facility_rows.at(0).served, people(20));
  EXPECT_TRUE(result.facility_rows.at(0).warnings.empty())
      << "without roads nothing is unconnected";
}

TEST_F(Street, ACarsTimeLimitHasNoStraightRowsUnlessGivenASpeed) {
  s.add_service("drive", {1}).mode = Mode::car;  // 36 km/h: 10 m/s
  CoverageResult result = s.run();
  EXPECT_EQ(row_of(result, 0, "60").parts.served, people(60));
  EXPECT_EQ(result.reach[0].network[r.index()], Cost(40'000 + 20'000)) << "the leg is walked";
  for (const CoverageRow& row : result.rows) EXPECT_EQ(row.measure, Measure::network);
  s.services[0].straight_speed_mps = 5;
  result = s.run();
  EXPECT_EQ(row_of(result, 0, "60", Measure::straight).parts.served, people(20));
  s.services[0].straight_speed_mps.reset();
  s.services[0].limits = {{false, 100'000}};
  EXPECT_EQ(row_of(s.run(), 0, "100m", Measure::straight).parts.served, people(20));
}

TEST_F(Street, DirectionFollowsOneWayStreets) {
  s.network.use[static_cast<std::size_t>(Mode::car)][0].backward_kmh = 0;  // eastwards only
  Service& drive = s.add_service("drive", {2});
  drive.mode = Mode::car;
  EXPECT_EQ(row_of(s.run(), 0, "120").parts.served, people(30)) << "P and Q drive to the clinic";
  s.services[0].direction = Direction::from_facility;
  EXPECT_EQ(row_of(s.run(), 0, "120").parts.served, people(30)) << "it reaches R alone";
  EXPECT_EQ(row_of(s.run(), 0, "120", Measure::network, outer).parts.served, people(30));
}

TEST_F(Street, SlowAccessLegsTakeTheSlowerSpeed) {
  Service& slow = s.add_service("slow", {20});
  slow.speed_mps = 0.5;
  EXPECT_EQ(s.run().reach[0].network[r.index()], Cost(800'000 + 40'000));
  s.services[0].speed_mps = 2.0;
  EXPECT_EQ(s.run().reach[0].network[r.index()], Cost(200'000 + 20'000));
}

TEST_F(Street, RadiusOfATimeLimitIsSpeedTimesLimit) {
  s.add_service("care", {400.0 / 60 / 1.1}).speed_mps = 1.1;
  s.services[0].limits = {{true, 363'636}};  // × 1.1 = 399,999.6 mm
  EXPECT_EQ(row_of(s.run(), 0, "363.636", Measure::straight).parts.served, people(20));
  s.services[0].limits = {{true, 363'637}};
  EXPECT_EQ(row_of(s.run(), 0, "363.637", Measure::straight).parts.served, people(30));
}

TEST_F(Street, BedsFillFromTheNearestPairOn) {
  s.facilities[clinic.index()].amounts["beds"] = people(25);
  s.add_service("care", {5, 10}).capacity = "beds";
  const CoverageResult result = s.run();
  // Q first (20), then P takes 5 of 10, R none.
  const Parts all = row_of(result, 0, "600").parts;
  EXPECT_EQ(all.served, people(25));
  EXPECT_EQ(all.no_capacity, people(35));
  EXPECT_EQ(all.unconnected, people(5));
  EXPECT_EQ(row_of(result, 0, "600", Measure::network, {}, 1).parts.served,
            Amount::from_millionths(2'500'000));
  EXPECT_EQ(row_of(result, 0, "600").mean_ms, 310'000U) << "means are before capacity";
  EXPECT_EQ(result.facility_rows.at(0).load, people(20));
  EXPECT_EQ(result.facility_rows.at(1).load, people(25));
  EXPECT_EQ(result.facility_rows.at(1).served, people(25));
}

TEST_F(Street, NeedIsAShareOrAColumn) {
  s.facilities[clinic.index()].amounts["beds"] = Amount::from_millionths(900'000);
  Service& care = s.add_service("care", {10});
  care.capacity = "beds";
  care.need = 0.03;  // Q needs 0.6, P 0.3, R 0.9
  EXPECT_EQ(row_of(s.run(), 0, "600").parts.served, people(30));
  s.services[0].need_group = "older60";  // Q needs 2, of which 0.9 are met: 45 % of 20
  EXPECT_EQ(row_of(s.run(), 0, "600").parts.served, people(9));
  for (People& n : s.cells.people[1]) n = People();
  EXPECT_EQ(row_of(s.run(), 0, "600").parts.served, people(60)) << "no need: served within reach";
}

TEST_F(Street, JointServicesAreMetWhereAllMembersAre) {
  Service& near = s.add_service("near", {});
  near.limits = {{false, 100'000}};
  Service& wide = s.add_service("wide", {});
  wide.limits = {{false, 410'000}};
  wide.facility_types = {"hospital"};
  s.facilities[s.add_site("H", at(510, 0), {on_street(510)}, {inner}).index()].type = "hospital";
  s.facilities.back().amounts["beds"] = people(15);
  Service& joint = s.services.emplace_back();
  joint.id = joint.name = "both";
  joint.all = {ServiceId(0U), ServiceId(1U)};
  CoverageResult result = s.run();
  EXPECT_EQ(row_of(result, 2, "100m+410m").parts.served, people(20));
  EXPECT_EQ(row_of(result, 2, "100m+410m").parts.unconnected, people(5));
  EXPECT_EQ(row_of(result, 2, "100m+410m").mean_mm, 110'000U) << "the farther of the two";
  EXPECT_EQ(row_of(result, 2, "100m+410m", Measure::straight).parts.out_of_reach, people(45));
  EXPECT_EQ(result.reach.size(), 2U);
  s.services[1].capacity = "beds";
  result = s.run();
  // Q fills the 15 beds before R, which waits in vain; P is out of the near one's reach.
  EXPECT_EQ(row_of(result, 2, "100m+410m").parts.served, people(15));
  EXPECT_EQ(row_of(result, 2, "100m+410m").parts.no_capacity, people(5));
}

TEST_F(Street, GroupsAndLevelsThatTheStudyLacksHaveNobody) {
  s.add_service("care", {10}).group = "disabled";
  s.add_service("own", {10}).own_unit = {Tree::legal, Level::village};
  const CoverageResult result = s.run();
  EXPECT_EQ(row_of(result, 0, "600").parts.served, people(60));
  EXPECT_EQ(result.facility_rows.at(0).in_reach, People());
  EXPECT_EQ(row_of(result, 1, "600").parts.served, People());
  EXPECT_EQ(row_of(result, 1, "600").parts.out_of_reach, people(60));
}

TEST_F(Street, WithoutPeopleThereAreSitesAndNoTables) {
  SmallStudy t{{}};
  t.network = s.network;
  t.add_site("A", at(500, 0), {on_street(500)});
  t.cells.groups.clear();
  Service& care = t.services.emplace_back();
  care.id = "care";
  care.facility_types = {"clinic"};
  care.limits = {{true, 60'000}};
  const CoverageResult result = t.run();
  EXPECT_TRUE(result.rows.empty());
  ASSERT_EQ(result.facility_rows.size(), 1U);
  EXPECT_EQ(result.facility_rows[0].access_mm, 0U);
}

TEST_F(Street, TheFirstRowIsEveryoneAndEachLayerEndsWithThoseInNoUnit) {
  s.add_service("care", {5});
  const CoverageResult result = s.run();
  ASSERT_EQ(result.rows.size(), 2U * 4U * 2U);
  EXPECT_FALSE(result.rows[0].unit_layer.has_value());
  EXPECT_EQ(result.rows[0].parts.total, people(65));
  EXPECT_EQ(result.rows[1].group, 1U);
  EXPECT_EQ(result.rows[2].unit, inner);
  EXPECT_TRUE(result.rows[6].unit.is_none());
  EXPECT_EQ(result.rows[6].unit_layer, 0U);
  EXPECT_EQ(result.rows[8].measure, Measure::straight);
}

}  // namespace
}  // namespace fangyuan
