// SPDX-License-Identifier: Apache-2.0
// Overlaps, gaps and parts outside the parent. Outlines that share their edges exactly are cleared
// by pairing edges alone; GEOS sees only what is left.
#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "geo/units/unit_draft.h"
#include "geo/units/unit_locator.h"

namespace fangyuan {
namespace {

// An edge of an outline, ends in order, with its direction when the area lies to its left.
struct DirectedEdge {
  XY low, high;
  int sign = 1;
  std::uint32_t owner = 0;

  auto key() const { return std::tuple(low.x, low.y, high.x, high.y); }
};

double twice_area(const std::vector<XY>& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    sum += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
           (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  return sum;
}

void add_edges(std::span<const PolygonXY> polygons, std::uint32_t owner, int sign,
               std::vector<DirectedEdge>& out) {
  const auto add = [&](const std::vector<XY>& ring, int direction) {
    const int along = (twice_area(ring) > 0 ? 1 : -1) * direction * sign;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const XY a = ring[i], b = ring[i + 1];
      if (a == b) continue;
      if (std::tuple(a.x, a.y) < std::tuple(b.x, b.y))
        out.push_back({a, b, along, owner});
      else
        out.push_back({b, a, -along, owner});
    }
  };
  for (const auto& polygon : polygons) {
    add(polygon.outer, 1);
    for (const auto& hole : polygon.holes) add(hole, -1);
  }
}

void sort_edges(std::vector<DirectedEdge>& edges) {
  std::sort(edges.begin(), edges.end(), [](const DirectedEdge& a, const DirectedEdge& b) {
    return std::pair(a.key(), a.owner) < std::pair(b.key(), b.owner);
  });
}

// Calls visit(first, last) for each run of equal edges.
template <class Visit>
void each_run(const std::vector<DirectedEdge>& edges, Visit&& visit) {
  for (std::size_t i = 0; i < edges.size();) {
    std::size_t end = i + 1;
    while (end < edges.size() && edges[end].key() == edges[i].key()) ++end;
    visit(i, end);
    i = end;
  }
}

class Checker {
 public:
  Checker(const Units& units, std::span<const UnitShape> shapes,
          const std::vector<std::shared_ptr<const UnitLocator>>& locators, const Frame& frame,
          const Geos& geos)
      : units_(units), shapes_(shapes), locators_(locators), frame_(frame), geos_(geos) {
    geometry_.resize(units.all.size());
  }

  std::vector<BoundaryFinding> run() {
    for (layer_ = 0; layer_ < units_.layers.size(); ++layer_) {
      find_overlaps();
      find_gaps_and_strays();
    }
    return std::move(found_);
  }

 private:
  std::span<const PolygonXY> polygons(UnitId id) const { return shapes_[id.index()].xy; }

  const GEOSGeometry* geometry(UnitId id) {
    auto& g = geometry_[id.index()];
    if (!g) g = geos_.make(polygons(id));
    return g.get();
  }

  void find(const char* code, UnitId a, UnitId b, const GEOSGeometry* area) {
    if (geos_.area(area) < 0.9 * kLeastFindingM2) return;
    const auto parts = geos_.polygons(area);
    BoundaryFinding f;
    f.code = code;
    f.layer = layer_;
    f.a = a;
    f.b = b;
    double largest = -1;
    for (const auto& part : parts) {
      const auto one = std::span(&part, 1);
      const double m2 = geodesic_area_m2(lonlat_of(one, frame_));
      f.area_m2 += m2;
      if (m2 > largest) {
        largest = m2;
        f.where = frame_.place(geos_.point_on_surface(geos_.make(one).get()));
      }
    }
    if (f.area_m2 >= kLeastFindingM2) found_.push_back(f);
  }

  // An edge is paired when exactly two units of the layer have it, one on each side. Across paired
  // edges the number of units that cover the ground does not change; so whatever is covered twice,
  // or not at all, ends at unpaired edges.
  std::vector<bool> units_with_unpaired_edges(const std::vector<UnitId>& ids) const {
    std::vector<DirectedEdge> edges;
    for (std::uint32_t i = 0; i < ids.size(); ++i) add_edges(polygons(ids[i]), i, 1, edges);
    sort_edges(edges);
    std::vector<bool> unpaired(ids.size(), false);
    each_run(edges, [&](std::size_t first, std::size_t end) {
      const bool paired = end - first == 2 && edges[first].sign + edges[first + 1].sign == 0;
      if (!paired)
        for (std::size_t k = first; k < end; ++k) unpaired[edges[k].owner] = true;
    });
    return unpaired;
  }

  void find_overlaps() {
    const auto& ids = units_.layers[layer_].units;
    unpaired_ = units_with_unpaired_edges(ids);
    std::vector<BoxTree::Box> boxes;
    for (const auto id : ids) boxes.push_back(box_of(polygons(id)));
    const BoxTree tree(geos_, boxes);
    // Start at units with unpaired edges and go on through every overlap found: an overlap between
    // two units all of whose edges are paired touches another overlap.
    std::deque<std::size_t> waiting;
    std::vector<bool> queued(ids.size(), false);
    const auto queue = [&](std::size_t i) {
      if (!queued[i]) waiting.push_back(i);
      queued[i] = true;
    };
    for (std::size_t i = 0; i < ids.size(); ++i)
      if (unpaired_[i]) queue(i);
    std::set<std::pair<std::size_t, std::size_t>> tested;
    for (; !waiting.empty(); waiting.pop_front()) {
      const auto i = waiting.front();
      for (const auto k : tree.meeting(boxes[i])) {
        if (k == i || !tested.insert(std::minmax(i, k)).second) continue;
        const auto& a = ids[std::min(i, k)];
        const auto& b = ids[std::max(i, k)];
        const auto common = geos_.intersection(geometry(a), geometry(b));
        if (geos_.area(common.get()) < 0.9 * kLeastFindingM2) continue;
        find("unit-overlap", a, b, common.get());
        queue(k);
      }
    }
  }

  // Children tile their parent exactly when every edge of theirs is another child's from the other
  // side, or the parent's.
  bool tiles_exactly(UnitId parent, const std::vector<UnitId>& children) const {
    std::vector<DirectedEdge> edges;
    for (const auto id : children) add_edges(polygons(id), 0, 1, edges);
    add_edges(polygons(parent), 1, -1, edges);
    sort_edges(edges);
    bool exact = true;
    each_run(edges, [&](std::size_t first, std::size_t end) {
      int net = 0;
      for (std::size_t k = first; k < end; ++k) net += edges[k].sign;
      exact = exact && net == 0;
    });
    return exact;
  }

  void find_gaps_and_strays() {
    const auto& ids = units_.layers[layer_].units;
    std::map<UnitId, std::vector<UnitId>> families;
    for (const auto id : ids) families[units_[id].parent].push_back(id);
    for (const auto& [parent, children] : families) {
      if (!parent || tiles_exactly(parent, children)) continue;
      std::vector<const GEOSGeometry*> parts;
      for (const auto id : children) {
        parts.push_back(geometry(id));
        find("unit-outside-parent", id, parent,
             geos_.difference(geometry(id), geometry(parent)).get());
      }
      find_each_gap(parent, geos_.difference(geometry(parent), geos_.united(parts).get()).get());
    }
    if (families.count(UnitId()) > 0) find_holes(ids);
  }

  void find_each_gap(UnitId parent, const GEOSGeometry* gaps) {
    for (const auto& gap : geos_.polygons(gaps))
      find("unit-gap", parent, UnitId(), geos_.make(std::span(&gap, 1)).get());
  }

  // Without a parent a gap is a hole between units. It ends at unpaired edges everywhere, so the
  // outlines that have some show it; a hole in those that other units fill is none.
  void find_holes(const std::vector<UnitId>& ids) {
    std::vector<const GEOSGeometry*> parts;
    for (std::size_t i = 0; i < ids.size(); ++i)
      if (unpaired_[i]) parts.push_back(geometry(ids[i]));
    if (parts.empty()) return;
    const auto all = geos_.united(parts);
    for (const auto& polygon : geos_.polygons(all.get()))
      for (const auto& ring : polygon.holes) {
        const PolygonXY hole{ring, {}};
        const auto rest = geos_.difference(geos_.make(std::span(&hole, 1)).get(), all.get());
        for (const auto& empty : geos_.polygons(rest.get())) {
          const auto shape = geos_.make(std::span(&empty, 1));
          if (!locators_[layer_]->find(geos_.point_on_surface(shape.get())))
            find("unit-gap", UnitId(), UnitId(), shape.get());
        }
      }
  }

  const Units& units_;
  std::span<const UnitShape> shapes_;
  const std::vector<std::shared_ptr<const UnitLocator>>& locators_;
  const Frame& frame_;
  const Geos& geos_;
  std::size_t layer_ = 0;
  std::vector<bool> unpaired_;
  std::vector<Geos::Shape> geometry_;
  std::vector<BoundaryFinding> found_;
};

}  // namespace

std::vector<BoundaryFinding> check_topology(
    const Units& units, std::span<const UnitShape> shapes,
    const std::vector<std::shared_ptr<const UnitLocator>>& locators, const Frame& frame,
    const Geos& geos) {
  return Checker(units, shapes, locators, frame, geos).run();
}

}  // namespace fangyuan
