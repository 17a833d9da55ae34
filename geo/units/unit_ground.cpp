// SPDX-License-Identifier: Apache-2.0
#include "geo/units/unit_ground.h"

#include <algorithm>
#include <map>

#include "geo/topology/grid.h"
#include "geo/topology/left_strip.h"
#include "geo/units/geos.h"
#include "geo/units/unit_draft.h"
#include "geo/units/unit_locator.h"

namespace fangyuan {
namespace {

using Kind = GroundRefusal::Kind;

bool is_noise(const GroundPart& p) { return p.area_m2 < kNoiseM2 || p.width_m() < kNoiseWidthM; }

struct Corner {
  XY xy;
  std::optional<LonLat> lonlat;
};

// Corners as units have them, so that what is not moved keeps its coordinates to the last bit.
class Corners {
 public:
  void add(const UnitShape& shape) {
    for (std::size_t p = 0; p < shape.xy.size(); ++p) {
      add_ring(shape.xy[p].outer, &shape.lonlat[p].outer);
      for (std::size_t h = 0; h < shape.xy[p].holes.size(); ++h)
        add_ring(shape.xy[p].holes[h], &shape.lonlat[p].holes[h]);
    }
  }
  void add(const std::vector<PolygonXY>& ground) {
    for (const PolygonXY& p : ground) {
      add_ring(p.outer, nullptr);
      for (const auto& hole : p.holes) add_ring(hole, nullptr);
    }
  }
  bool has(GridPoint p) const { return known_.contains(p); }
  XY at(GridPoint p) const {
    const auto it = known_.find(p);
    return it == known_.end() ? to_xy(p) : it->second.xy;
  }

  UnitShape shape(std::vector<PolygonXY> polygons, const Frame& frame) const {
    UnitShape out;
    for (PolygonXY& p : polygons) {
      PolygonLonLat l;
      l.outer = settle(p.outer, frame);
      for (auto& hole : p.holes) l.holes.push_back(settle(hole, frame));
      out.xy.push_back(std::move(p));
      out.lonlat.push_back(std::move(l));
    }
    return out;
  }

 private:
  void add_ring(const std::vector<XY>& xy, const std::vector<LonLat>* lonlat) {
    for (std::size_t i = 0; i < xy.size(); ++i) {
      Corner& c = known_.try_emplace(to_grid(xy[i]), Corner{xy[i], std::nullopt}).first->second;
      if (lonlat && !c.lonlat) c = {xy[i], (*lonlat)[i]};
    }
  }

  std::vector<LonLat> settle(std::vector<XY>& ring, const Frame& frame) const {
    std::vector<LonLat> out(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto it = known_.find(to_grid(ring[i]));
      if (it != known_.end()) ring[i] = it->second.xy;
      out[i] =
          it != known_.end() && it->second.lonlat ? *it->second.lonlat : frame.to_lonlat(ring[i]);
    }
    return out;
  }

  std::map<GridPoint, Corner> known_;
};

// One unit's rings with further corners on their edges.
class CornerInserter {
 public:
  CornerInserter(const std::vector<GridPoint>& fresh, const Corners& corners, const Frame& frame)
      : fresh_(fresh), corners_(corners), frame_(frame) {}

  bool insert(UnitShape& shape) const {
    bool any = false;
    for (std::size_t p = 0; p < shape.xy.size(); ++p) {
      any |= insert(shape.xy[p].outer, shape.lonlat[p].outer);
      for (std::size_t h = 0; h < shape.xy[p].holes.size(); ++h)
        any |= insert(shape.xy[p].holes[h], shape.lonlat[p].holes[h]);
    }
    return any;
  }

 private:
  bool insert(std::vector<XY>& xy, std::vector<LonLat>& lonlat) const {
    bool any = false;
    for (const GridPoint c : fresh_)
      for (std::size_t i = 0; i + 1 < xy.size(); ++i) {
        const GridPoint a = to_grid(xy[i]), b = to_grid(xy[i + 1]);
        if (c == a || c == b) break;
        if (!beside_segment(c, a, b)) continue;
        const XY at = corners_.at(c);
        xy.insert(xy.begin() + static_cast<std::ptrdiff_t>(i) + 1, at);
        lonlat.insert(lonlat.begin() + static_cast<std::ptrdiff_t>(i) + 1, frame_.to_lonlat(at));
        any = true;
        break;
      }
    return any;
  }

  const std::vector<GridPoint>& fresh_;
  const Corners& corners_;
  const Frame& frame_;
};

bool meet(const BoxTree::Box& a, const BoxTree::Box& b, double slack) {
  return a.min.x <= b.max.x + slack && b.min.x <= a.max.x + slack && a.min.y <= b.max.y + slack &&
         b.min.y <= a.max.y + slack;
}

class Mover {
 public:
  Mover(Boundaries& b, const Frame& frame, std::optional<GroundRefusal>& refused)
      : b_(b), frame_(frame), refused_(refused) {}

  std::vector<GroundChange> run(const GroundMove& move) {
    level(move);
    if (refused_) return std::move(changes_);
    const GroundChange first = changes_.front();
    children(first.from, first.to, first.moved);
    if (!first.back.empty()) children(first.to, first.from, first.back);
    up(first, move.enclaves);
    return std::move(changes_);
  }

 private:
  void refuse(Kind kind, UnitId unit, const GroundPart& part) {
    if (!refused_) refused_ = {kind, unit, part.area_m2, part.width_m(), part.where};
  }
  UnitShape& shape(UnitId u) { return b_.shapes[u.index()]; }
  Unit& unit(UnitId u) { return b_.units.all[u.index()]; }

  /// At the level of the two units.
  void level(const GroundMove& move) {
    auto out = hand_over({shape(move.from).xy, shape(move.to).xy, move.ground, move.both_ways});
    check(move, out);
    if (refused_) return;
    Corners corners;
    corners.add(shape(move.from));
    corners.add(shape(move.to));
    std::vector<GridPoint> fresh;
    const auto collect = [&](const std::vector<XY>& ring) {
      for (const XY p : ring)
        if (!corners.has(to_grid(p))) fresh.push_back(to_grid(p));
    };
    for (const auto* side : {&out.moved, &out.back})
      for (const PolygonXY& p : *side) {
        collect(p.outer);
        for (const auto& hole : p.holes) collect(hole);
      }
    corners.add(move.ground);
    shape(move.from) = corners.shape(std::move(out.from), frame_);
    shape(move.to) = corners.shape(std::move(out.to), frame_);
    for (const UnitId u : {move.from, move.to})
      if (!shape(u).xy.empty()) measure_unit(b_, frame_, u);
    share_corners(move, std::move(fresh), corners);
    changes_.push_back({layer_of(b_.units, move.from), move.from, move.to,
                        corners.shape(std::move(out.moved), frame_).xy,
                        corners.shape(std::move(out.back), frame_).xy});
  }

  void check(const GroundMove& move, const HandedOver& out) {
    if (!move.overshoots && !out.outside.empty() && !is_noise(out.outside.front()))
      return refuse(Kind::outside, move.from, out.outside.front());
    if (out.moved.empty() && out.back.empty()) return refuse(Kind::nothing, move.from, {});
    for (const auto* parts : {&out.moved_parts, &out.back_parts})
      for (const GroundPart& p : *parts)
        if (p.width_m() < kLeastStripM)
          return refuse(Kind::strip, parts == &out.moved_parts ? move.to : move.from, p);
    if (out.from.empty() && !move.may_empty) return refuse(Kind::all_gone, move.from, {});
    if (out.to.empty()) return refuse(Kind::all_gone, move.to, {});
    const auto torn = [&](UnitId u, const std::vector<GroundPart>& parts, std::size_t before,
                          Kind kind) {
      if (parts.size() <= std::max<std::size_t>(before, 1)) return;
      if (parts.front().width_m() < kLeastStripM) return refuse(Kind::strip, u, parts.front());
      if (!move.enclaves) refuse(kind, u, parts.front());
    };
    torn(move.from, out.from_parts, out.from_parts_before, Kind::torn);
    torn(move.to, out.to_parts, out.to_parts_before, move.both_ways ? Kind::torn : Kind::enclave);
    if (const auto strip = left_strip(out.from, out.moved, kLeastStripM))
      refuse(Kind::strip, move.from, *strip);
    if (const auto strip = left_strip(out.to, out.back, kLeastStripM))
      refuse(Kind::strip, move.to, *strip);
  }

  /// Corners that are new on the outlines of others.
  void share_corners(const GroundMove& move, std::vector<GridPoint> fresh, const Corners& corners) {
    if (fresh.empty()) return;
    std::sort(fresh.begin(), fresh.end());
    fresh.erase(std::unique(fresh.begin(), fresh.end()), fresh.end());
    PolygonXY as_ring;
    for (const GridPoint p : fresh) as_ring.outer.push_back(to_xy(p));
    const auto around = box_of(std::span(&as_ring, 1));
    const CornerInserter inserter(fresh, corners, frame_);
    const Tree tree = unit(move.from).tree;
    for (std::size_t i = 0; i < b_.units.all.size(); ++i) {
      const UnitId u(i);
      if (u == move.from || u == move.to || unit(u).tree != tree || shape(u).xy.empty()) continue;
      if (meet(box_of(shape(u).xy), around, 0.001) && inserter.insert(shape(u)))
        measure_unit(b_, frame_, u);
    }
  }

  /// Units of the level below that lie in the ground change their parent; none may be cut.
  void children(UnitId from, UnitId to, const std::vector<PolygonXY>& ground) {
    const auto box = box_of(ground);
    for (std::size_t i = 0; i < b_.units.all.size(); ++i) {
      const UnitId u(i);
      if (unit(u).parent != from || u == to || shape(u).xy.empty() ||
          !meet(box_of(shape(u).xy), box, 0))
        continue;
      const auto cut = hand_over({shape(u).xy, {}, ground, false});
      const auto largest = [](const std::vector<GroundPart>& parts) {
        return parts.empty() ? GroundPart() : parts.back();
      };
      const GroundPart stays = largest(cut.from_parts), goes = largest(cut.to_parts);
      if (is_noise(goes)) continue;
      if (!is_noise(stays))
        return refuse(Kind::child, u, stays.area_m2 < goes.area_m2 ? stays : goes);
      unit(u).parent = to;
      unit(u).parent_code = unit(to).code;
    }
  }

  void up(const GroundChange& first, bool enclaves) {
    UnitId from = unit(first.from).parent, to = unit(first.to).parent;
    std::vector<PolygonXY> moved = first.moved, back = first.back;
    while (from && to && from != to && !refused_) {
      // One after the other: they need not lie side by side.
      const auto one = [&](UnitId a, UnitId b, const std::vector<PolygonXY>& ground) {
        if (ground.empty() || refused_) return;
        level({a, b, ground, false, false, enclaves, false});
      };
      one(from, to, moved);
      one(to, from, back);
      from = unit(from).parent;
      to = unit(to).parent;
    }
  }

  Boundaries& b_;
  const Frame& frame_;
  std::optional<GroundRefusal>& refused_;
  std::vector<GroundChange> changes_;
};

}  // namespace

std::vector<GroundChange> move_ground(Boundaries& boundaries, const Frame& frame,
                                      const GroundMove& move,
                                      std::optional<GroundRefusal>& refused) {
  return Mover(boundaries, frame, refused).run(move);
}

void measure_unit(Boundaries& b, const Frame& frame, UnitId id) {
  const Geos geos;
  Unit& unit = b.units.all[id.index()];
  const UnitShape& shape = b.shapes[id.index()];
  unit.area_m2 = geodesic_area_m2(shape.lonlat);
  unit.label = frame.place(geos.point_on_surface(geos.make(shape.xy).get()));
}

void rebuild_locator(Boundaries& b, std::size_t layer) {
  std::vector<UnitLocator::Entry> entries;
  for (const UnitId id : b.units.layers[layer].units)
    entries.push_back({id, b.shapes[id.index()].xy});
  b.locators[layer] = std::make_shared<const UnitLocator>(entries);
}

std::size_t layer_of(const Units& units, UnitId unit) {
  return *units.find_layer(units[unit].tree, units[unit].level);
}

}  // namespace fangyuan
