// SPDX-License-Identifier: Apache-2.0
// Services that bind people to their own unit: whose site is another one after the change.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <tuple>

#include "core/coverage/coverage.h"
#include "geo/crs/straight_line.h"
#include "sim/changes/change_parts.h"

namespace fangyuan {
namespace {

/// Some cells, and the sites of the units touched: all that a catchment of own units asks for.
class Part {
 public:
  Part(const Study& study, const Units& units, const std::vector<std::vector<UnitId>>& unit_of,
       const std::vector<Facility>& facilities, const std::vector<CellId>& cells,
       const std::vector<UnitId>& touched)
      : study_(study), units_(units) {
    const Cells& all = study.population.cells;
    cells_.groups = all.groups;
    cells_.people.resize(all.people.size());
    cells_.unit_of.resize(unit_of.size());
    for (const CellId c : cells) {
      cells_.place.push_back(all.place[c.index()]);
      for (std::size_t g = 0; g < all.people.size(); ++g)
        cells_.people[g].push_back(all.people[g][c.index()]);
      for (std::size_t l = 0; l < unit_of.size(); ++l)
        cells_.unit_of[l].push_back(unit_of[l][c.index()]);
    }
    const auto is_near = [&](const Facility& f) {
      return std::any_of(touched.begin(), touched.end(), [&](UnitId u) {
        return std::find(f.unit_of.begin(), f.unit_of.end(), u) != f.unit_of.end();
      });
    };
    for (std::size_t s = 0; s < facilities.size(); ++s) {
      if (!is_near(facilities[s])) continue;
      sites_.push_back(facilities[s]);
      from_.push_back(s);
    }
    for (std::size_t m = 0; m < kModes; ++m) {
      if (!study.access[m]) continue;
      auto access = std::make_unique<ModeAccess>();
      for (const CellId c : cells) access->cells.push_back(study.access[m]->cells[c.index()]);
      for (const std::size_t s : from_) access->sites.push_back(study.access[m]->sites[s]);
      access_[m] = std::move(access);
    }
    straight_ = std::make_unique<GeodesicLines>(cells_.place, sites_);
  }

  /// By service, by cell: the nearest site by the measure that leads.
  std::vector<std::vector<SiteId>> nearest(const std::vector<Service>& services) const {
    StudyView view{.network = study_.has_roads() ? &study_.roads.network : nullptr,
                   .cells = cells_,
                   .units = units_,
                   .facilities = sites_,
                   .straight = straight_.get()};
    for (std::size_t m = 0; m < kModes; ++m) {
      view.access[m] = access_[m].get();
      view.speeds[m] = {study_.project.modes[m].speed_mps, study_.project.modes[m].off_network_mps};
    }
    std::vector<std::vector<SiteId>> out;
    for (const ServiceReach& r : compute_coverage(view, services).reach) {
      out.push_back(r.has_network ? r.network_site : r.straight_site);
      for (SiteId& site : out.back())
        if (site) site = SiteId(from_[site.index()]);
    }
    return out;
  }

 private:
  const Study& study_;
  const Units& units_;
  Cells cells_;
  std::vector<Facility> sites_;
  std::vector<std::size_t> from_;
  std::array<std::unique_ptr<ModeAccess>, kModes> access_;
  std::unique_ptr<GeodesicLines> straight_;
};

}  // namespace

void add_entitlement(const ChangeSides& s, ChangeReport& report) {
  std::vector<Service> services;
  for (Service service : s.study.project.services)
    if (service.own_unit && !service.is_joint()) {
      service.capacity.reset();  // who may go where, whatever is free there
      service.need_group.reset();
      services.push_back(std::move(service));
    }
  for (const Service& service : services)
    report.entitlement_services.push_back(service.name.empty() ? service.id : service.name);
  const TouchedUnits touched = touched_units(s);
  std::vector<bool> is_touched(s.old_units().all.size(), false);
  for (const UnitId u : touched.before) is_touched[u.index()] = true;
  std::vector<CellId> cells;
  for (std::size_t c = 0; c < s.study.population.cells.size(); ++c)
    for (const Service& service : services) {
      const auto layer =
          s.old_units().find_layer(service.own_unit->first, service.own_unit->second);
      if (!layer) continue;
      const UnitId u = s.before.unit_of[*layer][c];
      if (!u || !is_touched[u.index()]) continue;
      cells.emplace_back(c);
      break;
    }
  if (services.empty() || cells.empty()) return;
  const auto before =
      Part(s.study, s.old_units(), s.before.unit_of, s.before.facilities, cells, touched.before)
          .nearest(services);
  const auto after = Part(s.study, s.units(), s.study.population.cells.unit_of,
                          s.study.facilities.all, cells, touched.after)
                         .nearest(services);
  const Cells& all = s.study.population.cells;
  for (std::size_t k = 0; k < services.size(); ++k) {
    const Service& service = services[k];
    const auto layer = s.units().find_layer(service.own_unit->first, service.own_unit->second);
    const auto group = std::find(all.groups.begin(), all.groups.end(), service.group);
    if (!layer || group == all.groups.end()) continue;
    const auto& people = all.people[static_cast<std::size_t>(group - all.groups.begin())];
    std::map<std::tuple<UnitId, SiteId, SiteId>, People> sums;
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (before[k][i] != after[k][i])
        sums[{all.unit_of[*layer][cells[i].index()], before[k][i], after[k][i]}] +=
            people[cells[i].index()];
    for (const auto& [key, count] : sums) {
      const auto& [unit, was, is] = key;
      EntitlementRow row;
      row.service = service.id;
      row.service_name = service.name.empty() ? service.id : service.name;
      row.group = service.group;
      if (unit) {
        row.unit = s.units()[unit].code;
        row.unit_name = s.units()[unit].name;
      }
      if (was) {
        row.site_before = s.before.facilities[was.index()].id;
        row.site_before_name = s.before.facilities[was.index()].name;
      }
      if (is) {
        row.site_after = s.study.facilities.all[is.index()].id;
        row.site_after_name = s.study.facilities.all[is.index()].name;
      }
      row.people = count;
      report.entitlement.push_back(std::move(row));
    }
  }
}

}  // namespace fangyuan
