// SPDX-License-Identifier: Apache-2.0
#include "geo/out/run_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/geo/out/square_city.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

TEST(RunJson, HasTheContractsKeysInOrder) {
  const test::SquareCity city;
  const Json run = Json::parse(run_json(city.contents()));
  std::string keys;
  for (const auto& [key, value] : run.items()) keys += key + ' ';
  EXPECT_EQ(keys,
            "fangyuan project date started elapsed_s threads peak_rss_mb crs config inputs network "
            "population stages warnings ");
  EXPECT_EQ(run["date"], "2025-12-31");
  EXPECT_EQ(run["crs"], "EPSG:4547");
  EXPECT_EQ(run["elapsed_s"], 1.235);
  EXPECT_EQ(run["config"]["cells"]["size_m"], 100);
  EXPECT_EQ(run["inputs"][0].dump(),
            R"({"path":"units.gpkg","sha256":"00ff","layer":"units","features":22,"used":21,)"
            R"("rejected":1})");
  EXPECT_EQ(run["network"].dump(), R"({"vertices":0,"edges":0,"components":0,"length_km":0.0})");
  EXPECT_EQ(run["stages"][1].dump(), R"({"name":"reach","seconds":0.25})");
}

TEST(RunJson, BalancesPeopleAsPrinted) {
  const test::SquareCity city;
  const Json run = Json::parse(run_json(city.contents()));
  for (const auto& [group, balance] : city.info.population) {
    const Json& b = run["population"][group];
    const auto amount = [&](const char* key) { return Amount::from_double(b[key].get<double>()); };
    EXPECT_EQ(amount("source"), amount("placed") + amount("outside") + amount("unlocated"));
    EXPECT_EQ(amount("placed"), balance.placed);
  }
}

TEST(RunJson, TellsWarningsInBothLanguagesWithTheirPlace) {
  test::SquareCity city;
  city.info.warnings.push_back(
      {.code = "bad-name", .file = "\xB0\xA1.shp", .rule = {"名", "name"}});
  const Json run = Json::parse(run_json(city.contents()));
  EXPECT_EQ(run["warnings"][0].dump(),
            R"({"code":"island","message":"roads.osm.pbf::= 不足 2 公里的路网片不进入（共 3 处）",)"
            R"~("message_en":"roads.osm.pbf::= components under 2 km are not entered (3 times)",)~"
            R"("count":3,"where":[114.25,34.5]})");
  EXPECT_TRUE(run["warnings"][1]["where"].is_null());
}

}  // namespace
}  // namespace fangyuan
