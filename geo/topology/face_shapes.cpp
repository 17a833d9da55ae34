// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/face_shapes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fangyuan {
namespace {

// Relative to some point of the face, so that doubles hold them exactly.
struct Line {
  double x0, y0, x1, y1;
};

std::vector<Line> lines_of(const EdgeTable& t, const PlanarMap& map, std::uint32_t face,
                           GridPoint origin) {
  std::vector<Line> lines;
  const auto add = [&](std::uint32_t first) {
    std::uint32_t h = first;
    do {
      const GridPoint a = start_of(t, h), b = end_of(t, h);
      lines.push_back({static_cast<double>(a.x - origin.x), static_cast<double>(a.y - origin.y),
                       static_cast<double>(b.x - origin.x), static_cast<double>(b.y - origin.y)});
      h = map.next[h];
    } while (h != first);
  };
  add(map.faces[face].outer);
  for (const std::uint32_t h : map.faces[face].inner) add(h);
  return lines;
}

// The heights in the middle of the widest steps between corners: no corner lies on them.
std::vector<double> heights(const std::vector<Line>& lines) {
  std::vector<double> ys;
  ys.reserve(lines.size());
  for (const Line& l : lines) ys.push_back(l.y0);
  std::sort(ys.begin(), ys.end());
  std::vector<std::pair<double, double>> steps;  // width negated, middle
  for (std::size_t i = 0; i + 1 < ys.size(); ++i)
    if (ys[i] < ys[i + 1]) steps.emplace_back(ys[i] - ys[i + 1], (ys[i] + ys[i + 1]) / 2);
  const std::size_t count = std::min<std::size_t>(steps.size(), 4);
  std::partial_sort(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(count), steps.end());
  std::vector<double> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(steps[i].second);
  return out;
}

}  // namespace

XY point_inside(const EdgeTable& t, const PlanarMap& map, std::uint32_t face) {
  const GridPoint origin = start_of(t, map.faces[face].outer);
  const auto lines = lines_of(t, map, face, origin);
  double widest = -1, x = 0, y = 0;
  std::vector<double> xs;
  for (const double height : heights(lines)) {
    xs.clear();
    for (const Line& l : lines)
      if ((l.y0 < height) != (l.y1 < height))
        xs.push_back(l.x0 + (height - l.y0) / (l.y1 - l.y0) * (l.x1 - l.x0));
    std::sort(xs.begin(), xs.end());
    for (std::size_t i = 0; i + 1 < xs.size(); i += 2)
      if (xs[i + 1] - xs[i] > widest) {
        widest = xs[i + 1] - xs[i];
        x = (xs[i] + xs[i + 1]) / 2;
        y = height;
      }
  }
  return {(static_cast<double>(origin.x) + x) / kGridPerMetre,
          (static_cast<double>(origin.y) + y) / kGridPerMetre};
}

namespace detail {

Region region_of_rings(const EdgeTable& t, const std::vector<std::vector<std::uint32_t>>& rings) {
  Region out;
  std::vector<std::vector<XY>> holes;
  for (const auto& ring : rings) {
    const GridPoint origin = start_of(t, ring.front());
    Wide twice = 0;
    double length = 0;
    std::vector<XY> points;
    for (const std::uint32_t h : ring) {
      twice += cross(origin, start_of(t, h), end_of(t, h));
      length += length_of(start_of(t, h), end_of(t, h));
      points.push_back(to_xy(start_of(t, h)));
    }
    points.push_back(points.front());
    out.area_m2 += static_cast<double>(twice) / 2 / kGridPerMetre / kGridPerMetre;
    out.perimeter_m += length / kGridPerMetre;
    out.border.insert(out.border.end(), ring.begin(), ring.end());
    if (points.size() < 4) continue;
    if (twice > 0)
      out.polygons.push_back({std::move(points), {}});
    else if (twice < 0)
      holes.push_back(std::move(points));
  }
  std::vector<PolygonIndex> outers;
  if (out.polygons.size() > 1 && !holes.empty())
    for (const PolygonXY& p : out.polygons) outers.emplace_back(std::span(&p, 1));
  for (auto& hole : holes) {
    std::size_t home = 0;
    for (std::size_t i = 0; i < outers.size(); ++i) {
      const auto inside = std::find_if(hole.begin(), hole.end(),
                                       [&](XY p) { return outers[i].side(p) != Side::border; });
      if (inside != hole.end() && outers[i].side(*inside) == Side::inside) home = i;
    }
    if (!out.polygons.empty()) out.polygons[home].holes.push_back(std::move(hole));
  }
  return out;
}

}  // namespace detail

}  // namespace fangyuan
