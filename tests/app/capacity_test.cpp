// SPDX-License-Identifier: Apache-2.0
// From a project to filling.csv, access.csv and equality.csv, by hand.
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <set>

#include "tests/app/csv_rows.h"
#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

/// Along the street of 34.81°, a block being about 457 m:
///
///     west     A       middle      B                    far
///   114.305  114.310  114.3145  114.320             114.335
///
/// 10 older people in the west and in the middle, 5 far off; 10 beds at A and at B. On foot 10
/// minutes bring the west to A, the middle to A (411 m) and B (503 m).
struct StreetTown : SmallTown {
  StreetTown() {
    write("people.csv",
          "id,lon,lat,total,older60\nwest,114.305,34.81,50,10\nmiddle,114.3145,34.81,50,10\n"
          "far,114.335,34.81,50,5\n");
    write("facilities.csv",
          "id,name,type,beds,status,opened,lon,lat\n"
          "A,A,community_care,10,in_use,2015-05-01,114.31,34.81\n"
          "B,B,community_care,10,in_use,2015-05-01,114.32,34.81\n"
          "f3,South clinic,clinic,0,in_use,2010-01-01,114.3225,34.8025\n");
    set("need = 0.03", "need = 1");
    replace("towns.geojson", R"("name":"Eastgate","class":"街道")",
            R"("name":"Eastgate","class":"镇")");
  }
};

Row row_of(const std::vector<Row>& rows, const Row& where) {
  for (const Row& row : rows) {
    bool fits = true;
    for (const auto& [column, value] : where) fits = fits && row.at(column) == value;
    if (fits) return row;
  }
  ADD_FAILURE() << "no such row";
  return {};
}

void expect(const Row& row, const Row& values) {
  for (const auto& [column, value] : values) EXPECT_EQ(row.at(column), value) << column;
}

TEST(Capacity, BestFillingStandsBesideNearestFirst) {
  const StreetTown town;
  const Outcome outcome = town.run();
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const auto rows = table_of(town.out() / "filling.csv");
  ASSERT_EQ(rows.size(), 12U);  // three limits; all, county, two townships
  const Row all = row_of(rows, {{"limit", "600"}, {"level", "all"}});
  expect(all, {{"service", "care"},
               {"measure", "network"},
               {"need", "25"},
               {"need_in_reach", "20"},
               {"nearest_first", "10"},
               {"best", "20"},
               {"won", "10"},
               {"served", "10"},
               {"served_best", "20"},
               {"nearest_first_km", ""},
               {"note", ""}});
  // 411 m, and 457 m + 503 m, at a metre a second for ten people each.
  EXPECT_NEAR(std::stod(all.at("nearest_first_min")), 10 * 411.6 / 60, 0.5);
  EXPECT_NEAR(std::stod(all.at("best_min")), 10 * (457.3 + 503.1) / 60, 1);
  const Row west = row_of(rows, {{"limit", "600"}, {"name", "Westgate"}});
  expect(west, {{"best", "20"}, {"won", "10"}});
  EXPECT_NE(west.at("note").find("one of several"), std::string::npos);
  expect(row_of(rows, {{"limit", "300"}, {"level", "all"}}), {{"best", "0"}, {"won", "0"}});
  const auto coverage = table_of(town.out() / "coverage.csv");
  for (const Row& row : rows)
    EXPECT_EQ(row.at("served"), row_of(coverage, {{"service", row.at("service")},
                                                  {"limit", row.at("limit")},
                                                  {"measure", row.at("measure")},
                                                  {"level", row.at("level")},
                                                  {"code", row.at("code")},
                                                  {"group", "older60"}})
                                    .at("served"));
  const auto sites = table_of(town.out() / "facilities.csv");
  expect(row_of(sites, {{"service", "care"}, {"limit", "600"}, {"facility", "B"}}),
         {{"load", "0"}, {"load_best", "10"}});
  EXPECT_NE(outcome.out.find("就近装填得到 10 · 最优装填得到 20（多 10）"), std::string::npos)
      << outcome.out;
}

TEST(Capacity, PlacesPerThousandPeople) {
  const StreetTown town;
  const Outcome outcome = town.run({"--lang", "en"});
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const auto rows = table_of(town.out() / "access.csv");
  ASSERT_EQ(rows.size(), 4U);
  // A is for 20, B for the middle alone: 1.5 and 0.5 beds each; far off none.
  expect(row_of(rows, {{"level", "all"}}), {{"limit", "900"},
                                            {"decay", "binary"},
                                            {"group", "older60"},
                                            {"people", "25"},
                                            {"mean_per_thousand", "800"},
                                            {"lowest_per_thousand", "0"},
                                            {"people_none", "5"},
                                            {"share_none", "0.200000"},
                                            {"places", "20"},
                                            {"places_without_people", "0"}});
  expect(row_of(rows, {{"name", "Westgate"}}),
         {{"mean_per_thousand", "1000"}, {"lowest_per_thousand", "500"}, {"places", ""}});
  EXPECT_NE(outcome.out.find("places per thousand people: 800.0 · without any 20.0 %"),
            std::string::npos)
      << outcome.out;
  GDALAllRegister();
  const std::unique_ptr<GDALDataset> map(
      GDALDataset::Open((town.out() / "coverage.gpkg").c_str(), GDAL_OF_VECTOR));
  ASSERT_TRUE(map);
  std::multiset<double> cells;
  for (const auto& feature : *map->GetLayerByName("cells"))
    cells.insert(feature->GetFieldAsDouble("care_per_thousand"));
  EXPECT_EQ(cells, (std::multiset<double>{0, 500, 1500}));
}

TEST(Capacity, EqualityOfTheTwoTownships) {
  const StreetTown town;
  ASSERT_EQ(town.run().exit, 0);
  const auto rows = table_of(town.out() / "equality.csv");
  // West: 10 of 20 served, East none of 5: Gini 2 · 20 · 5 · ½ ÷ (2 · 25² · 0.4).
  const Row share = row_of(rows, {{"service", "care"},
                                  {"limit", "900"},
                                  {"measure", "network"},
                                  {"indicator", "share_served"}});
  expect(share, {{"level", "township"},
                 {"units", "2"},
                 {"people", "25"},
                 {"mean", "0.400000"},
                 {"gini", "0.200000"},
                 {"theil_between", ""},  // one county
                 {"urban_mean", "0.500000"},
                 {"rural_mean", "0.000000"},
                 {"urban_over_rural", ""},
                 {"people_in_worst_tenth", "0.200000"}});
  expect(row_of(rows, {{"service", "care"}, {"indicator", "places_per_thousand"}}),
         {{"mean", "800.000000"}, {"gini", "0.200000"}, {"urban_minus_rural", "1000.000000"}});
  for (const Row& row : rows) EXPECT_EQ(row.at("level"), "township");  // there is but one county
}

TEST(Capacity, KeysOfTheServiceAreObeyedAndRefusedTogether) {
  StreetTown town;
  town.set("need = 1",
           "need = 1\nbest_filling = false\n"
           "floating_catchment = { decay = \"step\", zones_min = [8, 15], weights = [1, 0.5] }");
  ASSERT_EQ(town.run().exit, 0);
  const auto filling = table_of(town.out() / "filling.csv");
  expect(row_of(filling, {{"limit", "600"}, {"level", "all"}}),
         {{"nearest_first", "10"}, {"best", ""}, {"won", ""}, {"best_min", ""}});
  // A: both within 8 minutes (480 m); B: the middle at 503 m, ½ → 10 ÷ 5 · ½.
  expect(row_of(table_of(town.out() / "access.csv"), {{"level", "all"}}),
         {{"decay", "step"}, {"mean_per_thousand", "800"}});
  town.set("weights = [1, 0.5]", "weights = [1, 1.5], limit_m = 3");
  const Outcome refused = town.run({"--force"});
  EXPECT_EQ(refused.exit, 2);
  for (const char* key : {"floating_catchment:weights=1.5", "floating_catchment:limit_m"})
    EXPECT_NE(refused.err.find(key), std::string::npos) << refused.err;
}

}  // namespace
}  // namespace fangyuan::test
