// SPDX-License-Identifier: Apache-2.0
#include "sim/run/rule_material.h"

#include <algorithm>
#include <limits>
#include <set>

#include "geo/crs/straight_line.h"
#include "geo/people/placement.h"
#include "geo/snap/added_roads.h"

namespace fangyuan {
namespace {

/// Land is looked at on a finer grid than people: circles are no larger than a few cells.
constexpr double kLandCellsPerCell = 2;

template <class T>
bool same_set(const std::vector<T>& a, const std::vector<T>& b) {
  return std::set<T>(a.begin(), a.end()) == std::set<T>(b.begin(), b.end());
}

/// The service's reach tells who is within the circle.
bool measures(const Service& s, const RuleCircle& c, double mode_mps) {
  if (s.is_joint() || s.limits.empty()) return false;
  const bool same_speed =
      c.mode == Mode::car || s.speed_mps.value_or(mode_mps) == c.speed_mps.value_or(mode_mps);
  return same_set(s.facility_types, c.types) && same_set(s.statuses, c.statuses) &&
         s.mode == c.mode && same_speed && s.direction == c.direction && s.own_unit == c.own_unit &&
         s.limits.back().is_time == c.limit.is_time && s.limits.back().value >= c.limit.value &&
         s.measure_network && s.measure_straight;
}

/// Those with a site of their types in the study, in whatever state.
std::vector<RuleCircle> listed(std::vector<RuleCircle> circles,
                               std::span<const Facility> facilities) {
  std::erase_if(circles, [&](const RuleCircle& circle) {
    return std::none_of(facilities.begin(), facilities.end(), [&](const Facility& f) {
      return std::any_of(circle.types.begin(), circle.types.end(),
                         [&](const std::string& t) { return f.serves_as(t); });
    });
  });
  return circles;
}

/// The measures that rules ask of a circle, some of them more than once.
std::vector<Measure> asked_of(const RuleCircle& circle, std::span<const RulePack> packs) {
  std::vector<Measure> out;
  for (const RulePack& pack : packs)
    for (const Rule& rule : pack.rules) {
      const bool measures =
          rule.metric == RuleMetric::reach || rule.metric == RuleMetric::land_reach;
      if (measures &&
          std::find(rule.circles.begin(), rule.circles.end(), circle) != rule.circles.end())
        out.insert(out.end(), rule.measures.begin(), rule.measures.end());
    }
  return out;
}

/// What was measured; both outlive the call.
void set_costs(CircleReach& reach, const NearestCosts& costs) {
  if (costs.network) reach.network = *costs.network;
  if (costs.straight_mm) reach.straight_mm = *costs.straight_mm;
}

std::vector<PolygonXY> polygons_of(const LandFeature& f) {
  std::vector<PolygonXY> out;
  for (const LandPolygon& p : f.polygons) out.push_back({p.outer, p.holes});
  return out;
}

}  // namespace

Service service_of(const RuleCircle& circle) {
  Service s;
  s.id = "rule";
  s.facility_types = circle.types;
  s.statuses = circle.statuses;
  s.mode = circle.mode;
  s.speed_mps = circle.speed_mps;
  s.limits = {circle.limit};
  s.direction = circle.direction;
  s.own_unit = circle.own_unit;
  return s;
}

CircleServices services_of(std::span<const RuleCircle> circles, std::span<const RulePack> packs) {
  CircleServices out;
  std::vector<RuleCircle> kinds;  // with the limit of the first of them
  for (const RuleCircle& circle : circles) {
    const auto at = std::find_if(kinds.begin(), kinds.end(), [&](const RuleCircle& kind) {
      RuleCircle one = circle;
      one.limit.value = kind.limit.value;
      return one == kind;
    });
    out.of.push_back(static_cast<std::size_t>(at - kinds.begin()));
    if (at == kinds.end()) {
      kinds.push_back(circle);
      out.services.push_back(service_of(circle));
      out.services.back().measure_network = out.services.back().measure_straight = false;
    } else {
      Limit& limit = out.services[out.of.back()].limits.front();
      limit.value = std::max(limit.value, circle.limit.value);
    }
    Service& service = out.services[out.of.back()];
    for (const Measure m : asked_of(circle, packs))
      (m == Measure::network ? service.measure_network : service.measure_straight) = true;
  }
  return out;
}

std::optional<std::uint32_t> straight_mm_of(const RuleCircle& circle, double mode_mps) {
  if (circle.limit.is_time && circle.mode == Mode::car) return std::nullopt;
  return straight_radius(circle.speed_mps.value_or(mode_mps), circle.limit).value();
}

Cells land_cells(const Land& land, const Boundaries& boundaries, const Frame& frame,
                 double size_m) {
  Cells cells;
  cells.groups = {"residential_m2"};
  cells.people.resize(1);
  const Placement placement({}, size_m);
  std::vector<XY> points;
  for (const LandFeature* f : land.of(LandRole::residential)) {
    const std::vector<PolygonXY> area = polygons_of(*f);
    if (area.empty()) continue;
    const std::vector<XY> inside = placement.cells_of(area).points;
    const People m2 = Amount::from_double(f->area_m2);
    for (std::size_t i = 0; i < inside.size(); ++i) {
      points.push_back(inside[i]);
      cells.people[0].push_back(even_share(m2, inside.size(), i));
    }
  }
  std::vector<LonLat> lonlat(points.size());
  frame.to_lonlat(points, lonlat);
  for (std::size_t i = 0; i < points.size(); ++i) cells.place.push_back({lonlat[i], points[i]});
  for (std::size_t l = 0; l < boundaries.units.layers.size(); ++l)
    cells.unit_of.push_back(boundaries.locate(l, points));
  return cells;
}

RuleMaterial::RuleMaterial(const Study& study, const StudyView& view,
                           const CoverageResult& coverage, const KeptMaterial& kept)
    : study_(study) {
  measure_circles(view, coverage, kept);
  measure_land(view, kept);
  find_estates();
}

double RuleMaterial::mps_of(const RuleCircle& circle) const {
  return study_.project.settings(circle.mode).speed_mps;
}

/// Those that `earlier` has (null: none) and that nothing has changed are copied. `of_cells`:
/// people's, whose entrances are the study's.
RuleMaterial::Costs RuleMaterial::measure(const StudyView& view, std::vector<Service> services,
                                          const Costs* earlier, const WhatStays* stays,
                                          bool of_cells) {
  Costs costs{std::move(services), {}};
  costs.of.resize(costs.services.size());
  std::vector<Service> missing;
  std::vector<std::size_t> missing_at;
  for (std::size_t i = 0; i < costs.services.size(); ++i) {
    const Service& service = costs.services[i];
    const auto known = [&](const Service& s) { return same_measure(s, service); };
    if (earlier != nullptr && stays->searches(service) &&
        (!of_cells || stays->entrances(service.mode))) {
      const auto at = std::find_if(earlier->services.begin(), earlier->services.end(), known);
      if (at != earlier->services.end()) {
        costs.of[i] = earlier->of[static_cast<std::size_t>(at - earlier->services.begin())];
        continue;
      }
    }
    missing.push_back(service);
    missing_at.push_back(i);
  }
  measured_ += missing.size();
  std::vector<NearestCosts> found = nearest_costs(view, missing);
  for (std::size_t i = 0; i < missing.size(); ++i) costs.of[missing_at[i]] = std::move(found[i]);
  return costs;
}

void RuleMaterial::measure_circles(const StudyView& view, const CoverageResult& coverage,
                                   const KeptMaterial& kept) {
  const auto& services = study_.project.services;
  std::vector<RuleCircle> missing;
  std::vector<std::size_t> missing_at;  // into reach_
  for (const RuleCircle& circle : listed(circles_of(study_.rules, false), view.facilities)) {
    const double mps = mps_of(circle);
    const auto radius = straight_mm_of(circle, mps);
    const auto at = std::find_if(coverage.reach.begin(), coverage.reach.end(),
                                 [&](const ServiceReach& measured) {
                                   return measures(services[measured.service.index()], circle, mps);
                                 });
    if (at == coverage.reach.end()) {
      missing.push_back(circle);
      missing_at.push_back(reach_.size());
    }
    CircleReach& r = reach_.emplace_back();
    r.circle = circle;
    r.radius_mm = radius.value_or(0);
    if (at == coverage.reach.end()) continue;
    if (at->has_network) r.network = at->network;
    if (at->has_straight && radius) r.straight_mm = at->straight_mm;
  }
  if (missing.empty() || study_.population.cells.size() == 0) return;
  CircleServices extra = services_of(missing, study_.rules);
  const bool same_cells = kept.stays != nullptr && kept.stays->cells();
  extra_ = measure(view, std::move(extra.services), same_cells ? &kept.earlier->extra_ : nullptr,
                   kept.stays, true);
  for (std::size_t i = 0; i < missing.size(); ++i)
    set_costs(reach_[missing_at[i]], extra_.of[extra.of[i]]);
}

void RuleMaterial::measure_land(const StudyView& view, const KeptMaterial& kept) {
  const std::vector<RuleCircle> circles = listed(circles_of(study_.rules, true), view.facilities);
  if (circles.empty() || !study_.land.has(LandRole::residential)) return;
  const Project& project = study_.project;
  // No edit changes the land itself.
  const bool same_land =
      kept.stays != nullptr && kept.stays->units() && kept.earlier->land_.size() > 0;
  land_ = same_land ? kept.earlier->land_
                    : land_cells(study_.land, study_.boundaries, *study_.frame,
                                 project.cell_size_m / kLandCellsPerCell);
  if (land_.size() == 0) return;
  const GeodesicLines straight(land_.place, study_.facilities.all);
  std::array<ModeAccess, kModes> access;
  StudyView of_land{.network = view.network,
                    .cells = land_,
                    .units = view.units,
                    .facilities = view.facilities,
                    .access = {},
                    .speeds = view.speeds,
                    .straight = &straight};
  CircleServices wanted = services_of(circles, study_.rules);
  for (const Service& service : wanted.services) {
    const auto m = static_cast<std::size_t>(service.mode);
    if (!service.measure_network || !study_.snappers[m] || of_land.access[m]) continue;
    access[m].sites = study_.access[m]->sites;
    access[m].cells =
        study_.snappers[m]->nearest(land_.place, project.settings(service.mode).access_limit_m);
    // The snapper knows the baseline: roads that a scenario added are further entrances, streets
    // that it closed take theirs with them.
    if (study_.added && study_.added->drawn(service.mode) != nullptr)
      study_.added->enter(service.mode, land_.place, project.settings(service.mode).access_limit_m,
                          access[m]);
    drop_closed(study_.roads.network, service.mode, access[m]);
    of_land.access[m] = &access[m];
  }
  of_land_ = measure(of_land, std::move(wanted.services),
                     same_land ? &kept.earlier->of_land_ : nullptr, kept.stays, false);
  for (std::size_t i = 0; i < circles.size(); ++i) {
    CircleReach& r = land_reach_.emplace_back();
    r.circle = circles[i];
    r.radius_mm = straight_mm_of(circles[i], mps_of(circles[i])).value_or(0);
    set_costs(r, of_land_.of[wanted.of[i]]);
  }
}

void RuleMaterial::find_estates() {
  // From west to east: an estate looks only at the sites of its own strip.
  std::vector<std::pair<double, std::size_t>> by_x;
  for (std::size_t s = 0; s < study_.facilities.all.size(); ++s)
    if (const auto& place = study_.facilities.all[s].place) by_x.emplace_back(place->xy.x, s);
  std::sort(by_x.begin(), by_x.end());
  for (const LandFeature* f : study_.land.of(LandRole::estate)) {
    if (f->quarter == Quarter::unknown) continue;  // neither the new nor the old standard binds it
    Estate e;
    e.code = f->id;
    e.name = f->name.empty() ? f->id : f->name;
    e.is_new = f->quarter == Quarter::new_built;
    if (const auto it = f->amounts.find("households"); it != f->amounts.end())
      e.households = it->second;
    double west = std::numeric_limits<double>::infinity(), east = -west;
    for (const LandPolygon& p : f->polygons)
      for (const XY corner : p.outer) {
        west = std::min(west, corner.x);
        east = std::max(east, corner.x);
      }
    const PolygonIndex inside(polygons_of(*f));
    for (auto at = std::lower_bound(by_x.begin(), by_x.end(), std::pair(west, std::size_t{0}));
         at != by_x.end() && at->first <= east; ++at)
      if (inside.side(study_.facilities.all[at->second].place->xy) != Side::outside)
        e.sites.push_back(at->second);
    std::sort(e.sites.begin(), e.sites.end());
    estates_.push_back(std::move(e));
  }
}

RuleInputs plain_inputs(const Study& study) {
  RuleInputs in{.units = study.boundaries.units,
                .facilities = study.facilities.all,
                .cells = study.population.cells,
                .date = study.project.date,
                .balance = study.population.balance,
                .unlocated_of = study.population.unlocated_of};
  in.statistics = &study.statistics.by_unit;
  in.exemptions = study.project.exemptions;
  return in;
}

RuleInputs RuleMaterial::inputs() const {
  RuleInputs in = plain_inputs(study_);
  in.reach = reach_;
  if (study_.land.has(LandRole::residential)) in.land = &land_;
  in.land_reach = land_reach_;
  if (study_.land.has(LandRole::estate)) in.estates = estates_;
  return in;
}

}  // namespace fangyuan
