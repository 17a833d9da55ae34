// SPDX-License-Identifier: Apache-2.0
// Siting bans (禁建): which sites stand in or near land where they may not.
#pragma once

#include <span>
#include <vector>

#include "core/rules/indicators.h"
#include "geo/facilities/land.h"

namespace fangyuan {

struct BanInputs {
  const Land& land;
  const Units& units;
  std::span<const Facility> facilities;
  Date date;
};

/// Per ban a row of level all (value: sites of its types that are not closed and stand within its
/// buffer, ≤ counts; target 0), then one of level "site" for each such site (value: metres).
///
/// The layer is every [[land]] of the ban's name. not_checked: no such layer was supplied, or no
/// site of the types. not_binding: the ban's jurisdiction (the front of a code, or 全国) holds no
/// unit of the study, or it is not in force on the date; an unconfirmed one that has run out is
/// still held against the sites, for what replaced it is not known, and its note says so.
std::vector<IndicatorRow> ban_rows(std::span<const RulePack> packs, const BanInputs& inputs);

}  // namespace fangyuan
