// SPDX-License-Identifier: Apache-2.0
// Sums of people, amounts and statistics over every unit. Internal to core/rules and core/burial.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/rules/indicators.h"

namespace fangyuan {

/// A quantity over the study and over each unit of every layer.
struct Sums {
  bool known = false;  ///< the project has this quantity at all
  std::optional<Amount> whole;
  std::vector<std::optional<Amount>> by_unit;  ///< by UnitId
  // Sites that count and do not tell the amount: the sums above are then of the others alone.
  std::int64_t untold_whole = 0;
  std::vector<std::int64_t> untold;  ///< by UnitId; empty: none anywhere
  // Of the sums above, that of sites which do not tell another amount (see SumCache::beside).
  Amount unpaired_whole;
  std::vector<Amount> unpaired;  ///< by UnitId; empty: none anywhere
  Text note;                     ///< why it is not known

  std::int64_t untold_of(UnitId u) const { return untold.empty() ? 0 : untold[u.index()]; }
  Amount unpaired_of(UnitId u) const { return unpaired.empty() ? Amount() : unpaired[u.index()]; }
};

/// "2 处设施没有填 beds", for a sum that leaves them out.
Text untold_note(std::int64_t sites, const std::string& amount);

/// A site outside every unit serves but is no supply of the study's; one without coordinates whose
/// unit is not known stands in the study's own list and counts for the whole.
bool of_the_study(const Facility& f);

/// The amount of a site; land_mu may be told as land_m2 and the reverse. Absent: not told.
std::optional<Amount> amount_of(const Facility& f, const std::string& name);

/// Sums of groups and statistics are reckoned once, those of sites for each rule.
/// - sites, amounts: of the sites that count for the query. An amount that no such site tells is
///   not known; where only some tell it, the sum is theirs and `untold` counts the others.
/// - group: placed people and those unlocated whom a code assigns to the unit or one in it.
/// - statistic: as told for the unit, else the sum of its parts where all of them are told.
class SumCache {
 public:
  explicit SumCache(const RuleInputs& inputs) : inputs_(inputs) {}
  std::shared_ptr<const Sums> of(const Quantity& quantity, const PresenceQuery& query);
  /// As of(), of what divides `top`: where both are of sites, `unpaired` is the part at sites that
  /// do not tell `top`.
  std::shared_ptr<const Sums> beside(const Quantity& top, const Quantity& quantity,
                                     const PresenceQuery& query);

 private:
  Sums of_sites(const Quantity& quantity, const PresenceQuery& query,
                const Quantity& top = {}) const;
  Sums of_group(const std::string& name) const;
  Sums of_statistic(const std::string& name) const;

  const RuleInputs& inputs_;
  std::map<std::string, std::shared_ptr<const Sums>> kept_;
};

}  // namespace fangyuan
