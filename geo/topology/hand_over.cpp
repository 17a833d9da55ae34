// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/hand_over.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

#include "geo/topology/face_shapes.h"
#include "geo/topology/noding.h"

namespace fangyuan {
namespace {

constexpr std::uint32_t kFrom = 0, kTo = 1, kGround = 2;

// How often a face lies in each of the three.
using Count = std::array<std::int32_t, 3>;

class Faces {
 public:
  explicit Faces(const HandOver& in) {
    const std::array<std::span<const PolygonXY>, 3> shapes{in.from, in.to, in.ground};
    const EdgeTable raw = make_edge_table(shapes);
    std::vector<std::uint32_t> all(raw.size());
    std::iota(all.begin(), all.end(), 0U);
    table_ = node_edges(raw, all);
    if (table_.size() == 0) return;
    map_ = make_planar_map(table_);
    count();
  }

  std::size_t size() const { return map_.faces.size(); }
  const Count& operator[](std::size_t face) const { return count_[face]; }

  Region region(const std::vector<bool>& in) const {
    std::vector<std::uint32_t> faces;
    for (std::uint32_t f = 1; f < size(); ++f)
      if (in[f]) faces.push_back(f);
    return region_of(table_, map_, faces, [&](std::uint32_t f) { return bool(in[f]); });
  }

  /// Twice the area of a face in grid steps.
  Wide twice(std::uint32_t face) const {
    Wide sum = 0;
    const GridPoint origin = start_of(table_, map_.faces[face].outer);
    each_half(face, [&](std::uint32_t h) {
      sum += cross(origin, start_of(table_, h), end_of(table_, h));
    });
    return sum;
  }

  std::vector<GroundPart> parts(const std::vector<bool>& in) const {
    std::vector<std::uint32_t> root(size());
    std::iota(root.begin(), root.end(), 0U);
    const auto find = [&](std::uint32_t f) {
      while (root[f] != f) f = root[f] = root[root[f]];
      return f;
    };
    for (std::uint32_t e = 0; e < table_.size(); ++e) {
      const std::uint32_t a = map_.face[2 * e], b = map_.face[2 * e + 1];
      if (in[a] && in[b]) root[find(a)] = find(b);
    }
    std::vector<std::uint32_t> number(size(), 0), largest;
    std::vector<GroundPart> out;
    for (std::uint32_t f = 1; f < size(); ++f) {
      if (!in[f]) continue;
      std::uint32_t& n = number[find(f)];
      if (n == 0) {
        out.emplace_back();
        largest.push_back(f);
        n = static_cast<std::uint32_t>(out.size());
      }
      out[n - 1].area_m2 += map_.faces[f].area / kGridPerMetre / kGridPerMetre;
      if (map_.faces[f].area > map_.faces[largest[n - 1]].area) largest[n - 1] = f;
    }
    for (std::uint32_t e = 0; e < table_.size(); ++e) {
      const std::uint32_t a = map_.face[2 * e], b = map_.face[2 * e + 1];
      if (in[a] == in[b]) continue;
      out[number[find(in[a] ? a : b)] - 1].perimeter_m +=
          length_of(start_of(table_, 2 * e), end_of(table_, 2 * e)) / kGridPerMetre;
    }
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i].where = point_inside(table_, map_, largest[i]);
    std::sort(out.begin(), out.end(), [](const GroundPart& a, const GroundPart& b) {
      return std::tuple(a.area_m2, a.where.x, a.where.y) <
             std::tuple(b.area_m2, b.where.x, b.where.y);
    });
    return out;
  }

 private:
  template <class Visit>
  void each_half(std::uint32_t face, const Visit& visit) const {
    const auto cycle = [&](std::uint32_t first) {
      std::uint32_t h = first;
      do {
        visit(h);
        h = map_.next[h];
      } while (h != first);
    };
    if (face != 0) cycle(map_.faces[face].outer);
    for (const std::uint32_t h : map_.faces[face].inner) cycle(h);
  }

  // From the outside, where nobody is, across every edge.
  void count() {
    count_.resize(size());
    std::vector<bool> seen(size(), false);
    std::vector<std::uint32_t> open{0};
    seen[0] = true;
    while (!open.empty()) {
      const std::uint32_t f = open.back();
      open.pop_back();
      each_half(f, [&](std::uint32_t h) {
        const std::uint32_t g = map_.face[PlanarMap::twin(h)];
        if (seen[g]) return;
        seen[g] = true;
        count_[g] = count_[f];
        for (const EdgeOwner& use : table_.uses_of(h / 2))
          count_[g][use.owner] += h % 2 == 0 ? -use.side : use.side;
        open.push_back(g);
      });
    }
  }

  EdgeTable table_;
  PlanarMap map_;
  std::vector<Count> count_;
};

Wide twice_of(const std::vector<PolygonXY>& polygons) {
  Wide sum = 0;
  const auto ring = [&](const std::vector<XY>& points) {
    const GridPoint origin = to_grid(points.front());
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
      sum += cross(origin, to_grid(points[i]), to_grid(points[i + 1]));
  };
  for (const PolygonXY& p : polygons) {
    ring(p.outer);
    for (const auto& hole : p.holes) ring(hole);
  }
  return sum;
}

}  // namespace

HandedOver hand_over(const HandOver& in) {
  const Faces faces(in);
  const std::size_t n = faces.size();
  std::vector<bool> from(n), to(n), from_after(n), to_after(n), moved(n), back(n), outside(n);
  Wide before = 0;
  HandedOver out;
  for (std::uint32_t f = 1; f < n; ++f) {
    from[f] = faces[f][kFrom] > 0;
    to[f] = faces[f][kTo] > 0;
    const bool ground = faces[f][kGround] != 0;
    outside[f] = ground && !from[f] && !to[f];
    moved[f] = ground && from[f] && !to[f];
    back[f] = ground && in.both_ways && to[f] && !from[f];
    from_after[f] = (from[f] && !moved[f] && !(ground && to[f])) || back[f];
    to_after[f] = (to[f] && !back[f]) || moved[f];
    if (from_after[f] || to_after[f]) {
      const Wide twice = faces.twice(f);
      before += (from_after[f] ? twice : 0) + (to_after[f] ? twice : 0);
      if (moved[f]) out.twice_moved += twice;
      if (back[f]) out.twice_moved -= twice;
    }
  }
  if (n == 0) return out;
  out.from = faces.region(from_after).polygons;
  out.to = faces.region(to_after).polygons;
  out.moved = faces.region(moved).polygons;
  out.back = faces.region(back).polygons;
  if (twice_of(out.from) + twice_of(out.to) != before)
    throw std::logic_error("ground was lost between two units");
  out.from_parts_before = faces.parts(from).size();
  out.to_parts_before = faces.parts(to).size();
  out.from_parts = faces.parts(from_after);
  out.to_parts = faces.parts(to_after);
  out.moved_parts = faces.parts(moved);
  out.back_parts = faces.parts(back);
  out.outside = faces.parts(outside);
  std::reverse(out.outside.begin(), out.outside.end());
  return out;
}

}  // namespace fangyuan
