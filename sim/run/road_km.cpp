// SPDX-License-Identifier: Apache-2.0
#include "sim/run/road_km.h"

#include "core/network/copies.h"

namespace fangyuan {

std::vector<double> road_km_by_unit(const Network& network, const Boundaries& boundaries) {
  std::vector<XY> middles;
  std::vector<std::uint32_t> lengths_mm;
  for (std::size_t e = 0; e < network.edges.size(); ++e) {
    bool usable = false;
    for (std::size_t m = 0; m < kModes; ++m) {
      const EdgeUse& use = network.use[m][e];
      usable = usable || use.forward_kmh > 0 || use.backward_kmh > 0;
    }
    if (!usable || is_copy(network.edges[e])) continue;
    const auto shape = network.shape_of(EdgeId(e));
    const auto mm = network.shape_mm_of(EdgeId(e));
    for (std::size_t i = 1; i < shape.size(); ++i) {
      middles.push_back(
          {(shape[i - 1].xy.x + shape[i].xy.x) / 2, (shape[i - 1].xy.y + shape[i].xy.y) / 2});
      lengths_mm.push_back(mm[i] - mm[i - 1]);
    }
  }
  std::vector<std::uint64_t> unit_mm(boundaries.units.all.size());
  for (std::size_t layer = 0; layer < boundaries.units.layers.size(); ++layer) {
    const std::vector<UnitId> at = boundaries.locate(layer, middles);
    for (std::size_t i = 0; i < at.size(); ++i)
      if (at[i]) unit_mm[at[i].index()] += lengths_mm[i];
  }
  std::vector<double> km(unit_mm.size());
  for (std::size_t u = 0; u < km.size(); ++u) km[u] = static_cast<double>(unit_mm[u]) / 1e6;
  return km;
}

}  // namespace fangyuan
