// SPDX-License-Identifier: Apache-2.0
// From levels on a grid to polygons, by marching squares.
#pragma once

#include <cstdint>
#include <vector>

#include "geo/surface/band.h"
#include "geo/surface/rings.h"

namespace fangyuan {

/// The part of a grid in which an outline is drawn: so many columns of tiles, from one tile on.
struct Window {
  double cell_m = 10;
  std::int32_t first_x = 0, first_y = 0;  ///< of tiles
  std::size_t tiles = 0;                  ///< side by side; nothing is inside in the last, nor in
                                          ///< the first, which cells beside them need
};

/// Draws the outline of all points whose cost is at most a limit, row of tiles by row of tiles from
/// the south, so that a field never holds more than two of them. Keep one per thread: it keeps its
/// memory.
///
///   contour.begin(window, shade);
///   for each row of tiles: { fill contour.next(); contour.draw(); }
///   contour.finish(0, polygons);
///
/// A corner is inside when its cost is ≤ limit; corners that are not reached are outside. Costs are
/// first clamped to limit ± bound, since neighbouring corners may belong to streets that differ by
/// much more; then the outline cuts a grid line where linear interpolation meets the limit (plus
/// half a unit, since costs are whole), kept at least 1 % of a cell away from corners. Saddle rule:
/// where only two opposite corners of a cell are inside, they are joined if the mean of the four
/// clamped costs is ≤ limit, else kept apart.
///
/// Polygons as polygons_of makes them. The result depends on the field alone. Every cut is met in
/// one pass and found again by its place: nothing is sorted. O(rows × tiles + cuts).
class Contour {
 public:
  void begin(Window window, Shade shade);
  /// The next row of tiles to the north, everything in it deep outside.
  Band& next();
  /// All cells whose north-west corner lies in the row that next() gave.
  void draw();
  /// Closes the north and appends the polygons, thinned within `thin_m` (rings.h; 0: not).
  void finish(double thin_m, std::vector<Circle::Polygon>& out);

 private:
  void cells(Band::Corners low, Band::Corners high, std::int64_t j);
  void cell(Band::Corners low, Band::Corners high, std::int64_t j, std::size_t i, unsigned corners);

  Window window_;
  Shade shade_;
  std::int64_t row_ = 0;  // of corners, that of the band's first
  Band bands_[2];
  std::size_t now_ = 0;
  Outlines outlines_;
  std::uint32_t west_ = 0;            // the cut east of the last cell
  std::vector<std::uint32_t> south_;  // by column: the cut of the last row of corners met
};

}  // namespace fangyuan
