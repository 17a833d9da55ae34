// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/near_index.h"

#include <algorithm>
#include <cmath>

namespace fangyuan {
namespace {

/// The square of it: roots are taken once, of the least.
double distance2_to(const NearIndex::Segment& s, XY p) {
  const double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y;
  const double length2 = dx * dx + dy * dy;
  double t = 0;
  if (length2 > 0) t = std::clamp(((p.x - s.a.x) * dx + (p.y - s.a.y) * dy) / length2, 0.0, 1.0);
  const double x = s.a.x + t * dx - p.x, y = s.a.y + t * dy - p.y;
  return x * x + y * y;
}

}  // namespace

NearIndex::NearIndex(std::vector<Segment> segments, double reach_m)
    : segments_(std::move(segments)), reach_(reach_m) {
  if (segments_.empty()) return;
  min_ = max_ = segments_.front().a;
  for (const Segment& s : segments_)
    for (const XY& p : {s.a, s.b}) {
      min_ = {std::min(min_.x, p.x), std::min(min_.y, p.y)};
      max_ = {std::max(max_.x, p.x), std::max(max_.y, p.y)};
    }
  constexpr double kMostBoxes = 1e6;
  const double width = max_.x - min_.x + 1, height = max_.y - min_.y + 1;
  box_ = std::max({4 * reach_, std::sqrt(width * height / kMostBoxes), width / 1e5, height / 1e5});
  columns_ = static_cast<std::size_t>(width / box_) + 1;
  rows_ = static_cast<std::size_t>(height / box_) + 1;
  // Twice over the same boxes: first counted, then filled.
  const auto each_box = [&](const Segment& s, const auto& visit) {
    const std::size_t c0 = column(std::min(s.a.x, s.b.x)), c1 = column(std::max(s.a.x, s.b.x));
    const std::size_t r0 = row(std::min(s.a.y, s.b.y)), r1 = row(std::max(s.a.y, s.b.y));
    for (std::size_t r = r0; r <= r1; ++r)
      for (std::size_t c = c0; c <= c1; ++c) visit(r * columns_ + c);
  };
  begin_.assign(columns_ * rows_ + 1, 0);
  for (const Segment& s : segments_) each_box(s, [&](std::size_t b) { ++begin_[b + 1]; });
  for (std::size_t b = 1; b < begin_.size(); ++b) begin_[b] += begin_[b - 1];
  members_.resize(begin_.back());
  std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
  for (std::uint32_t i = 0; i < segments_.size(); ++i)
    each_box(segments_[i], [&](std::size_t b) { members_[next[b]++] = i; });
}

std::size_t NearIndex::column(double x) const {
  const double at = std::clamp((x - min_.x) / box_, 0.0, static_cast<double>(columns_ - 1));
  return static_cast<std::size_t>(at);
}

std::size_t NearIndex::row(double y) const {
  const double at = std::clamp((y - min_.y) / box_, 0.0, static_cast<double>(rows_ - 1));
  return static_cast<std::size_t>(at);
}

double NearIndex::distance(XY p) const {
  if (segments_.empty() || p.x < min_.x - reach_ || p.x > max_.x + reach_ ||
      p.y < min_.y - reach_ || p.y > max_.y + reach_)
    return reach_;
  double best = reach_ * reach_;
  for (std::size_t r = row(p.y - reach_); r <= row(p.y + reach_); ++r)
    for (std::size_t c = column(p.x - reach_); c <= column(p.x + reach_); ++c)
      for (std::uint32_t i = begin_[r * columns_ + c]; i < begin_[r * columns_ + c + 1]; ++i)
        best = std::min(best, distance2_to(segments_[members_[i]], p));
  return std::sqrt(best);
}

}  // namespace fangyuan
