// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.h"
#include "geo/crs/frame.h"
#include "geo/io/input_use.h"
#include "geo/io/sources.h"
#include "geo/roads/raw_network.h"

namespace fangyuan {

/// Adds the roads of a line layer: fields class, oneway, speed_kmh, modes, all optional. Lines join
/// at points within a millimetre of each other, wherever on the lines those are; lines that cross
/// without a shared point (bridges) do not.
/// Problems: those of read_vector_layer; road-speed-text (error); road-class-missing,
/// road-class-unknown, oneway-unknown, mode-unknown, speed-absurd, road-geometry (warnings).
InputUse read_road_lines(const NetworkSource& source, const ClassSpeeds& speeds, const Frame& frame,
                         RawNetwork& roads, Problems& problems);

}  // namespace fangyuan
