// SPDX-License-Identifier: Apache-2.0
// How many people open sites can serve in one period, kept right while sites open and close.
#pragma once

#include "core/siting/phased_model.h"

namespace fangyuan {

/// A greatest flow from rows to open sites. Moves along shortest ways over sites, all ways of one
/// length at a time: O(pairs) for each length that occurs.
class Serving {
 public:
  Serving(const PhasedModel& model, std::uint32_t period, Watch& watch);
  void open(std::uint32_t j);   ///< REQUIRES: closed
  void close(std::uint32_t j);  ///< REQUIRES: open
  bool is_open(std::uint32_t j) const { return open_[j] != 0; }
  std::int64_t served() const { return served_; }
  std::int64_t load(std::uint32_t j) const { return load_[j]; }
  std::int64_t unmet(std::uint32_t row) const { return unmet_[row]; }

  /// About what each closed site would serve more if it opened: who is unserved, or served where
  /// nobody can make room. Never too low. O(pairs).
  void estimate(std::vector<std::int64_t>& gain);
  /// The same of one closed site; who can make room as estimate() last found. O(its rows' sites).
  std::int64_t estimate_again(std::uint32_t j) const;

 private:
  static constexpr std::uint32_t kFar = ~std::uint32_t{0}, kMany = kFar - 1;
  bool has_room(std::uint32_t j) const { return open_[j] != 0 && load_[j] < m_.capacity[j]; }
  void fill(std::span<const std::uint32_t> targets);
  bool level(std::span<const std::uint32_t> targets);
  std::int64_t push(std::uint32_t j, std::int64_t amount);
  void change(std::uint32_t row, std::uint32_t pair, std::int64_t amount);
  std::vector<std::uint32_t> roomy() const;
  std::int64_t movable(std::uint32_t row) const;

  const PhasedModel& m_;
  std::span<const std::int64_t> need_;
  Watch& watch_;
  std::vector<char> open_;
  std::vector<std::int64_t> flow_, load_, unmet_;  // [pair], [site], [row]
  std::vector<std::uint32_t> holder_;              // [row] the only pair with a flow; kFar: none
  std::int64_t served_ = 0;
  std::vector<std::uint32_t> level_, at_, queue_;
  std::vector<char> makes_room_;  // [site] as estimate() found
  std::int64_t all_ = 0;          // needs of all rows
};

}  // namespace fangyuan
