// SPDX-License-Identifier: Apache-2.0
#include "geo/units/road_km.h"

#include <cstdint>

namespace fangyuan {

std::vector<double> road_km(const Network& network, const Boundaries& boundaries) {
  std::vector<XY> middle;
  std::vector<std::uint32_t> mm;
  for (std::size_t e = 0; e < network.edges.size(); ++e) {
    const auto shape = network.shape_of(EdgeId(e));
    const auto at_mm = network.shape_mm_of(EdgeId(e));
    for (std::size_t i = 1; i < shape.size(); ++i) {
      const XY a = shape[i - 1].xy, b = shape[i].xy;
      middle.push_back({(a.x + b.x) / 2, (a.y + b.y) / 2});
      mm.push_back(at_mm[i] - at_mm[i - 1]);
    }
  }
  std::vector<std::uint64_t> sum_mm(boundaries.units.all.size());
  for (std::size_t layer = 0; layer < boundaries.units.layers.size(); ++layer) {
    const std::vector<UnitId> unit = boundaries.locate(layer, middle);
    for (std::size_t i = 0; i < unit.size(); ++i)
      if (!unit[i].is_none()) sum_mm[unit[i].index()] += mm[i];
  }
  std::vector<double> km(sum_mm.size());
  for (std::size_t u = 0; u < km.size(); ++u) km[u] = static_cast<double>(sum_mm[u]) / 1e6;
  return km;
}

}  // namespace fangyuan
