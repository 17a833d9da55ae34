// SPDX-License-Identifier: Apache-2.0
// The inputs that project.toml names, one struct per table of that file.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/study/unit.h"
#include "geo/io/layer_ref.h"

namespace fangyuan {

/// [[boundaries]]; fields: code, name, class, parent, valid_from, valid_to.
struct BoundarySource {
  LayerRef ref;
  Level level = Level::county;
  Tree tree = Tree::legal;
};

/// [[network]]; a .pbf/.osm file, or any line layer; fields: class, oneway, speed_kmh, modes.
struct NetworkSource {
  LayerRef ref;
  bool osm_barriers = true;  ///< rivers, water and surface railways of OSM stop access legs
  bool ferries = false;      ///< ferries may be used
};

/// [[population]]; ref.columns: group → band, field or column.
struct PopulationSource {
  LayerRef ref;
  std::string join;              ///< "", "code" or "name": a table without geometry
  Level level = Level::village;  ///< of the units it is joined to
};

/// [[statistics]]; numbers about units; ref.columns: our name → column.
struct StatisticsSource {
  LayerRef ref;
  std::string join = "code";
  Level level = Level::township;
};

/// [[facilities]]; fields: id, name, type, functions, status, opened, closed, unit, and any amount.
struct FacilitySource {
  LayerRef ref;
  std::string type;                          ///< one type for the whole layer, or empty
  std::map<std::string, std::string> types;  ///< their words → our types
};

enum class LandRole { residential, estate, buildable, exclusion, barrier, candidate };

/// [[land]].
struct LandSource {
  LayerRef ref;
  LandRole role = LandRole::residential;
  std::string name;  ///< what rules call the layer: 永久基本农田; may be empty
};

}  // namespace fangyuan
