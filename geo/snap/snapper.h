// SPDX-License-Identifier: Apache-2.0
// Where places enter the street network (contract: Arithmetic, Entrance and Access).
#pragma once

#include <span>
#include <vector>

#include "core/network/network.h"
#include "core/study/facility.h"
#include "geo/crs/frame.h"
#include "geo/roads/barriers.h"
#include "geo/snap/barrier_index.h"
#include "geo/snap/street_index.h"

namespace fangyuan {

struct SnapOptions {
  double island_m = 2000;  ///< components with less than this of usable edges are not entered
  bool copies = false;  ///< streets that have copies (core/network/copies.h) are entered on these
};

/// Entrances for one mode.
///
///   Snapper snapper(network, Mode::walk, barriers, frame);
///   std::vector<Entrance> of_cell = snapper.nearest(cells.place, 500);
///
/// The entrance of a place is the point nearest to it of the nearest edge that
///  - the mode may use in at least one direction,
///  - is not in an island,
///  - can be walked to in a straight line (to that point) without crossing a barrier.
/// Nearest is compared on unrounded distances in the project's CRS; an exact tie goes to the lower
/// edge number, then to the earlier point on the edge. When the geodesic length of that leg, in
/// whole millimetres, exceeds the limit, the place is unconnected.
///
/// Immutable after construction and safe to share. Borrows network and frame.
class Snapper {
 public:
  /// O(n log n) in edges and barriers.
  Snapper(const Network& network, Mode mode, const Barriers& barriers, const Frame& frame,
          SnapOptions options = {});

  /// An entrance that is not connected() if there is none. A few microseconds.
  Entrance nearest(const Place& place, double limit_m) const;

  /// The same for many, in parallel; one entry per place.
  std::vector<Entrance> nearest(std::span<const Place> places, double limit_m) const;

  /// Where one enters a facility; empty: unconnected (or it has no place).
  ///  - Given entrance points: the entrance of each that is connected, in their order.
  ///  - An outline: the points where it meets an edge (distance 0), by edge then offset, one per
  ///    point; if there is none, the one point of an edge that is nearest to the outline, by the
  ///    rules above (the leg starts on the outline).
  ///  - A point: its entrance.
  std::vector<Entrance> entrances_of(const Facility& facility, double limit_m) const;

  const Network& network() const { return streets_.network(); }
  const StreetIndex& streets() const { return streets_; }
  const BarrierIndex& barriers() const { return barriers_; }
  const Frame& frame() const { return *frame_; }

  /// The nearest edge by the rules above whose foot is at most `reach_m` away in the project's CRS
  /// (no geodesic, no rounding); its edge is none if there is none. For callers in a hot loop:
  /// `scratch` is overwritten.
  struct Scratch {
    std::vector<StreetRun> runs;
    std::vector<EdgeFoot> feet;
  };
  EdgeFoot nearest_foot(XY place, double reach_m, Scratch& scratch) const;

 private:
  Entrance nearest(const Place& place, double limit_m, Scratch& scratch) const;
  std::vector<Entrance> entrances_of_outline(std::span<const Place> outline, double limit_m) const;
  Place place_on(EdgeId edge, std::uint32_t segment, double t, XY point) const;

  StreetIndex streets_;
  BarrierIndex barriers_;
  const Frame* frame_;
};

}  // namespace fangyuan
