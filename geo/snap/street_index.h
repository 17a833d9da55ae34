// SPDX-License-Identifier: Apache-2.0
// The streets that a mode may enter, found by place.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/network/network.h"
#include "geo/snap/segment_math.h"

namespace fangyuan {

/// A few consecutive segments of one edge: the unit that the index finds.
struct StreetRun {
  EdgeId edge;
  std::uint32_t first = 0;  ///< segment `i` of an edge joins its shape points i and i + 1
  std::uint32_t count = 0;
};

/// Edges usable in at least one direction and not in an island, as a packed R-tree over runs of
/// segments. Immutable, safe to share. About 40 bytes per edge; the shape stays in the Network.
class StreetIndex {
 public:
  /// Borrows `network`. An island is a component with less than `island_m` of usable edges.
  /// Copies of streets are left out; with `copies` the streets that have them are.
  /// O(edges log edges).
  StreetIndex(const Network& network, Mode mode, double island_m, bool copies = false);
  ~StreetIndex();
  StreetIndex(StreetIndex&&) noexcept;

  /// Replaces `out` by the runs whose box meets the given one (a superset of the segments that do),
  /// in no particular order. O(log n + found).
  void find(XY min, XY max, std::vector<StreetRun>& out) const;

  const Network& network() const;
  bool empty() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The nearest point of one edge to some place.
struct EdgeFoot {
  EdgeId edge;
  std::uint32_t segment = 0;
  plane::Foot foot;
};

/// What decides between two feet: the distance, then the lower edge, then the earlier point on it.
inline bool nearer(const EdgeFoot& l, const EdgeFoot& r) {
  if (l.foot.squared_m != r.foot.squared_m) return l.foot.squared_m < r.foot.squared_m;
  if (l.edge != r.edge) return l.edge < r.edge;
  if (l.segment != r.segment) return l.segment < r.segment;
  return l.foot.t < r.foot.t;
}

/// Millimetres from the edge's first point as drawn to a point on its segment: shape_mm at the
/// segment's start + round(t × the segment's mm), at most the edge's length.
std::uint32_t offset_mm(const Network& network, EdgeId edge, std::uint32_t segment, double t);

}  // namespace fangyuan
