// SPDX-License-Identifier: Apache-2.0
// The parts of a change's file, one function each. Internal to sim/changes.
#pragma once

#include <vector>

#include "geo/lines/line_book.h"
#include "geo/out/change_report.h"
#include "sim/scenario/apply.h"
#include "sim/study/study.h"

namespace fangyuan {

/// What a change of units overwrites, as it was.
struct BeforeChange {
  Boundaries boundaries;
  std::vector<std::vector<UnitId>> unit_of;  ///< [layer][cell]
  std::vector<Facility> facilities;
  std::vector<IndicatorRow> rules;
};
BeforeChange before_change(const Study& study);

/// Both sides of a change, and who is who.
struct ChangeSides {
  const Study& study;  ///< afterwards
  const BeforeChange& before;
  const Applied& applied;
  std::vector<UnitId> was;  ///< by id afterwards: the id before; none: new

  ChangeSides(const Study& after, const BeforeChange& was_before, const Applied& done);
  const Units& units() const { return study.boundaries.units; }
  const Units& old_units() const { return before.boundaries.units; }
  UnitId now(UnitId old) const {
    return old && !applied.unit_now.empty() ? applied.unit_now[old.index()] : old;
  }
};

// Each fills its part of the report.
void add_units(const ChangeSides& sides, ChangeReport& report);
void add_moved(const ChangeSides& sides, ChangeReport& report);
void add_junctions(const ChangeSides& sides, ChangeReport& report);
void add_codes(const ChangeSides& sides, ChangeReport& report);
void add_conserved(const ChangeSides& sides, ChangeReport& report);
void add_entitlement(const ChangeSides& sides, ChangeReport& report);
void add_rules(const ChangeSides& sides, ChangeReport& report);
/// After add_moved. The records of the project; an empty book leaves markers and lines absent.
void add_markers(const ChangeSides& sides, const LineBook& book, ChangeReport& report);
/// Also reads the project's gazetteer, where it has one; errors of it go to `problems`.
void add_names(const ChangeSides& sides, ChangeReport& report, Problems& problems);
/// After add_units and add_moved.
void add_map(const ChangeSides& sides, ChangeReport& report);

/// The units whose ground, class or parent the change touches, at any level, before or after.
struct TouchedUnits {
  std::vector<UnitId> before, after;
};
TouchedUnits touched_units(const ChangeSides& sides);

}  // namespace fangyuan
