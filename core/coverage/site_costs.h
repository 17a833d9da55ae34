// SPDX-License-Identifier: Apache-2.0
// One site, all its cells: the costs of a measure as the rest of the coverage sees them.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/coverage/straight_line.h"
#include "core/reach/access.h"
#include "core/reach/lane_search.h"
#include "core/reach/search.h"

namespace fangyuan {

/// A site and a cell that are at most so far apart are 0 apart, in both measures.
inline constexpr std::uint32_t kSamePlaceMm = 1000;

/// Costs between one site and the cells around it: ms or mm on the network, mm as the crow flies.
class SiteCosts {
 public:
  virtual ~SiteCosts() = default;
  /// Appends every cell within `limit` (≤ counts), each once, in no particular order. The site's
  /// catchment is not looked at. Safe to call from several threads.
  virtual void of(SiteId site, Cost limit, std::vector<CellCost>& out) const = 0;

  /// How many sites of_each likes to be asked for at once.
  virtual std::size_t batch_size() const { return 1; }
  /// Positions of the sites in an order in which neighbours share work.
  virtual std::vector<std::uint32_t> batch_order(std::span<const SiteId> sites) const;
  /// As `of` for each of at most batch_size() sites: out[i] is cleared and gets those of sites[i].
  virtual void of_each(std::span<const SiteId> sites, Cost limit,
                       std::span<std::vector<CellCost>> out) const;
};

/// Cells by the edge on which they enter the network, in rows as long as edges have cells. A cell
/// with further entrances is there once for each.
class CellsByEdge {
 public:
  struct Item {
    CellId cell;
    EdgeId edge;
    std::uint32_t offset_mm = 0;
    std::uint32_t access_mm = 0;
  };
  /// O(cells + edges).
  CellsByEdge(std::span<const Entrance> entrances, std::size_t edge_count)
      : CellsByEdge(entrances, {}, edge_count) {}
  CellsByEdge(const ModeAccess& access, std::size_t edge_count)
      : CellsByEdge(access.cells, access.further, edge_count) {}
  /// Positions in items().
  std::size_t begin_of(EdgeId e) const { return first_[e.index()]; }
  std::size_t end_of(EdgeId e) const { return first_[e.index() + 1]; }
  /// All that enter the network, by edge, then cell.
  std::span<const Item> items() const { return items_; }

 private:
  CellsByEdge(std::span<const Entrance> entrances, std::span<const FurtherEntrance> further,
              std::size_t edge_count);
  std::vector<std::uint32_t> first_;
  std::vector<Item> items_;
};

/// Straight line; at most kSamePlaceMm is 0.
class StraightCosts : public SiteCosts {
 public:
  explicit StraightCosts(const StraightLine& line) : line_(&line) {}
  void of(SiteId site, Cost limit, std::vector<CellCost>& out) const override;

 private:
  const StraightLine* line_;
};

/// Along the network, one search per site, access legs included.
class NetworkCosts : public SiteCosts {
 public:
  struct Inputs {
    const ModeGraph& graph;
    const ModeAccess& access;
    const CellsByEdge& cells;
    Direction direction = Direction::to_facility;
    double access_mps = 1.0;
    const StraightLine* straight = nullptr;  ///< for cells within 1 m; null: there are none
    /// Of `graph`: many sites are swept at once. Null: one search per site. The costs are the same.
    const HierarchyWeights* weights = nullptr;
  };
  explicit NetworkCosts(const Inputs& inputs);
  void of(SiteId site, Cost limit, std::vector<CellCost>& out) const override;
  std::size_t batch_size() const override { return lanes_ ? kLanes : 1; }
  std::vector<std::uint32_t> batch_order(std::span<const SiteId> sites) const override;
  void of_each(std::span<const SiteId> sites, Cost limit,
               std::span<std::vector<CellCost>> out) const override;

 private:
  /// Cells as places of sweeps: the place number is the cell's.
  struct Lanes {
    Lanes(const Inputs& in, std::span<const LanePlace> places)
        : targets(in.weights->hierarchy(), in.graph, places, in.direction),
          searches({in.graph, *in.weights, targets, in.direction}) {}
    LaneTargets targets;
    LaneSearches searches;
  };
  std::vector<CellCost> same_place(SiteId site) const;

  Inputs in_;
  std::vector<Cost> item_access_;  // as in_.cells.items()
  mutable tbb::enumerable_thread_specific<Search> searches_;
  std::unique_ptr<Lanes> lanes_;
};

}  // namespace fangyuan
