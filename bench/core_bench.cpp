// SPDX-License-Identifier: Apache-2.0
// Searches and coverage on a made-up city; answers are compared with Boost's Dijkstra first.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "bench/boost_search.h"
#include "bench/grid_study.h"
#include "core/coverage/coverage.h"
#include "core/reach/search.h"
#include "core/reach/street_parts.h"
#include "geo/crs/straight_line.h"

namespace fangyuan {
namespace {

const GridStudy& city() {
  static const GridStudy study(600, 150'000, 400);
  return study;
}

const ModeGraph& graph(Mode mode) {
  static const ModeGraph walk(city().network, Mode::walk, 1.0, Metric::time);
  static const ModeGraph car(city().network, Mode::car, 1.0, Metric::time);
  return mode == Mode::car ? car : walk;
}

Source site(std::size_t s) {
  return {city().access.sites[s % city().access.sites.size()][0], Cost(0)};
}

/// Boost's Dijkstra from the site's two ends.
void run(BoostSearch& search, const ModeGraph& g, const Source& s, Cost limit) {
  const EndCosts ends =
      end_costs_of_source(g, s.entrance.edge, s.entrance.offset_mm, Direction::from_facility);
  const Edge& edge = g.network().edges[s.entrance.edge.index()];
  std::vector<BoostSearch::Start> starts;
  if (ends.u.reached()) starts.push_back({edge.u, ends.u.value()});
  if (ends.v.reached()) starts.push_back({edge.v, ends.v.value()});
  search.run(starts, limit.value());
}
Cost at(const BoostSearch& search, VertexId v, Cost limit) {
  return search.cost(v) <= limit.value() ? Cost(search.cost(v)) : Cost();
}

Mode mode_of(const benchmark::State& state) { return static_cast<Mode>(state.range(0)); }
Cost limit_of(const benchmark::State& state) {
  return Cost(static_cast<std::uint32_t>(state.range(1)) * 60'000);
}

void compare(const ModeGraph& g, Cost limit) {
  Search ours(g);
  BoostSearch theirs(g);
  for (std::size_t s = 0; s < 5; ++s) {
    const Source source = site(s);
    ours.run({&source, 1}, limit, Direction::from_facility);
    run(theirs, g, source, limit);
    for (std::size_t v = 0; v < g.vertex_count(); ++v)
      if (ours.at(VertexId(v)) != at(theirs, VertexId(v), limit)) {
        std::fprintf(stderr, "answers differ at vertex %zu\n", v);
        std::exit(1);
      }
  }
}

void search_ours(benchmark::State& state) {
  const ModeGraph& g = graph(mode_of(state));
  compare(g, limit_of(state));
  Search search(g);
  std::size_t s = 0, reached = 0;
  for (auto _ : state) {
    const Source source = site(s++);
    search.run({&source, 1}, limit_of(state), Direction::from_facility);
    reached += search.reached().size();
  }
  state.counters["vertices"] =
      benchmark::Counter(static_cast<double>(reached), benchmark::Counter::kAvgIterations);
}

void search_boost(benchmark::State& state) {
  BoostSearch search(graph(mode_of(state)));
  std::size_t s = 0;
  for (auto _ : state) run(search, graph(mode_of(state)), site(s++), limit_of(state));
}

void coverage(benchmark::State& state) {
  const GeodesicLines lines(city().cells.place, city().facilities);
  Service service;
  service.id = service.name = "care";
  service.facility_types = {"clinic"};
  service.mode = mode_of(state);
  for (const std::uint32_t part : {3U, 2U, 1U})
    service.limits.push_back({true, static_cast<std::uint32_t>(state.range(1)) * 60'000 / part});
  if (state.range(2) != 0) service.capacity = "beds", service.need = 0.03;
  for (auto _ : state)
    benchmark::DoNotOptimize(compute_coverage(city().view(&lines), {&service, 1}));
}

void straight_lines(benchmark::State& state) {
  const GeodesicLines lines(city().cells.place, city().facilities);
  std::vector<CellCost> found;
  for (auto _ : state) {
    for (std::size_t s = 0; s < static_cast<std::size_t>(state.range(0)); ++s) {
      found.clear();
      lines.within(SiteId(s), static_cast<std::uint32_t>(state.range(1)) * 1000, found);
    }
  }
}

const std::vector<std::vector<std::int64_t>> kJobs{{0, 15}, {3, 15}, {3, 60}};
void jobs(benchmark::internal::Benchmark* b) {
  for (const auto& j : kJobs) b->Args(j);
  b->ArgNames({"mode", "minutes"})->Unit(benchmark::kMillisecond);
}
BENCHMARK(search_ours)->Apply(jobs);
BENCHMARK(search_boost)->Apply(jobs);
BENCHMARK(coverage)
    ->Args({0, 15, 0})
    ->Args({0, 15, 1})
    ->Args({3, 60, 0})
    ->Args({3, 60, 1})
    ->ArgNames({"mode", "minutes", "capacity"})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();
BENCHMARK(straight_lines)
    ->Args({400, 900})
    ->Args({150, 20'000})
    ->ArgNames({"sites", "metres"})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fangyuan
