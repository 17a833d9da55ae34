// SPDX-License-Identifier: Apache-2.0
// One type per id, so that a vertex cannot be passed as an edge.
#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace fangyuan {

/// An index into one particular table. Default-constructed it names nothing ("none").
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t index) : index_(index) {}
  constexpr explicit Id(std::size_t index) : index_(static_cast<std::uint32_t>(index)) {
    assert(index < kNone);
  }

  static constexpr Id none() { return Id(); }
  constexpr bool is_none() const { return index_ == kNone; }
  constexpr explicit operator bool() const { return index_ != kNone; }

  /// The position in the table. REQUIRES: not none.
  constexpr std::size_t index() const { return index_; }
  constexpr std::uint32_t value() const { return index_; }

  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t index_ = kNone;
};

using VertexId = Id<struct VertexTag>;    ///< of a Network
using EdgeId = Id<struct EdgeTag>;        ///< of a Network: one undirected drawn street piece
using CellId = Id<struct CellTag>;        ///< of Cells: one place where people live
using SiteId = Id<struct SiteTag>;        ///< of Facilities: its position in the table
using UnitId = Id<struct UnitTag>;        ///< of Units
using ServiceId = Id<struct ServiceTag>;  ///< of the project's services, in their written order

}  // namespace fangyuan

template <class Tag>
struct std::hash<fangyuan::Id<Tag>> {
  std::size_t operator()(fangyuan::Id<Tag> id) const noexcept {
    return std::hash<std::uint32_t>()(id.value());
  }
};
