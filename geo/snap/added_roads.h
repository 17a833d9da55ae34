// SPDX-License-Identifier: Apache-2.0
// Entrances where roads were added to a network that places had entered already.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "core/network/network.h"
#include "core/reach/access.h"
#include "core/study/facility.h"
#include "geo/roads/add_roads.h"
#include "geo/snap/snapper.h"

namespace fangyuan {

/// What places gain by roads that were added (RoadAdder). Each keeps the entrances that it had, so
/// that nobody has further to go than before. It gains
///  - the entrance that it would have if it were looked for now, if that is another one;
///  - for each entrance on a street that an added road meets between its ends, the same point on
///    the copy of that part of the street.
/// Immutable, safe to share. Borrows network and frame.
class AddedRoads {
 public:
  /// For the modes in `used`. Streets are looked for as `network.use` has them now: streets that
  /// are closed come later (drop_closed).
  AddedRoads(const Network& network, std::vector<StreetCopy> copies,
             const std::array<bool, kModes>& used, const Barriers& barriers, const Frame& frame);

  /// Adds to access.cells and access.further what the places gain. REQUIRES: access.cells is as
  /// long as `places`, access.further is empty.
  void enter(Mode mode, std::span<const Place> places, double limit_m, ModeAccess& access) const;
  /// Appends to a site's entrances what it gains.
  void enter(Mode mode, const Facility& site, double limit_m,
             std::vector<Entrance>& entrances) const;

  /// For drawing: streets that have copies are found as these. Null: nobody asked for the mode.
  const Snapper* drawn(Mode mode) const { return drawn_[static_cast<std::size_t>(mode)].get(); }

 private:
  void add_copies(std::vector<Entrance>& entrances) const;

  std::vector<StreetCopy> copies_;  // by street, then from
  std::array<std::unique_ptr<const Snapper>, kModes> found_, drawn_;
};

/// Takes from places the entrances on streets that the mode may no longer use: a street that is
/// closed takes its entrances with it. Cells that have another one keep the first of these; those
/// that have none are returned, ascending.
std::vector<CellId> drop_closed(const Network& network, Mode mode, ModeAccess& access);
/// Of a site. True: it had entrances and has none now.
bool drop_closed(const Network& network, Mode mode, std::vector<Entrance>& entrances);

}  // namespace fangyuan
