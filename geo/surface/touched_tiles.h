// SPDX-License-Identifier: Apache-2.0
// Which tiles of the grid a search can matter to.
#pragma once

#include <cstdint>
#include <vector>

#include "core/reach/search.h"
#include "geo/surface/grid.h"

namespace fangyuan {

/// How one walks off the street.
struct OffStreet {
  double mps = 1.0;  ///< not used by a search of lengths
  double limit_m = 500;
};

/// All tiles that may hold a corner which costs at most `limit`, by y then x: those around every
/// reached vertex, as far as what is left of the limit carries along its edges and off them.
/// O(reached + tiles). REQUIRES: limit reached.
std::vector<TileKey> touched_tiles(const Search& search, Cost limit, OffStreet off,
                                   std::int32_t level, double cell_m);

/// The longer side of the box around all vertices that cost at most `limit`; 0 if there is none.
double extent_m(const Search& search, Cost limit);

}  // namespace fangyuan
