// SPDX-License-Identifier: Apache-2.0
// Brings a filling into balance along shortest ways from sites that hold too much.
#pragma once

#include <cstdint>
#include <vector>

#include "core/filling/exchange.h"

namespace fangyuan {

/// Everyone is where cost + price is least, but some sites hold more than their room and some that
/// have a price hold less. One more node, the pool, holds the room that nobody uses: a site's
/// `taken` room came from there. Sites and the pool have an excess, which sums up to 0:
/// a site's is load − taken, the pool's is Σ taken − whole need. Without excess, and with no room
/// left at a site with a price above the pool's, the filling is the best.
class Balance {
 public:
  /// REQUIRES: a price ≥ 0 per site, and 0 for nowhere.
  Balance(const Transport& transport, std::vector<std::int64_t> price);

  /// Moves single cells along shortest ways until nothing is in excess: exact.
  void finish();
  /// Moves up to `amount` at a time, whoever it is, as long as some site has so much too much. The
  /// prices come near those of the best filling; then everyone is put where it is least again.
  void approach(std::int64_t amount);
  std::int64_t largest_excess() const;
  /// The transport's room at a site is another now; finish() brings it into balance.
  void room_changed(std::uint32_t site);

  const Exchange& exchange() const { return exchange_; }
  /// Of the sites and nowhere, less that of the pool: ≥ 0, and with them everyone is where it is
  /// least once nothing is in excess.
  std::vector<std::int64_t> prices() const;
  std::size_t rounds() const { return rounds_; }

 private:
  static constexpr std::uint32_t kRoot = ~std::uint32_t{0}, kFromPool = kRoot - 1,
                                 kToPool = kRoot - 2;
  static constexpr std::int64_t kFar = Exchange::kNobody / 2;
  struct Step {
    std::uint32_t via = kRoot;  // an arc, or one of the above
    std::uint32_t from = 0;     // node
  };

  std::uint32_t pool() const { return static_cast<std::uint32_t>(taken_.size()); }
  std::int64_t excess(std::uint32_t node) const;
  void take_room();
  std::int64_t wanted_room(std::uint32_t site) const;
  bool search(std::int64_t at_least);
  void relax(std::uint32_t from, std::uint32_t to, std::uint32_t via, std::int64_t length);
  void reach(std::uint32_t node, std::int64_t distance, Step step);
  void update_prices();
  std::int64_t left(std::uint32_t node, const Step& step) const;
  std::int64_t push(std::uint32_t node, const Step& step, std::int64_t amount, bool single);
  bool push_to(std::uint32_t sink, std::int64_t at_most, bool single);

  const Transport& t_;
  std::vector<std::int64_t> price_;  // sites, nowhere, pool
  Exchange exchange_;
  std::vector<std::int64_t> taken_;  // [site, nowhere] of the room
  std::int64_t all_taken_ = 0;
  std::size_t rounds_ = 0;

  std::vector<std::int64_t> distance_;  // of the last search
  std::vector<Step> step_;
  std::vector<char> settled_;
  std::vector<std::uint32_t> sinks_;  // reached, nearest first
  std::vector<std::pair<std::int64_t, std::uint32_t>> queue_;
  std::int64_t end_distance_ = 0;
};

}  // namespace fangyuan
