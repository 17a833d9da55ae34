// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cassert>
#include <map>
#include <numeric>

#include "core/coverage/trust.h"

namespace fangyuan {
namespace {

const ModeAccess* first_access(const StudyView& study) {
  for (const ModeAccess* access : study.access)
    if (access != nullptr) return access;
  return nullptr;
}

/// Sums over a unit's cells, in weights (millionths of people, or 1 per cell).
struct UnitSums {
  std::vector<People> people;
  std::int64_t weight = 0, connected = 0, up_to = 0;
  std::optional<double> median_access_m;
  double network_mm = 0, straight_mm = 0;
  std::map<std::string, std::uint64_t> facilities;
  std::uint64_t sites = 0, unlocated_sites = 0;
};

class UnitTable {
 public:
  explicit UnitTable(const UnitRowInputs& in)
      : in_(in),
        cells_(in.study.cells),
        has_roads_(in.study.network != nullptr && !in.study.network->empty()),
        access_(has_roads_ ? first_access(in.study) : nullptr),
        sums_(in.study.units.all.size()) {
    for (UnitSums& u : sums_) u.people.resize(cells_.groups.size());
    choose_weights();
  }

  std::vector<UnitRow> rows() {
    add_people();
    if (access_ != nullptr) add_access();
    for (const ServiceReach& r : in_.reach) add_detours(r);
    add_facilities();
    std::vector<UnitRow> rows;
    for (const UnitLayer& layer : in_.study.units.layers)
      for (const UnitId u : layer.units) rows.push_back(row(u));
    return rows;
  }

 private:
  /// By people, or by cells in a study without people.
  void choose_weights() {
    weight_.assign(cells_.size(), 0);
    if (!cells_.groups.empty())
      for (std::size_t c = 0; c < cells_.size(); ++c) weight_[c] = cells_.people[0][c].millionths();
    if (std::all_of(weight_.begin(), weight_.end(), [](std::int64_t w) { return w == 0; }))
      weight_.assign(cells_.size(), 1);
  }

  template <class Visit>
  void for_units_of(std::size_t cell, Visit&& visit) {
    for (const auto& unit_of : cells_.unit_of)
      if (!unit_of[cell].is_none()) visit(sums_[unit_of[cell].index()]);
  }

  void add_people() {
    for (std::size_t c = 0; c < cells_.size(); ++c)
      for_units_of(c, [&](UnitSums& u) {
        u.weight += weight_[c];
        for (std::size_t g = 0; g < u.people.size(); ++g) u.people[g] += cells_.people[g][c];
      });
  }

  void add_access() {
    const auto& entrances = access_->cells;
    std::vector<std::size_t> by_access;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      if (!entrances[c].connected()) continue;
      by_access.push_back(c);
      for_units_of(c, [&](UnitSums& u) { u.connected += weight_[c]; });
    }
    std::sort(by_access.begin(), by_access.end(), [&](std::size_t a, std::size_t b) {
      return entrances[a].access_mm != entrances[b].access_mm
                 ? entrances[a].access_mm < entrances[b].access_mm
                 : a < b;
    });
    for (const std::size_t c : by_access)
      for_units_of(c, [&](UnitSums& u) {
        u.up_to += weight_[c];
        if (!u.median_access_m && u.connected > 0 && u.up_to >= u.connected - u.up_to)
          u.median_access_m = entrances[c].access_mm / 1000.0;
      });
  }

  void add_detours(const ServiceReach& r) {
    const Service& service = in_.services[r.service.index()];
    const bool by_time = metric_of(service) == Metric::time;
    if (!r.has_network || !r.has_straight || (by_time && service.mode == Mode::car)) return;
    const double mm_per_cost =
        by_time ? network_mps(service, in_.study.speeds[static_cast<std::size_t>(service.mode)])
                : 1;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      if (!r.network[c].reached() || !r.straight_mm[c].reached()) continue;
      const double straight = r.straight_mm[c].value();
      if (straight < kLeastStraightM * 1000) continue;
      const double weight = static_cast<double>(weight_[c]);
      for_units_of(c, [&](UnitSums& u) {
        u.network_mm += weight * r.network[c].value() * mm_per_cost;
        u.straight_mm += weight * straight;
      });
    }
  }

  void add_facilities() {
    for (const Facility& f : in_.study.facilities) {
      if (f.status != Status::in_use && f.status != Status::accepted) continue;
      for (const UnitId id : f.unit_of) {
        if (id.is_none()) continue;
        UnitSums& u = sums_[id.index()];
        ++u.sites;
        if (!f.place) ++u.unlocated_sites;
        ++u.facilities[f.type];
        for (std::size_t i = 0; i < f.functions.size(); ++i)
          if (f.functions[i] != f.type &&
              std::find(f.functions.begin(), f.functions.begin() + static_cast<std::ptrdiff_t>(i),
                        f.functions[i]) == f.functions.begin() + static_cast<std::ptrdiff_t>(i))
            ++u.facilities[f.functions[i]];
      }
    }
  }

  std::optional<double> share_unlocated(UnitId id) const {
    const UnitSums& u = sums_[id.index()];
    std::optional<double> share;
    if (u.sites > 0) share = static_cast<double>(u.unlocated_sites) / static_cast<double>(u.sites);
    if (!in_.unlocated_people.empty() && !in_.unlocated_people[0].empty()) {
      const double unlocated = in_.unlocated_people[0][id.index()].to_double();
      const double all = unlocated + u.people[0].to_double();
      if (all > 0) share = std::max(share.value_or(0), unlocated / all);
    }
    return share;
  }

  UnitRow row(UnitId id) const {
    const UnitSums& u = sums_[id.index()];
    UnitRow row;
    row.unit = id;
    row.people = u.people;
    row.facilities.assign(u.facilities.begin(), u.facilities.end());
    row.median_access_m = u.median_access_m;
    row.share_unlocated = share_unlocated(id);
    if (u.straight_mm > 0) row.network_over_straight = u.network_mm / u.straight_mm;
    const double km2 = in_.study.units[id].area_m2 / 1e6;
    TrustSigns signs;
    signs.has_roads = has_roads_;
    signs.has_people = u.weight > 0;
    signs.median_access_m = row.median_access_m;
    signs.network_over_straight = row.network_over_straight;
    signs.share_unlocated = row.share_unlocated;
    if (!u.people.empty() && km2 > 0) signs.people_per_km2 = u.people[0].to_double() / km2;
    if (!in_.road_km.empty()) {
      row.road_km = in_.road_km[id.index()];
      if (km2 > 0) signs.road_km_per_km2 = row.road_km / km2;
    }
    if (access_ != nullptr && u.weight > 0)
      signs.share_unconnected =
          static_cast<double>(u.weight - u.connected) / static_cast<double>(u.weight);
    TrustGrade graded = grade(signs);
    row.trust = graded.grade;
    row.reasons = std::move(graded.reasons);
    return row;
  }

  const UnitRowInputs& in_;
  const Cells& cells_;
  const bool has_roads_;
  const ModeAccess* access_;
  std::vector<std::int64_t> weight_;
  std::vector<UnitSums> sums_;
};

}  // namespace

std::vector<UnitRow> unit_rows(const UnitRowInputs& inputs) { return UnitTable(inputs).rows(); }

}  // namespace fangyuan
