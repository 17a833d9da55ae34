// SPDX-License-Identifier: Apache-2.0
// What a rule measures, and with what it compares. Each metric has its definition in docs/guide.md
// and an example in docs/rule-packs.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/amount.h"

namespace fangyuan {

enum class RuleMetric {
  presence,         ///< share of the bound units that have at least so many sites
  per_unit,         ///< sites ÷ bound units; may pass 1
  reach,            ///< share of a group within reach, of all circles at once
  land_reach,       ///< share of the residential land within reach (步行N分钟覆盖率)
  floor_area,       ///< an amount of the sites per so many households
  estate_share,     ///< share of the estates that have so much per so many households
  per_people,       ///< an amount per so many of a group
  share,            ///< an amount as a share of another (nursing beds ÷ beds)
  ratio,            ///< one series ÷ another (urban ÷ rural)
  total,            ///< a sum over the study
  land_area,        ///< share of the bound units with a site of at least so much land
  amount_per_unit,  ///< share of the bound units whose sites have so much together
  one_per,          ///< sites against one per so many people
  minimum,          ///< the least value among the bound units
  completeness,     ///< share of the bound units where every member of a set is complete
  either_or,        ///< share of the bound units where at least one member of a set is complete
  co_location,      ///< share of host sites that have another service in or beside them
  blank_spot,       ///< number of bound units without a site, however near the neighbour's
  supply_demand     ///< an amount of the sites against what a group needs
};
std::string_view to_string(RuleMetric metric);
/// All of them, in the order of the enumeration.
const std::vector<std::string>& metric_words();
std::optional<RuleMetric> parse_metric(std::string_view word);

/// What values a metric can take, and how they are written.
struct MetricShape {
  bool has_target = true;      ///< false: the target is reckoned (a need)
  bool is_share = false;       ///< printed as a percentage
  bool may_be_either = false;  ///< a percentage or a plain number, as the claim is written
  bool passes_one = true;      ///< values above 1 (100 %) exist
};
MetricShape shape_of(RuleMetric metric);

enum class Comparator { at_least, more_than, at_most, less_than, equal };
std::string_view to_string(Comparator comparator);  ///< ">=", ">", "<=", "<", "="
std::optional<Comparator> parse_comparator(std::string_view word);
/// value `comparator` target.
bool holds(Amount value, Comparator comparator, Amount target);

/// Something that can be summed over a unit. Written "sites", "beds", "group:older60",
/// "statistic:deaths".
struct Quantity {
  enum class Kind { none, sites, amount, group, statistic };
  Kind kind = Kind::none;
  std::string name = {};  ///< of the amount, group or statistic

  explicit operator bool() const { return kind != Kind::none; }
  std::string to_string() const;
};
/// Absent when `word` is none of the four forms.
std::optional<Quantity> parse_quantity(std::string_view word);

/// What statistics and amounts count, as packs say it: "people", "households", "visits", "cases",
/// "things", "sites", "yuan".
const std::vector<std::string>& count_words();

enum class Rounding { up, nearest, down };

}  // namespace fangyuan
