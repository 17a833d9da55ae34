// SPDX-License-Identifier: Apache-2.0
// What few of many numbered things have: most lookups find nothing, and say so after one bit.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace fangyuan {

/// A map from the index of an id to T. find() of an absent key costs one test of a bit in 8 KB,
/// unless the key shares that bit with a present one. Pointers stay valid until their key is
/// erased.
template <class T>
class SparseMap {
 public:
  SparseMap() : bits_(kBits / 64) {}

  T* find(std::uint32_t key) {
    return const_cast<T*>(static_cast<const SparseMap*>(this)->find(key));
  }
  const T* find(std::uint32_t key) const {
    const std::uint32_t bit = key % kBits;
    if ((bits_[bit / 64] >> (bit % 64) & 1U) == 0) return nullptr;
    const auto it = map_.find(key);
    return it == map_.end() ? nullptr : &it->second;
  }
  T& operator[](std::uint32_t key) {
    mark(key);
    return map_[key];
  }
  void erase(std::uint32_t key) {
    if (map_.erase(key) == 0 || ++erased_ < kSlack + map_.size()) return;
    // Bits of erased keys are swept up now and then.
    erased_ = 0;
    bits_.assign(bits_.size(), 0);
    for (const auto& entry : map_) mark(entry.first);
  }
  std::size_t size() const { return map_.size(); }
  /// (key, T) in no particular order.
  auto begin() const { return map_.begin(); }
  auto end() const { return map_.end(); }

 private:
  static constexpr std::uint32_t kBits = 1U << 16;
  static constexpr std::size_t kSlack = 1024;
  void mark(std::uint32_t key) {
    const std::uint32_t bit = key % kBits;
    bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  std::vector<std::uint64_t> bits_;
  std::unordered_map<std::uint32_t, T> map_;
  std::size_t erased_ = 0;
};

}  // namespace fangyuan
