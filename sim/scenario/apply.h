// SPDX-License-Identifier: Apache-2.0
// A scenario applied to a study that was loaded for it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "geo/roads/add_roads.h"
#include "sim/scenario/scenario.h"
#include "sim/study/study.h"

namespace fangyuan {

/// Ground that changed hands at one level, both ways.
struct MovedGround {
  Tree tree = Tree::legal;
  Level level = Level::township;
  std::string from, from_name, to, to_name;  ///< codes and names as they were
  /// One of the two directions: ground, people by group, sites, and statistics (of the giver, split
  /// as its people are).
  struct Way {
    std::vector<PolygonXY> ground;
    std::vector<People> people;
    std::vector<std::string> sites;
    std::vector<std::pair<std::string, Amount>> statistics;
  };
  Way moved, back;
};

/// What one edit touched.
struct EditTouched {
  std::vector<std::string> sites;  ///< ids
  std::vector<EdgeId> edges;       ///< streets
  std::uint64_t cells = 0;         ///< places where people came, or whose number changed
  People people;                   ///< of the first group: more (or, below 0, fewer) than before
  /// A change of units: the codes of those concerned, as they are afterwards, and the ground.
  std::vector<std::string> units = {};
  std::vector<MovedGround> ground = {};  ///< by level, the lowest first
  bool pending = false;                  ///< its day lies after the study's date: nothing is done
  std::vector<RoadJoin> joins;           ///< where an added road meets streets, along it
};

struct Applied {
  std::vector<EditTouched> touched;  ///< by edit
  /// Places that lost their only street, by mode: ids of sites, numbers of cells.
  struct Unconnected {
    Mode mode = Mode::walk;
    std::vector<std::string> sites;
    std::vector<CellId> cells;
  };
  std::vector<Unconnected> unconnected;
  /// By the unit's id before all edits: its id now; none: gone. Empty: no unit was edited.
  std::vector<UnitId> unit_now = {};
  /// Places to which an added road, or a street that it leads to, is the nearest, by mode: they may
  /// enter there too.
  struct Gained {
    Mode mode = Mode::walk;
    std::vector<std::string> sites;
    std::vector<CellId> cells;
  };
  std::vector<Gained> gained;
};

/// Applies every edit, in order. `study` was loaded from the project after apply_to_project(); it
/// is this call's own. All problems of all edits are told at once; after an error the study is
/// spoilt and must not be used.
///
/// - A new or moved site gets its units and entrances as if it had been in the list. Its entrance
///   is the nearest street of the baseline: a street that the scenario closes takes its entrances
///   with it (contract.md), and the places that had no other are unconnected.
/// - An added road is a further entrance of the places to which it is the nearest (AddedRoads).
/// - Several edits may add to one amount; two that set one thing of a site, street or service
///   differently contradict each other: edit-contradiction. An edit to a site that an earlier one
///   closed: edit-closed.
/// - Scaled people keep the unit's total exactly: factor × total, to the nearest millionth.
Applied apply_to_study(const Scenario& scenario, Study& study, Problems& problems);

/// changes.json: the edits in order, in words, with what they touched.
std::string changes_json(const Scenario& scenario, const Study& study, const Applied& applied);

}  // namespace fangyuan
