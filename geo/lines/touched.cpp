// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/touched.h"

#include <algorithm>

#include "geo/lines/line_index.h"
#include "geo/snap/segment_math.h"

namespace fangyuan {

TouchedMarks touched_by(std::span<const PolygonXY> ground, const LineBook& book,
                        const LineCheck& check, std::span<const JunctionRow> junctions,
                        double within_m) {
  TouchedMarks out;
  std::vector<std::vector<XY>> rings;
  for (const PolygonXY& p : ground) {
    rings.push_back(p.outer);
    rings.insert(rings.end(), p.holes.begin(), p.holes.end());
  }
  const LineIndex outline(rings);
  if (outline.empty()) return out;
  const PolygonIndex area(ground);
  const XY min{area.min().x - within_m, area.min().y - within_m},
      max{area.max().x + within_m, area.max().y + within_m};
  const auto touches = [&](XY p) {
    if (p.x < min.x || p.x > max.x || p.y < min.y || p.y > max.y) return false;
    return area.side(p) != Side::outside || outline.nearest(p).distance_m <= within_m;
  };
  for (std::size_t i = 0; i < book.markers.size(); ++i)
    if (book.markers[i].place && touches(book.markers[i].place->xy)) out.markers.push_back(i);
  for (std::size_t j = 0; j < junctions.size(); ++j)
    if (touches(junctions[j].at.xy)) out.junctions.push_back(j);
  // Two lines are nearest at a corner of either, or where they cross.
  const auto box_meets = [&](XY p, XY q) {
    return std::max(p.x, q.x) >= min.x && std::min(p.x, q.x) <= max.x &&
           std::max(p.y, q.y) >= min.y && std::min(p.y, q.y) <= max.y;
  };
  const auto crosses = [&](XY p, XY q) {
    return std::any_of(rings.begin(), rings.end(), [&](const std::vector<XY>& ring) {
      for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        if (plane::segments_meet(p, q, ring[i], ring[i + 1])) return true;
      return false;
    });
  };
  for (std::size_t k = 0; k < check.lines.size(); ++k) {
    std::vector<std::vector<XY>> near;
    for (const auto& part : check.lines[k].course)
      for (std::size_t i = 0; i + 1 < part.size(); ++i)
        if (box_meets(part[i], part[i + 1])) near.push_back({part[i], part[i + 1]});
    if (near.empty()) continue;
    const LineIndex line(near);
    const auto at_corner = [&](const std::vector<XY>& ring) {
      return std::any_of(ring.begin(), ring.end(),
                         [&](XY p) { return line.nearest(p).distance_m <= within_m; });
    };
    if (std::any_of(
            near.begin(), near.end(),
            [&](const auto& s) { return touches(s[0]) || touches(s[1]) || crosses(s[0], s[1]); }) ||
        std::any_of(rings.begin(), rings.end(), at_corner))
      out.lines.push_back(k);
  }
  return out;
}

}  // namespace fangyuan
