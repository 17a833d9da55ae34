// SPDX-License-Identifier: Apache-2.0
// Changes of units applied to a study: outlines, people, sites and statistics go along. Internal to
// sim/scenario.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "geo/units/unit_ground.h"
#include "sim/scenario/apply.h"
#include "sim/scenario/once.h"
#include "sim/scenario/unit_words.h"

namespace fangyuan {

/// Sites without a place belong to the unit that their list names and to all above it: again, after
/// parents have changed.
void follow_parents(Study& study);
/// Sites without a place that belonged to a unit that is gone belong to `to`.
void follow_gone(Study& study, UnitId gone, UnitId to);

/// Applies edits of units one after the other. People and sites with a place stay where they are
/// and belong to who has the ground; people whom a list counts for a unit go with it. A statistic
/// of a unit that gives ground is split as its people of the first group are, in whole numbers
/// where it is one.
class UnitEditor {
 public:
  UnitEditor(Study& study, Problems& problems);
  void change(const Edit& edit, const ChangeUnits& action, EditTouched& touched);
  /// See Applied::unit_now.
  const std::vector<UnitId>& now() const { return now_; }

 private:
  struct Job {
    const Edit& edit;
    const ChangeUnits& action;
    EditTouched& touched;
  };
  void transfer(const Job& job);
  void move_line(const Job& job);
  void merge(const Job& job);
  void split(const Job& job);
  void rename(const Job& job);
  void move_seat(const Job& job);

  UnitId called(const Job& job, const char* field, const std::string& text);
  std::vector<UnitId> all_called(const Job& job, const char* field,
                                 const std::vector<std::string>& texts);
  void refuse(const Job& job, const char* code, const char* field, const std::string& value,
              Text rule, const XY* where = nullptr);
  void refuse(const Job& job, const GroundRefusal& why);
  std::optional<std::vector<PolygonXY>> drawn(const Job& job, UnitId from, UnitId to);
  bool give(const Job& job, const GroundMove& move);
  void relocate(const GroundChange& change, const UnitLocator& before, MovedGround& told);
  void recast(const GroundChange& change, People of_from, People of_to, MovedGround& told);
  bool name_and_class(const Job& job, UnitId unit);
  bool new_code(const Job& job, UnitId unit);
  void reorder(const std::vector<UnitId>& gone);
  std::string shown(UnitId unit) const;

  Study& study_;
  Problems& problems_;
  Once once_;
  std::vector<UnitId> now_;
  std::map<std::string, UnitId> former_;     ///< names and codes that edits have changed
  std::map<std::string, const Edit*> gone_;  ///< codes and names of units that edits removed
};

}  // namespace fangyuan
