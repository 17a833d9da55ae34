// SPDX-License-Identifier: Apache-2.0
// Lines as read, before they are cut into edges: what every road reader fills.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/place.h"
#include "core/base/problem.h"
#include "core/network/network.h"
#include "geo/roads/point_index.h"
#include "geo/roads/road_rules.h"

namespace fangyuan {

struct RawLine {
  std::size_t first_ref = 0;  ///< into RawNetwork::refs
  std::size_t ref_count = 0;
  std::uint16_t road_class = 0;
  std::int64_t source_id = 0;
  EdgeUse use[kModes];
};

/// A point that some modes cannot pass.
struct RawBlock {
  std::uint32_t point = 0;
  ModeMask modes = 0;
  std::int64_t source_id = 0;  ///< of the node
};

/// Lines are lists of points; two lines join where they list the same point.
struct RawNetwork {
  std::vector<Place> points;
  std::vector<std::uint32_t> refs;
  std::vector<RawLine> lines;
  std::vector<RawBlock> blocks;
  std::vector<std::string> classes;

  /// Number of a class; classes beyond the 65,000th are all "other".
  std::uint16_t class_number(std::string_view name);
  /// The earliest point within a millimetre of `p`, or a new one.
  std::uint32_t join_point(const Place& p);
  /// A new point, whatever lies there (OSM nodes join by their id alone), unless an earlier source
  /// has one there.
  std::uint32_t add_point(const Place& p, std::size_t points_of_earlier_sources);

 private:
  void index_points();
  PointIndex index_;
  std::size_t indexed_ = 0;
  std::unordered_map<std::string, std::uint16_t> class_numbers_;
};

/// Cuts lines at shared points, at their ends and at blocked points, measures and numbers the
/// pieces (network.h says how). A line that ends where it begins is cut in its middle. Lines that
/// shrink to nothing are left out with a warning (road-degenerate), edges over 4,294 km likewise
/// (edge-too-long). Uses all TBB threads; the result does not depend on them.
Network build_network(const RawNetwork& raw, Problems& problems);

}  // namespace fangyuan
