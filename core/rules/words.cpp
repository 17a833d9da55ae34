// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/rules/indicators.h"
#include "core/rules/rule.h"

namespace fangyuan {
namespace {

using std::string_view_literals::operator""sv;
constexpr std::array kComparators{">="sv, ">"sv, "<="sv, "<"sv, "="sv};
constexpr std::array kStatuses{"met"sv,     "not_met"sv, "not_binding"sv, "not_yet_due"sv,
                               "overdue"sv, "no_data"sv, "not_checked"sv};
constexpr std::string_view kGroup = "group:";
constexpr std::string_view kStatistic = "statistic:";

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_of(": \t") == std::string_view::npos;
}

}  // namespace

const std::vector<std::string>& metric_words() {
  static const std::vector<std::string> kWords{
      "presence",     "per_unit",        "reach",      "land_reach",   "floor_area",
      "estate_share", "per_people",      "share",      "ratio",        "total",
      "land_area",    "amount_per_unit", "one_per",    "minimum",      "completeness",
      "either_or",    "co_location",     "blank_spot", "supply_demand"};
  return kWords;
}

std::string_view to_string(RuleMetric metric) {
  return metric_words()[static_cast<std::size_t>(metric)];
}

std::optional<RuleMetric> parse_metric(std::string_view word) {
  const auto& words = metric_words();
  const auto it = std::find(words.begin(), words.end(), word);
  if (it == words.end()) return std::nullopt;
  return static_cast<RuleMetric>(it - words.begin());
}

MetricShape shape_of(RuleMetric metric) {
  switch (metric) {
    case RuleMetric::presence:
    case RuleMetric::reach:
    case RuleMetric::land_reach:
    case RuleMetric::share:
    case RuleMetric::land_area:
    case RuleMetric::amount_per_unit:
    case RuleMetric::estate_share:
    case RuleMetric::completeness:
    case RuleMetric::either_or:
    case RuleMetric::co_location:
      return {.is_share = true, .passes_one = false};
    case RuleMetric::per_unit:
      return {.is_share = true};
    case RuleMetric::ratio:
    case RuleMetric::minimum:
    case RuleMetric::total:
      return {.may_be_either = true};
    case RuleMetric::one_per:
    case RuleMetric::supply_demand:
      return {.has_target = false};
    case RuleMetric::floor_area:
    case RuleMetric::per_people:
    case RuleMetric::blank_spot:
      break;
  }
  return {};
}

const std::vector<std::string>& count_words() {
  static const std::vector<std::string> kWords{"people", "households", "visits", "cases",
                                               "things", "sites",      "yuan"};
  return kWords;
}

std::string_view to_string(Comparator c) { return kComparators[static_cast<std::size_t>(c)]; }
std::string_view to_string(RuleStatus s) { return kStatuses[static_cast<std::size_t>(s)]; }

std::optional<Comparator> parse_comparator(std::string_view word) {
  const auto it = std::find(kComparators.begin(), kComparators.end(), word);
  if (it == kComparators.end()) return std::nullopt;
  return static_cast<Comparator>(it - kComparators.begin());
}

bool holds(Amount value, Comparator comparator, Amount target) {
  switch (comparator) {
    case Comparator::at_least:
      return value >= target;
    case Comparator::more_than:
      return value > target;
    case Comparator::at_most:
      return value <= target;
    case Comparator::less_than:
      return value < target;
    case Comparator::equal:
      return value == target;
  }
  return false;
}

std::string Quantity::to_string() const {
  switch (kind) {
    case Kind::none:
      return "";
    case Kind::sites:
      return "sites";
    case Kind::amount:
      return name;
    case Kind::group:
      return std::string(kGroup) + name;
    case Kind::statistic:
      return std::string(kStatistic) + name;
  }
  return "";
}

std::optional<Quantity> parse_quantity(std::string_view word) {
  if (word == "sites") return Quantity{Quantity::Kind::sites, ""};
  const auto after = [&](std::string_view prefix) { return word.substr(prefix.size()); };
  if (word.starts_with(kGroup) && is_word(after(kGroup)))
    return Quantity{Quantity::Kind::group, std::string(after(kGroup))};
  if (word.starts_with(kStatistic) && is_word(after(kStatistic)))
    return Quantity{Quantity::Kind::statistic, std::string(after(kStatistic))};
  if (is_word(word)) return Quantity{Quantity::Kind::amount, std::string(word)};
  return std::nullopt;
}

bool Claim::unconfirmed() const { return draft || (confidence != "A" && confidence != "B"); }

}  // namespace fangyuan
