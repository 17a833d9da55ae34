// SPDX-License-Identifier: Apache-2.0
// Doubts about datums: layers that lie beside the others as GCJ-02 or BD-09 would.
#pragma once

#include "core/base/problem.h"
#include "geo/facilities/land.h"
#include "geo/facilities/read_facilities.h"
#include "geo/roads/read_network.h"
#include "geo/units/boundaries.h"
#include "sim/project/project.h"

namespace fangyuan {

/// Warns datum-suspect, layer by layer; the value is what `datum` would be. A layer is doubted by
/// how its lines lie to those of others, or when hardly a row of a list stands in the unit it names
/// (single rows are told by read_facilities as rows-shifted). Layers whose `datum` the project
/// gives are not doubted. Nothing is moved. About a second on 4.3 million people; nothing at all
/// outside China.
void check_datums(const Project& project, const Boundaries& boundaries, const Land& land,
                  const Network& roads, const FacilityTable& facilities, Problems& problems);

}  // namespace fangyuan
