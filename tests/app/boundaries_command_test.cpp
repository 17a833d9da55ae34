// SPDX-License-Identifier: Apache-2.0
// fangyuan boundaries as a user starts it: what it writes, what it refuses.
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct Checked : testing::Test {
  SmallTown town;

  Outcome check(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{
        "boundaries", town.project().string(), "--out", town.out().string(), "--lang", "en"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }
  Json report() const { return Json::parse(read_file(town.out() / "boundaries.json")); }
  /// Eastgate's copy of the line between the townships, a corner of it about 4.6 m to the east.
  void spoil_line(const std::string& corner = "114.32005") {
    town.replace(
        "towns.geojson", "[114.34,34.80],[114.34,34.82],[114.32,34.82],[114.32,34.80]]]",
        "[114.34,34.80],[114.34,34.82],[114.32,34.82],[" + corner + ",34.81],[114.32,34.80]]]");
  }
  int rows_of(const char* layer) const {
    GDALAllRegister();
    const std::unique_ptr<GDALDataset> file(
        GDALDataset::Open((town.out() / "boundaries.gpkg").c_str(), GDAL_OF_VECTOR));
    OGRLayer* rows = file ? file->GetLayerByName(layer) : nullptr;
    return rows ? static_cast<int>(rows->GetFeatureCount()) : -1;
  }
};

TEST_F(Checked, ASoundTownHasLinesAndJunctionsAndNoFindings) {
  const auto outcome = check();
  EXPECT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const auto json = report();
  EXPECT_TRUE(json["findings"].empty());
  ASSERT_EQ(json["layers"].size(), 2U);
  EXPECT_EQ(json["layers"][1]["units"], 2);
  EXPECT_EQ(json["layers"][1]["matched_edges"], 1);
  EXPECT_EQ(json["markers"], "not_checked");
  // The line of 0.02° along a meridian, and what each has with the outside.
  double between = 0;
  for (const auto& b : json["borders"])
    if (b["unit"] == "410202001" && b["other"] == "410202002") between = b["length_m"];
  EXPECT_NEAR(between, 2218.7, 1);
  EXPECT_EQ(rows_of("faults"), 0);
  EXPECT_EQ(rows_of("borders"), 4);
  EXPECT_EQ(rows_of("junctions"), 2);
  EXPECT_TRUE(fs::exists(town.out() / "boundaries.xlsx"));
}

TEST_F(Checked, AFindingIsAResultWithPlaceAndProposal) {
  spoil_line();
  const auto outcome = check();
  EXPECT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("warning unit-gap towns.geojson:"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.out.find("unit-gap 1"), std::string::npos) << outcome.out;
  const auto json = report();
  ASSERT_EQ(json["findings"].size(), 1U);
  const auto& f = json["findings"][0];
  EXPECT_EQ(f["code"], "unit-gap");
  EXPECT_EQ(f["parent"], "410202");
  // First the one with the longer border to it: the one whose copy bends.
  EXPECT_EQ(f["unit"], "410202002");
  EXPECT_EQ(f["other"], "410202001");
  EXPECT_NEAR(f["area_m2"].get<double>(), 0.5 * 2218.7 * 4.575, 10);
  EXPECT_NEAR(f["apart_m"].get<double>(), 4.575, 0.02);
  EXPECT_EQ(f["sliver"], true);
  EXPECT_NEAR(f["where"][0].get<double>(), 114.32002, 2e-5);
  EXPECT_FALSE(f["mend"].get<std::string>().empty());
  // The two copies are told as the finding, not as lines with the outside.
  double outside = 0;
  for (const auto& b : json["borders"])
    if (b["layer"][1] == "township" && b["other"].is_null()) outside += b["length_m"].get<double>();
  EXPECT_NEAR(outside, 2 * 2218.7 + 4 * 1830, 20);
  EXPECT_EQ(rows_of("faults"), 1);
  EXPECT_EQ(rows_of("fault_areas"), 1);
}

TEST_F(Checked, CopiesFarApartAreAnError) {
  spoil_line();
  ASSERT_EQ(check().exit, 0);
  EXPECT_EQ(report()["findings"][0]["severity"], "error");
}

TEST_F(Checked, CopiesWithinTheMapsToleranceAreWorthALook) {
  spoil_line("114.320005");  // 0.46 m: within a tenth of a millimetre at 1:10,000
  ASSERT_EQ(check().exit, 0);
  ASSERT_EQ(report()["findings"].size(), 1U);
  EXPECT_EQ(report()["findings"][0]["severity"], "warning");
}

TEST_F(Checked, ReadsBoundariesOnly) {
  town.remove("people.csv");
  town.remove("roads.geojson");
  EXPECT_EQ(check().exit, 0);
  town.remove("towns.geojson");
  const auto outcome = check({"--force"});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("error file-missing towns.geojson"), std::string::npos) << outcome.err;
  EXPECT_EQ(report()["layers"].size(), 2U) << "the old result has gone";
}

TEST_F(Checked, WithoutBoundariesThereIsNothingToCheck) {
  town.table("boundaries", 1, "");
  town.table("boundaries", 0, "");
  const auto outcome = check();
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("error boundaries-none project.toml:boundaries:"), std::string::npos)
      << outcome.err;
  EXPECT_FALSE(fs::exists(town.out()));
}

TEST_F(Checked, AFullFolderNeedsForceAndAForeignFileStops) {
  ASSERT_EQ(check().exit, 0);
  const auto again = check();
  EXPECT_EQ(again.exit, 2);
  EXPECT_NE(again.err.find("error out-not-empty"), std::string::npos) << again.err;
  EXPECT_EQ(check({"--force"}).exit, 0);
  std::ofstream(town.out() / "mine.txt") << "mine";
  const auto foreign = check({"--force"});
  EXPECT_EQ(foreign.exit, 2);
  EXPECT_NE(foreign.err.find("error out-not-ours"), std::string::npos) << foreign.err;
}

TEST_F(Checked, TheSameBytesWithAnyNumberOfThreads) {
  spoil_line();
  std::vector<std::string> first;
  for (const char* threads : {"1", "2", "8"}) {
    ASSERT_EQ(check({"--force", "--threads", threads}).exit, 0);
    std::vector<std::string> now;
    for (const char* file : {"boundaries.json", "boundaries.gpkg", "boundaries.xlsx"})
      now.push_back(read_file(town.out() / file));
    if (first.empty()) first = now;
    EXPECT_EQ(now, first) << threads;
  }
}

}  // namespace
}  // namespace fangyuan::test
