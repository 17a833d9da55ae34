// SPDX-License-Identifier: Apache-2.0
// How large a square stands for one cell on a map.
#pragma once

#include "geo/out/run_contents.h"

namespace fangyuan {

/// The side in metres: `cell_size_m`, or, where the people came as points farther apart than that
/// (villages, hexagons' centres), the median distance from an inhabited cell to the next one, at
/// most 1,000 m (or `cell_size_m`, if that is more). Of up to 2,000 cells evenly through the list;
/// O(n log n) for n cells.
double cell_side_m(const RunContents& contents);

}  // namespace fangyuan
