// SPDX-License-Identifier: Apache-2.0
// The reference of live_bench: everything computed again, by one search over all sites.
#pragma once

#include <vector>

#include "bench/live_input.h"
#include "core/reach/search.h"

namespace fangyuan {

/// All cells and sums of one service afresh. The graph, its search and the memory are kept, so
/// that only what depends on the edit is measured.
class FreshRun {
 public:
  FreshRun(const LiveCase& c, const ModeGraph& graph) : case_(c), search_(graph) {
    cells_.resize(c.layout->cell_count());
    connected_.resize(cells_.size());
    const auto items = c.by_edge->items();
    for (const auto& item : items) {
      connected_[item.cell.index()] =
          graph.forward(item.edge).reached() || graph.backward(item.edge).reached();
      item_access_.push_back(access_cost(item.access_mm, graph.metric(), c.access_mps));
    }
  }

  void run(std::span<const LiveSite> sites) {
    sources_.clear();
    rank_.clear();
    for (const LiveSite& site : sites)
      for (const Source& s : site.entrances) {
        sources_.push_back(s);
        rank_.push_back(site.rank);
      }
    const auto& limits = case_.service.limits;
    const Cost limit(limits.back().value);
    search_.run(sources_, limit, case_.service.direction);
    std::fill(cells_.begin(), cells_.end(), NearestLabel());
    const auto items = case_.by_edge->items();
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Cost cost = search_.at(items[i].edge, items[i].offset_mm) + item_access_[i];
      if (cost.reached() && cost <= limit)
        cells_[items[i].cell.index()] =
            NearestLabel(cost, rank_[search_.source_at(items[i].edge, items[i].offset_mm)]);
    }
    for (const LiveSite& site : sites)
      for (const CellId cell : site.same_place)
        cells_[cell.index()] = std::min(cells_[cell.index()], NearestLabel(Cost(0), site.rank));
    const TableLayout& layout = *case_.layout;
    const std::size_t groups = layout.group_count(), parts = limits.size() + 1;
    sums_.assign(layout.rows().size() * parts * groups, People());
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
      std::size_t part = limits.size();
      const NearestLabel label = cells_[cell];
      while (part > 0 && label.reached() && label.cost() <= Cost(limits[part - 1].value)) --part;
      if (part == limits.size() && connected_[cell]) continue;
      const auto people = layout.people(CellId(cell));
      for (const std::uint32_t row : layout.rows_of(CellId(cell)))
        for (std::size_t g = 0; g < groups; ++g)
          sums_[(row * parts + part) * groups + g] += people[g];
    }
    // So far every cell counts in its first limit; the larger ones hold it as well.
    for (std::size_t row = 0; row < layout.rows().size(); ++row)
      for (std::size_t l = 1; l < limits.size(); ++l)
        for (std::size_t g = 0; g < groups; ++g)
          sums_[(row * parts + l) * groups + g] += sums_[(row * parts + l - 1) * groups + g];
  }

  /// Says where the first difference is; empty: there is none.
  std::string difference(const LiveCoverage& live) const {
    for (std::size_t v = 0; v < search_.graph().vertex_count(); ++v) {
      const Cost cost = search_.at(VertexId(v));
      const NearestLabel label = cost.reached()
                                     ? NearestLabel(cost, rank_[search_.source_of(VertexId(v))])
                                     : NearestLabel();
      if (label != live.at(VertexId(v))) return "vertex " + std::to_string(v);
    }
    for (std::size_t c = 0; c < cells_.size(); ++c)
      if (cells_[c] != live.at(CellId(c))) return "cell " + std::to_string(c);
    const std::size_t groups = case_.layout->group_count(), limits = case_.service.limits.size();
    for (std::size_t row = 0; row < case_.layout->rows().size(); ++row)
      for (std::size_t g = 0; g < groups; ++g)
        for (std::size_t l = 0; l < limits; ++l) {
          const Parts parts = live.parts(row, g, l);
          if (parts.served != sums_[(row * (limits + 1) + l) * groups + g] ||
              parts.unconnected != sums_[(row * (limits + 1) + limits) * groups + g])
            return "row " + std::to_string(row);
        }
    return {};
  }

 private:
  const LiveCase& case_;
  Search search_;
  std::vector<Cost> item_access_;
  std::vector<NearestLabel> cells_;
  std::vector<bool> connected_;
  std::vector<Source> sources_;
  std::vector<std::uint32_t> rank_;
  std::vector<People> sums_;
};

}  // namespace fangyuan
