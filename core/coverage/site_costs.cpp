// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/site_costs.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "core/reach/source_batches.h"

namespace fangyuan {

namespace {

/// Keeps of what stands from `from` on each cell's least cost.
void keep_least(std::vector<CellCost>& costs, std::size_t from) {
  const auto begin = costs.begin() + static_cast<std::ptrdiff_t>(from);
  std::sort(begin, costs.end(), [](const CellCost& a, const CellCost& b) {
    return a.cell != b.cell ? a.cell < b.cell : a.cost < b.cost;
  });
  costs.erase(std::unique(begin, costs.end(),
                          [](const CellCost& a, const CellCost& b) { return a.cell == b.cell; }),
              costs.end());
}

}  // namespace

CellsByEdge::CellsByEdge(std::span<const Entrance> entrances,
                         std::span<const FurtherEntrance> further, std::size_t edge_count)
    : first_(edge_count + 1) {
  for (const Entrance& e : entrances)
    if (e.connected()) ++first_[e.edge.index()];
  for (const FurtherEntrance& f : further) ++first_[f.entrance.edge.index()];
  std::uint32_t sum = 0;
  for (std::uint32_t& f : first_) f = (sum += f);  // past the row's end; filling steps back
  items_.resize(sum);
  for (std::size_t i = further.size(); i-- > 0;) {
    const Entrance& e = further[i].entrance;
    items_[--first_[e.edge.index()]] = {further[i].cell, e.edge, e.offset_mm, e.access_mm};
  }
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

std::vector<std::uint32_t> SiteCosts::batch_order(std::span<const SiteId> sites) const {
  std::vector<std::uint32_t> order(sites.size());
  std::iota(order.begin(), order.end(), 0U);
  return order;
}

void SiteCosts::of_each(std::span<const SiteId> sites, Cost limit,
                        std::span<std::vector<CellCost>> out) const {
  for (std::size_t i = 0; i < sites.size(); ++i) {
    out[i].clear();
    of(sites[i], limit, out[i]);
  }
}

NetworkCosts::NetworkCosts(const Inputs& inputs)
    : in_(inputs), searches_([&graph = inputs.graph] { return Search(graph); }) {
  item_access_.reserve(in_.cells.items().size());
  for (const CellsByEdge::Item& item : in_.cells.items())
    item_access_.push_back(access_cost(item.access_mm, in_.graph.metric(), in_.access_mps));
  if (in_.weights == nullptr) return;
  std::vector<LanePlace> places;
  for (const Entrance& e : in_.access.cells)
    places.push_back(
        {e, e.connected() ? access_cost(e.access_mm, in_.graph.metric(), in_.access_mps) : Cost()});
  for (const FurtherEntrance& f : in_.access.further)
    places.push_back(
        {f.entrance, access_cost(f.entrance.access_mm, in_.graph.metric(), in_.access_mps)});
  lanes_ = std::make_unique<Lanes>(in_, places);
}

std::vector<CellCost> NetworkCosts::same_place(SiteId site) const {
  std::vector<CellCost> cells;
  if (in_.straight != nullptr) in_.straight->within(site, kSamePlaceMm, cells);
  std::sort(cells.begin(), cells.end(),
            [](const CellCost& a, const CellCost& b) { return a.cell < b.cell; });
  return cells;
}

std::vector<std::uint32_t> NetworkCosts::batch_order(std::span<const SiteId> sites) const {
  if (!lanes_) return SiteCosts::batch_order(sites);
  std::vector<std::vector<Source>> entrances;
  std::vector<LaneSource> sources;
  for (const SiteId s : sites)
    entrances.push_back(
        sources_of(in_.access.sites[s.index()], in_.graph.metric(), in_.access_mps));
  for (const auto& e : entrances) sources.push_back({e, {}});
  return fangyuan::batch_order(in_.weights->hierarchy(), in_.graph.network(), sources);
}

void NetworkCosts::of_each(std::span<const SiteId> sites, Cost limit,
                           std::span<std::vector<CellCost>> out) const {
  // Times that a sweep cannot hold are for the plain search.
  if (!lanes_ || limit > kMostSwept) return SiteCosts::of_each(sites, limit, out);
  std::vector<std::vector<Source>> entrances;
  std::vector<std::vector<std::uint32_t>> given;
  std::vector<LaneSource> sources;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    out[i].clear();
    entrances.push_back(
        sources_of(in_.access.sites[sites[i].index()], in_.graph.metric(), in_.access_mps));
    given.emplace_back();
    for (const CellCost& near : same_place(sites[i])) given.back().push_back(near.cell.value());
  }
  for (std::size_t i = 0; i < sites.size(); ++i) sources.push_back({entrances[i], given[i]});
  LaneSearch& search = lanes_->searches.local();
  search.run(sources, limit);
  const std::uint32_t base = search.base();
  const std::size_t lanes = sites.size();
  std::vector<CellCost>* const lists = out.data();
  auto use = [=](std::uint32_t place, const LaneRow& row) __attribute__((always_inline)) {
    for (std::size_t lane = 0; lane < lanes; ++lane)
      if (row.lane[lane] < kFar)
        lists[lane].push_back({CellId(place), Cost(row.lane[lane] - base)});
  };
  search.for_each_place(use);
  if (in_.access.further.empty()) return;
  const std::size_t cells = in_.access.cells.size();
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    for (CellCost& c : out[lane])  // places behind the cells are further entrances
      if (c.cell.index() >= cells) c.cell = in_.access.further[c.cell.index() - cells].cell;
    keep_least(out[lane], 0);
  }
}

void NetworkCosts::of(SiteId site, Cost limit, std::vector<CellCost>& out) const {
  const std::vector<CellCost> same_place = this->same_place(site);
  for (const CellCost& near : same_place) out.push_back({near.cell, Cost::zero()});
  const std::size_t by_streets = out.size();
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
  if (!in_.access.further.empty()) keep_least(out, by_streets);
}

}  // namespace fangyuan
