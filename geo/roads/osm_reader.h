// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "core/base/problem.h"
#include "geo/crs/frame.h"
#include "geo/io/input_use.h"
#include "geo/io/sources.h"
#include "geo/io/vector_layer.h"
#include "geo/roads/barriers.h"
#include "geo/roads/raw_network.h"

namespace fangyuan {

/// By its name: .pbf, .osm, .osm.bz2, .osm.gz, .o5m.
bool is_osm_file(std::string_view path);

/// Adds the roads and barriers of an OSM file. Three passes over the file (relations, ways, nodes),
/// so that only what is used is ever held in memory. /vsi… paths are read into memory first.
/// Problems: file-missing, osm-unreadable, osm-where (errors), osm-node-missing, osm-duplicate,
/// osm-water-open (warnings). After an error nothing was added. Never throws for bad input.
InputUse read_osm(const NetworkSource& source, const ClassSpeeds& speeds, const Frame& frame,
                  RawNetwork& roads, Barriers& barriers, Problems& problems);

/// Of all nodes, the datum undone. Problems: file-missing, osm-unreadable.
std::optional<Extent> osm_extent(const LayerRef& ref, Problems& problems);

}  // namespace fangyuan
