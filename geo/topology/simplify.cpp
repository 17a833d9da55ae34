// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/simplify.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "core/base/parallel.h"
#include "geo/topology/edge_table.h"
#include "geo/topology/line_map.h"

namespace fangyuan {
namespace {

// Douglas and Peucker's, between two kept corners.
void keep_far(const std::vector<GridPoint>& line, std::size_t first, std::size_t last,
              double tolerance, std::vector<bool>& kept) {
  std::vector<std::pair<std::size_t, std::size_t>> waiting{{first, last}};
  while (!waiting.empty()) {
    const auto [from, to] = waiting.back();
    waiting.pop_back();
    double farthest = tolerance;
    std::size_t at = from;
    for (std::size_t i = from + 1; i < to; ++i)
      if (const double d = distance_to_segment(line[i], line[from], line[to]); d > farthest) {
        farthest = d;
        at = i;
      }
    if (at == from) continue;
    kept[at] = true;
    waiting.emplace_back(from, at);
    waiting.emplace_back(at, to);
  }
}

// A closed line keeps its first corner, the one farthest from it, and the one farthest from both.
std::vector<GridPoint> thinned(const std::vector<GridPoint>& line, double tolerance) {
  if (tolerance <= 0) return line;
  std::vector<bool> kept(line.size(), false);
  kept.front() = kept.back() = true;
  std::size_t middle = 0, third = 0;
  if (line.front() == line.back()) {
    double far = -1, off = -1;
    for (std::size_t i = 1; i + 1 < line.size(); ++i)
      if (const double d = length_of(line[0], line[i]); d > far) {
        far = d;
        middle = i;
      }
    for (std::size_t i = 1; i + 1 < line.size(); ++i)
      if (const double d = distance_to_segment(line[i], line[0], line[middle]);
          i != middle && d > off) {
        off = d;
        third = i;
      }
    kept[middle] = kept[third] = true;
  }
  std::size_t from = 0;
  for (std::size_t i = 1; i < line.size(); ++i)
    if (kept[i]) {
      keep_far(line, from, i, tolerance, kept);
      from = i;
    }
  std::vector<GridPoint> out;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (kept[i]) out.push_back(line[i]);
  return out;
}

struct Piece {
  GridPoint low, high;
  std::uint32_t line;
};

// Whether two pieces meet elsewhere than at an end of both.
bool meet(const Piece& p, const Piece& q) {
  if (p.low == q.low && p.high == q.high) return true;
  const int a = orientation(p.low, p.high, q.low), b = orientation(p.low, p.high, q.high);
  const int c = orientation(q.low, q.high, p.low), d = orientation(q.low, q.high, p.high);
  if (a * b < 0 && c * d < 0) return true;
  // An end in the inside of the other.
  const auto inside = [](const Piece& s, GridPoint at, int side) {
    return side == 0 && at > s.low && at < s.high && dot(s.low, s.high, at) > 0 &&
           dot(s.high, s.low, at) > 0;
  };
  return inside(p, q.low, a) || inside(p, q.high, b) || inside(q, p.low, c) || inside(q, p.high, d);
}

// The lines that meet others, or themselves, where they should not.
std::vector<bool> at_odds(const std::vector<std::vector<GridPoint>>& lines) {
  std::vector<Piece> pieces;
  for (std::uint32_t l = 0; l < lines.size(); ++l)
    for (std::size_t i = 0; i + 1 < lines[l].size(); ++i)
      pieces.push_back(
          {std::min(lines[l][i], lines[l][i + 1]), std::max(lines[l][i], lines[l][i + 1]), l});
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::tie(a.low, a.high, a.line) < std::tie(b.low, b.high, b.line);
  });
  constexpr std::size_t kGrain = 4096;
  std::vector<std::vector<std::uint32_t>> parts((pieces.size() + kGrain - 1) / kGrain);
  parallel_for(parts.size(), [&](std::size_t part) {
    for (std::size_t i = part * kGrain; i < std::min(pieces.size(), (part + 1) * kGrain); ++i) {
      const auto [y0, y1] = std::minmax(pieces[i].low.y, pieces[i].high.y);
      for (std::size_t k = i + 1; k < pieces.size() && pieces[k].low.x <= pieces[i].high.x; ++k) {
        const auto [v0, v1] = std::minmax(pieces[k].low.y, pieces[k].high.y);
        if (v0 > y1 || v1 < y0 || !meet(pieces[i], pieces[k])) continue;
        parts[part].push_back(pieces[i].line);
        parts[part].push_back(pieces[k].line);
      }
    }
  });
  std::vector<bool> out(lines.size(), false);
  for (const auto& part : parts)
    for (const std::uint32_t l : part) out[l] = true;
  return out;
}

class Rebuilder {
 public:
  Rebuilder(const EdgeTable& table, const LineMap& map,
            const std::vector<std::vector<GridPoint>>& lines)
      : table_(table), lines_(lines), line_of_(table.size(), 0), forward_(table.size(), false) {
    for (std::uint32_t l = 0; l < map.lines.size(); ++l) {
      const auto& points = map.lines[l].points;
      for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const auto e = edge(points[i], points[i + 1]);
        line_of_[e] = l;
        forward_[e] = points[i] < points[i + 1];
      }
    }
  }

  std::vector<XY> ring(const std::vector<XY>& ring) const {
    std::vector<std::uint32_t> ids;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const GridPoint p = to_grid(ring[i]);
      const auto id = static_cast<std::uint32_t>(
          std::lower_bound(table_.points.begin(), table_.points.end(), p) - table_.points.begin());
      if (ids.empty() || ids.back() != id) ids.push_back(id);
    }
    if (ids.size() > 1 && ids.front() == ids.back()) ids.pop_back();
    if (ids.size() < 3) return ring;
    // Start where a line ends, else (one closed line) at its first corner.
    const std::size_t n = ids.size();
    const auto edge_at = [&](std::size_t i) { return edge(ids[i % n], ids[(i + 1) % n]); };
    std::size_t start = 0;
    while (start < n && !begins_line(ids[start], edge_at(start))) ++start;
    std::vector<XY> out;
    for (std::size_t i = start; i < start + n;) {
      const auto e = edge_at(i);
      const std::uint32_t l = line_of_[e];
      const bool along = forward_[e] == (ids[i % n] < ids[(i + 1) % n]);
      const auto& line = lines_[l];
      for (std::size_t k = 0; k + 1 < line.size(); ++k)
        out.push_back(to_xy(along ? line[k] : line[line.size() - 1 - k]));
      // On to the next edge that begins a line.
      do ++i;
      while (i < start + n && !begins_line(ids[i % n], edge_at(i)));
    }
    out.push_back(out.front());
    return out;
  }

 private:
  std::size_t edge(std::uint32_t a, std::uint32_t b) const {
    const auto key = std::minmax(a, b);
    const auto end = table_.edges.end() - 1;
    return static_cast<std::size_t>(
        std::lower_bound(table_.edges.begin(), end, key,
                         [](const EdgeTable::Edge& e, const auto& k) {
                           return std::pair(e.low, e.high) <
                                  std::pair<std::uint32_t, std::uint32_t>(k.first, k.second);
                         }) -
        table_.edges.begin());
  }
  bool begins_line(std::uint32_t point, std::size_t e) const {
    const GridPoint p = table_.points[point];
    const auto& line = lines_[line_of_[e]];
    return p == line.front() || p == line.back();
  }

  const EdgeTable& table_;
  const std::vector<std::vector<GridPoint>>& lines_;
  std::vector<std::uint32_t> line_of_;
  std::vector<bool> forward_;
};

// A hole that is no longer inside its outline, or is in another hole. Where rings touch, a corner
// off the border decides.
bool hole_has_left(const PolygonXY& polygon) {
  if (polygon.holes.empty()) return false;
  const auto side_of = [](const std::vector<XY>& ring, const PolygonIndex& area) {
    for (const XY p : ring)
      if (const Side side = area.side(p); side != Side::border) return side;
    return Side::border;
  };
  const auto index_of = [](const std::vector<XY>& ring) {
    const PolygonXY alone{ring, {}};
    return PolygonIndex(std::span(&alone, 1));
  };
  const auto outline = index_of(polygon.outer);
  for (std::size_t i = 0; i < polygon.holes.size(); ++i) {
    if (side_of(polygon.holes[i], outline) == Side::outside) return true;
    if (polygon.holes.size() == 1) continue;
    const auto hole = index_of(polygon.holes[i]);
    for (std::size_t k = 0; k < polygon.holes.size(); ++k)
      if (k != i && side_of(polygon.holes[k], hole) == Side::inside) return true;
  }
  return false;
}

// Thins until no line meets another, then until nothing that lay apart has been passed over.
class Thinning {
 public:
  Thinning(std::span<const std::span<const PolygonXY>> units, double tolerance_m)
      : units_(units), table_(make_edge_table(units)), map_(make_line_map(table_)) {
    whole_.resize(map_.lines.size());
    for (std::size_t l = 0; l < whole_.size(); ++l)
      for (const std::uint32_t p : map_.lines[l].points) whole_[l].push_back(table_.points[p]);
    // What was at odds before (copies that differ and cross) stays as it is.
    const auto faulty = at_odds(whole_);
    lines_ = whole_;
    tolerance_.assign(whole_.size(), tolerance_m * kGridPerMetre);
    for (std::size_t l = 0; l < whole_.size(); ++l)
      if (faulty[l]) tolerance_[l] = 0;
  }

  std::vector<std::vector<PolygonXY>> run() {
    std::vector<bool> again(whole_.size(), true);
    for (;;) {
      thin(std::move(again));
      auto out = rebuilt();
      again = passed_over(out);
      if (std::find(again.begin(), again.end(), true) == again.end()) return out;
    }
  }

 private:
  void thin(std::vector<bool> again) {
    for (bool done = false; !done;) {
      parallel_for(whole_.size(), [&](std::size_t l) {
        if (again[l]) lines_[l] = thinned(whole_[l], tolerance_[l]);
      });
      const auto odd = at_odds(lines_);
      done = true;
      for (std::size_t l = 0; l < whole_.size(); ++l) {
        again[l] = odd[l] && tolerance_[l] > 0;
        if (!again[l]) continue;
        tolerance_[l] = tolerance_[l] < 10 ? 0 : tolerance_[l] / 2;
        done = false;
      }
    }
  }

  std::vector<std::vector<PolygonXY>> rebuilt() const {
    const Rebuilder rebuild(table_, map_, lines_);
    std::vector<std::vector<PolygonXY>> out(units_.size());
    parallel_for(units_.size(), [&](std::size_t u) {
      for (const PolygonXY& polygon : units_[u]) {
        PolygonXY made{rebuild.ring(polygon.outer), {}};
        for (const auto& hole : polygon.holes) made.holes.push_back(rebuild.ring(hole));
        out[u].push_back(std::move(made));
      }
    });
    return out;
  }

  // A line may pass over a part that touches no other, without meeting it. The tiling tells; all
  // lines of the units concerned then stay whole.
  std::vector<bool> passed_over(const std::vector<std::vector<PolygonXY>>& made) {
    TilingInput input;
    for (const auto& unit : made) input.units.emplace_back(unit);
    input.parent_of.assign(made.size(), kNobody);
    std::vector<bool> concerned(made.size(), false), out(whole_.size(), false);
    for (const TilingFault& f : check_tiling(input).faults) {
      if (f.kind == FaultKind::gap && f.open) continue;
      for (const std::uint32_t unit : {f.a, f.b})
        if (unit != kNobody) concerned[unit] = true;
      for (const FaultSide& side : f.beside) concerned[side.unit] = true;
    }
    for (std::size_t u = 0; u < made.size(); ++u)
      if (std::any_of(made[u].begin(), made[u].end(), hole_has_left)) concerned[u] = true;
    for (std::size_t l = 0; l < whole_.size(); ++l) {
      const auto& uses = map_.lines[l].uses;
      out[l] = tolerance_[l] > 0 && std::any_of(uses.begin(), uses.end(), [&](const EdgeOwner& u) {
                 return concerned[u.owner];
               });
      if (out[l]) tolerance_[l] = 0;
    }
    return out;
  }

  std::span<const std::span<const PolygonXY>> units_;
  EdgeTable table_;
  LineMap map_;
  std::vector<std::vector<GridPoint>> whole_, lines_;
  std::vector<double> tolerance_;
};

}  // namespace

std::vector<std::vector<PolygonXY>> simplify_shared(
    std::span<const std::span<const PolygonXY>> units, double tolerance_m) {
  return Thinning(units, tolerance_m).run();
}

}  // namespace fangyuan
