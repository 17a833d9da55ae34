// SPDX-License-Identifier: Apache-2.0
// Sites that lie elsewhere than their list says, and why that may be. Internal to geo/facilities.
#pragma once

#include <cstddef>
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

  /// `site` lies in `given` of `units.layers[layer]`, as the list says. REQUIRES: a place.
  void agree(const Facility& site, UnitId given, std::size_t layer);

  /// One unit-differs per site. Where five sites or more, and at least half of them all, lie where
  /// the list says as soon as their coordinates are read as GCJ-02, BD-09 or swapped, and an equal
  /// shift in three other directions does not do as well (near a border any may, by chance), then
  /// those rows say so and one rows-shifted sums them up, with how many of the layer's `located`
  /// sites can be judged so: by naming a unit in which they lie by one of the two readings alone.
  void tell(const std::string& unit_field, std::size_t located, RowReport& report) const;

 private:
  static constexpr std::size_t kReadings = 3;
  struct Difference {
    const Facility* site = nullptr;
    UnitId found, given;
    bool fits[kReadings] = {};
  };
  /// A site where its list says.
  struct Agreement {
    LonLat at;
    UnitId given;
    std::size_t layer = 0;
  };
  /// Whether `at`, read so, lies in the unit.
  bool fits(std::size_t reading, LonLat at, UnitId given, std::size_t layer) const;
  /// Sites that are not shifted, since read so they would lie elsewhere than the list says.
  std::size_t sound(std::size_t reading) const;
  /// The reading that explains the most, where one explains enough; else kReadings.
  std::size_t telling_reading() const;
  std::string shown(UnitId unit) const;

  const Boundaries& boundaries_;
  const Frame& frame_;
  std::vector<Difference> all_;
  std::vector<Agreement> agreed_;
  std::size_t controls_[kReadings] = {};  ///< fits of the three other directions together
};

}  // namespace fangyuan
