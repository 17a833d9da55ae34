// SPDX-License-Identifier: Apache-2.0
#include "geo/people/centre_grid.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace fangyuan {
namespace {

double middle(std::int64_t k, double size_m) { return (static_cast<double>(k) + 0.5) * size_m; }

// The least k whose middle is ≥ v.
std::int64_t first_from(double v, double size_m) {
  auto k = static_cast<std::int64_t>(std::ceil(v / size_m - 0.5));
  while (middle(k, size_m) < v) ++k;
  while (middle(k - 1, size_m) >= v) --k;
  return k;
}

struct RowCrossings {
  std::vector<double> x;
  bool touched = false;  ///< a vertex lies on the row: spans alone do not decide
};

// Crossings of the outlines with each row of centres.
class Scan {
 public:
  Scan(std::span<const PolygonXY> polygons, double size_m) : polygons_(polygons), size_(size_m) {
    double low = INFINITY, high = -INFINITY;
    each_ring([&](const std::vector<XY>& ring) {
      for (const auto& p : ring) {
        low = std::min(low, p.y);
        high = std::max(high, p.y);
        left_ = std::min(left_, p.x);
        right_ = std::max(right_, p.x);
      }
    });
    if (!(low <= high)) return;
    first_row_ = first_from(low, size_);
    const auto end_row = first_from(high, size_) + 1;
    rows_.resize(static_cast<std::size_t>(std::max<std::int64_t>(0, end_row - first_row_)));
    each_ring([&](const std::vector<XY>& ring) {
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) add(ring[i], ring[i + 1]);
    });
  }

  // visit(row, first column, last column), rows from north to south, runs from west to east.
  template <class Visit>
  void runs(Visit&& visit) {
    for (auto k = rows_.size(); k-- > 0;) {
      auto& row = rows_[k];
      const auto number = first_row_ + static_cast<std::int64_t>(k);
      if (row.touched) {
        run_between(left_, right_, number, true, visit);
        continue;
      }
      std::sort(row.x.begin(), row.x.end());
      for (std::size_t i = 0; i + 1 < row.x.size(); i += 2)
        run_between(row.x[i], row.x[i + 1], number, false, visit);
    }
  }

 private:
  // A crossing is computed to far better than this; centres nearer than it are asked exactly.
  static constexpr double kDoubtM = 1e-6;

  template <class Each>
  void each_ring(Each&& each) const {
    for (const auto& polygon : polygons_) {
      each(polygon.outer);
      for (const auto& hole : polygon.holes) each(hole);
    }
  }

  void add(XY a, XY b) {
    if (a.y > b.y) std::swap(a, b);
    const auto begin = first_from(a.y, size_);
    for (auto r = begin; r < first_row_ + static_cast<std::int64_t>(rows_.size()); ++r) {
      const double y = middle(r, size_);
      if (y > b.y) break;
      auto& row = rows_[static_cast<std::size_t>(r - first_row_)];
      if (y == a.y || y == b.y)
        row.touched = true;
      else
        row.x.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
  }

  bool inside(Centre c) {
    if (!index_) index_.emplace(polygons_);
    return index_->side(centre_point(c, size_)) == Side::inside;
  }

  template <class Visit>
  void run_between(double x0, double x1, std::int64_t row, bool ask_all, Visit&& visit) {
    std::optional<std::int64_t> first;
    auto c = first_from(x0 - kDoubtM, size_);
    for (; middle(c, size_) <= x1 + kDoubtM; ++c) {
      const double x = middle(c, size_);
      const bool ask = ask_all || x < x0 + kDoubtM || x > x1 - kDoubtM;
      if (!ask || inside({row, c})) {
        if (!first) first = c;
      } else if (first) {
        visit(row, *first, c - 1);
        first.reset();
      }
    }
    if (first) visit(row, *first, c - 1);
  }

  std::span<const PolygonXY> polygons_;
  double size_;
  double left_ = INFINITY, right_ = -INFINITY;
  std::int64_t first_row_ = 0;
  std::vector<RowCrossings> rows_;
  std::optional<PolygonIndex> index_;
};

}  // namespace

XY centre_point(Centre c, double size_m) {
  return {middle(c.column, size_m), middle(c.row, size_m)};
}

std::vector<Centre> centres_inside(std::span<const PolygonXY> polygons, double size_m) {
  std::vector<Centre> out;
  Scan(polygons, size_m).runs([&](std::int64_t row, std::int64_t first, std::int64_t last) {
    for (auto c = first; c <= last; ++c)
      if (out.empty() || Centre{row, c} > out.back()) out.push_back({row, c});
  });
  return out;
}

CentreMask::CentreMask(std::span<const PolygonXY> polygons, double size_m) {
  for (const auto& polygon : polygons)
    Scan(std::span(&polygon, 1), size_m)
        .runs([&](std::int64_t row, std::int64_t first, std::int64_t last) {
          rows_[row].emplace_back(first, last);
        });
  for (auto& [row, runs] : rows_) {
    std::sort(runs.begin(), runs.end());
    std::vector<Run> joined;
    for (const auto& run : runs)
      if (!joined.empty() && run.first <= joined.back().second + 1)
        joined.back().second = std::max(joined.back().second, run.second);
      else
        joined.push_back(run);
    runs = std::move(joined);
  }
}

bool CentreMask::has(Centre c) const {
  const auto row = rows_.find(c.row);
  if (row == rows_.end()) return false;
  const auto after =
      std::upper_bound(row->second.begin(), row->second.end(), c.column,
                       [](std::int64_t column, const Run& r) { return column < r.first; });
  return after != row->second.begin() && std::prev(after)->second >= c.column;
}

}  // namespace fangyuan
