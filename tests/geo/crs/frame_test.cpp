// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/frame.h"

#include <gtest/gtest.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <stdexcept>
#include <thread>
#include <vector>

#include "core/base/problem.h"

namespace fangyuan {
namespace {

TEST(MetricCrs, IsTheThreeDegreeZoneInChinaAndUtmElsewhere) {
  EXPECT_EQ(metric_crs_for({114.3, 34.8}), "EPSG:4547");
  EXPECT_EQ(metric_crs_for({123.7, 41.3}), "EPSG:4550");
  EXPECT_EQ(metric_crs_for({73.6, 39.0}), "EPSG:4534");
  EXPECT_EQ(metric_crs_for({135.0, 48.0}), "EPSG:4554");
  EXPECT_EQ(metric_crs_for({-8.6, 41.15}), "EPSG:32629");
  EXPECT_EQ(metric_crs_for({-51.2, -30.05}), "EPSG:32722");
  EXPECT_EQ(metric_crs_for({180, 10}), "EPSG:32660");
}

TEST(Frame, TurnsThereAndBackEastingFirst) {
  const Frame frame("EPSG:4547");
  const XY xy = frame.to_xy(LonLat{114, 34});
  EXPECT_NEAR(xy.x, 500000, 1e-6);
  EXPECT_NEAR(xy.y, 3763'655, 500);  // the meridian's length from the equator
  for (const LonLat p : {LonLat{113.1, 33.2}, LonLat{115.9, 35.6}}) {
    const LonLat back = frame.to_lonlat(frame.to_xy(p));
    EXPECT_LT(geodesic_mm(p, back), 0.001);
  }
}

TEST(Frame, LeavesDegreesToProjOnlyWhereTheDatumDiffers) {
  // ETRS89 and WGS 84 are one to PROJ; CGCS2000 and WGS 84 are one by our own rule.
  const LonLat p{114.5, 34.5};
  const XY cgcs = Frame("EPSG:4547").to_xy(p);
  const XY utm = Frame("EPSG:32650").to_xy(p);
  EXPECT_LT(geodesic_mm(Frame("EPSG:4547").to_lonlat(cgcs), Frame("EPSG:32650").to_lonlat(utm)),
            0.001);
}

TEST(Frame, RefusesWhatIsNotMetric) {
  for (const char* crs : {"EPSG:4326", "EPSG:4490", "EPSG:2263", "EPSG:99999", "", "auto", "花"}) {
    try {
      const Frame frame{std::string(crs)};
      ADD_FAILURE() << crs;
    } catch (const InputError& e) {
      EXPECT_EQ(e.problems().at(0).code, "crs-unknown");
      EXPECT_EQ(e.problems().at(0).value, crs);
    }
  }
}

TEST(Frame, ThrowsWherePointsCannotBeProjected) {
  const Frame frame("EPSG:4547");
  EXPECT_THROW(frame.to_xy(LonLat{NAN, 30}), std::domain_error);
  EXPECT_THROW(frame.to_xy(LonLat{114, 400}), std::domain_error);
}

TEST(Frame, GivesTheSameBitsOnEveryThread) {
  const Frame frame("EPSG:4547");
  std::vector<LonLat> in;
  for (int i = 0; i < 2000; ++i) in.push_back({113.5 + i * 0.0005, 34.0 + i * 0.0003});
  std::vector<XY> want(in.size());
  frame.to_xy(in, want);
  std::vector<std::vector<XY>> got(8, std::vector<XY>(in.size()));
  std::vector<std::thread> threads;
  for (auto& out : got)
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < in.size(); ++i) out[i] = frame.to_xy(in[i]);
    });
  for (std::thread& t : threads) t.join();
  for (const auto& out : got) EXPECT_EQ(out, want);
}

TEST(Geodesic, AgreesWithKnownLengthsAndAreas) {
  // One degree of the equator and the quarter meridian of WGS 84.
  EXPECT_NEAR(geodesic_mm({0, 0}, {1, 0}), 111'319'490.793, 0.01);
  EXPECT_NEAR(geodesic_mm({0, 0}, {0, 90}), 10'001'965'729.313, 0.01);
  EXPECT_EQ(whole_geodesic_mm({0, 0}, {1, 0}), 111'319'491U);
  EXPECT_EQ(whole_geodesic_mm({0, 0}, {179, 0}), 4'294'967'294U);
  EXPECT_EQ(geodesic_mm({114, 34}, {114, 34}), 0);
  const std::vector<LonLat> octant = {{0, 0}, {90, 0}, {0, 90}, {0, 0}};
  EXPECT_NEAR(geodesic_ring_area_m2(octant) / (510'065'621'724'088.44 / 8), 1, 1e-9);
  const std::vector<LonLat> turned(octant.rbegin(), octant.rend());
  EXPECT_EQ(geodesic_ring_area_m2(turned), geodesic_ring_area_m2(octant));
  EXPECT_EQ(geodesic_ring_area_m2({}), 0);
}

}  // namespace
}  // namespace fangyuan
