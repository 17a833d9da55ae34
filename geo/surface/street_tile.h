// SPDX-License-Identifier: Apache-2.0
// A tile of the nearest-street raster, grouped by street.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/network/network.h"
#include "geo/surface/grid.h"

namespace fangyuan {

/// Where a corner enters its street.
struct StreetFoot {
  std::uint16_t along = 0;   ///< from the edge's first point as drawn, in 1/65535 of its length
  std::uint16_t access = 0;  ///< in NearestStreets::access_unit_mm()

  std::uint32_t offset_mm(std::uint32_t length_mm) const {
    return static_cast<std::uint32_t>((std::uint64_t{along} * length_mm + kWhole / 2) / kWhole);
  }
  static constexpr std::uint32_t kWhole = 65535;
};

struct CornerStreet {
  EdgeId edge;  ///< none: no street within the access limit
  StreetFoot foot;
};
using CornerStreets = std::array<CornerStreet, kTileCorners>;  ///< corner_in_tile

/// The ground of a tile, street by street: whoever draws decides about a whole street first, and
/// looks at its corners only where the outline can pass. About 5 bytes a corner.
struct StreetTile {
  using Row = std::uint32_t;  ///< bit i: the i-th corner of a row
  static_assert(kTileSide == 32);

  struct Part {
    EdgeId edge;
    std::uint16_t first_row = 0;   ///< into rows
    std::uint16_t first_foot = 0;  ///< into feet
    std::uint8_t south = 0;        ///< the tile's row that the first of its rows is
    std::uint8_t row_count = 0;
    StreetFoot least, greatest;  ///< of its feet, each number by itself
  };
  std::vector<Part> parts;       ///< by edge
  std::vector<Row> rows;         ///< of each part from its southernmost on; may be 0 in between
  std::vector<StreetFoot> feet;  ///< of each part, row by row, from the west

  StreetTile() = default;
  explicit StreetTile(const CornerStreets& corners);
  CornerStreets corners() const;
  bool empty() const { return parts.empty(); }
};

}  // namespace fangyuan
