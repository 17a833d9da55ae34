// SPDX-License-Identifier: Apache-2.0
// Units that give ground to one another: outlines, parents and areas of all levels at once.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "geo/topology/hand_over.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

/// Strips and gaps narrower than this are slips of the pen and refused.
inline constexpr double kLeastStripM = 1.0;
/// Given corners this near to a line or a corner of a unit are on it: seven decimals of a degree
/// are a centimetre.
inline constexpr double kSameCornerM = 0.02;

struct GroundMove {
  UnitId from, to;                ///< of one layer
  std::vector<PolygonXY> ground;  ///< what `from` has of it goes to `to`
  bool both_ways = false;         ///< and what `to` has of it goes to `from`
  bool overshoots = false;        ///< ground of others within it is left to them; else refused
  bool enclaves = false;          ///< detached ground is registered (飞地) and may come about
  bool may_empty = false;         ///< `from` may give all
};

/// Why a move cannot be. `unit` is whom it concerns.
struct GroundRefusal {
  enum class Kind {
    nothing,   ///< no ground changes hands
    all_gone,  ///< nothing is left of `unit`
    outside,   ///< ground that neither unit has
    strip,     ///< a strip narrower than kLeastStripM would be left to `unit`, or won by it
    torn,      ///< `unit` would fall into pieces
    enclave,   ///< what `unit` wins does not touch it
    child      ///< `unit`, of a level below, would lie in two parents
  };
  Kind kind = Kind::nothing;
  UnitId unit;
  double area_m2 = 0, width_m = 0;
  XY where;
};

/// What happened at one level.
struct GroundChange {
  std::size_t layer = 0;
  UnitId from, to;
  std::vector<PolygonXY> moved, back;
};

/// Moves ground between two units, and, where their parents differ, between those and so on up. The
/// units below go with their ground: they change their parent and keep their outline. Edges that
/// new corners lie on get them in all units of the tree, so that no sliver comes about. `refused`
/// is set, and `boundaries` spoilt, when it cannot be. Locators are left as they were: see
/// rebuild_locators. O(corners of the units concerned and of the tree's units near the new
/// corners).
std::vector<GroundChange> move_ground(Boundaries& boundaries, const Frame& frame,
                                      const GroundMove& move,
                                      std::optional<GroundRefusal>& refused);

/// Area and label point again from the outline.
void measure_unit(Boundaries& boundaries, const Frame& frame, UnitId unit);

/// The locator of one layer from the outlines as they are.
void rebuild_locator(Boundaries& boundaries, std::size_t layer);

/// The layer of a unit.
std::size_t layer_of(const Units& units, UnitId unit);

}  // namespace fangyuan
