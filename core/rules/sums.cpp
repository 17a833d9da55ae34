// SPDX-License-Identifier: Apache-2.0
#include "core/rules/sums.h"

#include <algorithm>

namespace fangyuan {
namespace {

/// 1 亩 is 10,000/15 m².
constexpr std::int64_t kMuTimes = 15, kM2Times = 10'000;

Amount scaled(Amount value, std::int64_t part, std::int64_t whole) {
  return scaled_nearest(value, Amount::from_whole(part), Amount::from_whole(whole));
}

void add(std::optional<Amount>& sum, Amount value) { sum = sum.value_or(Amount()) + value; }

}  // namespace

bool of_the_study(const Facility& f) {
  return !f.place || f.unit_of.empty() ||
         std::any_of(f.unit_of.begin(), f.unit_of.end(), [](UnitId u) { return bool(u); });
}

std::optional<Amount> amount_of(const Facility& f, const std::string& name) {
  const auto told = [&](const char* other) -> std::optional<Amount> {
    const auto it = f.amounts.find(other);
    return it == f.amounts.end() ? std::nullopt : std::optional(it->second);
  };
  if (const auto it = f.amounts.find(name); it != f.amounts.end()) return it->second;
  if (name == "land_mu")
    if (const auto m2 = told("land_m2")) return scaled(*m2, kMuTimes, kM2Times);
  if (name == "land_m2")
    if (const auto mu = told("land_mu")) return scaled(*mu, kM2Times, kMuTimes);
  return std::nullopt;
}

Text untold_note(std::int64_t sites, const std::string& amount) {
  return {std::to_string(sites) + " 处设施没有填 " + amount + "，现值只计填了的",
          std::to_string(sites) + " sites do not tell " + amount + "; the value is of the others"};
}

Sums SumCache::of_sites(const Quantity& quantity, const PresenceQuery& query,
                        const Quantity& top) const {
  Sums out;
  out.by_unit.assign(inputs_.units.all.size(), Amount());
  out.whole = Amount();
  bool any_site = false, any_told = false;
  for (const Facility& f : inputs_.facilities) {
    if (!counts_for(f, query) || !of_the_study(f)) continue;
    any_site = true;
    std::optional<Amount> amount = Amount::from_whole(1);
    if (quantity.kind == Quantity::Kind::amount) amount = amount_of(f, quantity.name);
    if (!amount) {
      if (out.untold.empty()) out.untold.resize(inputs_.units.all.size());
      ++out.untold_whole;
      for (const UnitId u : f.unit_of)
        if (u) ++out.untold[u.index()];
      continue;
    }
    any_told = true;
    add(out.whole, *amount);
    for (const UnitId u : f.unit_of)
      if (u) add(out.by_unit[u.index()], *amount);
    if (top.kind != Quantity::Kind::amount || amount_of(f, top.name)) continue;
    if (out.unpaired.empty()) out.unpaired.resize(inputs_.units.all.size());
    out.unpaired_whole += *amount;
    for (const UnitId u : f.unit_of)
      if (u) out.unpaired[u.index()] += *amount;
  }
  out.known = any_told || !any_site;
  if (!out.known)
    out.note = {"这些设施都没有填 " + quantity.name, "none of these sites tells " + quantity.name};
  return out;
}

Sums SumCache::of_group(const std::string& name) const {
  Sums out;
  out.by_unit.assign(inputs_.units.all.size(), Amount());
  const Cells& cells = inputs_.cells;
  const auto at = std::find(cells.groups.begin(), cells.groups.end(), name);
  if (at == cells.groups.end()) {
    out.note = {"没有人群 " + name, "there is no group " + name};
    return out;
  }
  out.known = true;
  const auto group = static_cast<std::size_t>(at - cells.groups.begin());
  const auto& people = cells.people[group];
  Amount whole;
  for (const People p : people) whole += p;
  if (group < inputs_.balance.size()) whole += inputs_.balance[group].unlocated;
  out.whole = whole;
  for (const auto& units : cells.unit_of)
    for (std::size_t c = 0; c < people.size(); ++c)
      if (units[c]) add(out.by_unit[units[c].index()], people[c]);
  if (group >= inputs_.unlocated_of.size()) return out;
  const auto& unlocated = inputs_.unlocated_of[group];
  for (std::size_t u = 0; u < unlocated.size(); ++u) {
    if (unlocated[u] == People()) continue;
    UnitId unit(u);
    // A parent chain is at most as long as there are levels; the count guards against a cycle.
    for (int step = 0; unit && step < 8; ++step, unit = inputs_.units[unit].parent)
      add(out.by_unit[unit.index()], unlocated[u]);
  }
  return out;
}

Sums SumCache::of_statistic(const std::string& name) const {
  Sums out;
  const Units& units = inputs_.units;
  out.by_unit.resize(units.all.size());
  const auto* all = inputs_.statistics;
  if (!all || !all->contains(name)) {
    out.note = {"没有统计项 " + name, "there is no statistic " + name};
    return out;
  }
  out.known = true;
  const auto& told = all->at(name);
  // Parts before wholes: layers run from the top down within a tree.
  std::vector<std::optional<Amount>> of_parts(units.all.size());
  std::vector<std::uint8_t> part_missing(units.all.size(), 0);
  std::optional<Amount> top;
  bool top_missing = false;
  for (auto layer = units.layers.rbegin(); layer != units.layers.rend(); ++layer) {
    for (const UnitId id : layer->units) {
      auto& value = out.by_unit[id.index()];
      value = id.index() < told.size() ? told[id.index()] : std::nullopt;
      if (!value && !part_missing[id.index()]) value = of_parts[id.index()];
      const UnitId parent = units[id].parent;
      if (parent && value) add(of_parts[parent.index()], *value);
      if (parent && !value) part_missing[parent.index()] = 1;
      if (!parent && layer->tree == Tree::legal) {
        if (value) add(top, *value);
        top_missing |= !value;
      }
    }
  }
  if (!top_missing) out.whole = top;
  return out;
}

std::shared_ptr<const Sums> SumCache::of(const Quantity& quantity, const PresenceQuery& query) {
  if (quantity.kind == Quantity::Kind::sites || quantity.kind == Quantity::Kind::amount)
    return std::make_shared<const Sums>(of_sites(quantity, query));
  auto& kept = kept_[quantity.to_string()];
  if (!kept)
    kept = std::make_shared<const Sums>(quantity.kind == Quantity::Kind::group
                                            ? of_group(quantity.name)
                                            : of_statistic(quantity.name));
  return kept;
}

std::shared_ptr<const Sums> SumCache::beside(const Quantity& top, const Quantity& quantity,
                                             const PresenceQuery& query) {
  if (quantity.kind == Quantity::Kind::sites || quantity.kind == Quantity::Kind::amount)
    return std::make_shared<const Sums>(of_sites(quantity, query, top));
  return of(quantity, query);
}

}  // namespace fangyuan
