// SPDX-License-Identifier: Apache-2.0
// What two studies of one project have in common, found by comparing them: so that what is computed
// from it need not be computed again. Internal to sim/run.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/study/study.h"

namespace fangyuan {

/// Everything is compared by value, whatever edit made the difference. Sites and services keep
/// their numbers from one study to the next; further sites come behind.
class WhatStays {
 public:
  /// O(all that is compared). Borrows both.
  WhatStays(const Study& earlier, const Study& now);

  /// Units, their names and outlines.
  bool units() const { return units_; }
  /// Places, people and units of cells.
  bool cells() const { return cells_; }
  /// Where cells enter the network.
  bool entrances(Mode mode) const { return cells_enter_[static_cast<std::size_t>(mode)]; }
  /// All that a search between the sites of a service like this and whatever cells depends on.
  bool searches(const Service& service) const;
  /// All that the service's tables are made of.
  bool tables(ServiceId id) const;
  /// All that a site's circles of a service are drawn from; of none: those of their union.
  bool circle(ServiceId id, SiteId site) const;

 private:
  bool same_sites(const Service& service) const;
  bool same_shape(ServiceId id) const;
  bool same_circle(ServiceId id, std::size_t site) const;

  const Study& earlier_;
  const Study& now_;
  bool units_ = false, cells_ = false;
  std::array<bool, kModes> streets_{};                         // streets and speeds of the mode
  std::array<bool, kModes> cells_enter_{};                     // entrances of cells
  std::array<std::vector<std::uint8_t>, kModes> site_enters_;  // [site] entrances as before
  std::vector<std::uint8_t> site_;                             // [site] as before but for entrances
};

/// Of services that measure the same, whatever they are called.
bool same_measure(const Service& a, const Service& b);

}  // namespace fangyuan
