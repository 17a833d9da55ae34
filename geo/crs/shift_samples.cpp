// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/shift_samples.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/parallel.h"

namespace fangyuan {
namespace {

constexpr std::size_t kMostSamples = 4000;
constexpr double kDegree = std::numbers::pi / 180;

/// A local plane: metres east and north of a centre. Exact enough to compare places within tens of
/// metres of each other; over a prefecture its own distortion cancels.
struct Plane {
  LonLat centre;
  double east_m, north_m;  // per degree

  explicit Plane(LonLat c) : centre(c) {
    const double s = std::sin(c.lat * kDegree);
    const double w = 1 - 0.00669438 * s * s;
    north_m = 6378137 * (1 - 0.00669438) / (w * std::sqrt(w)) * kDegree;
    east_m = 6378137 / std::sqrt(w) * std::cos(c.lat * kDegree) * kDegree;
  }
  XY operator()(LonLat p) const {
    return {(p.lon - centre.lon) * east_m, (p.lat - centre.lat) * north_m};
  }
};

std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

template <class Visit>
void each_point(const ShiftLayer& layer, const Visit& visit) {
  for (const auto& line : layer.lines) {
    const bool closed = line.size() > 1 && line.front() == line.back();
    for (std::size_t i = closed ? 1 : 0; i < line.size(); ++i) visit(line[i]);
  }
  for (const LonLat p : layer.points) visit(p);
}

ShiftReady prepare(const ShiftLayer& layer, const Plane& plane, double reach_m) {
  ShiftReady out;
  // Points that neighbours share count once: they are one piece of evidence.
  std::vector<LonLat> points;
  each_point(layer, [&](LonLat p) {
    if (std::isfinite(p.lon) && std::isfinite(p.lat) && in_shifted_area(p)) points.push_back(p);
  });
  const auto less = [](LonLat a, LonLat b) {
    return a.lon < b.lon || (a.lon == b.lon && a.lat < b.lat);
  };
  std::sort(points.begin(), points.end(), less);
  points.erase(std::unique(points.begin(), points.end()), points.end());
  // Chosen by a mixed number: a fixed step could fall in with the drawing's own rhythm.
  const std::uint64_t among = points.size() / kMostSamples + 1;
  std::array<XY, kShiftDatums.size()> sum{};
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (among > 1 && mix(i) % points.size() >= kMostSamples) continue;
    ShiftSample s;
    s.read = plane(points[i]);
    for (std::size_t d = 0; d < kShiftDatums.size(); ++d) {
      const XY undone = plane(undo_datum(kShiftDatums[d], points[i]));
      s.offset[d] = {undone.x - s.read.x, undone.y - s.read.y};
      sum[d].x -= s.offset[d].x;
      sum[d].y -= s.offset[d].y;
    }
    out.samples.push_back(s);
  }
  if (out.samples.empty()) return out;
  out.where = points[points.size() / 2];
  const auto n = static_cast<double>(out.samples.size());
  for (std::size_t d = 0; d < kShiftDatums.size(); ++d) {
    out.shift_m[d] = std::hypot(sum[d].x, sum[d].y) / n;
    out.bearing_deg[d] = std::fmod(std::atan2(sum[d].x, sum[d].y) / kDegree + 360, 360);
  }
  std::vector<NearIndex::Segment> segments;
  for (const auto& line : layer.lines)
    for (std::size_t i = 1; i < line.size(); ++i)
      segments.push_back({plane(line[i - 1]), plane(line[i])});
  for (const LonLat p : layer.points) segments.push_back({plane(p), plane(p)});
  std::erase_if(segments, [](const NearIndex::Segment& s) {
    return !(std::fabs(s.a.x) < 1e6 && std::fabs(s.a.y) < 1e6 && std::fabs(s.b.x) < 1e6 &&
             std::fabs(s.b.y) < 1e6);
  });
  out.near = std::make_unique<NearIndex>(std::move(segments), reach_m);
  return out;
}

}  // namespace

std::optional<std::vector<ShiftReady>> ready_for_shifts(std::span<const ShiftLayer> layers,
                                                        double reach_m) {
  std::optional<LonLat> centre;
  for (const ShiftLayer& layer : layers)
    each_point(layer, [&](LonLat p) {
      if (!centre && in_shifted_area(p)) centre = p;
    });
  if (!centre) return std::nullopt;
  const Plane plane(*centre);
  std::vector<ShiftReady> ready(layers.size());
  parallel_for(layers.size(),
               [&](std::size_t i) { ready[i] = prepare(layers[i], plane, reach_m); });
  return ready;
}

}  // namespace fangyuan
