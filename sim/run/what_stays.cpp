// SPDX-License-Identifier: Apache-2.0
#include "sim/run/what_stays.h"

#include <algorithm>
#include <tuple>

#include "core/coverage/nearest.h"

namespace fangyuan {
namespace {

bool same(const FloatingRule& a, const FloatingRule& b);
bool same(const Unit& a, const Unit& b);
bool same(const UnitLayer& a, const UnitLayer& b);
bool same(const Edge& a, const Edge& b);

bool same(const Place& a, const Place& b) { return a.lonlat == b.lonlat && a.xy == b.xy; }

bool same(const Entrance& a, const Entrance& b) {
  return a.edge == b.edge && a.offset_mm == b.offset_mm && a.access_mm == b.access_mm &&
         same(a.point, b.point);
}

bool same(const FurtherEntrance& a, const FurtherEntrance& b) {
  return a.cell == b.cell && same(a.entrance, b.entrance);
}

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return same(x, y); });
}

template <class T>
bool same(const std::optional<T>& a, const std::optional<T>& b) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

bool same(const Facility& a, const Facility& b) {
  const auto plain = [](const Facility& f) {
    return std::tie(f.id, f.name, f.type, f.functions, f.status, f.opened, f.closed, f.amounts,
                    f.given_unit, f.unit_of);
  };
  return plain(a) == plain(b) && same(a.place, b.place) && same(a.outline, b.outline) &&
         same(a.holes, b.holes) && same(a.entrances, b.entrances);
}

bool same(const Decay& a, const Decay& b) {
  return a.shape == b.shape && a.beta == b.beta && a.least == b.least &&
         std::equal(a.zones.begin(), a.zones.end(), b.zones.begin(), b.zones.end(),
                    [](const DecayZone& x, const DecayZone& y) {
                      return x.up_to == y.up_to && x.weight == y.weight;
                    });
}

bool same(const FloatingRule& a, const FloatingRule& b) {
  return same(a.decay, b.decay) && a.limit == b.limit;
}

bool same(const Service& a, const Service& b) {
  const auto rest = [](const Service& s) {
    return std::tie(s.id, s.name, s.group, s.capacity, s.need, s.need_group, s.best_filling,
                    s.straight_speed_mps, s.all);
  };
  return same_measure(a, b) && rest(a) == rest(b) && same(a.floating, b.floating);
}

bool same(const Unit& a, const Unit& b) {
  const auto plain = [](const Unit& u) {
    return std::tie(u.tree, u.level, u.code, u.name, u.unit_class, u.parent_code, u.parent);
  };
  return plain(a) == plain(b);
}

bool same(const UnitLayer& a, const UnitLayer& b) {
  return std::tie(a.tree, a.level, a.units) == std::tie(b.tree, b.level, b.units);
}

bool same(const Boundaries& a, const Boundaries& b) {
  return a.locators == b.locators && same(a.units.all, b.units.all) &&
         same(a.units.layers, b.units.layers);
}

bool same(const Cells& a, const Cells& b) {
  return a.groups == b.groups && a.people == b.people && a.unit_of == b.unit_of &&
         same(a.place, b.place);
}

bool same(const Edge& a, const Edge& b) {
  return std::tie(a.u, a.v, a.length_mm) == std::tie(b.u, b.v, b.length_mm);
}

/// As one mode uses it; shapes belong to edges.
bool same_streets(const Network& a, const Network& b, std::size_t mode) {
  return a.use[mode] == b.use[mode] && same(a.vertices, b.vertices) && same(a.edges, b.edges) &&
         same(a.shape, b.shape) && a.shape_mm == b.shape_mm;
}

bool same(const ModeSettings& a, const ModeSettings& b) {
  return std::tie(a.speed_mps, a.off_network_mps, a.access_limit_m) ==
         std::tie(b.speed_mps, b.off_network_mps, b.access_limit_m);
}

bool is_of(const Facility& f, const Service& s) {
  return std::any_of(s.facility_types.begin(), s.facility_types.end(),
                     [&](const std::string& type) { return f.serves_as(type); });
}

}  // namespace

bool same_measure(const Service& a, const Service& b) {
  const auto key = [](const Service& s) {
    return std::tie(s.facility_types, s.statuses, s.mode, s.speed_mps, s.limits, s.direction,
                    s.own_unit, s.measure_network, s.measure_straight);
  };
  return key(a) == key(b);
}

WhatStays::WhatStays(const Study& earlier, const Study& now) : earlier_(earlier), now_(now) {
  units_ = same(earlier.boundaries, now.boundaries);
  cells_ = units_ && same(earlier.population.cells, now.population.cells);
  const auto& before = earlier.facilities.all;
  const auto& after = now.facilities.all;
  site_.assign(after.size(), 0);
  for (std::size_t s = 0; s < after.size() && s < before.size(); ++s)
    site_[s] = same(before[s], after[s]) ? 1 : 0;
  for (std::size_t m = 0; m < kModes; ++m) {
    const ModeAccess *a = earlier.access[m].get(), *b = now.access[m].get();
    site_enters_[m].assign(after.size(), a == b ? 1 : 0);
    if (!same(earlier.project.modes[m], now.project.modes[m]) || (a == nullptr) != (b == nullptr))
      continue;
    streets_[m] = same_streets(earlier.roads.network, now.roads.network, m);
    cells_enter_[m] = a == b || (same(a->cells, b->cells) && same(a->further, b->further));
    if (a == b) continue;
    for (std::size_t s = 0; s < a->sites.size() && s < b->sites.size(); ++s)
      site_enters_[m][s] = same(a->sites[s], b->sites[s]) ? 1 : 0;
  }
}

bool WhatStays::same_sites(const Service& service) const {
  const auto m = static_cast<std::size_t>(service.mode);
  const auto& before = earlier_.facilities.all;
  const auto& after = now_.facilities.all;
  for (std::size_t s = 0; s < after.size(); ++s) {
    if (site_[s] != 0 && site_enters_[m][s] != 0) continue;
    if (is_of(after[s], service) || (s < before.size() && is_of(before[s], service))) return false;
  }
  return true;
}

bool WhatStays::searches(const Service& service) const {
  return streets_[static_cast<std::size_t>(service.mode)] && same_sites(service);
}

bool WhatStays::tables(ServiceId id) const {
  const Service& service = now_.project.services[id.index()];
  return cells_ && same(earlier_.project.services[id.index()], service) &&
         cells_enter_[static_cast<std::size_t>(service.mode)] && searches(service);
}

/// Of the service, as far as circles are drawn by it.
bool WhatStays::same_shape(ServiceId id) const {
  const auto key = [](const Service& s) {
    return std::tie(s.mode, s.speed_mps, s.limits, s.direction, s.measure_network);
  };
  const Service &a = earlier_.project.services[id.index()], &b = now_.project.services[id.index()];
  return key(a) == key(b) && streets_[static_cast<std::size_t>(b.mode)] && !now_.added;
}

bool WhatStays::same_circle(ServiceId id, std::size_t site) const {
  if (site >= earlier_.facilities.all.size()) return false;
  const Service &a = earlier_.project.services[id.index()], &b = now_.project.services[id.index()];
  const Facility &was = earlier_.facilities.all[site], &is = now_.facilities.all[site];
  return serves(was, a) == serves(is, b) && same(was.place, is.place) &&
         site_enters_[static_cast<std::size_t>(b.mode)][site] != 0;
}

bool WhatStays::circle(ServiceId id, SiteId site) const {
  if (!same_shape(id)) return false;
  if (site) return same_circle(id, site.index());
  const Service &a = earlier_.project.services[id.index()], &b = now_.project.services[id.index()];
  for (std::size_t s = 0; s < now_.facilities.all.size(); ++s) {
    const bool is_drawn = serves(now_.facilities.all[s], b);
    const bool was_drawn =
        s < earlier_.facilities.all.size() && serves(earlier_.facilities.all[s], a);
    if ((is_drawn || was_drawn) && !same_circle(id, s)) return false;
  }
  return true;
}

}  // namespace fangyuan
