// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/dispute.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/lines/line_work.h"
#include "geo/snap/segment_math.h"
#include "geo/topology/face_shapes.h"
#include "geo/topology/noding.h"

namespace fangyuan {
namespace {

using Line = std::vector<XY>;

double apart(XY a, XY b) { return std::sqrt(plane::squared_distance(a, b)); }

Line one_line(const std::vector<Line>& claim) {
  Line out;
  for (const Line& part : course_of(claim).parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

/// 1: a lies left of the line, −1: right, 0: unknown; by the border that it stands for.
int side_of_a(const Line& line, const LineRow& row, std::span<const BorderRow> borders) {
  if (!row.border) return 0;
  const BorderRow& b = borders[*row.border];
  // The border's stretches one by one, each turned as the claim runs.
  const XY course{line.back().x - line.front().x, line.back().y - line.front().y};
  double sum = 0;
  for (std::size_t s = 0; s < b.sections.size(); ++s) {
    const XY d{b.sections[s].back().x - b.sections[s].front().x,
               b.sections[s].back().y - b.sections[s].front().y};
    sum += plane::dot(course, d) * b.side_of_a[s];
  }
  const int side = sum > 0 ? 1 : sum < 0 ? -1 : 0;
  return b.a == row.a ? side : -side;
}

/// The bounded faces of a closed ring that may cross itself, each with how often it runs around.
std::vector<DisputedPiece> faces_of(const Line& ring, int side, const Frame& frame) {
  // Each edge as a use of one owner: what crosses is cut by the topology's own noding.
  EdgeTable table;
  std::vector<GridPoint> points;
  for (const XY p : ring)
    if (const GridPoint g = to_grid(p); points.empty() || g != points.back()) points.push_back(g);
  table.points = points;
  std::sort(table.points.begin(), table.points.end());
  table.points.erase(std::unique(table.points.begin(), table.points.end()), table.points.end());
  const auto number = [&](GridPoint p) {
    return static_cast<std::uint32_t>(
        std::lower_bound(table.points.begin(), table.points.end(), p) - table.points.begin());
  };
  struct Directed {
    std::uint32_t low, high;
    std::int32_t side;
  };
  std::vector<Directed> edges;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const auto a = number(points[i]), b = number(points[i + 1]);
    if (a != b) edges.push_back({std::min(a, b), std::max(a, b), a < b ? 1 : -1});
  }
  std::sort(edges.begin(), edges.end(), [](const Directed& x, const Directed& y) {
    return std::pair(x.low, x.high) < std::pair(y.low, y.high);
  });
  for (std::size_t i = 0; i < edges.size();) {
    std::int32_t sum = 0;
    std::size_t end = i;
    for (; end < edges.size() && edges[end].low == edges[i].low && edges[end].high == edges[i].high;
         ++end)
      sum += edges[end].side;
    if (sum != 0) {
      table.edges.push_back(
          {edges[i].low, edges[i].high, static_cast<std::uint32_t>(table.uses.size())});
      table.uses.push_back({0, sum});
    }
    i = end;
  }
  std::vector<DisputedPiece> out;
  if (table.edges.empty()) return out;
  table.edges.push_back({0, 0, static_cast<std::uint32_t>(table.uses.size())});
  std::vector<std::uint32_t> all(table.size());
  std::iota(all.begin(), all.end(), 0U);
  const EdgeTable noded = node_edges(table, all);
  if (noded.size() == 0) return out;
  const PlanarMap map = make_planar_map(noded);
  // How often the ring runs around a face: from the outside in, by the sides of the edges crossed.
  constexpr int kUnknown = 1 << 30;
  std::vector<int> around(map.faces.size(), kUnknown);
  around[0] = 0;
  for (bool again = true; again;) {
    again = false;
    for (std::uint32_t e = 0; e < noded.size(); ++e) {
      std::int32_t sum = 0;
      for (const EdgeOwner& use : noded.uses_of(e)) sum += use.side;
      const auto left = map.face[2 * e], right = map.face[2 * e + 1];
      if (around[left] == kUnknown && around[right] != kUnknown)
        around[left] = around[right] + sum, again = true;
      else if (around[right] == kUnknown && around[left] != kUnknown)
        around[right] = around[left] - sum, again = true;
    }
  }
  for (std::uint32_t f = 1; f < map.faces.size(); ++f) {
    if (around[f] == 0 || around[f] == kUnknown) continue;
    const std::uint32_t faces[] = {f};
    const Region region =
        region_of(noded, map, faces, [&](std::uint32_t other) { return other == f; });
    for (const PolygonXY& polygon : region.polygons) {
      DisputedPiece piece;
      piece.shape = polygon;
      const auto lonlat = [&](const Line& r) {
        std::vector<LonLat> ll(r.size());
        frame.to_lonlat(r, ll);
        return ll;
      };
      PolygonLonLat on_earth{lonlat(polygon.outer), {}};
      for (const Line& hole : polygon.holes) on_earth.holes.push_back(lonlat(hole));
      piece.area_m2 = geodesic_area_m2(std::span(&on_earth, 1));
      // Left of a's claim and right of b's: where a lies left, both say that it is theirs.
      piece.claimed_by_both = side == 0 || (around[f] > 0) == (side > 0);
      out.push_back(std::move(piece));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const DisputedPiece& a, const DisputedPiece& b) {
    return a.area_m2 > b.area_m2;
  });
  return out;
}

}  // namespace

std::vector<Dispute> disputes_of(const LineCheck& check, std::span<const BorderRow> borders,
                                 const Frame& frame) {
  std::vector<Dispute> out;
  for (std::size_t k = 0; k < check.lines.size(); ++k) {
    const LineRow& row = check.lines[k];
    if (!row.disputed()) continue;
    const Line a = one_line(row.claims[0]);
    Line b = one_line(row.claims[1]);
    if (apart(a.front(), b.back()) + apart(a.back(), b.front()) <
        apart(a.front(), b.front()) + apart(a.back(), b.back()))
      std::reverse(b.begin(), b.end());
    Dispute d;
    d.line = k;
    d.length_m[0] = geodesic_length_m(std::span<const XY>(a), frame);
    d.length_m[1] = geodesic_length_m(std::span<const XY>(b), frame);
    d.open_m = std::max(apart(a.front(), b.front()), apart(a.back(), b.back()));
    const int side = side_of_a(a, row, borders);
    d.sides_known = side != 0;
    Line ring = a;
    ring.insert(ring.end(), b.rbegin(), b.rend());
    ring.push_back(a.front());
    d.pieces = faces_of(ring, side, frame);
    for (const DisputedPiece& p : d.pieces)
      (p.claimed_by_both ? d.both_m2 : d.neither_m2) += p.area_m2;
    out.push_back(std::move(d));
  }
  return out;
}

void count_between(std::vector<Dispute>& disputes, const Cells& cells,
                   std::span<const Facility> facilities) {
  for (Dispute& d : disputes) {
    d.counted = true;
    d.people.assign(cells.groups.size(), People());
    std::vector<PolygonXY> shapes;
    for (const DisputedPiece& p : d.pieces) shapes.push_back(p.shape);
    const PolygonIndex area(shapes);
    if (area.empty()) continue;
    const auto holds = [&](XY p) {
      return p.x >= area.min().x && p.x <= area.max().x && p.y >= area.min().y &&
             p.y <= area.max().y && area.side(p) != Side::outside;
    };
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (!holds(cells.place[c].xy)) continue;
      for (std::size_t g = 0; g < cells.groups.size(); ++g) d.people[g] += cells.people[g][c];
    }
    for (std::size_t f = 0; f < facilities.size(); ++f)
      if (facilities[f].place && holds(facilities[f].place->xy)) d.facilities.push_back(f);
  }
}

}  // namespace fangyuan
