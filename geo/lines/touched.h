// SPDX-License-Identifier: Apache-2.0
// Which lines, markers and junctions a change of ground touches.
#pragma once

#include <span>
#include <vector>

#include "geo/lines/line_check.h"

namespace fangyuan {

struct TouchedMarks {
  std::vector<std::size_t> markers;    ///< into LineBook::markers, ascending
  std::vector<std::size_t> junctions;  ///< into the junctions given, ascending
  std::vector<std::size_t> lines;      ///< into LineCheck::lines, ascending
};

/// `ground`: what changes hands between units, in the project's CRS. Markers and junctions count
/// inside it, on its outline and within `within_m` of it; lines when any of their course does
/// (their course as given, `check` empty: none). O(ground + (marks + course points) log ground).
TouchedMarks touched_by(std::span<const PolygonXY> ground, const LineBook& book,
                        const LineCheck& check, std::span<const JunctionRow> junctions,
                        double within_m = 1.0);

}  // namespace fangyuan
