// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/shift_detect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/base/parallel.h"
#include "geo/crs/shift_samples.h"

namespace fangyuan {
namespace {

constexpr double kReach = 30;
constexpr std::array<double, 4> kWithin = {1, 3, 10, 30};  // metres
constexpr int kDirections = 12;                            // the datum's own and eleven others
constexpr int kBeside = 8;
constexpr double kBesideMetres = 150;
constexpr double kLeastZ = 8;

using Counts = std::array<double, kWithin.size()>;

/// How many samples lie within each distance of the other layer, each moved by its own `move`.
template <class Move>
Counts count(const std::vector<const ShiftSample*>& samples, const NearIndex& near, Move move) {
  Counts out{};
  for (const ShiftSample* s : samples) {
    const XY by = move(*s);
    const double d = near.distance({s->read.x + by.x, s->read.y + by.y});
    for (std::size_t k = 0; k < kWithin.size(); ++k)
      if (d < kWithin[k]) ++out[k];
  }
  return out;
}

Counts count_as_read(const std::vector<const ShiftSample*>& samples, const NearIndex& near) {
  return count(samples, near, [](const ShiftSample&) { return XY{}; });
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
Verdict compare(const std::vector<const ShiftSample*>& samples, const NearIndex& near,
                std::size_t datum, const Counts& as_read) {
  Verdict out;
  out.datum = datum;
  const Counts own = count(samples, near, [&](const ShiftSample& s) { return s.offset[datum]; });
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
    elsewhere.add(count(samples, near, [&](const ShiftSample& s) {
      const XY o = s.offset[datum];
      return XY{c * o.x - n * o.y, n * o.x + c * o.y};
    }));
  }
  for (int i = 0; i < kBeside; ++i) {
    const double turn = 2 * std::numbers::pi * i / kBeside;
    const XY step{kBesideMetres * std::cos(turn), kBesideMetres * std::sin(turn)};
    beside.add(count(samples, near, [&](const ShiftSample& s) {
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
std::vector<const ShiftSample*> within_reach(const std::vector<ShiftSample>& samples,
                                             const NearIndex& near) {
  constexpr double kFarthestShift = 2500;
  std::vector<const ShiftSample*> out;
  for (const ShiftSample& s : samples)
    if (s.read.x > near.min().x - kFarthestShift && s.read.x < near.max().x + kFarthestShift &&
        s.read.y > near.min().y - kFarthestShift && s.read.y < near.max().y + kFarthestShift)
      out.push_back(&s);
  return out;
}

}  // namespace

std::vector<ShiftFinding> detect_shifts(std::span<const ShiftLayer> layers) {
  const auto prepared = ready_for_shifts(layers, kReach);
  if (!prepared) return {};
  const std::vector<ShiftReady>& ready = *prepared;

  std::vector<std::optional<ShiftFinding>> found(layers.size());
  std::vector<double> strength(layers.size(), 0);
  const auto note = [&](std::size_t a, std::size_t b, const Verdict& v, double samples) {
    strength[a] = v.z;
    found[a] = ShiftFinding{a,
                            b,
                            kShiftDatums[v.datum],
                            kWithin[v.within],
                            v.before / samples,
                            v.after / samples,
                            ready[a].shift_m[v.datum],
                            ready[a].bearing_deg[v.datum],
                            ready[a].where};
  };
  parallel_for(layers.size(), [&](std::size_t a) {
    if (layers[a].settled || ready[a].samples.size() < 8) return;
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
  });
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
