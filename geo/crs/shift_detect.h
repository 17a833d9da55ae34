// SPDX-License-Identifier: Apache-2.0
// Finds layers that lie beside the others in the way GCJ-02 and BD-09 do. Proposals only;
// nothing is moved.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/place.h"
#include "geo/crs/datum.h"

namespace fangyuan {

/// A layer as far as this needs it, in longitude/latitude as used (a datum that was given is undone
/// already).
struct ShiftLayer {
  std::string name;                        ///< for the caller
  std::vector<std::vector<LonLat>> lines;  ///< outlines (closed) or roads
  std::vector<LonLat> points;
  bool settled = false;  ///< its datum was given: never suspected, but others are compared with it
};

struct ShiftFinding {
  std::size_t layer = 0;    ///< the layer that lies beside the others
  std::size_t against = 0;  ///< the layer that shows it best
  Datum datum = Datum::as_declared;
  double within_m = 0;      ///< the distance at which it shows
  double share_before = 0;  ///< of its points that lie so near to the other layer as read
  double share_after = 0;   ///< with the datum undone
  double shift_m = 0;       ///< how far the datum moves it, and in which direction
  double bearing_deg = 0;   ///< from true to read, clockwise from north
  LonLat where;
};

/// For each layer and each datum: do its points (at most 4,000, chosen by number) lie on the lines
/// and points of another layer more often once the datum is undone, than as read and than when
/// moved as far in eleven other directions? It must stand out from those by eight standard
/// deviations. Layers that lie on a layer found so, as read, are named with it. One finding per
/// layer at most, by layer. O(points + lines) per pair; deterministic.
/// Outside China nothing is ever found.
std::vector<ShiftFinding> detect_shifts(std::span<const ShiftLayer> layers);

/// A row that says which unit it stands in.
struct ShiftRow {
  LonLat at;
  std::size_t unit = 0;  ///< into the units handed along
};
/// A unit as its rings, outer and inner alike (even-odd).
struct ShiftUnit {
  std::vector<std::vector<LonLat>> rings;
};

/// Whose datum explains why hardly a row stands in the unit it names. At most one is set.
struct ListShift {
  Datum list = Datum::as_declared;   ///< most rows do once they are undone: the list is shifted
  Datum units = Datum::as_declared;  ///< most would if shifted forward: the outlines are shifted
};

/// At least ten rows, of which 80 % must then lie inside and half as many again as do as read.
/// Single rows are the list reader's to tell (rows-shifted). O(rows × points of a unit).
ListShift detect_list_shift(std::span<const ShiftRow> rows, std::span<const ShiftUnit> units);

/// What a layer's columns say about where it comes from: outlines of a commercial map's data
/// service carry adcode, childrenNum, acroutes, subFeatureIndex, centroid. Empty: nothing; else the
/// columns that give it away ("adcode, acroutes").
std::string telltale_columns(std::span<const std::string> columns);

/// A map or datum named in a cell ("高德地图", "百度", "GCJ-02", "火星坐标"). Absent: none.
std::optional<Datum> datum_in_words(std::string_view text);

}  // namespace fangyuan
