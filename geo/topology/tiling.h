// SPDX-License-Identifier: Apache-2.0
// Whether the units of one level tile the ground: what lies in none, in two, or outside the parent.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "geo/units/polygon.h"

namespace fangyuan {

struct EdgeTable;

inline constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

/// The units of one level, and those of the level above. Units without a parent may stand where
/// they like; then a hole that no unit fills is a gap.
struct TilingInput {
  std::vector<std::span<const PolygonXY>> units;
  std::vector<std::span<const PolygonXY>> parents;
  std::vector<std::uint32_t> parent_of;  ///< by unit, into parents, or kNobody
};

enum class FaultKind {
  gap,             ///< ground inside `parent` (or enclosed by units) that no unit has
  overlap,         ///< ground that `a` and `b` both have
  outside_parent,  ///< ground of `a` that its `parent` has not
  unmatched_line,  ///< the copies of one line that `a` and `b` have differ: thin gaps and overlaps
};

struct FaultSide {
  std::uint32_t unit = kNobody;
  double length_m = 0;  ///< of the fault's outline that the unit shares
};

struct TilingFault {
  FaultKind kind = FaultKind::gap;
  std::uint32_t a = kNobody, b = kNobody;  ///< a < b
  std::uint32_t parent = kNobody;
  std::vector<PolygonXY> shape;       ///< on the grid; of an unmatched line every piece
  XY where;                           ///< inside its largest piece
  double area_m2 = 0;                 ///< in the plane of the CRS
  double gap_m2 = 0, overlap_m2 = 0;  ///< of an unmatched line: what of the area is which
  double perimeter_m = 0;
  double length_m = 0;  ///< half the perimeter: about its length where it is thin
  double width_m = 0;   ///< mean: twice the area by the perimeter
  double apart_m = 0;   ///< how far its sides are apart at most, where it is thin and two units or
                        ///< more hold it; else 0
  bool sliver = false;  ///< thin, see is_sliver
  bool open = false;    ///< a gap that is open at an end; `shape` closes it straight
  std::vector<FaultSide> beside;  ///< units that share its outline, longest first
};

/// Thin: less than kSliverWidthM wide on average and of a compactness 4πA/P² below 0.05.
bool is_sliver(double area_m2, double perimeter_m);
inline constexpr double kSliverWidthM = 10;
inline constexpr double kSliverCompactness = 0.05;
/// Gaps and overlaps below either are drawing noise: the sum of the area, and the mean width.
inline constexpr double kNoiseM2 = 1.0;
inline constexpr double kNoiseWidthM = 0.01;

/// A ring that goes along one edge more than once.
struct RepeatedEdges {
  std::uint32_t unit = 0;
  std::size_t edges = 0;
  double length_m = 0;
  XY where;
};

struct TilingCounts {
  std::size_t noise = 0;  ///< gaps and overlaps that are drawing noise
  double noise_m2 = 0;
  std::size_t edges = 0, matched_edges = 0;  ///< of units; matched: exactly two, one on each side
};

struct TilingReport : TilingCounts {
  std::vector<TilingFault> faults;  ///< by kind, then area, the largest first
  std::vector<RepeatedEdges> repeated;
};

/// Edges that exactly two units have, one on each side, clear themselves, since the number of units
/// on the ground does not change across them. What is left is noded and parted into faces; only
/// where a face is covered twice or not at all are the lines of the units around it looked at. So a
/// clean tiling costs two sorts. O(n log n) in parallel; does not depend on the number of threads.
TilingReport check_tiling(const TilingInput& input);
/// The same over a table made before: units first, then parents.
TilingReport check_tiling(const TilingInput& input, const EdgeTable& table);

}  // namespace fangyuan
