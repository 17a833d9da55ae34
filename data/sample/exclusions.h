// SPDX-License-Identifier: Apache-2.0
// Where nothing of some kinds may be built.
#pragma once

#include "data/sample/geopackage.h"
#include "data/sample/terrain.h"

namespace fangyuan::sample {

/// Layers farmland, forest, redline, water_source, city_park (areas) and highway (lines).
void write_exclusions(const World& world, const Terrain& terrain, LayerWriter& writer);

}  // namespace fangyuan::sample
