// SPDX-License-Identifier: Apache-2.0
// A set of ranks from which the least or the greatest is taken, in a few bit operations.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace fangyuan {

/// Bits in three floors, each word of a floor having one bit in the floor above, so that a search
/// in a large network costs what it visits, not what the network holds.
class RankSet {
 public:
  explicit RankSet(std::size_t size)
      : floor0_(words(size)), floor1_(words(floor0_.size())), floor2_(words(floor1_.size())) {}

  [[gnu::always_inline]] void insert(std::uint32_t r) {
    std::uint64_t& word = floor0_[r >> 6];
    if (word == 0) {
      std::uint64_t& above = floor1_[r >> 12];
      if (above == 0) floor2_[r >> 18] |= bit(r >> 12);
      above |= bit(r >> 6);
    }
    word |= bit(r);
  }

  static constexpr std::uint32_t kEmpty = ~std::uint32_t{0};

  /// Takes the least out. `from`: nothing below it is in the set (a rank taken before, or 0).
  std::uint32_t take_least(std::uint32_t from) {
    for (std::size_t w2 = from >> 18; w2 < floor2_.size(); ++w2) {
      if (floor2_[w2] == 0) continue;
      const std::uint32_t w1 = at(w2, std::countr_zero(floor2_[w2]));
      const std::uint32_t w0 = at(w1, std::countr_zero(floor1_[w1]));
      return erase(at(w0, std::countr_zero(floor0_[w0])));
    }
    return kEmpty;
  }
  /// Takes the greatest out. `from`: nothing above it is in the set (a rank taken before).
  [[gnu::always_inline]] std::uint32_t take_greatest(std::uint32_t from) {
    if (std::uint64_t& word = floor0_[from >> 6]; (word & (word - 1)) != 0) {
      // Mostly the next is near: the word it is in does not become empty.
      const int top = 63 - std::countl_zero(word);
      word ^= std::uint64_t{1} << top;
      return at(from >> 6, top);
    }
    for (std::size_t w2 = (from >> 18) + 1; w2-- > 0;) {
      if (floor2_[w2] == 0) continue;
      const std::uint32_t w1 = at(w2, 63 - std::countl_zero(floor2_[w2]));
      const std::uint32_t w0 = at(w1, 63 - std::countl_zero(floor1_[w1]));
      return erase(at(w0, 63 - std::countl_zero(floor0_[w0])));
    }
    return kEmpty;
  }

 private:
  static std::size_t words(std::size_t bits) { return (bits + 63) / 64; }
  static std::uint64_t bit(std::uint32_t i) { return std::uint64_t{1} << (i & 63); }
  static std::uint32_t at(std::size_t word, int bit) {
    return static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(bit);
  }
  std::uint32_t erase(std::uint32_t r) {
    std::uint64_t& word = floor0_[r >> 6];
    word &= ~bit(r);
    if (word == 0) {
      std::uint64_t& above = floor1_[r >> 12];
      above &= ~bit(r >> 6);
      if (above == 0) floor2_[r >> 18] &= ~bit(r >> 12);
    }
    return r;
  }

  std::vector<std::uint64_t> floor0_, floor1_, floor2_;
};

}  // namespace fangyuan
