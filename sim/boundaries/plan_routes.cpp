// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/base/parallel.h"
#include "core/reach/search.h"
#include "sim/boundaries/line_records.h"
#include "sim/study/study.h"

namespace fangyuan {
namespace {

/// Markers stand in fields and on ridges: one walks to them.
constexpr double kWalkToMarkerM = 10'000;

/// A line's own markers, and those of the junctions at which it ends.
std::vector<std::size_t> stops_of(const LineReport& lines, std::span<const JunctionRow> junctions,
                                  std::size_t k) {
  const LineRow& row = lines.check.lines[k];
  std::vector<std::size_t> out = row.markers;
  for (std::size_t i = 0; i < lines.check.markers.size(); ++i) {
    const MarkerRow& m = lines.check.markers[i];
    const auto& code = lines.book.markers[i].code;
    if (!m.junction || m.same_as || !code || code->standing != MarkerStanding::junction) continue;
    const auto& units = junctions[*m.junction].units;
    const auto has = [&](UnitId id) {
      return std::find(units.begin(), units.end(), id) != units.end();
    };
    if (row.a && row.b && has(row.a) && has(row.b)) out.push_back(i);
  }
  return out;
}

class Planner {
 public:
  Planner(const ModeGraph& graph, const Snapper& snapper, double walk_mps)
      : graph_(graph), snapper_(snapper), walk_mps_(walk_mps) {}

  MarkerRoute plan(const LineReport& lines, std::size_t k, std::vector<std::size_t> markers,
                   const std::optional<Entrance>& start) const {
    MarkerRoute route;
    route.line = k;
    std::vector<Entrance> entrances;
    if (start) entrances.push_back(*start);
    std::vector<std::size_t> connected;
    for (const std::size_t i : markers) {
      const auto& place = lines.book.markers[i].place;
      const Entrance e = place ? snapper_.nearest(*place, kWalkToMarkerM) : Entrance();
      if (!e.connected()) {
        route.unconnected.push_back(i);
        continue;
      }
      connected.push_back(i);
      entrances.push_back(e);
    }
    if (connected.empty()) return route;
    const std::vector<Cost> costs = costs_between(entrances);
    const std::size_t n = entrances.size();
    const Tour tour = find_tour(costs, n, start.has_value());
    route.broken = tour.broken;
    route.best = tour.best;
    route.road_ms = tour.total;
    std::optional<std::uint32_t> previous;
    const auto leg = [&](std::uint32_t from, std::uint32_t to) -> std::optional<std::uint32_t> {
      const Cost c = costs[from * n + to];
      return c.reached() ? std::optional(c.value()) : std::nullopt;
    };
    for (const std::uint32_t at : tour.order) {
      if (!start || at > 0) {
        MarkerRoute::Stop stop;
        stop.marker = connected[at - (start ? 1U : 0U)];
        if (previous) stop.leg_ms = leg(*previous, at);
        stop.walk_mm = entrances[at].access_mm;
        if (const Cost walk = travel_ms(stop.walk_mm, walk_mps_); walk.reached())
          route.walk_ms += 2 * std::uint64_t{walk.value()};
        route.stops.push_back(stop);
      }
      previous = at;
    }
    if (start && previous) route.back_ms = leg(*previous, 0);
    return route;
  }

 private:
  std::vector<Cost> costs_between(const std::vector<Entrance>& entrances) const {
    const std::size_t n = entrances.size();
    std::vector<Cost> costs(n * n);
    parallel_ranges(n, 4, [&](std::size_t begin, std::size_t end) {
      Search search(graph_);
      for (std::size_t i = begin; i < end; ++i) {
        const Source source{entrances[i], Cost::zero()};
        search.run({&source, 1}, Cost(), Direction::from_facility);
        for (std::size_t j = 0; j < n; ++j)
          costs[i * n + j] =
              i == j ? Cost::zero() : search.at(entrances[j].edge, entrances[j].offset_mm);
      }
    });
    return costs;
  }

  const ModeGraph& graph_;
  const Snapper& snapper_;
  double walk_mps_;
};

/// Of each marker without a road. `open`: roads without the barriers.
void explain(const LineReport& lines, const Snapper& open, MarkerRoute& route) {
  for (const std::size_t i : route.unconnected) {
    const auto& place = lines.book.markers[i].place;
    route.unconnected_why.push_back(!place ? NoRoad::no_place
                                    : open.nearest(*place, kWalkToMarkerM).connected()
                                        ? NoRoad::barred
                                        : NoRoad::far);
  }
}

}  // namespace

void plan_routes(const LineRecordsRequest& request, LineReport& lines, Problems& problems) {
  const Project& p = request.project;
  const Mode mode = *request.route;
  const Frame& frame = request.report.frame;
  lines.route_mode = to_string(mode);
  if (p.network.empty()) {
    problems.warning({.code = "route-no-roads",
                      .file = p.file.filename().string(),
                      .layer = "network",
                      .rule = {"项目没有 [[network]]，不能排联检路线",
                               "no [[network]]: routes cannot be planned"}});
    return;
  }
  Roads roads =
      read_roads(p.network, {.class_kmh = p.class_kmh, .check_modes = {mode}}, frame, problems);
  std::vector<InputUse> barrier_inputs;
  for (const LandSource& s : p.land)
    if (s.role == LandRole::barrier)
      add_barriers(s, frame, roads.barriers, barrier_inputs, problems);
  if (problems.has_errors() || roads.network.empty()) return;
  const Snapper snapper(roads.network, mode, roads.barriers, frame);
  const ModeGraph graph(roads.network, mode, p.settings(mode).speed_mps, Metric::time);
  std::optional<Entrance> start;
  if (request.settings.route_from) {
    const Entrance e = snapper.nearest(frame.place(*request.settings.route_from), kWalkToMarkerM);
    if (e.connected()) start = e;
  }
  const Planner planner(graph, snapper, p.settings(mode).off_network_mps);
  for (std::size_t k = 0; k < lines.check.lines.size(); ++k) {
    auto stops = stops_of(lines, request.report.junctions, k);
    if (!stops.empty()) lines.routes.push_back(planner.plan(lines, k, std::move(stops), start));
  }
  if (std::all_of(lines.routes.begin(), lines.routes.end(),
                  [](const MarkerRoute& r) { return r.unconnected.empty(); }))
    return;
  const Snapper open(roads.network, mode, {}, frame);
  for (MarkerRoute& route : lines.routes) explain(lines, open, route);
}

}  // namespace fangyuan
