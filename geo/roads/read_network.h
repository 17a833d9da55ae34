// SPDX-License-Identifier: Apache-2.0
// From road inputs (OSM files, line layers) to one Network with its barriers.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/network/network.h"
#include "core/study/service.h"
#include "geo/crs/frame.h"
#include "geo/io/input_use.h"
#include "geo/io/sources.h"
#include "geo/io/vector_layer.h"
#include "geo/roads/barriers.h"

namespace fangyuan {

struct RoadOptions {
  /// Car speed by road class in km/h, over the built-in ones (docs/roads.md). A class "x_link" that
  /// is not named has the speed of "x".
  std::map<std::string, double> class_kmh;
  /// The modes that the project uses: the others' islands and pockets are nobody's concern.
  std::vector<Mode> check_modes = {Mode::walk, Mode::bicycle, Mode::ebike, Mode::car};
};

struct Roads {
  Network network;
  Barriers barriers;             ///< of OSM; given ones are added by add_barriers
  std::vector<InputUse> inputs;  ///< one per source, in their order
};

/// Reads all sources into one network. Files that end in .pbf, .osm, .osm.bz2, .osm.gz or .o5m are
/// read by libosmium, everything else as a line layer. Within a line layer, and between sources,
/// lines join where they share a point (equal to the millimetre in the project's CRS); within an
/// OSM file, where they share a node. The rules are those of docs/roads.md.
///
/// Problems: osm-unreadable, osm-empty, roads-empty (errors); osm-node-missing, road-class-unknown,
/// speed-absurd, … and those of check_network (warnings): docs/codes.md. Never throws for bad
/// input. The result does not depend on the number of threads.
Roads read_roads(std::span<const NetworkSource> sources, const RoadOptions& options,
                 const Frame& frame, Problems& problems);

/// Where a source lies, for choosing the project's CRS before anything is read in full: of an OSM
/// file the extent of its nodes (one pass), of a line layer that of the layer. Absent when it has
/// no place; problems as those of read_roads.
std::optional<Extent> network_extent(const NetworkSource& source, Problems& problems);

}  // namespace fangyuan
