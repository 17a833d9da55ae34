// SPDX-License-Identifier: Apache-2.0
// Which tiles of the grid a search can matter to.
#pragma once

#include <cstdint>
#include <vector>

#include "core/reach/search.h"
#include "geo/surface/grid.h"

namespace fangyuan {

/// The streets that one search touches, as rectangles on the ground.
class TouchedStreets {
 public:
  /// `off_network_mps` is not used by a search of lengths. O(edges touched).
  TouchedStreets(const Search& search, double access_limit_m, double off_network_mps);

  /// The longer side of what lies within the limit, as seen from the streets' ends.
  double extent_m(Cost limit) const;

  /// All tiles that may hold a corner within the limit, by y then x. REQUIRES: limit reached.
  std::vector<TileKey> tiles(std::int32_t level, double cell_m, Cost limit) const;

 private:
  struct Box {
    XY min, max;
  };
  struct Street {
    Cost least;
    Box box;
  };
  struct TileBox;
  static Box box_of(const Network& network, const Edge& edge);
  static std::vector<TileKey> covered(std::int32_t level, const std::vector<TileBox>& boxes);
  double walk_m(Cost left) const;

  const Search& search_;
  double access_limit_m_;
  double off_network_mps_;
  std::vector<Street> streets_;
};

}  // namespace fangyuan
