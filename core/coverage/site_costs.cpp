// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/site_costs.h"

#include <algorithm>
#include <cassert>

namespace fangyuan {

CellsByEdge::CellsByEdge(std::span<const Entrance> entrances, std::size_t edge_count)
    : first_(edge_count + 1) {
  for (const Entrance& e : entrances)
    if (e.connected()) ++first_[e.edge.index()];
  std::uint32_t sum = 0;
  for (std::uint32_t& f : first_) f = (sum += f);  // past the row's end; filling steps back
  cells_.resize(sum);
  for (std::size_t c = entrances.size(); c-- > 0;)
    if (entrances[c].connected()) cells_[--first_[entrances[c].edge.index()]] = CellId(c);
}

void StraightCosts::of(SiteId site, Cost limit, std::vector<CellCost>& out) const {
  assert(limit.reached());
  const std::size_t before = out.size();
  // Cells of the same place are within every limit.
  line_->within(site, std::max(limit.value(), kSamePlaceMm), out);
  for (std::size_t i = before; i < out.size(); ++i)
    if (out[i].cost <= Cost(kSamePlaceMm)) out[i].cost = Cost::zero();
}

NetworkCosts::NetworkCosts(const Inputs& inputs)
    : in_(inputs), searches_([&graph = inputs.graph] { return Search(graph); }) {
  cell_access_.reserve(in_.access.cells.size());
  for (const Entrance& e : in_.access.cells)
    cell_access_.push_back(access_cost(e.access_mm, in_.graph.metric(), in_.access_mps));
}

void NetworkCosts::of(SiteId site, Cost limit, std::vector<CellCost>& out) const {
  std::vector<CellCost> same_place;
  if (in_.straight != nullptr) in_.straight->within(site, kSamePlaceMm, same_place);
  std::sort(same_place.begin(), same_place.end(),
            [](const CellCost& a, const CellCost& b) { return a.cell < b.cell; });
  for (const CellCost& near : same_place) out.push_back({near.cell, Cost::zero()});
  const auto sources =
      sources_of(in_.access.sites[site.index()], in_.graph.metric(), in_.access_mps);
  if (sources.empty()) return;
  Search& search = searches_.local();
  search.run(sources, limit, in_.direction);
  search.for_each_touched_edge([&](EdgeId e) {
    for (const CellId c : in_.cells.on(e)) {
      const Cost cost =
          search.at(e, in_.access.cells[c.index()].offset_mm) + cell_access_[c.index()];
      if (!cost.reached() || cost > limit) continue;
      const auto known =
          std::lower_bound(same_place.begin(), same_place.end(), c,
                           [](const CellCost& near, CellId cell) { return near.cell < cell; });
      if (known == same_place.end() || known->cell != c) out.push_back({c, cost});
    }
  });
}

}  // namespace fangyuan
