// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/base_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <vector>

namespace fangyuan {
namespace {

constexpr std::size_t kMostPoints = 150'000;
/// From the widest: a class, and what OSM calls its slip roads.
constexpr std::array<std::string_view, 5> kMainClasses = {"motorway", "trunk", "primary",
                                                          "secondary", "tertiary"};

void write(LonLat p, std::string& out) {
  fmt::format_to(std::back_inserter(out), "[{:.5f},{:.5f}]", p.lon, p.lat);
}

void write(std::span<const LonLat> line, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i > 0) out += ',';
    write(line[i], out);
  }
  out += ']';
}

class Writer {
 public:
  explicit Writer(const Study& study) : study_(study) {}

  void streets() {
    const Network& network = study_.roads.network;
    std::vector<std::vector<EdgeId>> edges(kMainClasses.size());
    std::vector<std::size_t> points(kMainClasses.size());
    for (std::size_t e = 0; e < network.edges.size(); ++e) {
      const Edge& edge = network.edges[e];
      const std::string& name = network.classes[edge.road_class];
      const auto it = std::find_if(kMainClasses.begin(), kMainClasses.end(), [&](auto wanted) {
        return name == wanted || name == std::string(wanted) + "_link";
      });
      if (it == kMainClasses.end()) continue;
      const auto c = static_cast<std::size_t>(it - kMainClasses.begin());
      edges[c].emplace_back(e);
      points[c] += edge.shape_count;
    }
    std::size_t sent = 0;
    for (std::size_t c = 0; c < edges.size(); ++c) {
      if ((sent += points[c]) > kMostPoints) return;
      if (edges[c].empty()) continue;
      begin("street", kMainClasses[c], "MultiLineString");
      for (std::size_t i = 0; i < edges[c].size(); ++i) {
        std::vector<LonLat> line;
        for (const Place& p : network.shape_of(edges[c][i])) line.push_back(p.lonlat);
        if (i > 0) out_ += ',';
        write(line, out_);
      }
      end();
    }
  }

  void barriers() {
    const Barriers& barriers = study_.roads.barriers;
    for (const Barriers::Area& area : barriers.areas) {
      begin("water", {}, "Polygon");
      write(lonlat(area.outer), out_);
      for (const auto& hole : area.holes) {
        out_ += ',';
        write(lonlat(hole), out_);
      }
      end();
    }
    if (barriers.lines.empty()) return;
    begin("barrier", {}, "MultiLineString");
    for (std::size_t i = 0; i < barriers.lines.size(); ++i) {
      if (i > 0) out_ += ',';
      write(lonlat(barriers.lines[i]), out_);
    }
    end();
  }

  std::string take() {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + std::move(out_) + "]}";
  }

 private:
  void begin(std::string_view is, std::string_view road_class, std::string_view geometry) {
    if (!out_.empty()) out_ += ",\n";
    out_ += fmt::format(R"({{"type":"Feature","properties":{{"is":"{}")", is);
    if (!road_class.empty()) out_ += fmt::format(R"(,"class":"{}")", road_class);
    out_ += fmt::format(R"(}},"geometry":{{"type":"{}","coordinates":[)", geometry);
  }
  void end() { out_ += "]}}"; }

  std::vector<LonLat> lonlat(std::span<const XY> line) const {
    std::vector<LonLat> out(line.size());
    study_.frame->to_lonlat(line, out);
    return out;
  }

  const Study& study_;
  std::string out_;
};

}  // namespace

std::string base_map_json(const Study& study) {
  Writer writer(study);
  writer.barriers();
  writer.streets();
  return writer.take();
}

}  // namespace fangyuan
