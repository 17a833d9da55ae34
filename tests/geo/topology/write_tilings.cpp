// SPDX-License-Identifier: Apache-2.0
// Tilings, sound and spoilt, as GeoJSON for a second reader, with our own reading of them.
//   write_tilings FOLDER
// Writes tiling-N.geojson (features with the property id, in metres) and readings.json.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "geo/topology/line_map.h"
#include "tests/geo/topology/spoiler.h"

namespace fangyuan {
namespace {

using nlohmann::json;
using Shapes = std::vector<std::vector<PolygonXY>>;

json ring_json(const std::vector<XY>& ring) {
  json out = json::array();
  for (const XY p : ring) {
    // Positions on the grid of 0.1 mm, without the noise of binary fractions.
    out.push_back(
        {json::parse(fmt::format("{:.4f}", p.x)), json::parse(fmt::format("{:.4f}", p.y))});
  }
  return out;
}

void write_geojson(const Shapes& shapes, const std::filesystem::path& path) {
  json features = json::array();
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    json polygons = json::array();
    for (const PolygonXY& polygon : shapes[i]) {
      json rings = json::array({ring_json(polygon.outer)});
      for (const auto& hole : polygon.holes) rings.push_back(ring_json(hole));
      polygons.push_back(std::move(rings));
    }
    features.push_back({{"type", "Feature"},
                        {"properties", {{"id", i}}},
                        {"geometry", {{"type", "MultiPolygon"}, {"coordinates", polygons}}}});
  }
  std::ofstream(path) << json{{"type", "FeatureCollection"}, {"features", features}};
}

double area_of(const std::vector<XY>& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
             (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  return std::abs(twice) / 2;
}

/// The ground of a fault piece by piece, as far as no other unit than the fault's own has it too.
void add_pieces(const TilingFault& fault, json& out) {
  for (const PolygonXY& piece : fault.shape) {
    double area = area_of(piece.outer);
    for (const auto& hole : piece.holes) area -= area_of(hole);
    out.push_back(area);
  }
}

json reading_of(const Shapes& shapes, const std::string& file) {
  const auto input = test::input_of(shapes);
  const auto report = check_tiling(input);
  json out{{"file", file},
           {"units", shapes.size()},
           {"noise", report.noise},
           {"noise_m2", report.noise_m2},
           {"gap_m2", 0.0},
           {"gaps", json::array()},
           {"overlaps", json::array()},
           {"borders", json::array()},
           {"junctions", 0}};
  double gap_m2 = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> overlaps, borders;
  for (const TilingFault& f : report.faults) {
    if (f.kind == FaultKind::gap) {
      gap_m2 += f.area_m2;
      add_pieces(f, out["gaps"]);
    } else if (f.kind == FaultKind::overlap) {
      overlaps[{f.a, f.b}] += f.area_m2;
    } else if (f.kind == FaultKind::unmatched_line) {
      gap_m2 += f.gap_m2;
      overlaps[{f.a, f.b}] += f.overlap_m2;
    }
  }
  out["gap_m2"] = gap_m2;
  for (const auto& [pair, m2] : overlaps) out["overlaps"].push_back({pair.first, pair.second, m2});
  const auto table = make_edge_table(input.units);
  const auto map = make_line_map(table);
  for (const MapLine& line : map.lines) {
    if (line.uses.size() != 2) continue;
    double m = 0;
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
      const XY a = to_xy(table.points[line.points[i]]), b = to_xy(table.points[line.points[i + 1]]);
      m += std::hypot(b.x - a.x, b.y - a.y);
    }
    borders[{line.uses[0].owner, line.uses[1].owner}] += m;
  }
  for (const auto& [pair, m] : borders) out["borders"].push_back({pair.first, pair.second, m});
  out["junctions"] = std::count_if(map.junctions.begin(), map.junctions.end(),
                                   [](const Junction& j) { return j.units.size() >= 3; });
  return out;
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  json readings = json::array();
  const auto add = [&](const Shapes& shapes) {
    const auto file = fmt::format("tiling-{}.geojson", readings.size());
    write_geojson(shapes, folder / file);
    readings.push_back(reading_of(shapes, file));
  };
  constexpr std::uint64_t kTilings = 5;
  for (std::uint64_t seed = 1; seed <= kTilings; ++seed)
    add(test::make_tile_world(100 + seed, 300, 4).shapes());
  for (std::uint64_t seed = 1; seed <= kTilings; ++seed) add(test::Spoiler(seed).spoil(50).units);
  std::ofstream(folder / "readings.json") << readings.dump(1) << '\n';
  return 0;
}
