// SPDX-License-Identifier: Apache-2.0
// A city's streets (Porto's on foot, if nothing else is said), and how circles drawn on it are
// judged: every 10 m along its streets, against the search itself.
#pragma once

#include <cmath>
#include <filesystem>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/reach/search.h"
#include "geo/roads/checks.h"
#include "geo/roads/read_network.h"
#include "geo/surface/circles.h"

namespace fangyuan::samples {

/// Point in polygon by rows: each ring side is listed in the rows of 10 m that it crosses.
class Inside {
 public:
  explicit Inside(const Circle& circle) {
    for (const Circle::Polygon& polygon : circle.polygons) {
      add(polygon.outer);
      for (const auto& hole : polygon.holes) add(hole);
    }
  }
  bool operator()(XY p) const {
    const auto it = rows_.find(row(p.y));
    if (it == rows_.end()) return false;
    bool inside = false;
    for (const auto& [a, b] : it->second) {
      if ((a.y > p.y) == (b.y > p.y)) continue;
      if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
    return inside;
  }

 private:
  static std::int64_t row(double y) { return static_cast<std::int64_t>(std::floor(y / 10)); }
  void add(const std::vector<XY>& ring) {
    for (std::size_t k = 1; k < ring.size(); ++k) {
      const XY a = ring[k - 1], b = ring[k];
      for (auto r = row(std::min(a.y, b.y)); r <= row(std::max(a.y, b.y)); ++r)
        rows_[r].emplace_back(a, b);
    }
  }
  std::map<std::int64_t, std::vector<std::pair<XY, XY>>> rows_;
};

struct Sample {
  EdgeId edge;
  std::uint32_t offset_mm;
  XY xy;
};

/// Every 10 m along the streets that one can get to at all.
inline std::vector<Sample> samples_along(const Network& network, Mode mode = Mode::walk) {
  std::vector<Sample> samples;
  const std::vector<std::uint8_t> island = island_edges(network, mode);
  for (std::size_t e = 0; e < network.edges.size(); ++e) {
    const EdgeUse use = network.use[static_cast<std::size_t>(mode)][e];
    if (!(use.forward_kmh > 0 || use.backward_kmh > 0) || island[e]) continue;
    const auto shape = network.shape_of(EdgeId(e));
    const auto mm = network.shape_mm_of(EdgeId(e));
    std::size_t s = 0;
    for (std::uint32_t offset = 0; offset <= network.edges[e].length_mm; offset += 10'000) {
      while (s + 2 < shape.size() && mm[s + 1] < offset) ++s;
      const double length = mm[s + 1] - mm[s];
      const double t = length > 0 ? (offset - mm[s]) / length : 0;
      const XY a = shape[s].xy, b = shape[s + 1].xy;
      samples.push_back({EdgeId(e), offset, {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}});
    }
  }
  return samples;
}

/// How much of the street lies on the wrong side of outlines.
struct Quality {
  std::uint64_t inside = 0, reachable = 0, false_in = 0, missed = 0;

  /// `search` is the one from which `circle` was drawn.
  void judge(const Circle& circle, const Search& search, const std::vector<Sample>& all) {
    const Inside in_polygon(circle);
    for (const Sample& s : all) {
      const bool drawn = in_polygon(s.xy);
      const bool truly = search.at(s.edge, s.offset_mm) <= Cost(circle.limit.value);
      inside += drawn;
      reachable += truly;
      false_in += drawn && !truly;
      missed += truly && !drawn;
    }
  }
  double false_in_share() const {
    return static_cast<double>(false_in) / static_cast<double>(inside);
  }
  double missed_share() const {
    return static_cast<double>(missed) / static_cast<double>(reachable);
  }
};

inline std::string porto_file(const std::string& shared_data) {
  return shared_data + "/porto/porto_portugal.osm.pbf";
}

struct Porto {
  Frame frame;
  Roads roads;

  /// Throws std::runtime_error when the file cannot be read.
  explicit Porto(const std::string& file, LonLat centre = {-8.61, 41.15})
      : frame(metric_crs_for(centre)) {
    Problems problems;
    NetworkSource source;
    source.ref.path = source.ref.resolved = file;
    roads = read_roads({&source, 1}, {}, frame, problems);
    if (problems.has_errors()) throw std::runtime_error("cannot read " + file);
  }
};

/// Junctions at random, as sources on their streets.
inline std::vector<Source> random_origins(const Network& network, const std::vector<Sample>& all,
                                          std::size_t count) {
  std::mt19937 random(20251231);
  std::vector<Source> origins;
  for (std::size_t k = 0; k < count; ++k) {
    const Sample& start = all[random() % all.size()];
    const bool at_u = random() % 2 == 0;
    const Edge& edge = network.edges[start.edge.index()];
    const Place& origin = network.vertices[(at_u ? edge.u : edge.v).index()];
    origins.push_back({{start.edge, at_u ? 0 : edge.length_mm, 0, origin}, Cost::zero()});
  }
  return origins;
}

}  // namespace fangyuan::samples
