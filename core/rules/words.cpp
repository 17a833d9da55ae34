// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/rules/indicators.h"
#include "core/rules/rule.h"

namespace fangyuan {
namespace {

using std::string_view_literals::operator""sv;
constexpr std::array kMetrics{"presence"sv, "supply_demand"sv};
constexpr std::array kComparators{">="sv, ">"sv, "<="sv, "<"sv, "="sv};
constexpr std::array kStatuses{"met"sv,     "not_met"sv, "not_binding"sv, "not_yet_due"sv,
                               "overdue"sv, "no_data"sv, "not_checked"sv};

}  // namespace

std::string_view to_string(RuleMetric metric) { return kMetrics[static_cast<std::size_t>(metric)]; }
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

}  // namespace fangyuan
