// SPDX-License-Identifier: Apache-2.0
// Roads added to a network that is in use: what is there keeps its numbers and its costs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/network/copies.h"
#include "core/network/network.h"
#include "geo/crs/frame.h"

namespace fangyuan {

struct NewRoad {
  std::vector<Place> points;  ///< at least two that differ
  std::string road_class;
  EdgeUse use[kModes];
  std::int64_t source_id = 0;
  bool ends_only = false;  ///< a bridge: it passes over what it crosses
  double join_m = 10;      ///< an end this near to a street is moved onto it
};

/// Where an added road meets a street.
struct RoadJoin {
  EdgeId street;
  Place at;
  double moved_m = 0;                      ///< how far the road's end was moved
  bool at_junction = false;                ///< where streets met already, or one ended
  bool is_first = false, is_last = false;  ///< of the road's ends
};

/// A part of a street that is there twice, from one place where an added road meets it (or its end)
/// to the next.
struct StreetCopy {
  EdgeId street;
  std::uint32_t from_mm = 0, till_mm = 0;
  EdgeId copy;
};

/// Adds roads one after the other, then the copies of streets that they meet between their ends.
/// Vertices and edges that were there keep their numbers, ends and lengths: new ones come behind.
///
///   RoadAdder adder(network, frame);
///   const auto joins = adder.add(road);          // as often as there are roads
///   const auto copies = adder.finish();          // once
///
/// A road joins streets that some mode may use which may use the road: where one of its ends lies
/// within join_m of it, at the nearest point; and, but for bridges, where it crosses or touches it.
/// Within kSameJunctionMm of a street's end or of an earlier place of the kind it joins there.
class RoadAdder {
 public:
  static constexpr std::uint32_t kSameJunctionMm = 1000;

  RoadAdder(Network& network, const Frame& frame) : network_(network), frame_(frame) {}
  /// O(segments of the network × segments of the road). Nothing is added and nothing returned when
  /// it joins no street. REQUIRES: not finished.
  std::vector<RoadJoin> add(const NewRoad& road);
  /// The nearest street that `road` could join, from one of its ends: metres. Absent: none is.
  std::optional<double> nearest_m(const NewRoad& road, bool last) const;
  /// Copies have the use that their streets have now. By street, then from.
  std::vector<StreetCopy> finish();

 private:
  struct Meeting;  // of the road with a street
  struct Cut {
    std::uint32_t offset_mm;
    VertexId vertex;
  };
  std::optional<Meeting> meeting_at_end(const NewRoad& road, bool last, double reach_m) const;
  void find_crossings(const NewRoad& road, std::vector<Meeting>& out) const;
  std::pair<VertexId, bool> vertex_at(const Meeting& meeting);
  void add_edge(const NewRoad& road, std::uint16_t road_class, VertexId u, VertexId v,
                const std::vector<Place>& shape);
  bool may_join(const NewRoad& road, std::size_t edge) const;
  VertexId new_vertex(const Place& place);

  Network& network_;
  const Frame& frame_;
  std::map<EdgeId, std::vector<Cut>> cuts_;  // of streets, by offset
};

}  // namespace fangyuan
