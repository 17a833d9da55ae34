// SPDX-License-Identifier: Apache-2.0
#include "core/measures/equality.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <vector>

#include "core/base/wide.h"

namespace fangyuan {
namespace {

struct Sums {
  Wide people = 0, has = 0;  // millionths, and millionths²
  void add(const UnitValue& u) {
    people += u.people.millionths();
    has += Wide{u.value.millionths()} * u.people.millionths();
  }
  double mean() const { return static_cast<double>(has) / static_cast<double>(people) / 1e6; }
};

Sums sums_of(std::span<const UnitValue> units) {
  Sums sums;
  for (const UnitValue& u : units) sums.add(u);
  return sums;
}

double ratio(Wide a, Wide b) { return static_cast<double>(a) / static_cast<double>(b); }

/// Those with people, the lowest value first, ties in the order given.
std::vector<UnitValue> by_value(std::span<const UnitValue> units) {
  std::vector<UnitValue> sorted;
  for (const UnitValue& u : units)
    if (u.people > Amount()) sorted.push_back(u);
  std::ranges::stable_sort(sorted, {}, &UnitValue::value);
  return sorted;
}

}  // namespace

std::optional<double> mean_value(std::span<const UnitValue> units) {
  const Sums sums = sums_of(units);
  if (sums.people == 0) return {};
  return sums.mean();
}

std::optional<double> gini(std::span<const UnitValue> units) {
  const Sums all = sums_of(units);
  if (all.has == 0) return {};
  // 1 − twice the area under the Lorenz curve.
  Sums below;
  double area = 0;
  for (const UnitValue& u : by_value(units)) {
    const Wide before = below.has;
    below.add(u);
    area += ratio(u.people.millionths(), all.people) * ratio(before + below.has, all.has);
  }
  return std::max(0.0, 1 - area);
}

std::optional<Theil> theil(std::span<const UnitValue> units) {
  const Sums all = sums_of(units);
  if (all.has == 0) return {};
  std::map<std::size_t, Sums> groups;
  for (const UnitValue& u : units) groups[u.group].add(u);
  Theil t;
  for (const UnitValue& u : units) {
    const Wide has = Wide{u.value.millionths()} * u.people.millionths();
    if (has == 0) continue;  // x ln x is 0 at 0
    const double value = static_cast<double>(u.value.millionths()) / 1e6;
    t.total += ratio(has, all.has) * std::log(value / all.mean());
    t.within += ratio(has, all.has) * std::log(value / groups[u.group].mean());
  }
  for (const auto& [group, sums] : groups)
    if (sums.has != 0) t.between += ratio(sums.has, all.has) * std::log(sums.mean() / all.mean());
  return t;
}

std::optional<GroupGap> gap_between(std::span<const UnitValue> units, std::size_t first,
                                    std::size_t second) {
  Sums a, b;
  for (const UnitValue& u : units) {
    if (u.group == first) a.add(u);
    if (u.group == second) b.add(u);
  }
  if (a.people == 0 || b.people == 0) return {};
  GroupGap gap{a.mean(), b.mean(), a.mean() - b.mean(), {}};
  if (b.has != 0) gap.ratio = gap.first / gap.second;
  return gap;
}

std::optional<double> people_in_worst_tenth(std::span<const UnitValue> units, Worst worst) {
  std::vector<UnitValue> sorted = by_value(units);
  if (sorted.empty()) return {};
  if (worst == Worst::highest)
    std::ranges::stable_sort(sorted, std::greater<>(), &UnitValue::value);
  Sums tenth;
  for (std::size_t i = 0; i < (sorted.size() + 9) / 10; ++i) tenth.add(sorted[i]);
  return ratio(tenth.people, sums_of(units).people);
}

std::optional<double> share_of_worst_tenth(std::span<const UnitValue> units) {
  const Sums all = sums_of(units);
  if (all.has == 0) return {};
  Wide left = all.people, has = 0;  // in tenths of a millionth, so that a tenth is whole
  for (const UnitValue& u : by_value(units)) {
    const Wide taken = std::min(left, Wide{10} * u.people.millionths());
    has += taken * u.value.millionths();
    left -= taken;
  }
  return ratio(has, all.has) / 10;
}

}  // namespace fangyuan
