// SPDX-License-Identifier: Apache-2.0
// Cells: the places where people live. Numbers always come from them, never from a polygon.
#pragma once

#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/base/id.h"
#include "core/base/place.h"

namespace fangyuan {

/// Parallel columns, one entry per cell. Cell numbers follow input order: layer, row, cell.
struct Cells {
  std::vector<Place> place;
  std::vector<std::string> groups;           ///< "total", "older60", … in the project's order
  std::vector<std::vector<People>> people;   ///< [group][cell]
  std::vector<std::vector<UnitId>> unit_of;  ///< [unit layer][cell]; none: in no unit of that level

  std::size_t size() const { return place.size(); }
};

/// Where a group's people went. source = placed + outside + unlocated, exactly.
struct GroupBalance {
  People source;
  People placed;     ///< in cells, inside a unit of the study (or anywhere, if there are no units)
  People outside;    ///< at places outside every unit of the study
  People unlocated;  ///< rows of joined tables that found no unit, rows without coordinates
};

}  // namespace fangyuan
