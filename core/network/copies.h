// SPDX-License-Identifier: Apache-2.0
// Edges that are there twice: where a road was added that meets a street between its ends, the
// street stays as it is, so that what holds of it still holds, and copies of its parts lead to the
// place where they meet.
#pragma once

#include <cstdint>
#include <limits>

#include "core/network/network.h"

namespace fangyuan {

/// The class of copies: no name belongs to it.
inline constexpr std::uint16_t kCopyClass = std::numeric_limits<std::uint16_t>::max();

/// A copy carries traffic like any edge but is no further street: lengths and counts leave it out.
inline bool is_copy(const Edge& edge) { return edge.road_class == kCopyClass; }

/// The edge of which a copy is a part; its source_id holds it. REQUIRES: is_copy(copy).
inline EdgeId copied_street(const Edge& copy) {
  return EdgeId(static_cast<std::uint32_t>(copy.source_id));
}

}  // namespace fangyuan
