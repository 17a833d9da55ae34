// SPDX-License-Identifier: Apache-2.0
// Boundary layers with damage of every kind: an error or a report, never a crash.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "feature_file.h"
#include "geo/units/boundaries.h"

namespace fangyuan {
namespace {

using namespace test;

std::string sound_layer(bool towns) {
  std::vector<std::string> features;
  const int n = towns ? 4 : 2, width = 2000 / n;
  for (int i = 0; i < n; ++i) {
    const std::string code =
        towns ? std::string(i < 2 ? "410202" : "410203") + "10" + std::to_string(i)
              : "41020" + std::to_string(i + 2);
    features.push_back(feature(
        "\"code\":\"" + code + "\",\"name\":\"" + (towns ? "镇" : "区") + std::to_string(i) +
            "\",\"parent\":\"" + (towns ? (i < 2 ? "410202" : "410203") : "410200") +
            "\",\"area\":\"0.5\",\"from\":\"2020-01-01\",\"lon\":\"114.34\",\"lat\":\"34.78\"",
        box(width * i, 0, width * i + width, 1000)));
  }
  return collection(features);
}

/// Bytes anywhere, digits of coordinates more often: the drawing stays readable and goes wild.
std::string damaged(std::string text, std::mt19937& random) {
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  for (std::size_t changes = 1 + below(12); changes > 0 && text.size() > 10; --changes) {
    std::size_t at = below(text.size());
    if (below(8) > 0) {
      at = text.find_first_of("0123456789", at);
      if (at != std::string::npos) text[at] = static_cast<char>('0' + below(10));
      continue;
    }
    switch (below(4)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text.erase(at, 1 + below(30));
        break;
      case 2:
        text.insert(at, text.substr(below(text.size()), 1 + below(60)));
        break;
      default:
        text.insert(at, std::string(1 + below(3), '-'));
        break;
    }
  }
  return text;
}

TEST(DamagedOutlines, AreToldOrReportedAndNeverACrash) {
  const Folder folder;
  const Frame frame{kCrs};
  const Date date = *parse_date("2025-12-31");
  std::size_t read = 0, told = 0, findings = 0;
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    std::mt19937 random(seed);
    std::vector<BoundarySource> sources(2);
    for (const bool towns : {false, true}) {
      BoundarySource& s = sources[towns ? 1 : 0];
      s.level = towns ? Level::township : Level::county;
      s.ref.path = towns ? "towns.geojson" : "counties.geojson";
      s.ref.resolved = folder.write(s.ref.path, damaged(sound_layer(towns), random));
      s.ref.fields = {{"code", "code"},       {"name", "name"},     {"parent", "parent"},
                      {"valid_from", "from"}, {"area_km2", "area"}, {"seat_lon", "lon"},
                      {"seat_lat", "lat"}};
    }
    Problems problems;
    try {
      const Boundaries b = read_boundaries(sources, date, frame, problems);
      if (problems.has_errors()) {
        ++told;
        continue;
      }
      ++read;
      findings += b.findings.size();
      ASSERT_EQ(b.shapes.size(), b.units.all.size());
      for (const Unit& u : b.units.all) {
        ASSERT_TRUE(std::isfinite(u.area_m2) && u.area_m2 >= 0) << seed << ' ' << u.code;
        ASSERT_TRUE(std::isfinite(u.label.xy.x) && std::isfinite(u.label.xy.y)) << seed;
      }
      for (const BoundaryFinding& f : b.findings) {
        ASSERT_LT(f.layer, b.units.layers.size());
        ASSERT_FALSE(words_of(f).zh.empty()) << f.code;
        ASSERT_TRUE(std::isfinite(f.area_m2)) << seed << ' ' << f.code;
      }
      for (std::size_t layer = 0; layer < b.units.layers.size(); ++layer)
        b.locate(layer, at(1000, 500));
    } catch (const InputError&) {
      ++told;
    }
  }
  EXPECT_GT(read, 30U);
  EXPECT_GT(told, 20U);
  EXPECT_GT(findings, 50U);
}

}  // namespace
}  // namespace fangyuan
