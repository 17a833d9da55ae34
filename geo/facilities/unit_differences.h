// SPDX-License-Identifier: Apache-2.0
// Sites that lie elsewhere than their list says, and why that may be. Internal to geo/facilities.
#pragma once

#include <string>
#include <vector>

#include "core/study/facility.h"
#include "geo/crs/frame.h"
#include "geo/facilities/row_report.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

/// Of one facility layer. Borrows everything.
class UnitDifferences {
 public:
  UnitDifferences(const Boundaries& boundaries, const Frame& frame)
      : boundaries_(boundaries), frame_(frame) {}

  /// `site` lies in `found` of `units.layers[layer]`, the list says `given`. REQUIRES: a place.
  void add(const Facility& site, UnitId found, UnitId given, std::size_t layer);

  /// One unit-differs per site. Where five sites or more, and at least half of them all, lie where
  /// the list says as soon as their coordinates are read as GCJ-02, BD-09 or swapped, and an equal
  /// shift in three other directions does not do as well (near a border any may, by chance), then
  /// those rows say so and one rows-shifted sums them up.
  void tell(const std::string& unit_field, RowReport& report) const;

 private:
  static constexpr std::size_t kReadings = 3;
  struct Difference {
    const Facility* site;
    UnitId found, given;
    bool fits[kReadings] = {};
  };
  /// The reading that explains the most, where one explains enough; else kReadings.
  std::size_t telling_reading() const;
  std::string shown(UnitId unit) const;

  const Boundaries& boundaries_;
  const Frame& frame_;
  std::vector<Difference> all_;
  std::size_t controls_[kReadings] = {};  ///< fits of the three other directions together
};

}  // namespace fangyuan
