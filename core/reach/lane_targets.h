// SPDX-License-Identifier: Apache-2.0
// The places whose costs are wanted after a sweep: people on streets, or vertices themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/cost.h"
#include "core/network/network.h"
#include "core/reach/hierarchy.h"
#include "core/reach/hierarchy_weights.h"
#include "core/study/service.h"

namespace fangyuan {

/// A place that enters the network on an edge, and what its access leg costs.
struct LanePlace {
  Entrance entrance;  ///< unconnected: never reached by the network
  Cost access;
};

/// Places by the ranks of their street's two ends. Built once per mode, speed, metric and
/// direction; sweeps only read it.
class LaneTargets {
 public:
  /// One way to a place: from either end of its street. A place at a vertex has only `higher`.
  struct Link {
    std::uint32_t place;
    std::uint32_t lower, higher;        ///< ranks; `lower` may be Hierarchy's vertex count: none
    std::uint32_t by_lower, by_higher;  ///< access leg included; kFar: not that way
  };

  /// Places by their number in `places`. Costs are those of `graph` (which must be that of the
  /// weights swept) in the direction of the sweep. O(places log places). REQUIRES: edges of the
  /// network and offsets on them.
  LaneTargets(const Hierarchy& hierarchy, const ModeGraph& graph, std::span<const LanePlace> places,
              Direction direction);
  /// The place i is vertices[i]: for any metric and direction.
  LaneTargets(const Hierarchy& hierarchy, std::span<const VertexId> vertices);

  std::size_t place_count() const { return place_count_; }
  std::size_t vertex_count() const { return first_.size() - 1; }
  /// What the costs of the links are; none: places at vertices, which have no such costs.
  struct Made {
    Mode mode;
    Metric metric;
    Direction direction;
    friend bool operator==(const Made&, const Made&) = default;
  };
  const std::optional<Made>& made() const { return made_; }
  /// By higher rank, then lower, then place.
  std::span<const Link> links() const { return links_; }
  /// Those whose higher end is `rank`: positions in links().
  std::uint32_t begin_of(std::uint32_t rank) const { return first_[rank]; }
  std::uint32_t end_of(std::uint32_t rank) const { return first_[rank + 1]; }
  /// Rows of links (positions) that share both ends, by their lower end.
  struct Street {
    std::uint32_t higher, begin, end;
  };
  std::span<const Street> streets_of_lower(std::uint32_t rank) const {
    return {streets_.data() + first_street_[rank], streets_.data() + first_street_[rank + 1]};
  }
  /// Places on an edge, for sources on the same: positions in on_edge_places().
  std::span<const std::uint32_t> places_on(EdgeId e) const;
  const LanePlace& place(std::uint32_t i) const { return places_[i]; }

 private:
  void index(std::size_t vertex_count);

  std::size_t place_count_ = 0;
  std::optional<Made> made_;
  std::vector<Link> links_;
  std::vector<std::uint32_t> first_;
  std::vector<Street> streets_;
  std::vector<std::uint32_t> first_street_;
  std::vector<LanePlace> places_;
  std::vector<std::uint32_t> by_edge_, first_on_edge_;
};

}  // namespace fangyuan
