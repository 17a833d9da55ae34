// SPDX-License-Identifier: Apache-2.0
// Circles: all ground points within a limit of a facility, as polygons (contract: Arithmetic,
// Circles). Pictures only: numbers come from the cells' own times.
#pragma once

#include <memory>
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
  double thin_m = 0;  ///< > 0: fewer points, the outline moved by at most so much (rings.h)
};

/// What to run the search with: the largest limit and a little more, since the outline lies between
/// corners just within the limit and corners just beyond it.
Cost search_limit(std::span<const Limit> limits, Mode mode, double off_network_mps,
                  double base_cell_m = kFinestCellM);

/// Draws circles. Keep one per thread: it keeps its memory.
class CirclePen {
 public:
  CirclePen();
  ~CirclePen();
  CirclePen(CirclePen&&) noexcept;

  /// One circle per limit, in the order given, all from one search that was run with search_limit
  /// (a search that ends at the limit itself draws it some metres short). A union is the circle of
  /// a search from many sources.
  ///
  /// Every grid corner costs what its nearest street costs there (Search::at) plus the walk off it;
  /// Contour draws the outline, costs clamped to the limit ± what it takes to walk a cell off the
  /// street (at most a minute, or 60 m). The cell is streets.base_cell_m() for walk and bicycle;
  /// by e-bike and car it is the largest level (cell_m_of) that is at most max(base cell, 1/500 of
  /// the circle's extent), circle by circle, and stated in Circle::cell_m. A circle without any
  /// street has the cells of its places alone.
  ///
  /// Deterministic: neither the other limits nor the number of threads change a circle. Safe to
  /// call from many threads with their own pen and Search and one NearestStreets; wide rows of
  /// tiles are made in parallel (TBB). O(reached + streets and rows of the tiles touched + corners
  /// of streets through which the outline can pass + cuts); memory for two rows of tiles.
  /// REQUIRES: limits of the search's metric, off_network_mps > 0.
  std::vector<Circle> draw(const CircleRequest& request, const Search& search,
                           NearestStreets& streets);

  struct Memory;

 private:
  std::unique_ptr<Memory> memory_;
};

/// The same with a pen of its own.
std::vector<Circle> circles(const CircleRequest& request, const Search& search,
                            NearestStreets& streets);

}  // namespace fangyuan
