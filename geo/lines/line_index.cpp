// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/line_index.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/snap/segment_math.h"

namespace fangyuan {
namespace {

constexpr std::size_t kLeaf = 4;

double squared_to_box(XY p, XY min, XY max) {
  const double dx = std::max({min.x - p.x, 0.0, p.x - max.x});
  const double dy = std::max({min.y - p.y, 0.0, p.y - max.y});
  return dx * dx + dy * dy;
}

struct End {
  XY at;
  LineIndex::Foot foot;
};

class Strayer {
 public:
  Strayer(const LineIndex& others, double tolerance_m) : others_(others), tolerance_(tolerance_m) {}

  void add(const std::vector<XY>& part) {
    if (part.empty()) return;
    End a = end_at(part[0]);
    for (std::size_t i = 1; i < part.size(); ++i) {
      const End b = end_at(part[i]);
      look(a, b);
      a = b;
    }
  }
  const Stray& result() const { return stray_; }

 private:
  static constexpr double kDistance = 1e-4, kLength = 0.05;

  End end_at(XY p) {
    End e{p, others_.nearest(p)};
    if (!seen_ || e.foot.distance_m > stray_.apart_m) {
      stray_.apart_m = e.foot.distance_m;
      stray_.where = p;
    }
    seen_ = true;
    return e;
  }

  void look(const End& a, const End& b) {
    const double length = std::sqrt(plane::squared_distance(a.at, b.at));
    const double da = a.foot.distance_m, db = b.foot.distance_m;
    // Between the ends nothing is farther than this: by how distances change, and because the
    // distance from one segment is greatest at an end.
    double most = (da + db + length) / 2;
    for (const auto& foot : {a.foot, b.foot})
      most = std::min(most,
                      std::max(others_.distance_to(a.at, foot), others_.distance_to(b.at, foot)));
    const double least = (da + db - length) / 2;
    const bool decided = most <= tolerance_ || least > tolerance_ || length < kLength;
    const bool greatest_known = most <= stray_.apart_m + kDistance || length < kDistance;
    if (decided && greatest_known) {
      if (least > tolerance_ || (most > tolerance_ && (da + db) / 2 > tolerance_))
        stray_.beyond_m += length;
      return;
    }
    const End middle = end_at({(a.at.x + b.at.x) / 2, (a.at.y + b.at.y) / 2});
    look(a, middle);
    look(middle, b);
  }

  const LineIndex& others_;
  double tolerance_;
  Stray stray_;
  bool seen_ = false;
};

}  // namespace

LineIndex::LineIndex(std::span<const std::vector<XY>> parts) {
  for (std::uint32_t k = 0; k < parts.size(); ++k) {
    double along = 0;
    for (std::uint32_t i = 0; i + 1 < parts[k].size(); ++i) {
      segments_.push_back({parts[k][i], parts[k][i + 1], k, i, along});
      along += std::sqrt(plane::squared_distance(parts[k][i], parts[k][i + 1]));
    }
    lengths_.push_back(along);
  }
  if (segments_.empty()) return;
  std::size_t nodes = 1;
  while (nodes * kLeaf < segments_.size()) nodes *= 2;
  boxes_.resize(2 * nodes);
  build(1, 0, segments_.size());
}

LineIndex::Box LineIndex::build(std::size_t node, std::size_t begin, std::size_t end) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  Box box{{kFar, kFar}, {-kFar, -kFar}};
  const auto grow = [&](XY min, XY max) {
    box.min = {std::min(box.min.x, min.x), std::min(box.min.y, min.y)};
    box.max = {std::max(box.max.x, max.x), std::max(box.max.y, max.y)};
  };
  if (end - begin <= kLeaf || 2 * node + 1 >= boxes_.size()) {
    for (std::size_t i = begin; i < end; ++i)
      for (const XY p : {segments_[i].a, segments_[i].b}) grow(p, p);
  } else {
    const std::size_t middle = (begin + end) / 2;
    for (const Box& half : {build(2 * node, begin, middle), build(2 * node + 1, middle, end)})
      grow(half.min, half.max);
  }
  boxes_[node] = box;
  return box;
}

void LineIndex::search(std::size_t node, std::size_t begin, std::size_t end, XY p, double& best2,
                       std::size_t& found) const {
  if (end - begin <= kLeaf || 2 * node + 1 >= boxes_.size()) {
    for (std::size_t i = begin; i < end; ++i) {
      const double d = plane::foot_on(p, segments_[i].a, segments_[i].b).squared_m;
      if (d < best2 || (d == best2 && i < found)) {
        best2 = d;
        found = i;
      }
    }
    return;
  }
  const std::size_t middle = (begin + end) / 2;
  struct Side {
    std::size_t node, begin, end;
    double squared;
  };
  Side first{2 * node, begin, middle, 0}, second{2 * node + 1, middle, end, 0};
  for (Side* s : {&first, &second})
    s->squared = squared_to_box(p, boxes_[s->node].min, boxes_[s->node].max);
  if (second.squared < first.squared) std::swap(first, second);
  for (const Side& s : {first, second})
    if (s.squared <= best2) search(s.node, s.begin, s.end, p, best2, found);
}

LineIndex::Foot LineIndex::nearest(XY p) const {
  double best2 = std::numeric_limits<double>::infinity();
  std::size_t found = segments_.size();
  search(1, 0, segments_.size(), p, best2, found);
  const Segment& s = segments_[found];
  const auto foot = plane::foot_on(p, s.a, s.b);
  return {std::sqrt(best2), s.part, s.number,
          s.along_m + std::sqrt(plane::squared_distance(s.a, foot.point)), foot.point};
}

double LineIndex::distance_to(XY p, const Foot& foot) const {
  // Segments are numbered through; those of the foot's part begin where its first one stands.
  const auto at = std::lower_bound(
      segments_.begin(), segments_.end(), foot, [](const Segment& s, const Foot& f) {
        return s.part != f.part ? s.part < f.part : s.number < f.segment;
      });
  return std::sqrt(plane::foot_on(p, at->a, at->b).squared_m);
}

Stray stray_of(std::span<const std::vector<XY>> parts, const LineIndex& others,
               double tolerance_m) {
  Strayer strayer(others, tolerance_m);
  for (const auto& part : parts) strayer.add(part);
  return strayer.result();
}

}  // namespace fangyuan
