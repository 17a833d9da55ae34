// SPDX-License-Identifier: Apache-2.0
#include "sim/live/place_ways.h"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <unordered_map>

#include "core/coverage/nearest.h"
#include "core/reach/street_parts.h"

namespace fangyuan {
namespace {

/// Along an edge, from one offset to another.
struct Piece {
  EdgeId edge;
  std::uint32_t from_mm = 0, till_mm = 0;
};

/// The way that a search from one source took, found again by its costs: wherever a cost is that of
/// the step before plus the street between them.
class Trace {
 public:
  explicit Trace(const Search& search)
      : search_(search),
        graph_(search.graph()),
        network_(graph_.network()),
        source_(search.sources().front()) {}

  /// From the source to the entrance. REQUIRES: search.at(…) of it is reached.
  std::vector<Piece> to(const Entrance& entrance) const {
    const Cost cost = search_.at(entrance.edge, entrance.offset_mm);
    const Entrance& start = source_.entrance;
    if (start.edge == entrance.edge &&
        source_.access + cost_along(graph_, start.edge, entrance.offset_mm, start.offset_mm,
                                    search_.direction()) ==
            cost)
      return {{start.edge, start.offset_mm, entrance.offset_mm}};
    const EndCosts ends =
        end_costs_of_place(graph_, entrance.edge, entrance.offset_mm, search_.direction());
    const Edge& edge = network_.edges[entrance.edge.index()];
    for (const auto& [end, part, from] : {std::tuple{edge.u, ends.u, std::uint32_t{0}},
                                          std::tuple{edge.v, ends.v, edge.length_mm}}) {
      if (!part.reached() || search_.at(end) + part != cost) continue;
      std::vector<Piece> pieces = to(end);
      pieces.push_back({entrance.edge, from, entrance.offset_mm});
      return pieces;
    }
    assert(false);
    return {};
  }

 private:
  struct Step {
    VertexId before;
    Piece piece;
  };

  /// Breadth first over the steps that fit: streets without cost cannot lead in a ring.
  std::vector<Piece> to(VertexId target) const {
    std::unordered_map<std::uint32_t, Step> seen;  // by the vertex after the step
    std::vector<VertexId> queue{target};
    seen.emplace(target.value(), Step{});
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const VertexId v = queue[i];
      if (const auto first = from_source(v)) return joined(*first, v, target, seen);
      const bool facility = search_.direction() == Direction::to_facility;
      for (const ModeGraph::Arc& arc : facility ? graph_.out(v) : graph_.in(v)) {
        const Cost before = search_.at(arc.head);
        if (!before.reached() || before + arc.cost != search_.at(v)) continue;
        const std::uint32_t length = network_.edges[arc.edge.index()].length_mm;
        const bool as_drawn = network_.edges[arc.edge.index()].u == arc.head;
        const Piece piece{arc.edge, as_drawn ? 0 : length, as_drawn ? length : 0};
        if (seen.emplace(arc.head.value(), Step{v, piece}).second) queue.push_back(arc.head);
      }
    }
    assert(false);
    return {};
  }

  /// The piece from the source to the vertex, if its cost is that.
  std::optional<Piece> from_source(VertexId v) const {
    const Entrance& start = source_.entrance;
    const EndCosts ends =
        end_costs_of_source(graph_, start.edge, start.offset_mm, search_.direction());
    const Edge& edge = network_.edges[start.edge.index()];
    if (edge.u == v && ends.u.reached() && source_.access + ends.u == search_.at(v))
      return Piece{start.edge, start.offset_mm, 0};
    if (edge.v == v && ends.v.reached() && source_.access + ends.v == search_.at(v))
      return Piece{start.edge, start.offset_mm, edge.length_mm};
    return std::nullopt;
  }

  static std::vector<Piece> joined(const Piece& first, VertexId from, VertexId target,
                                   const std::unordered_map<std::uint32_t, Step>& seen) {
    std::vector<Piece> pieces{first};
    while (from != target) {
      const Step& step = seen.at(from.value());
      pieces.push_back(step.piece);
      from = step.before;
    }
    return pieces;
  }

  const Search& search_;
  const ModeGraph& graph_;
  const Network& network_;
  const Source& source_;
};

void add(LonLat p, std::vector<LonLat>& line) {
  if (line.empty() || line.back() != p) line.push_back(p);
}

/// The street's own points that lie on the piece.
void draw(const Network& network, const Piece& piece, std::vector<LonLat>& line) {
  const auto points = network.shape_of(piece.edge);
  const auto at_mm = network.shape_mm_of(piece.edge);
  const bool as_drawn = piece.from_mm <= piece.till_mm;
  const auto [low, high] = std::minmax(piece.from_mm, piece.till_mm);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::size_t k = as_drawn ? i : points.size() - 1 - i;
    if (at_mm[k] >= low && at_mm[k] <= high) add(points[k].lonlat, line);
  }
}

struct Candidate {
  Cost cost = {};  // the whole
  std::uint32_t rank = 0;
  const Entrance* entrance = nullptr;  // null: at the same place
  Cost enter = {};
};

}  // namespace

std::vector<PlaceWay> nearest_ways(const Study& study, const ModeGraph& graph,
                                   const GeodesicLines& lines, const WaySites& sites,
                                   const WayQuestion& question) {
  const Service& service = study.project.services[question.service.index()];
  assert(!service.is_joint());
  const auto mode = static_cast<std::size_t>(service.mode);
  const ModeSettings& settings = study.project.settings(service.mode);
  const double mps = access_mps(service, {settings.speed_mps, settings.off_network_mps});
  const CellId cell = question.cell;
  const Cost limit = question.limit;
  const LonLat place = study.population.cells.place[cell.index()].lonlat;

  // From the place outwards: then every site is looked up in one search.
  Search search(graph);
  const std::vector<Source> from =
      sources_of({&study.access[mode]->cells[cell.index()], 1}, graph.metric(), mps);
  if (!from.empty())
    search.run(from, limit,
               service.direction == Direction::to_facility ? Direction::from_facility
                                                           : Direction::to_facility);
  const ServingSites serving(service, sites.all, study.boundaries.units, study.population.cells);
  std::vector<Candidate> found;
  std::vector<CellCost> near;
  for (std::uint32_t rank = 0; rank < serving.size(); ++rank) {
    if (!serving.may_serve(rank, cell)) continue;
    const SiteId site = serving[rank];
    Candidate best{.rank = rank};
    near.clear();
    lines.within(sites.all[site.index()], kSamePlaceMm, near);
    if (std::any_of(near.begin(), near.end(), [&](const CellCost& c) { return c.cell == cell; }))
      best.cost = best.enter = Cost::zero();
    else if (!from.empty())
      for (const Entrance& e : sites.entrances[site.index()]) {
        if (!e.connected()) continue;
        const Cost enter = access_cost(e.access_mm, graph.metric(), mps);
        const Cost cost = search.at(e.edge, e.offset_mm) + enter;
        if (cost < best.cost) best = {cost, rank, &e, enter};
      }
    if (best.cost <= limit && best.cost.reached()) found.push_back(best);
  }
  const std::size_t count = std::min(question.count, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(),
                    [](const Candidate& a, const Candidate& b) {
                      return std::tie(a.cost, a.rank) < std::tie(b.cost, b.rank);
                    });
  found.resize(count);

  std::vector<PlaceWay> ways;
  for (const Candidate& c : found) {
    PlaceWay& way = ways.emplace_back();
    way.site = serving[c.rank];
    way.leave = way.along = way.enter = Cost::zero();
    add(place, way.line);
    if (c.entrance == nullptr) continue;
    way.leave = from.front().access;
    way.enter = c.enter;
    way.along = Cost(c.cost.value() - way.leave.value() - way.enter.value());
    way.entrance = *c.entrance;
    add(from.front().entrance.point.lonlat, way.line);
    for (const Piece& piece : Trace(search).to(*c.entrance)) draw(graph.network(), piece, way.line);
    add(c.entrance->point.lonlat, way.line);
    if (const auto& at = sites.all[way.site.index()].place) add(at->lonlat, way.line);
  }
  return ways;
}

}  // namespace fangyuan
