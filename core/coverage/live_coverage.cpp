// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/live_coverage.h"

#include <algorithm>
#include <cassert>
#include <stdexcept>

#include "core/reach/access.h"

namespace fangyuan {
namespace {

constexpr std::uint32_t kNoItem = ~std::uint32_t{0};

const Service& supported(const Service& service) {
  if (!LiveCoverage::supports(service))
    throw std::invalid_argument("live coverage: service " + service.id +
                                " has a catchment, capacity or members");
  return service;
}

std::vector<Cost> limits_of(const Service& service) {
  std::vector<Cost> limits;
  for (const Limit& l : service.limits) limits.emplace_back(l.value);
  return limits;
}

}  // namespace

LiveCoverage::LiveCoverage(const LiveInputs& in, std::vector<LiveSite> sites)
    : limits_(limits_of(supported(in.service))),
      by_edge_(&in.cells),
      layout_(&in.layout),
      access_mps_(in.access_mps),
      graph_(in.graph),
      field_(graph_, limits_.back(), in.service.direction),
      cells_(in.layout.cell_count()),
      item_of_cell_(in.layout.cell_count(), kNoItem),
      row_epoch_(in.layout.rows().size()) {
  assert(metric_of(in.service) == in.graph.metric());
  start();
  LiveEdit all;
  all.sites = std::move(sites);
  apply(all);
  forget();
}

void LiveCoverage::start() {
  const std::size_t rows = layout_->rows().size(), groups = layout_->group_count();
  const auto items = by_edge_->items();
  item_access_.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    item_access_.push_back(
        access_cost(items[i].access_mm, graph_.baseline().metric(), access_mps_));
    item_of_cell_[items[i].cell.index()] = static_cast<std::uint32_t>(i);
    cells_[items[i].cell.index()].unconnected = !field_.on(items[i].edge).usable();
  }
  sums_.resize(rows * (limits_.size() + 1) * groups);
  totals_.resize(rows * groups);
  for (std::size_t c = 0; c < cells_.size(); ++c) {
    if (cells_[c].unconnected) count(CellId(c), limits_.size(), true);
    const auto people = layout_->people(CellId(c));
    for (const std::uint32_t row : layout_->rows_of(CellId(c)))
      for (std::size_t g = 0; g < groups; ++g) totals_[row * groups + g] += people[g];
  }
}

LiveChange LiveCoverage::apply(const LiveEdit& edit) {
  ++epoch_;
  rows_.clear();
  Step& step = steps_.emplace_back(Step{graph_.mark(), {}, {}, {}});
  for (std::size_t i = 0; i < edit.new_vertices; ++i) graph_.add_vertex();
  std::vector<EdgeId> edges;
  for (const StreetPiece& piece : edit.new_edges) edges.push_back(graph_.add_edge(piece));
  for (const EdgeCosts& costs : edit.costs) {
    graph_.set_costs(costs);
    edges.push_back(costs.edge);
  }
  std::vector<CellId> cells;
  for (const CellEntrance& extra : edit.entrances) {
    const Entrance& at = extra.entrance;
    assert(at.connected() && graph_.is_added(at.edge));
    step.extras.push_back({extra.cell, at.edge, at.offset_mm,
                           access_cost(at.access_mm, graph_.baseline().metric(), access_mps_)});
    extras_of_cell_[extra.cell.value()].push_back(step.extras.back());
    extras_of_edge_[at.edge.value()].push_back(step.extras.back());
    cells.push_back(extra.cell);
  }
  std::vector<FieldSite> sites;
  for (const LiveSite& site : edit.sites) {
    cells.insert(cells.end(), site.same_place.begin(), site.same_place.end());
    std::vector<CellId> before = set_same_place(site.rank, site.same_place);
    cells.insert(cells.end(), before.begin(), before.end());
    step.same_place.emplace_back(site.rank, std::move(before));
    // A site on a street moves the cells there even where no vertex notices.
    if (const FieldSite* was = field_.site(site.rank))
      for (const Source& s : was->entrances) edges.push_back(s.entrance.edge);
    for (const Source& s : site.entrances) edges.push_back(s.entrance.edge);
    sites.push_back({site.rank, site.entrances});
  }
  const auto vertices = field_.update(edges, sites);
  for (const EdgeId e : edges) refresh_edge(e);
  if (vertices.size() > by_edge_->items().size()) {
    // Streets in a row are faster than streets one by one, once there are as many.
    for (std::size_t e = 0; e < graph_.edge_count(); ++e) refresh_edge(EdgeId(e));
  } else {
    for (const VertexChange& v : vertices)
      for (const ModeGraph::Arc& arc : field_.spread(v.vertex)) refresh_edge(arc.edge);
  }
  for (const CellId c : cells) refresh(c, own_entrance(c));
  return {vertices, step.cells, rows_};
}

LiveChange LiveCoverage::undo() {
  assert(can_undo());
  ++epoch_;
  rows_.clear();
  taken_back_.clear();
  const Step step = std::move(steps_.back());
  steps_.pop_back();
  const auto vertices = field_.undo();
  graph_.undo_to(step.mark);
  for (auto it = step.extras.rbegin(); it != step.extras.rend(); ++it) {
    const auto take = [](SparseMap<std::vector<Extra>>& map, std::uint32_t key) {
      std::vector<Extra>& row = *map.find(key);
      row.pop_back();
      if (row.empty()) map.erase(key);
    };
    take(extras_of_cell_, it->cell.value());
    take(extras_of_edge_, it->edge.value());
  }
  for (auto it = step.same_place.rbegin(); it != step.same_place.rend(); ++it)
    set_same_place(it->first, it->second);
  for (const CellChange& c : step.cells) {
    set(c.cell, c.before, c.unconnected_before);
    taken_back_.push_back({c.cell, c.after, c.before, c.unconnected_after, c.unconnected_before});
  }
  return {vertices, taken_back_, rows_};
}

void LiveCoverage::forget() {
  field_.forget();
  steps_.clear();
}

std::vector<CellId> LiveCoverage::set_same_place(std::uint32_t rank, std::vector<CellId> cells) {
  std::vector<CellId> before;
  if (auto* known = same_place_of_site_.find(rank)) before = std::move(*known);
  for (const CellId c : before) {
    auto& ranks = *same_place_of_cell_.find(c.value());
    ranks.erase(std::lower_bound(ranks.begin(), ranks.end(), rank));
    if (ranks.empty()) same_place_of_cell_.erase(c.value());
  }
  for (const CellId c : cells) {
    auto& ranks = same_place_of_cell_[c.value()];
    ranks.insert(std::lower_bound(ranks.begin(), ranks.end(), rank), rank);
  }
  if (cells.empty())
    same_place_of_site_.erase(rank);
  else
    same_place_of_site_[rank] = std::move(cells);
  return before;
}

LiveCoverage::Seen LiveCoverage::ask(const NearestField::OnEdge& street, std::uint32_t offset_mm,
                                     Cost access) const {
  const NearestLabel label = street.at(offset_mm).plus(access);
  return {label.cost() <= limits_.back() ? label : NearestLabel(), !street.usable()};
}

LiveCoverage::Seen LiveCoverage::own_entrance(CellId c) const {
  const std::uint32_t i = item_of_cell_[c.index()];
  if (i == kNoItem) return {};
  const CellsByEdge::Item& item = by_edge_->items()[i];
  return ask(field_.on(item.edge), item.offset_mm, item_access_[i]);
}

void LiveCoverage::refresh_edge(EdgeId e) {
  if (graph_.is_added(e)) {
    if (const auto* extras = extras_of_edge_.find(e.value()))
      for (const Extra& extra : *extras) refresh(extra.cell, own_entrance(extra.cell));
    return;
  }
  const std::size_t end = by_edge_->end_of(e);
  std::size_t i = by_edge_->begin_of(e);
  while (i < end && cells_[by_edge_->items()[i].cell.index()].epoch == epoch_) ++i;
  if (i == end) return;
  const NearestField::OnEdge street = field_.on(e);
  for (; i < end; ++i) {
    const CellsByEdge::Item& item = by_edge_->items()[i];
    if (cells_[item.cell.index()].epoch != epoch_)
      refresh(item.cell, ask(street, item.offset_mm, item_access_[i]));
  }
}

/// `own`: what its own entrance says; the further ones and the sites at its place are asked here.
void LiveCoverage::refresh(CellId c, Seen own) {
  Cell& cell = cells_[c.index()];
  if (cell.epoch == epoch_) return;
  cell.epoch = epoch_;
  if (const auto* extras = extras_of_cell_.find(c.value()))
    for (const Extra& extra : *extras) {
      const Seen seen = ask(field_.on(extra.edge), extra.offset_mm, extra.access);
      own.label = std::min(own.label, seen.label);
      own.unconnected = own.unconnected && seen.unconnected;
    }
  if (const auto* ranks = same_place_of_cell_.find(c.value()))
    own.label = std::min(own.label, NearestLabel(Cost::zero(), ranks->front()));
  if (own.label == cell.label && own.unconnected == cell.unconnected) return;
  steps_.back().cells.push_back({c, cell.label, own.label, cell.unconnected, own.unconnected});
  set(c, own.label, own.unconnected);
}

std::size_t LiveCoverage::first_limit(NearestLabel label) const {
  std::size_t l = 0;
  while (l < limits_.size() && (!label.reached() || label.cost() > limits_[l])) ++l;
  return l;
}

void LiveCoverage::set(CellId c, NearestLabel label, bool unconnected) {
  Cell& cell = cells_[c.index()];
  const std::size_t from = first_limit(cell.label), to = first_limit(label);
  for (std::size_t l = from; l < to; ++l) count(c, l, false);
  for (std::size_t l = to; l < from; ++l) count(c, l, true);
  // Who has no street is unconnected, unless a site is at the same place.
  const bool before = cell.unconnected && !cell.label.reached();
  const bool after = unconnected && !label.reached();
  if (before != after) count(c, limits_.size(), after);
  cell.label = label;
  cell.unconnected = unconnected;
}

void LiveCoverage::count(CellId c, std::size_t part, bool add) {
  const auto people = layout_->people(c);
  for (const std::uint32_t row : layout_->rows_of(c)) {
    if (row_epoch_[row] != epoch_) {
      row_epoch_[row] = epoch_;
      rows_.push_back(row);
    }
    People* sums = &sums_[(row * (limits_.size() + 1) + part) * people.size()];
    if (add)
      for (std::size_t g = 0; g < people.size(); ++g) sums[g] += people[g];
    else
      for (std::size_t g = 0; g < people.size(); ++g) sums[g] -= people[g];
  }
}

Parts LiveCoverage::parts(std::size_t row, std::size_t group, std::size_t limit) const {
  const std::size_t groups = layout_->group_count();
  assert(group < groups && limit < limits_.size());
  const auto sum = [&](std::size_t part) {
    return sums_[(row * (limits_.size() + 1) + part) * groups + group];
  };
  Parts parts;
  parts.total = totals_[row * groups + group];
  parts.served = sum(limit);
  parts.unconnected = sum(limits_.size());
  parts.out_of_reach = parts.total - parts.served - parts.unconnected;
  return parts;
}

}  // namespace fangyuan
