// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/facility_rows.h"

#include <algorithm>

#include "core/coverage/overlap.h"

namespace fangyuan {
namespace {

bool is_outside(const Facility& f, const Units& units) {
  return !units.layers.empty() &&
         std::all_of(f.unit_of.begin(), f.unit_of.end(), [](UnitId u) { return u.is_none(); });
}

FacilityRow base_row(const FacilityRowRequest& r, SiteId site) {
  const Facility& f = r.facilities[site.index()];
  FacilityRow row;
  row.service = r.id;
  row.site = site;
  if (!serves(f, r.service)) row.warnings.push_back("not-counted");
  if (!f.place) row.warnings.push_back("unlocated");
  if (r.access != nullptr && f.place) {
    const auto& entrances = r.access->sites[site.index()];
    const auto first = std::find_if(entrances.begin(), entrances.end(),
                                    [](const Entrance& e) { return e.connected(); });
    if (first == entrances.end()) {
      row.warnings.push_back("unconnected");
    } else {
      row.snap = first->point;
      row.access_mm = first->access_mm;
    }
  }
  if (f.place && is_outside(f, r.units)) row.warnings.push_back("outside");
  if (r.service.capacity) {
    const auto it = f.amounts.find(*r.service.capacity);
    if (it != f.amounts.end())
      row.capacity = it->second;
    else
      row.warnings.push_back("capacity-missing");
  }
  return row;
}

}  // namespace

std::vector<FacilityRow> facility_rows(const FacilityRowRequest& r) {
  std::vector<std::uint32_t> rank_of(r.facilities.size(), Nearest::kNoRank);
  for (std::size_t rank = 0; rank < r.sites.size(); ++rank)
    rank_of[r.sites[rank].index()] = static_cast<std::uint32_t>(rank);
  std::vector<FacilityRow> base;
  for (std::size_t s = 0; s < r.facilities.size(); ++s)
    if (is_of_service(r.facilities[s], r.service)) base.push_back(base_row(r, SiteId(s)));
  std::vector<FacilityRow> rows;
  const std::size_t limits = r.service.limits.size();
  rows.reserve(base.size() * limits);
  for (std::size_t l = 0; l < limits; ++l) {
    std::vector<People> alone;
    if (r.measured != nullptr) alone = only_here(*r.measured, r.leading, r.sites.size(), l);
    for (const FacilityRow& b : base) {
      FacilityRow& row = rows.emplace_back(b);
      row.limit = r.service.limits[l].to_string();
      const std::uint32_t rank = rank_of[b.site.index()];
      if (r.measured == nullptr || rank == Nearest::kNoRank) continue;
      row.only_here = alone[rank];
      row.in_reach = r.measured->nearest.in_reach[rank * limits + l];
      row.served = r.measured->served[l][rank];
      if (r.service.capacity) row.load = r.measured->fillings[l].load[rank];
      if (l < r.measured->best.size() && r.measured->best[l])
        row.load_best = r.measured->best[l]->load[rank];
    }
  }
  return rows;
}

}  // namespace fangyuan
