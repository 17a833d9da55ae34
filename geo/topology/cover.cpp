// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/cover.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/parallel.h"

namespace fangyuan {

Cover::Cover(std::span<const std::span<const PolygonXY>> areas)
    : areas_(areas),
      indexes_(areas.size()),
      across_(static_cast<std::size_t>(std::sqrt(static_cast<double>(areas.size()))) + 1) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  min_ = {kFar, kFar};
  XY max{-kFar, -kFar};
  for (const auto& area : areas) {
    Box box{{kFar, kFar}, {-kFar, -kFar}};
    for (const PolygonXY& polygon : area)
      for (const XY p : polygon.outer) {
        box.min = {std::min(box.min.x, p.x), std::min(box.min.y, p.y)};
        box.max = {std::max(box.max.x, p.x), std::max(box.max.y, p.y)};
      }
    boxes_.push_back(box);
    min_ = {std::min(min_.x, box.min.x), std::min(min_.y, box.min.y)};
    max = {std::max(max.x, box.max.x), std::max(max.y, box.max.y)};
  }
  size_ = std::max({max.x - min_.x, max.y - min_.y, 1.0}) / static_cast<double>(across_);
  if (!std::isfinite(size_)) size_ = 1;
  cells_.resize(across_ * across_);
  for (std::uint32_t i = 0; i < boxes_.size(); ++i) {
    const Box& b = boxes_[i];
    if (!(b.min.x <= b.max.x)) continue;
    for (std::size_t y = cell(b.min.y, min_.y); y <= cell(b.max.y, min_.y); ++y)
      for (std::size_t x = cell(b.min.x, min_.x); x <= cell(b.max.x, min_.x); ++x)
        cells_[y * across_ + x].push_back(i);
  }
}

std::size_t Cover::cell(double v, double from) const {
  const double at = std::clamp((v - from) / size_, 0.0, static_cast<double>(across_ - 1));
  return static_cast<std::size_t>(at);
}

std::vector<std::vector<std::uint32_t>> Cover::holding(std::span<const XY> points) {
  std::vector<std::vector<std::uint32_t>> out(points.size());
  std::vector<std::uint32_t> wanted;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const XY p = points[k];
    for (const std::uint32_t i : cells_[cell(p.y, min_.y) * across_ + cell(p.x, min_.x)]) {
      const Box& b = boxes_[i];
      if (p.x < b.min.x || p.x > b.max.x || p.y < b.min.y || p.y > b.max.y) continue;
      out[k].push_back(i);
      if (!indexes_[i]) wanted.push_back(i);
    }
  }
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  parallel_for(wanted.size(), [&](std::size_t k) {
    indexes_[wanted[k]] = std::make_unique<PolygonIndex>(areas_[wanted[k]]);
  });
  parallel_ranges(points.size(), 64, [&](std::size_t begin, std::size_t end) {
    for (std::size_t k = begin; k < end; ++k)
      std::erase_if(out[k],
                    [&](std::uint32_t i) { return indexes_[i]->side(points[k]) != Side::inside; });
  });
  return out;
}

}  // namespace fangyuan
