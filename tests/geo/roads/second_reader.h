// SPDX-License-Identifier: Apache-2.0
// A second reading of an OSM PBF file, written apart from geo/roads and sharing nothing with it:
// its own decoder, its own wording of the rules of docs/roads.md, its own way of cutting. Slow,
// plain, and only as general as the comparison needs.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace second {

/// A vertex is a node; where a barrier parts the arms of a node, each arm has its own (1, 2, …).
struct End {
  std::int64_t node = 0;
  int arm = 0;
  std::int64_t lon_e7 = 0, lat_e7 = 0;
  friend auto operator<=>(const End&, const End&) = default;
};

struct Street {
  std::int64_t way = 0;  // of a passage through a barrier: the node
  End from, to;          // as drawn
  std::uint32_t mm = 0;
  std::string along, against;  // modes: letters of "wbec"
};

/// Throws std::runtime_error when the file is none.
std::vector<Street> read_streets(const std::string& pbf);

}  // namespace second
