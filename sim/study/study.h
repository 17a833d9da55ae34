// SPDX-License-Identifier: Apache-2.0
// Everything a project names, read, checked and joined: the baseline that never changes.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "core/base/problem.h"
#include "core/reach/access.h"
#include "core/rules/rule.h"
#include "geo/crs/frame.h"
#include "geo/facilities/land.h"
#include "geo/facilities/read_facilities.h"
#include "geo/facilities/statistics.h"
#include "geo/out/run_contents.h"
#include "geo/people/population.h"
#include "geo/roads/read_network.h"
#include "geo/snap/snapper.h"
#include "geo/units/boundaries.h"
#include "sim/project/project.h"
#include "sim/study/stages.h"

namespace fangyuan {

class AddedRoads;

/// A copy shares frame, snappers, entrances and what boundaries look places up in; its snappers go
/// on borrowing the network of the study that was copied, which must outlive it.
struct Study {
  Project project;
  std::shared_ptr<const Frame> frame;
  Boundaries boundaries;
  Land land;
  Roads roads;  ///< without edges: the project names no roads
  Population population;
  FacilityTable facilities;
  Statistics statistics;
  std::vector<RulePack> rules;
  std::array<std::shared_ptr<const Snapper>, kModes> snappers;   ///< null: no service uses the mode
  std::array<std::shared_ptr<const ModeAccess>, kModes> access;  ///< likewise
  /// Roads that a scenario added (sim/scenario/added_roads.h). Null: none.
  std::shared_ptr<const AddedRoads> added;
  std::vector<InputInfo> inputs;  ///< in project.toml's order of tables

  bool has_roads() const { return !roads.network.empty(); }
};

/// What in the project does not fit together: a service's group that no population layer has, a
/// catchment without boundaries of its level, no services, no facilities. Told, never thrown.
void check_references(const Project& project, Problems& problems);

/// What the services ask for and no facility is: type-unmet, for a type that neither the lists nor
/// the shipped table have, and for all types of a service that no facility can give. Told, never
/// thrown; nothing without facilities.
void check_types(const Project& project, const FacilityTable& facilities, Problems& problems);

/// The CRS of a project: as written, or chosen for the middle of its layers (boundaries first, else
/// population, facilities, roads); warns when the study is wider than 3°. Throws InputError when
/// nothing has a place.
std::string choose_crs(const Project& project, Problems& problems);

/// Reads and joins everything; roads are read beside the rest. All problems of all inputs are told
/// at once, warnings go to `problems`. Throws InputError when any is an error. A baseline is kept
/// const; a scenario is applied to one that was loaded for it.
std::unique_ptr<Study> load_study(Project project, Stages& stages, Problems& problems);

}  // namespace fangyuan
