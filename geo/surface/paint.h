// SPDX-License-Identifier: Apache-2.0
// From a search and the nearest streets to levels on a grid.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/reach/search.h"
#include "geo/surface/band.h"
#include "geo/surface/street_tile.h"

namespace fangyuan {

/// What the legs off the street cost, for every StreetFoot::access: access_cost of their
/// millimetres.
class LegCosts {
 public:
  struct Unit {
    std::uint32_t access_unit_mm = 0;
    bool time = true;
    double off_network_mps = 1;
    friend bool operator==(const Unit&, const Unit&) = default;
  };
  /// O(1) when nothing changed since the last call.
  void use(Unit unit);
  std::uint64_t operator[](std::uint16_t access) const { return costs_[access]; }

 private:
  Unit unit_;
  std::vector<std::uint32_t> costs_;
};

/// One search as circles see it. Every corner costs search.at(its edge, its offset) + its leg, to
/// the unit; nothing is rounded beyond what StreetFoot and access_cost round. Streets that lie
/// wholly inside or outside with all of a tile's ground are not looked at corner by corner.
/// Borrows both; safe to use from many threads.
class Painter {
 public:
  Painter(const Search& search, const LegCosts& legs);

  /// Marks what the tile's corners are for a limit, in the band's tile `column`. The search must
  /// have run to limit + bound to tell all levels apart; beyond it is not reached.
  void paint(const StreetTile& tile, Shade shade, std::size_t column, Band& band) const;

 private:
  template <class CostOf>
  void paint_corners(const StreetTile& tile, const StreetTile::Part& part, Shade shade,
                     std::size_t column, Band& band, const CostOf& cost_of) const;
  bool has_source(EdgeId e) const;

  const Search& search_;
  const LegCosts& legs_;
  std::uint64_t within_;               // the search's limit
  std::vector<EdgeId> source_edges_;   // ascending
  std::vector<std::uint64_t> filter_;  // bits by hash of an edge: whether source_edges_ may have it
  std::uint32_t filter_mask_ = 0;
};

}  // namespace fangyuan
