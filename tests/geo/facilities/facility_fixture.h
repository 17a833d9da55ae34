// SPDX-License-Identifier: Apache-2.0
// A small city for facility tests, in metres from the origin of feature_file.h:
//
//   y 1000 ┌───────────┬───────────┐
//          │ 410202001 │ 410202200 │   township: 城东街道 | 西姜寨乡
//          │  城东街道 │  西姜寨乡 │   county:   410202 鼓楼区, both
//        0 └───────────┴───────────┘
//          0         1000        2000
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "geo/facilities/read_facilities.h"
#include "geo/units/boundaries.h"
#include "tests/geo/units/feature_file.h"

namespace fangyuan::test {

class FacilityTest : public testing::Test {
 protected:
  static constexpr Date kDate{std::chrono::year(2025), std::chrono::month(12),
                              std::chrono::day(31)};

  FacilityTest() {
    const auto unit = [](const char* code, const char* name, const char* unit_class, double x0,
                         double x1) {
      return feature(std::string(R"("code":")") + code + R"(","name":")" + name + R"(","class":")" +
                         unit_class + '"',
                     box(x0, 0, x1, 1000));
    };
    std::vector<BoundarySource> sources(2);
    sources[0].level = Level::county;
    sources[0].ref.path = "county.geojson";
    sources[0].ref.resolved =
        folder_.write("county.geojson", collection({unit("410202", "鼓楼区", "市辖区", 0, 2000)}));
    sources[1].level = Level::township;
    sources[1].ref.path = "township.geojson";
    sources[1].ref.resolved = folder_.write(
        "township.geojson", collection({unit("410202001", "城东街道", "街道", 0, 1000),
                                        unit("410202200", "西姜寨乡", "乡", 1000, 2000)}));
    Problems told;
    boundaries_ = read_boundaries(sources, kDate, frame_, told);
    EXPECT_FALSE(told.has_errors());
  }

  /// A table in the project's CRS; its columns x and y are found unasked.
  FacilitySource table(const std::string& name, const std::string& text) {
    FacilitySource s;
    s.ref.path = name;
    s.ref.resolved = folder_.write(name, text);
    s.ref.crs = kCrs;
    return s;
  }
  /// "x,y" of a CSV cell pair, metres from the origin.
  static std::string xy(double x, double y) {
    return std::to_string(at(x, y).x) + ',' + std::to_string(at(x, y).y);
  }
  FacilitySource drawn(const std::string& name, const std::vector<std::string>& features) {
    FacilitySource s;
    s.ref.path = name;
    s.ref.resolved = folder_.write(name, collection(features));
    return s;
  }

  FacilityTable read(std::vector<FacilitySource> sources) {
    problems_ = {};
    for (std::size_t i = 0; i < sources.size(); ++i)
      sources[i].ref.key = "facilities[" + std::to_string(i) + "]";
    return read_facilities(sources, kDate, with_units_ ? &boundaries_ : nullptr, frame_, problems_);
  }
  FacilityTable read(const FacilitySource& source) { return read(std::vector{source}); }

  const Problem* told(const std::string& code) const {
    for (const Problem& p : problems_.all())
      if (p.code == code) return &p;
    return nullptr;
  }
  std::vector<std::string> errors() const {
    std::vector<std::string> out;
    for (const Problem& p : problems_.all())
      if (p.severity == Severity::error) out.push_back(p.code);
    return out;
  }
  std::string unit_code(const Facility& f, std::size_t layer) const {
    return f.unit_of.at(layer) ? boundaries_.units[f.unit_of[layer]].code : "";
  }

  Folder folder_;
  Frame frame_{kCrs};
  Boundaries boundaries_;
  bool with_units_ = true;
  Problems problems_;
};

}  // namespace fangyuan::test
