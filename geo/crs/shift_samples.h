// SPDX-License-Identifier: Apache-2.0
// A layer made ready to be compared with others by detect_shifts. Internal to geo/crs.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/crs/near_index.h"
#include "geo/crs/shift_detect.h"

namespace fangyuan {

/// The datums that a layer may have been shifted by.
inline constexpr std::array<Datum, 2> kShiftDatums = {Datum::gcj02, Datum::bd09};

/// A point of the layer, in a plane that all layers share.
struct ShiftSample {
  XY read;
  std::array<XY, kShiftDatums.size()> offset;  ///< from as read to undone, by datum
};

struct ShiftReady {
  std::vector<ShiftSample> samples;
  std::unique_ptr<NearIndex> near;  ///< null: no sample
  LonLat where;
  std::array<double, kShiftDatums.size()> shift_m{};      ///< the samples' mean, by datum
  std::array<double, kShiftDatums.size()> bearing_deg{};  ///< from true to read
};

/// Each layer ready, in the same order; all layers in one local plane around the first point that
/// the datums shift. Samples are at most about 4,000 a layer, each place once. near looks `reach_m`
/// far. Absent: no layer has such a point. O(points log points + lines), layers in parallel.
std::optional<std::vector<ShiftReady>> ready_for_shifts(std::span<const ShiftLayer> layers,
                                                        double reach_m);

}  // namespace fangyuan
