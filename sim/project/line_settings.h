// SPDX-License-Identifier: Apache-2.0
// What project.toml says of lines and markers: [[boundary_lines]], [[markers]], [line_checks].
#pragma once

#include <optional>
#include <vector>

#include "core/base/place.h"
#include "geo/lines/record_source.h"
#include "sim/project/project.h"

namespace fangyuan {

/// For the command boundaries; a run reads none of it.
struct LineSettings {
  std::vector<RecordSource> lines, markers;
  double scale = 10'000;                 ///< of the agreements' maps
  std::optional<InspectionRound> round;  ///< the round that is under way
  std::optional<LonLat> route_from;      ///< where inspections set out; absent: at any marker

  bool any() const { return !lines.empty() || !markers.empty(); }
};

/// Of a project that read_project has read: what is wrong with the tables was told there. Throws
/// InputError when the file cannot be read any more.
LineSettings line_settings_of(const Project& project);

}  // namespace fangyuan
