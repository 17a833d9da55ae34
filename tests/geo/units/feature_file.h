// SPDX-License-Identifier: Apache-2.0
// Small GeoJSON files in metres of EPSG:4547 (origin 530,000 / 3,850,000), for tests.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "core/base/place.h"

namespace fangyuan::test {

inline constexpr const char* kCrs = "EPSG:4547";

inline XY at(double x, double y) { return {530'000 + x, 3'850'000 + y}; }

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "fy-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return *this / name;
  }

 private:
  std::filesystem::path path_;
};

using Points = std::vector<std::pair<double, double>>;

inline std::string ring(const Points& points) {
  std::string out = "[";
  for (std::size_t i = 0; i <= points.size(); ++i) {
    const auto [x, y] = points[i % points.size()];
    const auto p = at(x, y);
    out += (i > 0 ? ",[" : "[") + std::to_string(p.x) + "," + std::to_string(p.y) + "]";
  }
  return out + "]";
}

/// A polygon; the first ring is the outline, others are holes.
inline std::string polygon(const std::vector<Points>& rings) {
  std::string out;
  for (const auto& r : rings) out += (out.empty() ? "" : ",") + ring(r);
  return R"({"type":"Polygon","coordinates":[)" + out + "]}";
}

inline std::string box(double x0, double y0, double x1, double y1) {
  return polygon({{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}});
}

inline std::string point(double x, double y) {
  const auto p = at(x, y);
  return R"({"type":"Point","coordinates":[)" + std::to_string(p.x) + "," + std::to_string(p.y) +
         "]}";
}

/// `properties` without braces: R"("code":"410202","name":"甲区")".
inline std::string feature(const std::string& properties, const std::string& geometry) {
  return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
}

inline std::string collection(const std::vector<std::string>& features) {
  std::string out;
  for (const auto& f : features) out += (out.empty() ? "\n" : ",\n") + f;
  return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
         R"("urn:ogc:def:crs:EPSG::4547"}},"features":[)" +
         out + "]}";
}

}  // namespace fangyuan::test
