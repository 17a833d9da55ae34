// SPDX-License-Identifier: Apache-2.0
// Faces of a planar map as polygons, and points inside them. Internal to geo/topology.
#pragma once

#include <algorithm>

#include "geo/topology/planar_map.h"

namespace fangyuan {

/// A point strictly inside a face, about in its widest place. REQUIRES: face > 0.
XY point_inside(const EdgeTable& t, const PlanarMap& map, std::uint32_t face);

/// Several faces as one region: its rings, and every half-edge of its border.
struct Region {
  std::vector<PolygonXY> polygons;
  std::vector<std::uint32_t> border;  ///< half-edges that have the region to their left
  double area_m2 = 0;
  double perimeter_m = 0;
};
/// `inside(face)` says which faces. `faces` lists them.
template <class Inside>
Region region_of(const EdgeTable& t, const PlanarMap& map, std::span<const std::uint32_t> faces,
                 const Inside& inside);

namespace detail {
Region region_of_rings(const EdgeTable& t, const std::vector<std::vector<std::uint32_t>>& rings);
}  // namespace detail

template <class Inside>
Region region_of(const EdgeTable& t, const PlanarMap& map, std::span<const std::uint32_t> faces,
                 const Inside& inside) {
  const auto is_border = [&](std::uint32_t h) { return !inside(map.face[PlanarMap::twin(h)]); };
  std::vector<std::uint32_t> border;
  const auto collect = [&](std::uint32_t first) {
    std::uint32_t h = first;
    do {
      if (is_border(h)) border.push_back(h);
      h = map.next[h];
    } while (h != first);
  };
  for (const std::uint32_t f : faces) {
    collect(map.faces[f].outer);
    for (const std::uint32_t h : map.faces[f].inner) collect(h);
  }
  std::sort(border.begin(), border.end());
  std::vector<bool> done(border.size(), false);
  const auto index = [&](std::uint32_t h) {
    return static_cast<std::size_t>(std::lower_bound(border.begin(), border.end(), h) -
                                    border.begin());
  };
  std::vector<std::vector<std::uint32_t>> rings;
  for (std::size_t i = 0; i < border.size(); ++i) {
    if (done[i]) continue;
    auto& ring = rings.emplace_back();
    for (std::uint32_t h = border[i]; !done[index(h)];) {
      done[index(h)] = true;
      ring.push_back(h);
      h = map.next[h];
      while (!is_border(h)) h = map.next[PlanarMap::twin(h)];
    }
  }
  return detail::region_of_rings(t, rings);
}

}  // namespace fangyuan
