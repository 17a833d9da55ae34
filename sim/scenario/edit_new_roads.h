// SPDX-License-Identifier: Apache-2.0
// Edits that add roads and bridges. Internal to sim/scenario.
#pragma once

#include "geo/roads/add_roads.h"
#include "sim/project/toml_reader.h"
#include "sim/scenario/editors.h"

namespace fangyuan {

AddRoad read_add_road(TomlReader& t, bool bridge);
Text describe_road(const AddRoad& action);

/// Adds roads to the study's network, and once all edits are made lets places enter them. The n-th
/// road that a scenario adds has the number −n, by which later edits close or slow it.
class NewRoadEditor {
 public:
  NewRoadEditor(Workbench& bench, Problems& problems)
      : bench_(bench),
        study_(bench.study),
        problems_(problems),
        adder_(bench.study.roads.network, *bench.study.frame) {}
  void add(const Edit& edit, const AddRoad& action, EditTouched& touched);
  /// Before streets that are closed take their entrances with them. What places gained, by mode.
  std::vector<Applied::Gained> enter();

 private:
  std::optional<NewRoad> road_of(const Edit& edit, const AddRoad& action);
  bool is_outside(const std::vector<Place>& points) const;
  void tell_unjoined(const Edit& edit, const NewRoad& road, bool first, bool last);
  void build_streets();

  Workbench& bench_;
  Study& study_;
  Problems& problems_;
  RoadAdder adder_;
  std::int64_t added_ = 0;
  std::array<bool, kModes> used_{};  // by some road
};

}  // namespace fangyuan
