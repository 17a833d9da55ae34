// SPDX-License-Identifier: Apache-2.0
// Straight-line distances between sites and cells. The core knows no ellipsoid: geo/crs provides
// them (geo/crs/straight_line.h).
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/cost.h"
#include "core/base/id.h"

namespace fangyuan {

/// The cost between one site and a cell.
struct CellCost {
  CellId cell;
  Cost cost;
  friend bool operator==(const CellCost&, const CellCost&) = default;
};

class StraightLine {
 public:
  virtual ~StraightLine() = default;
  /// Every cell within `radius_mm` of the site (≤ counts) with its distance: geodesic, to the
  /// nearest whole millimetre, between the real points; from a polygon, from its outline (0
  /// inside) or any entrance, whichever is nearest. A site without a place has none. Appends to
  /// `out`, each cell once, in no particular order. Safe to call from several threads.
  virtual void within(SiteId site, std::uint32_t radius_mm, std::vector<CellCost>& out) const = 0;
};

}  // namespace fangyuan
