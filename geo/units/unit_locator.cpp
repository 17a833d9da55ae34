// SPDX-License-Identifier: Apache-2.0
#include "geo/units/unit_locator.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fangyuan {

UnitLocator::UnitLocator(std::span<const Entry> entries) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  min_ = {kInfinity, kInfinity};
  max_ = {-kInfinity, -kInfinity};
  for (const auto& entry : entries) {
    PolygonIndex area(entry.polygons);
    if (area.empty()) continue;
    min_ = {std::min(min_.x, area.min().x), std::min(min_.y, area.min().y)};
    max_ = {std::max(max_.x, area.max().x), std::max(max_.y, area.max().y)};
    ids_.push_back(entry.unit);
    areas_.push_back(std::move(area));
  }
  if (ids_.empty()) return;
  const auto side = std::clamp(std::sqrt(4.0 * static_cast<double>(ids_.size())), 16.0, 256.0);
  columns_ = rows_ = static_cast<std::size_t>(side);

  const auto each_box = [&](const PolygonIndex& area, auto&& visit) {
    for (auto r = row_of(area.min().y); r <= row_of(area.max().y); ++r)
      for (auto c = column_of(area.min().x); c <= column_of(area.max().x); ++c)
        visit(r * columns_ + c);
  };
  begin_.assign(columns_ * rows_ + 1, 0);
  for (const auto& area : areas_) each_box(area, [&](std::size_t box) { ++begin_[box + 1]; });
  for (std::size_t i = 0; i + 1 < begin_.size(); ++i) begin_[i + 1] += begin_[i];
  members_.resize(begin_.back());
  auto next = begin_;
  for (std::uint32_t i = 0; i < areas_.size(); ++i)
    each_box(areas_[i], [&](std::size_t box) { members_[next[box]++] = i; });
}

std::size_t UnitLocator::column_of(double x) const {
  const double width = max_.x - min_.x;
  const double k = width > 0 ? (x - min_.x) / width * static_cast<double>(columns_) : 0;
  return static_cast<std::size_t>(std::clamp(k, 0.0, static_cast<double>(columns_ - 1)));
}

std::size_t UnitLocator::row_of(double y) const {
  const double height = max_.y - min_.y;
  const double k = height > 0 ? (y - min_.y) / height * static_cast<double>(rows_) : 0;
  return static_cast<std::size_t>(std::clamp(k, 0.0, static_cast<double>(rows_ - 1)));
}

UnitId UnitLocator::find(XY p) const {
  if (ids_.empty() || !(p.x >= min_.x && p.x <= max_.x && p.y >= min_.y && p.y <= max_.y))
    return {};
  const auto box = row_of(p.y) * columns_ + column_of(p.x);
  for (auto k = begin_[box]; k < begin_[box + 1]; ++k)
    if (areas_[members_[k]].side(p) != Side::outside) return ids_[members_[k]];
  return {};
}

}  // namespace fangyuan
