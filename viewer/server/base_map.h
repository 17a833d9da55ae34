// SPDX-License-Identifier: Apache-2.0
// What the page draws beneath the figures for orientation. Internal to viewer/server.
#pragma once

#include <string>

#include "sim/study/study.h"

namespace fangyuan {

/// GeoJSON of the study's main streets and of what stops a walk, in longitude/latitude of five
/// decimals (a metre). `is` is "street" (with `class`), "water" (areas: water, and barrier areas)
/// or "barrier" (lines: rivers, railways). Classes from motorways downwards for as long as they
/// are few enough to be sent at once. O(edges + points).
std::string base_map_json(const Study& study);

}  // namespace fangyuan
