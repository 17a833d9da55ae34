// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/raw_network.h"

#include <string>

namespace fangyuan {

std::uint16_t RawNetwork::class_number(std::string_view name) {
  constexpr std::size_t kMostClasses = 65'000;
  const std::string key(classes.size() < kMostClasses ? name : "other");
  const auto [it, is_new] =
      class_numbers_.try_emplace(key, static_cast<std::uint16_t>(classes.size()));
  if (is_new) classes.push_back(key);
  return it->second;
}

void RawNetwork::index_points() {
  for (; indexed_ < points.size(); ++indexed_)
    index_.insert(points[indexed_].xy, static_cast<std::uint32_t>(indexed_));
}

std::uint32_t RawNetwork::join_point(const Place& p) {
  index_points();
  if (const auto found = index_.find(p.xy)) return *found;
  points.push_back(p);
  return static_cast<std::uint32_t>(points.size() - 1);
}

std::uint32_t RawNetwork::add_point(const Place& p, std::size_t points_of_earlier_sources) {
  if (points_of_earlier_sources > 0) {
    for (; indexed_ < points_of_earlier_sources; ++indexed_)
      index_.insert(points[indexed_].xy, static_cast<std::uint32_t>(indexed_));
    if (const auto found = index_.find(p.xy); found && *found < points_of_earlier_sources)
      return *found;
  }
  points.push_back(p);
  return static_cast<std::uint32_t>(points.size() - 1);
}

}  // namespace fangyuan
