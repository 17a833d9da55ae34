// SPDX-License-Identifier: Apache-2.0
// Doubts about places: nearly nobody, or nearly no site, is near any street.
#pragma once

#include "core/base/problem.h"
#include "sim/study/study.h"

namespace fangyuan {

/// Once the study has its entrances (`access`). Nothing is moved, everything is told as a warning:
/// - people-off-roads, sites-off-roads: in a mode that services use, at least nine tenths of the
///   first group's people, or of the sites with a place, have no entrance; with their number, the
///   access limit, where both lie, and the first of them as the place;
/// - facility-unconnected: otherwise the sites that a service of that mode counts and that have no
///   entrance, by id and name (the first 50), the first of them as the place;
/// - axes-swapped: a layer hardly any point of which lies within the box around the roads (without
///   roads: around the units), but most with longitude and latitude exchanged.
/// O(cells + sites + vertices).
void check_access(const Study& study, Problems& problems);

}  // namespace fangyuan
