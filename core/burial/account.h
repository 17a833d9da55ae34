// SPDX-License-Identifier: Apache-2.0
// The burial account of a study: places against yearly demand, how many years they last, and the
// first year in which they no longer suffice (burial.csv).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/burial/cemetery.h"
#include "core/burial/settings.h"
#include "core/rules/indicators.h"

namespace fangyuan {

/// The whole study or one unit. Absent: not known, and the note says why.
struct BurialUnitRow {
  UnitId unit;                       ///< none: the whole study
  std::optional<std::size_t> sites;  ///< cemeteries that count for it; absent: none is listed
  std::size_t sites_unknown = 0;     ///< of them, those whose places are not known
  std::optional<std::int64_t> places, left;
  std::optional<People> people;
  std::optional<Amount> deaths;  ///< a year
  std::optional<Amount> demand;  ///< places a year
  std::optional<Amount> years_left;
  std::optional<std::int64_t> short_year;  ///< the first whose demand is no longer met
  std::optional<Amount> needed;            ///< places for service_years
  std::optional<Amount> missing;           ///< of them, not left
  std::optional<Amount> missing_mu;        ///< land for those
  Text note;
};

struct BurialAccount {
  std::vector<BurialUnitRow> units;       ///< the whole first, then by layer and code
  std::vector<CemeteryRow> sites;         ///< in the order of the facilities
  std::vector<UsedParameter> parameters;  ///< by id; those that a figure was reckoned with
};

/// A unit counts the cemeteries within it that are for it or for a part of it: a township those of
/// townships and villages, a county also its own, the whole all; those of tier `any` count wherever
/// they lie. Demand is that of everyone in the unit, the unlocated as in evaluate(); it is taken as
/// equal in all years, the first being the year after that of inputs.date. A unit without a
/// cemetery that a rule of `packs` exempts by document has no years.
/// O(sites × units' levels + units + cells).
BurialAccount burial_account(const BurialSettings& settings, const RuleInputs& inputs,
                             std::span<const RulePack> packs);

}  // namespace fangyuan
