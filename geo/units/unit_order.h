// SPDX-License-Identifier: Apache-2.0
// Units that come, go or change their code: the table is put in order again.
#pragma once

#include <vector>

#include "geo/units/boundaries.h"

namespace fangyuan {

/// Puts units into the order of tree, level and code, leaves out `gone`, fills layers, parents,
/// shapes and locators. Returns the new id of every old one; of those left out none. Findings are
/// dropped. Ids of other tables are the caller's to change. O(all corners).
std::vector<UnitId> reorder_units(Boundaries& boundaries, const std::vector<UnitId>& gone);

}  // namespace fangyuan
