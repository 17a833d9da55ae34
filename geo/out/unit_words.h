// SPDX-License-Identifier: Apache-2.0
// Which unit stands for a place in tables that have room for one. Internal to geo/out.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "core/study/unit.h"
#include "geo/out/run_contents.h"

namespace fangyuan {

/// The layers from the one whose units are finest: legal before management.
inline std::vector<std::size_t> layers_from_finest(const Units& units) {
  std::vector<std::size_t> order(units.layers.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const UnitLayer &x = units.layers[a], &y = units.layers[b];
    return x.tree != y.tree ? x.tree < y.tree : x.level > y.level;
  });
  return order;
}

/// The finest unit among memberships by layer; none when there is none.
inline UnitId finest_unit(const Units& units, std::span<const UnitId> by_layer) {
  for (const std::size_t layer : layers_from_finest(units))
    if (layer < by_layer.size() && by_layer[layer]) return by_layer[layer];
  return UnitId::none();
}

/// "county", or "management_county" in the management tree: a column of unit codes.
inline std::string layer_column(const UnitLayer& layer) {
  const std::string level(to_string(layer.level));
  return layer.tree == Tree::legal ? level : "management_" + level;
}

/// The facility types that units count, by name.
inline std::vector<std::string> facility_types(const RunContents& contents) {
  std::vector<std::string> types;
  for (const UnitRow& row : contents.unit_rows)
    for (const auto& [type, count] : row.facilities) types.push_back(type);
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types;
}

inline std::uint64_t facility_count(const UnitRow& row, const std::string& type) {
  for (const auto& [t, count] : row.facilities)
    if (t == type) return count;
  return 0;
}

/// "A", "B", "C".
inline std::string trust_word(Trust trust) {
  return trust == Trust::a ? "A" : trust == Trust::b ? "B" : "C";
}

inline std::string joined(std::span<const std::string> words, const char* separator) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += separator;
    out += word;
  }
  return out;
}

}  // namespace fangyuan
