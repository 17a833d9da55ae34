// SPDX-License-Identifier: Apache-2.0
// Sites as a graph: an arc is what it costs least to move somebody from one site to another.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/filling/transport.h"

namespace fangyuan {

/// Where everyone is, and for every two sites the cell at the first that would cost least more at
/// the second. Two hundred thousand cells become a graph of some hundred sites.
class Exchange {
 public:
  /// More than any sum of costs and prices, and far enough from the largest number to add to it.
  static constexpr std::int64_t kNobody = std::numeric_limits<std::int64_t>::max() / 4;

  /// Everyone is where cost + price is least, ties at the lower site. O(Σ pairs² of a cell).
  Exchange(const Transport& transport, std::span<const std::int64_t> price);

  std::size_t sites() const { return out_.size(); }
  std::int64_t load(std::uint32_t site) const { return load_[site]; }  ///< millionths
  std::int64_t flow(std::uint32_t pair) const { return flow_[pair]; }  ///< millionths

  struct Arc {
    std::int64_t least;  ///< cost at the head less cost here, of whom that is least; or kNobody
    std::uint32_t head;
    std::uint32_t id;
  };
  std::span<const Arc> arcs_of(std::uint32_t site) const { return out_[site]; }
  std::int64_t least(std::uint32_t arc) const {
    return heaps_[arc].empty() ? kNobody : heaps_[arc].front().difference;
  }
  /// How much of that cell is at the tail. REQUIRES: least(arc) != kNobody.
  std::int64_t movable(std::uint32_t arc) const { return flow_[heaps_[arc].front().from]; }
  /// Moves at most `amount` of that cell, and tells how much. REQUIRES: least(arc) != kNobody.
  /// O(pairs of the cell × log cells of a site), amortised.
  std::int64_t move(std::uint32_t arc, std::int64_t amount);
  /// Puts everyone where cost + price is least; who is at such a site stays.
  void settle(std::span<const std::int64_t> price);

 private:
  struct Candidate {
    std::int64_t difference;
    std::uint32_t from, to;  // pairs
  };
  static bool later(const Candidate& a, const Candidate& b) {
    return a.difference != b.difference ? a.difference > b.difference : a.from < b.from;
  }
  std::uint32_t arc(std::uint32_t from, std::uint32_t to);
  std::uint32_t cheapest(std::size_t row, std::span<const std::int64_t> price) const;
  void shift(std::uint32_t from, std::uint32_t to, std::int64_t amount);
  void enter(std::uint32_t pair);
  void leave(std::uint32_t pair);
  void refresh(std::uint32_t arc);
  void tell(std::uint32_t arc) { out_[place_[arc].tail][place_[arc].at].least = least(arc); }

  const Transport& t_;
  std::vector<std::uint32_t> row_of_;  // [pair]
  std::vector<std::int64_t> flow_;     // [pair]
  std::vector<std::int64_t> load_;     // [site]
  std::vector<std::vector<Arc>> out_;  // in one piece per site: searches read little else
  struct Place {
    std::uint32_t tail, at;
  };
  std::vector<Place> place_;  // [arc] in out_
  // Heaps by difference. Candidates whose cell has left are dropped when they come to the front.
  std::vector<std::vector<Candidate>> heaps_;
  // (from, to) to arc: open addressing, a power of two of slots, at most half of them taken.
  struct Slot {
    std::uint64_t key = ~std::uint64_t{0};
    std::uint32_t arc = 0;
  };
  std::vector<Slot> slots_;
};

}  // namespace fangyuan
