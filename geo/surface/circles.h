// SPDX-License-Identifier: Apache-2.0
// Circles: all ground points within a limit of a facility, as polygons (contract: Arithmetic,
// Circles). Pictures only: numbers come from the cells' own times.
#pragma once

#include <span>
#include <vector>

#include "core/coverage/result.h"
#include "core/reach/search.h"
#include "geo/surface/nearest_streets.h"

namespace fangyuan {

struct CircleRequest {
  ServiceId service = {};
  SiteId site = {};                ///< none: the union of the service
  std::vector<Limit> limits = {};  ///< all of the search's metric
  double off_network_mps = 1.0;    ///< the smaller of the mode's and the service's speed
  /// The real places of the sites searched from: each lies inside its circle, though the walk to
  /// its own street may take longer than the limit.
  std::vector<XY> places = {};
};

/// What to run the search with: the largest limit and a little more, since the outline lies between
/// corners just within the limit and corners just beyond it.
Cost search_limit(std::span<const Limit> limits, Mode mode, double off_network_mps,
                  double base_cell_m = kFinestCellM);

/// One circle per limit, in the order given, all from one search that was run with search_limit (a
/// search that ends at the limit itself draws it some metres short). A union is the circle of a
/// search from many sources.
///
/// Every grid corner costs what its nearest street costs there (Search::at) plus the walk off it;
/// contour() draws the outline, costs clamped to the limit ± what it takes to walk a cell off the
/// street (at most a minute, or 60 m). The cell is streets.base_cell_m() for walk, bicycle and
/// e-bike; by car it is the largest level (cell_m_of) that is at most max(base cell, 1/500 of the
/// circle's extent), circle by circle, and stated in Circle::cell_m. A circle without any street
/// has the cells of its places alone.
///
/// Deterministic: neither the other limits nor the number of threads change a circle drawn on foot.
/// Safe to call from many threads with their own Search and one NearestStreets; wide rows of tiles
/// are filled in parallel (TBB). O(corners of the tiles touched); memory for two rows of tiles.
/// REQUIRES: limits of the search's metric, off_network_mps > 0.
std::vector<Circle> circles(const CircleRequest& request, const Search& search,
                            NearestStreets& streets);

}  // namespace fangyuan
