// SPDX-License-Identifier: Apache-2.0
#include "geo/units/unit_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "geo/topology/line_map.h"
#include "geo/units/unit_ground.h"

namespace fangyuan {
namespace {

constexpr double kStep = kSameCornerM * kGridPerMetre;

// A point on a chain: on the edge from its corner `edge` to the next one.
struct Foot {
  std::size_t chain = 0, edge = 0;
  GridPoint at;
  double apart = std::numeric_limits<double>::infinity();  ///< in grid steps
};

GridPoint foot_on(GridPoint p, GridPoint a, GridPoint b) {
  const double length = length_of(a, b);
  if (length == 0) return a;
  const double t = static_cast<double>(dot(a, b, p)) / (length * length);
  if (t <= 0) return a;
  if (t >= 1) return b;
  return {a.x + std::llround(t * static_cast<double>(b.x - a.x)),
          a.y + std::llround(t * static_cast<double>(b.y - a.y))};
}

// A corner within reach wins over a nearer point of an edge.
GridPoint settled(GridPoint p, GridPoint a, GridPoint b) {
  if (length_of(p, a) <= kStep) return a;
  if (length_of(p, b) <= kStep) return b;
  return foot_on(p, a, b);
}

using Chain = std::vector<GridPoint>;

Foot nearest(GridPoint p, const std::vector<Chain>& chains) {
  Foot best;
  for (std::size_t c = 0; c < chains.size(); ++c)
    for (std::size_t i = 0; i + 1 < chains[c].size(); ++i) {
      const double d = distance_to_segment(p, chains[c][i], chains[c][i + 1]);
      if (d < best.apart) best = {c, i, settled(p, chains[c][i], chains[c][i + 1]), d};
    }
  return best;
}

double length_of(const Chain& chain) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) sum += length_of(chain[i], chain[i + 1]);
  return sum;
}

// Along a chain from one foot to another, in its order.
Chain forward(const Chain& chain, const Foot& from, const Foot& to) {
  Chain out{from.at};
  for (std::size_t i = from.edge + 1; i <= to.edge; ++i) out.push_back(chain[i]);
  out.push_back(to.at);
  return out;
}

Chain between(const Chain& chain, const Foot& from, const Foot& to) {
  const auto place = [&](const Foot& f) {
    return std::pair(f.edge, length_of(chain[f.edge], f.at));
  };
  const bool ahead = place(from) <= place(to);
  Chain direct = ahead ? forward(chain, from, to) : forward(chain, to, from);
  if (!ahead) std::reverse(direct.begin(), direct.end());
  if (chain.front() != chain.back()) return direct;
  // A closed line: the shorter way round.
  const Foot &first = ahead ? from : to, &last = ahead ? to : from;
  Chain around{last.at};
  around.insert(around.end(), chain.begin() + static_cast<std::ptrdiff_t>(last.edge) + 1,
                chain.end());
  around.insert(around.end(), chain.begin() + 1,
                chain.begin() + static_cast<std::ptrdiff_t>(first.edge) + 1);
  around.push_back(first.at);
  if (ahead) std::reverse(around.begin(), around.end());
  return length_of(around) < length_of(direct) ? around : direct;
}

}  // namespace

std::optional<std::vector<PolygonXY>> ground_of_line(std::span<const PolygonXY> a,
                                                     std::span<const PolygonXY> b,
                                                     const std::vector<XY>& line,
                                                     LineFault& fault) {
  const std::array<std::span<const PolygonXY>, 2> both{a, b};
  const EdgeTable table = make_edge_table(both);
  std::vector<Chain> chains;
  for (const MapLine& l : make_line_map(table).lines) {
    if (l.uses.size() != 2 || l.uses[0].owner == l.uses[1].owner) continue;
    Chain& chain = chains.emplace_back();
    for (const std::uint32_t p : l.points) chain.push_back(table.points[p]);
  }
  if (chains.empty()) {
    fault = {LineFault::Kind::no_border, 0, line.front()};
    return std::nullopt;
  }
  const Foot from = nearest(to_grid(line.front()), chains),
             to = nearest(to_grid(line.back()), chains);
  for (const auto& [foot, end] : {std::pair(from, line.front()), std::pair(to, line.back())})
    if (foot.apart > kStep) {
      fault = {LineFault::Kind::end_off, foot.apart / kGridPerMetre, end};
      return std::nullopt;
    }
  if (from.chain != to.chain) {
    fault = {LineFault::Kind::two_borders, 0, line.back()};
    return std::nullopt;
  }
  PolygonXY ring;
  ring.outer.push_back(to_xy(from.at));
  ring.outer.insert(ring.outer.end(), line.begin() + 1, line.end() - 1);
  Chain old = between(chains[from.chain], to, from);
  for (const GridPoint p : old) ring.outer.push_back(to_xy(p));
  return std::vector<PolygonXY>{std::move(ring)};
}

std::vector<XY> on_corners(const std::vector<XY>& points,
                           std::span<const std::span<const PolygonXY>> shapes) {
  std::vector<GridPoint> corners, drawn;
  std::vector<std::pair<GridPoint, GridPoint>> edges;
  GridPoint min = to_grid(points.front()), max = min;
  for (const XY point : points) {
    const GridPoint p = drawn.emplace_back(to_grid(point));
    min = {std::min(min.x, p.x), std::min(min.y, p.y)};
    max = {std::max(max.x, p.x), std::max(max.y, p.y)};
  }
  const auto slack = static_cast<std::int64_t>(kStep);
  const auto apart = [&](GridPoint u, GridPoint v) {
    return std::max(u.x, v.x) < min.x - slack || std::min(u.x, v.x) > max.x + slack ||
           std::max(u.y, v.y) < min.y - slack || std::min(u.y, v.y) > max.y + slack;
  };
  const auto ring = [&](const std::vector<XY>& r) {
    for (std::size_t i = 0; i + 1 < r.size(); ++i) {
      const GridPoint u = to_grid(r[i]), v = to_grid(r[i + 1]);
      if (apart(u, v)) continue;
      corners.push_back(u);
      edges.emplace_back(u, v);
    }
  };
  for (const auto& shape : shapes)
    for (const PolygonXY& polygon : shape) {
      ring(polygon.outer);
      for (const auto& hole : polygon.holes) ring(hole);
    }
  std::sort(corners.begin(), corners.end());
  corners.erase(std::unique(corners.begin(), corners.end()), corners.end());

  for (GridPoint& p : drawn) {
    double nearest = kStep;
    std::optional<GridPoint> on;
    for (const GridPoint c : corners)
      if (const double d = length_of(p, c); d <= nearest) {
        nearest = d;
        on = c;
      }
    if (!on) {
      nearest = kStep;
      for (const auto& [u, v] : edges)
        if (const double d = distance_to_segment(p, u, v); d <= nearest) {
          nearest = d;
          on = foot_on(p, u, v);
        }
    }
    if (on) p = *on;
  }
  // And between them, where the line passes a corner.
  std::vector<XY> out;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    out.push_back(to_xy(drawn[i]));
    if (i + 1 == drawn.size()) break;
    const GridPoint a = drawn[i], b = drawn[i + 1];
    std::vector<std::pair<double, GridPoint>> passed;
    for (const GridPoint c : corners)
      if (c != a && c != b && distance_to_segment(c, a, b) <= kStep)
        passed.emplace_back(length_of(a, c), c);
    std::sort(passed.begin(), passed.end());
    for (const auto& [at, c] : passed) out.push_back(to_xy(c));
  }
  return out;
}

}  // namespace fangyuan
