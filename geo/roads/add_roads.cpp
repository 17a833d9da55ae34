// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/add_roads.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/snap/segment_math.h"

namespace fangyuan {
namespace {

/// Two meetings at one junction, this near along the road, are one.
constexpr std::uint32_t kSameMeetingMm = 3 * RoadAdder::kSameJunctionMm;

bool usable(const EdgeUse& use) { return use.forward_kmh > 0 || use.backward_kmh > 0; }

bool boxes_meet(XY a, XY b, XY c, XY d) {
  return std::max(a.x, b.x) >= std::min(c.x, d.x) && std::max(c.x, d.x) >= std::min(a.x, b.x) &&
         std::max(a.y, b.y) >= std::min(c.y, d.y) && std::max(c.y, d.y) >= std::min(a.y, b.y);
}

std::uint16_t class_number(Network& network, const std::string& name) {
  auto& classes = network.classes;
  const auto at = std::find(classes.begin(), classes.end(), name) - classes.begin();
  if (static_cast<std::size_t>(at) == classes.size()) classes.push_back(name);
  return static_cast<std::uint16_t>(at);
}

/// Unrounded geodesics are added up and each sum is rounded once, as in a network that was read.
std::vector<std::uint32_t> lengths_of(const std::vector<Place>& shape) {
  std::vector<std::uint32_t> mm{0};
  double sum = 0;
  for (std::size_t i = 1; i < shape.size(); ++i) {
    sum += geodesic_mm(shape[i - 1].lonlat, shape[i].lonlat);
    mm.push_back(static_cast<std::uint32_t>(std::llround(std::min(sum, 4294967294.0))));
  }
  return mm;
}

}  // namespace

struct RoadAdder::Meeting {
  std::size_t segment = 0;  // of the road
  double t = 0;             // along it
  EdgeId street;
  std::uint32_t street_segment = 0;
  double u = 0;  // along it
  XY at;
  RoadJoin join;

  bool before(const Meeting& o) const {
    return segment != o.segment ? segment < o.segment : t < o.t;
  }
};

bool RoadAdder::may_join(const NewRoad& road, std::size_t edge) const {
  if (is_copy(network_.edges[edge])) return false;
  for (std::size_t m = 0; m < kModes; ++m)
    if (usable(road.use[m]) && usable(network_.use[m][edge])) return true;
  return false;
}

std::optional<RoadAdder::Meeting> RoadAdder::meeting_at_end(const NewRoad& road, bool last,
                                                            double reach_m) const {
  const XY end = (last ? road.points.back() : road.points.front()).xy;
  std::optional<Meeting> best;
  double least = reach_m * reach_m;
  for (std::size_t e = 0; e < network_.edges.size(); ++e) {
    if (!may_join(road, e)) continue;
    const auto shape = network_.shape_of(EdgeId(e));
    for (std::uint32_t i = 0; i + 1 < shape.size(); ++i) {
      const plane::Foot foot = plane::foot_on(end, shape[i].xy, shape[i + 1].xy);
      if (foot.squared_m > least || (best && foot.squared_m == least)) continue;
      least = foot.squared_m;
      best = Meeting{.segment = last ? road.points.size() - 2 : 0,
                     .t = last ? 1.0 : 0.0,
                     .street = EdgeId(e),
                     .street_segment = i,
                     .u = foot.t,
                     .at = foot.point,
                     .join = {}};
    }
  }
  if (best) {
    best->join.moved_m = std::sqrt(least);
    (last ? best->join.is_last : best->join.is_first) = true;
  }
  return best;
}

std::optional<double> RoadAdder::nearest_m(const NewRoad& road, bool last) const {
  const auto found = meeting_at_end(road, last, std::numeric_limits<double>::infinity());
  return found ? std::optional(found->join.moved_m) : std::nullopt;
}

void RoadAdder::find_crossings(const NewRoad& road, std::vector<Meeting>& out) const {
  for (std::size_t e = 0; e < network_.edges.size(); ++e) {
    if (!may_join(road, e)) continue;
    const auto shape = network_.shape_of(EdgeId(e));
    for (std::uint32_t j = 0; j + 1 < shape.size(); ++j)
      for (std::size_t i = 0; i + 1 < road.points.size(); ++i) {
        const XY a = road.points[i].xy, b = road.points[i + 1].xy;
        const XY c = shape[j].xy, d = shape[j + 1].xy;
        if (!boxes_meet(a, b, c, d) || !plane::segments_meet(a, b, c, d)) continue;
        const plane::Approach p = plane::nearest_approach(a, b, c, d);
        out.push_back({.segment = i,
                       .t = p.t,
                       .street = EdgeId(e),
                       .street_segment = j,
                       .u = p.u,
                       .at = p.on_first,
                       .join = {}});
      }
  }
}

VertexId RoadAdder::new_vertex(const Place& place) {
  network_.vertices.push_back(place);
  return VertexId(network_.vertices.size() - 1);
}

/// And whether it was there.
std::pair<VertexId, bool> RoadAdder::vertex_at(const Meeting& m) {
  const Edge& street = network_.edges[m.street.index()];
  const auto mm = network_.shape_mm_of(m.street);
  const double piece = mm[m.street_segment + 1] - mm[m.street_segment];
  const std::uint32_t offset = std::min(
      mm[m.street_segment] + static_cast<std::uint32_t>(m.u * piece + 0.5), street.length_mm);
  if (offset <= kSameJunctionMm && offset <= street.length_mm - offset) return {street.u, true};
  if (street.length_mm - offset <= kSameJunctionMm) return {street.v, true};
  std::vector<Cut>& cuts = cuts_[m.street];
  const auto at =
      std::lower_bound(cuts.begin(), cuts.end(), offset,
                       [](const Cut& c, std::uint32_t mm_) { return c.offset_mm < mm_; });
  if (at != cuts.end() && at->offset_mm - offset <= kSameJunctionMm) return {at->vertex, true};
  if (at != cuts.begin() && offset - std::prev(at)->offset_mm <= kSameJunctionMm)
    return {std::prev(at)->vertex, true};
  const auto shape = network_.shape_of(m.street);
  Place place;
  if (m.u <= 0)
    place = shape[m.street_segment];
  else if (m.u >= 1)
    place = shape[m.street_segment + 1];
  else
    place = frame_.place(m.at);
  const VertexId vertex = new_vertex(place);
  cuts.insert(at, {offset, vertex});
  return {vertex, false};
}

void RoadAdder::add_edge(const NewRoad& road, std::uint16_t road_class, VertexId u, VertexId v,
                         const std::vector<Place>& given) {
  std::vector<Place> shape;
  for (const Place& p : given)
    if (shape.empty() || !(shape.back().xy == p.xy)) shape.push_back(p);
  if (shape.size() == 1) shape.push_back(shape.front());
  const std::vector<std::uint32_t> mm = lengths_of(shape);
  if (u == v) {
    if (mm.back() <= kSameMeetingMm) return;
    const std::size_t middle = shape.size() / 2;
    if (middle + 1 >= shape.size()) return;  // there and back along one line
    const VertexId w = new_vertex(shape[middle]);
    const auto cut = shape.begin() + static_cast<std::ptrdiff_t>(middle);
    add_edge(road, road_class, u, w, {shape.begin(), cut + 1});
    add_edge(road, road_class, w, v, {cut, shape.end()});
    return;
  }
  network_.edges.push_back({.u = u,
                            .v = v,
                            .length_mm = mm.back(),
                            .first_shape = static_cast<std::uint32_t>(network_.shape.size()),
                            .shape_count = static_cast<std::uint32_t>(shape.size()),
                            .road_class = road_class,
                            .source_id = road.source_id});
  network_.shape.insert(network_.shape.end(), shape.begin(), shape.end());
  network_.shape_mm.insert(network_.shape_mm.end(), mm.begin(), mm.end());
  for (std::size_t m = 0; m < kModes; ++m) network_.use[m].push_back(road.use[m]);
}

std::vector<RoadJoin> RoadAdder::add(const NewRoad& given) {
  NewRoad road = given;
  const auto first = meeting_at_end(road, false, road.join_m);
  const auto last = meeting_at_end(road, true, road.join_m);
  // The ends are drawn to the streets that they join.
  if (first) road.points.front() = frame_.place(first->at);
  if (last) road.points.back() = frame_.place(last->at);
  std::vector<Meeting> meetings;
  if (first) meetings.push_back(*first);
  if (!road.ends_only) find_crossings(road, meetings);
  if (last) meetings.push_back(*last);
  std::stable_sort(meetings.begin(), meetings.end(),
                   [](const Meeting& a, const Meeting& b) { return a.before(b); });
  if (meetings.empty()) return {};

  const std::uint16_t road_class = class_number(network_, road.road_class);
  std::vector<RoadJoin> joins;
  std::vector<Place> shape;
  std::size_t next = 0;  // of the road's own points
  VertexId from;
  const auto walk_to = [&](std::size_t segment) {
    for (; next <= segment; ++next) shape.push_back(road.points[next]);
  };
  for (const Meeting& m : meetings) {
    const auto [vertex, was_there] = vertex_at(m);
    const Place at = network_.vertices[vertex.index()];
    if (!(m.segment == 0 && m.t <= 0)) {
      if (from.is_none() && next == 0) {
        from = new_vertex(road.points.front());  // an end that joins nothing
        next = 1;
        shape = {network_.vertices[from.index()]};
      }
      walk_to(m.segment);
      shape.push_back(at);
      if (from != vertex || lengths_of(shape).back() > kSameMeetingMm) {
        add_edge(road, road_class, from, vertex, shape);
        shape = {at};
      } else {
        shape.pop_back();
        if (!joins.empty() && joins.back().street != m.street) {
          joins.push_back(m.join);
          joins.back().street = m.street;
          joins.back().at = at;
          joins.back().at_junction = true;
        }
        continue;
      }
    } else if (from && from != vertex) {
      add_edge(road, road_class, from, vertex, {shape.front(), at});  // two streets cross unjoined
      shape = {at};
    } else {
      next = 1;
      shape = {at};
    }
    from = vertex;
    joins.push_back(m.join);
    joins.back().street = m.street;
    joins.back().at = at;
    joins.back().at_junction = was_there;
  }
  walk_to(road.points.size() - 1);
  if (!last && lengths_of(shape).back() > 0)
    add_edge(road, road_class, from, new_vertex(road.points.back()), shape);
  return joins;
}

std::vector<StreetCopy> RoadAdder::finish() {
  std::vector<StreetCopy> copies;
  for (const auto& [street_id, cuts] : cuts_) {
    const Edge street = network_.edges[street_id.index()];
    std::vector<Cut> stops{{0, street.u}};
    stops.insert(stops.end(), cuts.begin(), cuts.end());
    stops.push_back({street.length_mm, street.v});
    for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
      const auto [from, u] = stops[i];
      const auto [till, v] = stops[i + 1];
      const std::size_t first = network_.shape.size();
      const auto add = [&](const Place& place, std::uint32_t mm) {
        network_.shape.push_back(place);
        network_.shape_mm.push_back(mm - from);
      };
      add(network_.vertices[u.index()], from);
      for (std::uint32_t k = 1; k + 1 < street.shape_count; ++k) {
        const std::uint32_t mm = network_.shape_mm[street.first_shape + k];
        if (mm > from && mm < till) add(Place(network_.shape[street.first_shape + k]), mm);
      }
      add(network_.vertices[v.index()], till);
      copies.push_back({street_id, from, till, EdgeId(network_.edges.size())});
      network_.edges.push_back(
          {.u = u,
           .v = v,
           .length_mm = till - from,
           .first_shape = static_cast<std::uint32_t>(first),
           .shape_count = static_cast<std::uint32_t>(network_.shape.size() - first),
           .road_class = kCopyClass,
           .source_id = static_cast<std::int64_t>(street_id.value())});
      for (auto& use : network_.use) use.push_back(EdgeUse(use[street_id.index()]));
    }
  }
  cuts_.clear();
  return copies;
}

}  // namespace fangyuan
