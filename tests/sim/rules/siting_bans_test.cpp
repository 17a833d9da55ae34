// SPDX-License-Identifier: Apache-2.0
// Siting bans: a square of farmland from (0,0) to (100,100), a railway along y = 1000.
#include "sim/run/siting_bans.h"

#include <gtest/gtest.h>

#include "geo/facilities/land_distance.h"

namespace fangyuan {
namespace {

struct Ground {
  Land land;
  Units units;
  std::vector<Facility> sites;
  RulePack pack;
  Date date{std::chrono::year(2025), std::chrono::month(6), std::chrono::day(30)};

  Ground() {
    LandFeature field;
    field.role = LandRole::exclusion;
    field.layer = "永久基本农田";
    field.polygons = {{{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}, {}, {}, {}}};
    LandFeature rail;
    rail.role = LandRole::barrier;
    rail.layer = "铁路";
    rail.lines = {{{{}, {0, 1000}}, {{}, {5000, 1000}}}};
    land.features = {field, rail};
    land.names = {"永久基本农田", "铁路"};
    land.roles = {LandRole::exclusion, LandRole::barrier};
    units.all.resize(1);
    units.all[0].code = "410202";
    pack.bans = {ban("永久基本农田", 0), ban("铁路", 500)};
  }
  static SitingBan ban(const char* layer, double buffer_m) {
    SitingBan b;
    b.id = std::string("pack/") + layer;
    b.name = b.layer = layer;
    b.buffer_m = buffer_m;
    b.types = {"cemetery_township"};
    b.confidence = "A";
    return b;
  }
  Facility& site(double x, double y) {
    Facility f;
    f.id = f.name = "s" + std::to_string(sites.size());
    f.type = "cemetery_township";
    f.place = Place{{}, {x, y}};
    sites.push_back(f);
    return sites.back();
  }
  std::vector<IndicatorRow> rows() const {
    return ban_rows(std::span(&pack, 1), {land, units, sites, date});
  }
};

TEST(LandDistance, IsZeroInsideAndToTheEdgeOutside) {
  Ground g;
  const LandFeature& field = g.land.features[0];
  EXPECT_EQ(land_distance_m(field, g.site(50, 50), 0), 0);
  EXPECT_EQ(land_distance_m(field, g.site(100, 50), 0), 0);
  EXPECT_DOUBLE_EQ(*land_distance_m(field, g.site(103, 104), 5), 5);
  EXPECT_FALSE(land_distance_m(field, g.site(103, 104), 4.9));
  Facility& yard = g.site(-500, -500);  // an outline around the whole field
  for (const XY p : {XY{-10, -10}, XY{200, -10}, XY{200, 200}, XY{-10, 200}, XY{-10, -10}})
    yard.outline.push_back({{}, p});
  EXPECT_EQ(land_distance_m(field, yard, 0), 0);
}

TEST(SitingBans, NameTheSitesWithinTheBuffer) {
  Ground g;
  g.site(50, 50);
  g.site(300, 600);  // 400 m from the railway
  g.site(300, 499);  // 501 m
  g.site(60, 60).status = Status::closed;
  const auto rows = g.rows();
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].status, RuleStatus::not_met);
  EXPECT_EQ(rows[0].value->to_string(), "1");
  EXPECT_EQ(rows[1].code, "s0");
  EXPECT_EQ(rows[2].name, "禁建：铁路 500 米内");
  EXPECT_EQ(rows[2].value->to_string(), "1");
  EXPECT_EQ(rows[3].code, "s1");
  EXPECT_EQ(rows[3].value->to_string(), "400");
}

TEST(SitingBans, DoNotPassALayerThatWasNotSupplied) {
  Ground g;
  g.site(3000, 3000);
  g.pack.bans.push_back(Ground::ban("生态保护红线", 0));
  auto rows = g.rows();
  EXPECT_EQ(rows[0].status, RuleStatus::met);
  EXPECT_EQ(rows[1].status, RuleStatus::met);
  EXPECT_EQ(rows[2].status, RuleStatus::not_checked);
  g.site(0, 0).place.reset();
  EXPECT_EQ(g.rows()[0].status, RuleStatus::no_data);  // one stands nobody knows where
  g.sites.clear();
  EXPECT_EQ(g.rows()[0].status, RuleStatus::not_checked);
}

TEST(SitingBans, BesideSomethingDoNotPassWithoutADistance) {
  Ground g;
  g.site(3000, 1005);  // five metres from the railway
  g.pack.bans = {Ground::ban("铁路", 0)};
  EXPECT_EQ(g.rows()[0].status, RuleStatus::met);  // a rule about the line itself
  g.pack.bans[0].beside = true;                    // whatever its name
  EXPECT_EQ(g.rows()[0].status, RuleStatus::not_checked);
  EXPECT_EQ(g.rows()[0].note.zh, "原文没有写距离，只查了占压");
  g.pack.bans[0].buffer_m = 10;
  EXPECT_EQ(g.rows()[0].status, RuleStatus::not_met);
  EXPECT_TRUE(g.rows()[0].note.zh.empty());
}

TEST(SitingBans, KnowTheirPlaceAndDay) {
  Ground g;
  g.site(50, 50);
  g.pack.bans[0].jurisdiction = "37";
  g.pack.bans[1].valid_to =
      Date{std::chrono::year(2025), std::chrono::month(6), std::chrono::day(29)};
  auto rows = g.rows();
  EXPECT_EQ(rows[0].status, RuleStatus::not_binding);
  EXPECT_EQ(rows[1].status, RuleStatus::not_binding);
  g.pack.bans[0].jurisdiction = "41";
  g.pack.bans[0].valid_to = g.pack.bans[1].valid_to;
  g.pack.bans[0].unconfirmed = true;  // an old list whose successor is not at hand
  rows = g.rows();
  EXPECT_EQ(rows[0].status, RuleStatus::not_met);
  EXPECT_EQ(rows[0].confidence, "A 待核对");
  EXPECT_NE(rows[0].note.zh.find("2025-06-29"), std::string::npos);
}

}  // namespace
}  // namespace fangyuan
