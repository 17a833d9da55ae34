// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/tiling.h"

#include <algorithm>
#include <map>
#include <numbers>
#include <numeric>
#include <tuple>

#include "geo/topology/cover.h"
#include "geo/topology/face_shapes.h"
#include "geo/topology/noding.h"
#include "geo/topology/open_gaps.h"
#include "geo/topology/residue.h"
#include "geo/topology/unmatched_lines.h"

namespace fangyuan {
namespace {

/// Faces smaller than this (1 cm²) are not looked at.
constexpr double kLeastFace = 1e-4 * kGridPerMetre * kGridPerMetre;

// What is wrong with a face: one of several.
struct Wrong {
  FaultKind kind;
  std::uint32_t a, b, parent;
  auto order() const { return std::tuple(kind, a, b, parent); }
  friend bool operator==(const Wrong&, const Wrong&) = default;
};

std::vector<Wrong> wrong_with(std::span<const std::uint32_t> units,
                              std::span<const std::uint32_t> parents, const TilingInput& input,
                              bool holes_count) {
  std::vector<Wrong> out;
  if (units.empty()) {
    for (const std::uint32_t p : parents) out.push_back({FaultKind::gap, kNobody, kNobody, p});
    if (parents.empty() && holes_count) out.push_back({FaultKind::gap, kNobody, kNobody, kNobody});
    return out;
  }
  for (std::size_t i = 0; i < units.size(); ++i)
    for (std::size_t k = i + 1; k < units.size(); ++k)
      out.push_back({FaultKind::overlap, units[i], units[k], kNobody});
  for (const std::uint32_t unit : units)
    if (const std::uint32_t parent = input.parent_of[unit];
        parent != kNobody && !std::binary_search(parents.begin(), parents.end(), parent))
      out.push_back({FaultKind::outside_parent, unit, kNobody, parent});
  return out;
}

class Examiner {
 public:
  Examiner(const TilingInput& input, EdgeTable edges)
      : input_(input), edges_(std::move(edges)), map_(make_planar_map(edges_)) {}

  std::vector<TilingFault> faults(std::span<const GridBox> boxes) {
    look_at_faces(boxes);
    return join_faces();
  }

 private:
  // Only in the boxes do all lines part the faces; elsewhere a point may lie on one left out.
  static std::vector<bool> in_boxes(std::span<const GridBox> boxes, std::span<const XY> points) {
    constexpr double kRoom = 10 / kGridPerMetre;
    std::vector<PolygonXY> areas;
    areas.reserve(boxes.size());
    for (const GridBox& box : boxes) {
      const XY a = to_xy(box.min), b = to_xy(box.max);
      areas.push_back({{{a.x - kRoom, a.y - kRoom},
                        {b.x + kRoom, a.y - kRoom},
                        {b.x + kRoom, b.y + kRoom},
                        {a.x - kRoom, b.y + kRoom},
                        {a.x - kRoom, a.y - kRoom}},
                       {}});
    }
    std::vector<std::span<const PolygonXY>> each;
    each.reserve(areas.size());
    for (const PolygonXY& area : areas) each.emplace_back(&area, 1);
    const auto holding = Cover(each).holding(points);
    std::vector<bool> out(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) out[i] = !holding[i].empty();
    return out;
  }

  void look_at_faces(std::span<const GridBox> boxes) {
    std::vector<std::uint32_t> faces;
    std::vector<XY> points;
    for (std::uint32_t f = 1; f < map_.faces.size(); ++f)
      if (map_.faces[f].area >= kLeastFace) faces.push_back(f);
    points.reserve(faces.size());
    for (const std::uint32_t f : faces) points.push_back(point_inside(edges_, map_, f));
    const auto doubtful = in_boxes(boxes, points);
    Cover of_units(input_.units), of_parents(input_.parents);
    const auto units = of_units.holding(points), parents = of_parents.holding(points);
    const bool holes_count = std::find(input_.parent_of.begin(), input_.parent_of.end(), kNobody) !=
                             input_.parent_of.end();
    wrong_.resize(map_.faces.size());
    inside_.resize(map_.faces.size());
    for (std::size_t i = 0; i < faces.size(); ++i) {
      if (!doubtful[i]) continue;
      inside_[faces[i]] = points[i];
      wrong_[faces[i]] = wrong_with(units[i], parents[i], input_, holes_count);
    }
  }

  // Faces that share an edge and a wrong are one fault.
  std::vector<TilingFault> join_faces() {
    std::vector<std::uint32_t> first(wrong_.size() + 1, 0);
    for (std::size_t f = 0; f < wrong_.size(); ++f)
      first[f + 1] = first[f] + static_cast<std::uint32_t>(wrong_[f].size());
    root_.resize(first.back());
    std::iota(root_.begin(), root_.end(), 0U);
    for (std::uint32_t e = 0; e < edges_.size(); ++e) {
      const std::uint32_t f = map_.face[std::size_t{2} * e], g = map_.face[std::size_t{2} * e + 1];
      for (std::uint32_t i = 0; i < wrong_[f].size(); ++i)
        for (std::uint32_t k = 0; k < wrong_[g].size(); ++k)
          if (wrong_[f][i] == wrong_[g][k]) unite(first[f] + i, first[g] + k);
    }
    std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> groups;
    for (std::uint32_t f = 0; f < wrong_.size(); ++f)
      for (std::uint32_t i = 0; i < wrong_[f].size(); ++i)
        groups[find(first[f] + i)].emplace_back(f, i);
    std::vector<TilingFault> out;
    out.reserve(groups.size());
    for (const auto& [root, members] : groups) out.push_back(fault_of(members));
    return out;
  }

  TilingFault fault_of(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& members) const {
    const Wrong& wrong = wrong_[members.front().first][members.front().second];
    std::vector<std::uint32_t> faces;
    std::uint32_t largest = members.front().first;
    for (const auto& [face, which] : members) {
      faces.push_back(face);
      if (map_.faces[face].area > map_.faces[largest].area) largest = face;
    }
    const auto region = region_of(edges_, map_, faces, [&](std::uint32_t f) {
      return std::binary_search(faces.begin(), faces.end(), f);
    });
    TilingFault fault;
    fault.kind = wrong.kind;
    fault.a = wrong.a;
    fault.b = wrong.b;
    fault.parent = wrong.parent;
    fault.shape = region.polygons;
    fault.where = inside_[largest];
    fault.area_m2 = region.area_m2;
    fault.perimeter_m = region.perimeter_m;
    fault.beside = beside(region.border);
    if (2 * fault.area_m2 < kSliverWidthM * fault.perimeter_m) {
      if (fault.kind == FaultKind::overlap)
        fault.apart_m = apart(region.border, fault.a, fault.b);
      else if (fault.kind == FaultKind::gap && fault.beside.size() > 1)
        fault.apart_m = apart(region.border);
    }
    return fault;
  }

  using Edges = std::vector<std::uint32_t>;

  // How far the farthest corner of `some` is from `others`; with `middles`, middle of an edge as
  // well. Of long borders not every one is asked.
  double farthest(const Edges& some, const Edges& others, bool middles = false) const {
    if (others.empty()) return 0;
    constexpr std::size_t kMost = 4'000'000;
    const std::size_t step = some.size() * others.size() / kMost + 1;
    double most = 0;
    for (std::size_t i = 0; i < some.size(); i += step) {
      const GridPoint a = start_of(edges_, some[i]), b = end_of(edges_, some[i]);
      const GridPoint middle{a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2};
      for (const GridPoint p : {a, b, middles ? middle : a}) {
        double nearest = std::numeric_limits<double>::infinity();
        for (const std::uint32_t h : others)
          nearest =
              std::min(nearest, distance_to_segment(p, start_of(edges_, h), end_of(edges_, h)));
        most = std::max(most, nearest);
      }
    }
    return most / kGridPerMetre;
  }

  bool has(std::uint32_t h, std::uint32_t owner) const {
    const auto uses = edges_.uses_of(h / 2);
    return std::any_of(uses.begin(), uses.end(),
                       [&](const EdgeOwner& use) { return use.owner == owner; });
  }

  // Hausdorff's distance between the copies of two units.
  double apart(const Edges& border, std::uint32_t a, std::uint32_t b) const {
    Edges of_a, of_b;
    for (const std::uint32_t h : border) {
      if (has(h, a)) of_a.push_back(h);
      if (has(h, b)) of_b.push_back(h);
    }
    if (of_a.empty() || of_b.empty()) return 0;
    return std::max(farthest(of_a, of_b), farthest(of_b, of_a));
  }

  // How far the sides of a thin gap are apart at most. Where one owner (a unit, or the parent) has
  // a side to itself, however many share the other, it is Hausdorff's distance between the two
  // sides. Where several share both, every owner's part is measured to what is nearest and not its
  // own: never to one who is only elsewhere along the gap.
  double apart(const Edges& border) const {
    std::map<std::uint32_t, double> length;
    double all = 0;
    for (const std::uint32_t h : border) {
      const double m = length_of(start_of(edges_, h), end_of(edges_, h));
      all += m;
      for (const EdgeOwner& use : edges_.uses_of(h / 2)) length[use.owner] += m;
    }
    const auto longest =
        std::max_element(length.begin(), length.end(),
                         [](const auto& x, const auto& y) { return x.second < y.second; });
    constexpr double kOneSide = 0.4;
    const bool alone = longest != length.end() && longest->second >= kOneSide * all;
    double most = 0;
    for (const auto& [owner, m] : length) {
      if (alone && owner != longest->first) continue;
      Edges own, others;
      for (const std::uint32_t h : border) (has(h, owner) ? own : others).push_back(h);
      most = std::max(most, farthest(own, others, !alone));
      if (alone) most = std::max(most, farthest(others, own));
    }
    return most;
  }

  std::vector<FaultSide> beside(const std::vector<std::uint32_t>& border) const {
    std::map<std::uint32_t, double> length;
    for (const std::uint32_t h : border)
      for (const EdgeOwner& use : edges_.uses_of(h / 2))
        if (use.owner < input_.units.size())
          length[use.owner] += length_of(start_of(edges_, h), end_of(edges_, h)) / kGridPerMetre;
    std::vector<FaultSide> out;
    out.reserve(length.size());
    for (const auto& [unit, m] : length) out.push_back({unit, m});
    std::stable_sort(out.begin(), out.end(), [](const FaultSide& x, const FaultSide& y) {
      return x.length_m > y.length_m;
    });
    return out;
  }

  std::uint32_t find(std::uint32_t i) {
    while (root_[i] != i) i = root_[i] = root_[root_[i]];
    return i;
  }
  void unite(std::uint32_t i, std::uint32_t k) {
    i = find(i);
    k = find(k);
    root_[std::max(i, k)] = std::min(i, k);
  }

  const TilingInput& input_;
  EdgeTable edges_;
  PlanarMap map_;
  std::vector<std::vector<Wrong>> wrong_;  ///< by face
  std::vector<XY> inside_;
  std::vector<std::uint32_t> root_;
};

void find_repeated(const EdgeTable& table, const TilingInput& input, TilingReport& report) {
  std::map<std::uint32_t, RepeatedEdges> by_unit;
  for (std::size_t e = 0; e < table.size(); ++e) {
    const auto uses = table.uses_of(e);
    bool of_units = false;
    std::size_t units = 0;
    std::int32_t sides = 0;
    for (std::size_t i = 0; i < uses.size(); ++i) {
      if (uses[i].owner >= input.units.size()) continue;
      of_units = true;
      ++units;
      sides += uses[i].side;
      if (i == 0 || uses[i - 1].owner != uses[i].owner) continue;
      auto& r =
          by_unit.try_emplace(uses[i].owner, RepeatedEdges{uses[i].owner, 0, 0, {}}).first->second;
      const GridPoint a = table.points[table.edges[e].low], b = table.points[table.edges[e].high];
      if (r.edges++ == 0) r.where = to_xy(a);
      r.length_m += length_of(a, b) / kGridPerMetre;
    }
    if (of_units) ++report.edges;
    if (units == 2 && sides == 0 && uses[0].owner != uses[1].owner) ++report.matched_edges;
  }
  for (const auto& [unit, r] : by_unit) report.repeated.push_back(r);
}

void measure(TilingFault& fault) {
  fault.length_m = fault.perimeter_m / 2;
  fault.width_m = fault.perimeter_m > 0 ? 2 * fault.area_m2 / fault.perimeter_m : 0;
  fault.sliver = is_sliver(fault.area_m2, fault.perimeter_m);
}

}  // namespace

bool is_sliver(double area_m2, double perimeter_m) {
  return 2 * area_m2 < kSliverWidthM * perimeter_m &&
         4 * std::numbers::pi * area_m2 < kSliverCompactness * perimeter_m * perimeter_m;
}

TilingReport check_tiling(const TilingInput& input) {
  std::vector<std::span<const PolygonXY>> shapes = input.units;
  shapes.insert(shapes.end(), input.parents.begin(), input.parents.end());
  return check_tiling(input, make_edge_table(shapes));
}

TilingReport check_tiling(const TilingInput& input, const EdgeTable& table) {
  TilingReport report;
  find_repeated(table, input, report);
  const auto boxes = doubtful_boxes(input, table, kLeastFace);
  std::vector<TilingFault> faults;
  if (!boxes.empty())
    faults = Examiner(input, node_edges(table, edges_meeting(table, boxes))).faults(boxes);
  for (auto& gap : find_open_gaps(input, table, faults)) faults.push_back(std::move(gap));
  for (auto& fault : faults) measure(fault);
  faults = join_along_parents(join_unmatched_lines(std::move(faults)));
  for (auto& fault : faults) {
    if (fault.area_m2 >= kNoiseM2 && fault.width_m >= kNoiseWidthM) {
      report.faults.push_back(std::move(fault));
    } else {
      ++report.noise;
      report.noise_m2 += fault.area_m2;
    }
  }
  std::stable_sort(report.faults.begin(), report.faults.end(),
                   [](const TilingFault& x, const TilingFault& y) {
                     return std::tuple(x.kind, -x.area_m2, x.a, x.b, x.where.x, x.where.y) <
                            std::tuple(y.kind, -y.area_m2, y.a, y.b, y.where.x, y.where.y);
                   });
  return report;
}

}  // namespace fangyuan
