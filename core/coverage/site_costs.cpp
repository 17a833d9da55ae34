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
  items_.resize(sum);
  for (std::size_t c = entrances.size(); c-- > 0;) {
    const Entrance& e = entrances[c];
    if (e.connected())
      items_[--first_[e.edge.index()]] = {CellId(c), e.edge, e.offset_mm, e.access_mm};
  }
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
  item_access_.reserve(in_.cells.items().size());
  for (const CellsByEdge::Item& item : in_.cells.items())
    item_access_.push_back(access_cost(item.access_mm, in_.graph.metric(), in_.access_mps));
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
  const auto visit = [&](std::size_t i) {
    const CellsByEdge::Item& item = in_.cells.items()[i];
    const Cost cost = search.at(item.edge, item.offset_mm) + item_access_[i];
    if (!cost.reached() || cost > limit) return;
    const auto known =
        std::lower_bound(same_place.begin(), same_place.end(), item.cell,
                         [](const CellCost& near, CellId cell) { return near.cell < cell; });
    if (known == same_place.end() || known->cell != item.cell) out.push_back({item.cell, cost});
  };
  // A wide search has more edges than there are cells: then the cells are asked in a row.
  if (search.reached().size() > in_.cells.items().size() / 4) {
    for (std::size_t i = 0; i < in_.cells.items().size(); ++i) visit(i);
  } else {
    search.for_each_touched_edge([&](EdgeId e) {
      for (std::size_t i = in_.cells.begin_of(e); i < in_.cells.end_of(e); ++i) visit(i);
    });
  }
}

}  // namespace fangyuan
