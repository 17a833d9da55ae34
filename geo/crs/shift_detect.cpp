// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/shift_detect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <numbers>

#include "geo/crs/near_index.h"

namespace fangyuan {
namespace {

constexpr std::size_t kMostSamples = 4000;
constexpr double kReach = 30;
constexpr std::array<double, 4> kWithin = {1, 3, 10, 30};  // metres
constexpr int kDirections = 12;                            // the datum's own and eleven others
constexpr int kBeside = 8;
constexpr double kBesideMetres = 150;
constexpr double kLeastZ = 8;
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

void each_point(const ShiftLayer& layer, const std::function<void(LonLat)>& visit) {
  for (const auto& line : layer.lines) {
    const bool closed = line.size() > 1 && line.front() == line.back();
    for (std::size_t i = closed ? 1 : 0; i < line.size(); ++i) visit(line[i]);
  }
  for (const LonLat p : layer.points) visit(p);
}

struct Sample {
  XY read;
  std::array<XY, 2> offset;  ///< from as read to undone, by datum
};

using Counts = std::array<double, kWithin.size()>;

constexpr std::array<Datum, 2> kDatums = {Datum::gcj02, Datum::bd09};

/// A layer prepared for comparing.
struct Prepared {
  std::vector<Sample> samples;
  std::unique_ptr<NearIndex> near;
  LonLat where;
  double shift_m[2] = {0, 0}, bearing[2] = {0, 0};
};

Prepared prepare(const ShiftLayer& layer, const Plane& plane) {
  Prepared out;
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
  XY sum[2] = {};
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (among > 1 && mix(i) % points.size() >= kMostSamples) continue;
    Sample s;
    s.read = plane(points[i]);
    for (std::size_t d = 0; d < 2; ++d) {
      const XY undone = plane(undo_datum(kDatums[d], points[i]));
      s.offset[d] = {undone.x - s.read.x, undone.y - s.read.y};
      sum[d].x -= s.offset[d].x;
      sum[d].y -= s.offset[d].y;
    }
    out.samples.push_back(s);
  }
  if (out.samples.empty()) return out;
  out.where = points[points.size() / 2];
  const auto n = static_cast<double>(out.samples.size());
  for (std::size_t d = 0; d < 2; ++d) {
    out.shift_m[d] = std::hypot(sum[d].x, sum[d].y) / n;
    out.bearing[d] = std::fmod(std::atan2(sum[d].x, sum[d].y) / kDegree + 360, 360);
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
  out.near = std::make_unique<NearIndex>(std::move(segments), kReach);
  return out;
}

/// How many samples lie within each distance of the other layer, each moved by its own `move`.
template <class Move>
Counts count(const std::vector<const Sample*>& samples, const NearIndex& near, Move move) {
  Counts out{};
  for (const Sample* s : samples) {
    const XY by = move(*s);
    const double d = near.distance({s->read.x + by.x, s->read.y + by.y});
    for (std::size_t k = 0; k < kWithin.size(); ++k)
      if (d < kWithin[k]) ++out[k];
  }
  return out;
}

Counts count_as_read(const std::vector<const Sample*>& samples, const NearIndex& near) {
  return count(samples, near, [](const Sample&) { return XY{}; });
}

/// What chance gives: mean and standard deviation of counts, at least that of rare events.
class Chance {
 public:
  void add(const Counts& c) {
    ++n_;
    for (std::size_t k = 0; k < c.size(); ++k) {
      sum_[k] += c[k];
      squares_[k] += c[k] * c[k];
    }
  }
  double z(double value, std::size_t k) const {
    const double mean = sum_[k] / n_;
    const double variance = std::max(0.0, squares_[k] / n_ - mean * mean);
    return (value - mean) / std::sqrt(std::max({variance, mean, 1.0}));
  }

 private:
  double n_ = 0;
  Counts sum_{}, squares_{};
};

struct Verdict {
  double z = 0;       ///< of the datum undone
  double z_read = 0;  ///< of as read
  std::size_t datum = 0, within = 0;
  double before = 0, after = 0;
};

/// Compares one layer with another under one datum; the distance that shows it best counts.
Verdict compare(const std::vector<const Sample*>& samples, const NearIndex& near, std::size_t datum,
                const Counts& as_read) {
  Verdict out;
  out.datum = datum;
  const Counts own = count(samples, near, [&](const Sample& s) { return s.offset[datum]; });
  bool promising = false;
  for (std::size_t k = 0; k < kWithin.size(); ++k)
    promising = promising || (own[k] >= 8 && own[k] > 1.3 * as_read[k] + 3);
  if (!promising) return out;
  // As far in other directions; and a little beside, since drawings with a rhythm (blocks, raster
  // cells) fall in step over a wide range, but true lines only where they belong.
  Chance elsewhere, beside;
  for (int i = 1; i < kDirections; ++i) {
    const double turn = 2 * std::numbers::pi * i / kDirections;
    const double c = std::cos(turn), n = std::sin(turn);
    elsewhere.add(count(samples, near, [&](const Sample& s) {
      const XY o = s.offset[datum];
      return XY{c * o.x - n * o.y, n * o.x + c * o.y};
    }));
  }
  for (int i = 0; i < kBeside; ++i) {
    const double turn = 2 * std::numbers::pi * i / kBeside;
    const XY step{kBesideMetres * std::cos(turn), kBesideMetres * std::sin(turn)};
    beside.add(count(samples, near, [&](const Sample& s) {
      return XY{s.offset[datum].x + step.x, s.offset[datum].y + step.y};
    }));
  }
  for (std::size_t k = 0; k < kWithin.size(); ++k) {
    const double z = std::min(elsewhere.z(own[k], k), beside.z(own[k], k));
    out.z_read = std::max(out.z_read, elsewhere.z(as_read[k], k));
    if (z > out.z && own[k] >= 8) {
      out.z = z;
      out.within = k;
      out.before = as_read[k];
      out.after = own[k];
    }
  }
  return out;
}

/// The samples that the other layer could be near to at all.
std::vector<const Sample*> within_reach(const std::vector<Sample>& samples, const NearIndex& near) {
  constexpr double kFarthestShift = 2500;
  std::vector<const Sample*> out;
  for (const Sample& s : samples)
    if (s.read.x > near.min().x - kFarthestShift && s.read.x < near.max().x + kFarthestShift &&
        s.read.y > near.min().y - kFarthestShift && s.read.y < near.max().y + kFarthestShift)
      out.push_back(&s);
  return out;
}

}  // namespace

std::vector<ShiftFinding> detect_shifts(std::span<const ShiftLayer> layers) {
  std::optional<LonLat> centre;
  for (const ShiftLayer& layer : layers)
    each_point(layer, [&](LonLat p) {
      if (!centre && in_shifted_area(p)) centre = p;
    });
  if (!centre) return {};
  const Plane plane(*centre);
  std::vector<Prepared> ready;
  for (const ShiftLayer& layer : layers) ready.push_back(prepare(layer, plane));

  std::vector<std::optional<ShiftFinding>> found(layers.size());
  std::vector<double> strength(layers.size(), 0);
  const auto note = [&](std::size_t a, std::size_t b, const Verdict& v, double samples) {
    strength[a] = v.z;
    found[a] = ShiftFinding{a,
                            b,
                            kDatums[v.datum],
                            kWithin[v.within],
                            v.before / samples,
                            v.after / samples,
                            ready[a].shift_m[v.datum],
                            ready[a].bearing[v.datum],
                            ready[a].where};
  };
  for (std::size_t a = 0; a < layers.size(); ++a) {
    if (layers[a].settled || ready[a].samples.size() < 8) continue;
    for (std::size_t b = 0; b < layers.size(); ++b) {
      if (a == b || !ready[b].near || ready[b].near->empty()) continue;
      const auto samples = within_reach(ready[a].samples, *ready[b].near);
      if (samples.size() < 8) continue;
      const Counts as_read = count_as_read(samples, *ready[b].near);
      const Verdict one = compare(samples, *ready[b].near, 0, as_read);
      const Verdict two = compare(samples, *ready[b].near, 1, as_read);
      const Verdict& best = one.z >= two.z ? one : two;
      const Verdict& other = one.z >= two.z ? two : one;
      if (best.z >= kLeastZ && best.z > 2 * best.z_read && best.z > 1.5 * other.z &&
          best.z > strength[a])
        note(a, b, best, static_cast<double>(samples.size()));
    }
  }
  // A layer that lies on one found so (levels of one atlas share their lines) was shifted with it.
  const std::vector<std::optional<ShiftFinding>> first = found;
  for (std::size_t a = 0; a < layers.size(); ++a) {
    if (first[a] || layers[a].settled || ready[a].samples.size() < 4) continue;
    for (std::size_t b = 0; b < layers.size(); ++b) {
      if (!first[b] || !ready[b].near) continue;
      const auto samples = within_reach(ready[a].samples, *ready[b].near);
      if (samples.empty()) continue;
      const Counts as_read = count_as_read(samples, *ready[b].near);
      const auto n = static_cast<double>(samples.size());
      if (as_read[0] < 0.8 * n) continue;
      Verdict same;
      same.datum = first[b]->datum == Datum::gcj02 ? 0 : 1;
      same.before = same.after = as_read[0];
      note(a, b, same, n);
      break;
    }
  }
  std::vector<ShiftFinding> out;
  for (const auto& finding : found)
    if (finding) out.push_back(*finding);
  return out;
}

}  // namespace fangyuan
