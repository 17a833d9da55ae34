// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/presence.h"

#include <algorithm>

namespace fangyuan {
namespace {

template <class T>
bool contains(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

bool counts_for(const Facility& f, const PresenceQuery& query) {
  const bool serves = std::any_of(query.types.begin(), query.types.end(),
                                  [&](const std::string& t) { return f.serves_as(t); });
  if (!serves || !contains(query.statuses, f.status)) return false;
  if (!std::all_of(query.functions.begin(), query.functions.end(),
                   [&](const std::string& t) { return f.serves_as(t); }))
    return false;
  return std::all_of(query.at_least.begin(), query.at_least.end(), [&](const auto& wanted) {
    const auto it = f.amounts.find(wanted.first);
    return it != f.amounts.end() && it->second >= wanted.second;
  });
}

Binding binding_of(const Unit& unit, const PresenceQuery& query) {
  const auto named = [&](const std::vector<std::string>& list) {
    return contains(list, unit.code) || contains(list, unit.name);
  };
  if (named(query.except)) return Binding::not_bound;
  if (!query.only.empty()) return named(query.only) ? Binding::bound : Binding::not_bound;
  if (named(query.also) || query.classes.empty()) return Binding::bound;
  if (unit.unit_class.empty()) return Binding::unknown;
  return contains(query.classes, unit.unit_class) ? Binding::bound : Binding::not_bound;
}

std::vector<UnitId> Presence::missing() const {
  std::vector<UnitId> out;
  for (const UnitPresence& u : units)
    if (u.sites() == 0) out.push_back(u.unit);
  return out;
}

Presence count_presence(const Units& units, std::span<const Facility> facilities,
                        const PresenceQuery& query) {
  Presence out;
  const auto layer = units.find_layer(query.tree, query.level);
  if (!layer) return out;

  std::vector<UnitPresence> all(units.all.size());
  for (const Facility& f : facilities) {
    if (!counts_for(f, query)) continue;
    const UnitId unit = *layer < f.unit_of.size() ? f.unit_of[*layer] : UnitId::none();
    if (unit.is_none()) {
      ++out.unplaced;
    } else if (f.place) {
      ++all[unit.index()].located;
    } else {
      ++all[unit.index()].unlocated;
    }
  }
  for (const UnitId id : units.layers[*layer].units) {
    const Binding binding = binding_of(units[id], query);
    if (binding == Binding::unknown) out.of_unknown_class.push_back(id);
    if (binding != Binding::bound) continue;
    UnitPresence row = all[id.index()];
    row.unit = id;
    out.units.push_back(row);
    out.sites += row.sites();
    if (row.sites() > 0) ++out.with_any;
  }
  return out;
}

}  // namespace fangyuan
