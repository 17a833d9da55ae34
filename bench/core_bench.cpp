// SPDX-License-Identifier: Apache-2.0
// Searches and coverage on a made-up city; answers are compared with Boost's Dijkstra first.
#include <benchmark/benchmark.h>

#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "bench/grid_study.h"
#include "core/coverage/coverage.h"
#include "core/network/boost_graph.h"
#include "core/reach/search.h"
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

/// Boost's Dijkstra from the site's two ends, stopped at the limit, its labels wiped as ours are.
class BoostSearch {
 public:
  explicit BoostSearch(const ModeGraph& g)
      : graph_(g), cost_(g.vertex_count(), kFar), color_(g.vertex_count()) {}

  void run(const Source& s, Cost limit) {
    for (const VertexId v : touched_) {
      cost_[v.index()] = kFar;
      color_[v.index()] = boost::white_color;
    }
    touched_.clear();
    const Edge& edge = graph_.network().edges[s.entrance.edge.index()];
    std::vector<VertexId> ends;
    const auto start = [&](VertexId v, Cost whole, std::uint32_t part) {
      if (!whole.reached()) return;
      cost_[v.index()] = part;
      ends.push_back(v);
    };
    const Cost forward = graph_.forward(s.entrance.edge),
               backward = graph_.backward(s.entrance.edge);
    if (backward.reached())
      start(edge.u, backward, part_of_edge(backward, s.entrance.offset_mm, edge.length_mm));
    if (forward.reached())
      start(edge.v, forward,
            forward.value() - part_of_edge(forward, s.entrance.offset_mm, edge.length_mm));
    const auto index = get(boost::vertex_index, graph_);
    const auto cost = boost::make_iterator_property_map(cost_.begin(), index);
    const auto color = boost::make_iterator_property_map(color_.begin(), index);
    try {
      boost::dijkstra_shortest_paths_no_init(
          graph_, ends.begin(), ends.end(), boost::dummy_property_map(), cost,
          get(boost::edge_weight, graph_), index, std::less<std::uint32_t>(),
          boost::closed_plus<std::uint32_t>(kFar), 0U, Bounded{this, limit.value()}, color);
    } catch (const Stop&) {
    }
    for (const VertexId v : ends) touched_.push_back(v);
  }
  Cost at(VertexId v, Cost limit) const {
    return cost_[v.index()] <= limit.value() ? Cost(cost_[v.index()]) : Cost();
  }

 private:
  static constexpr std::uint32_t kFar = ~std::uint32_t{0};
  struct Stop {};
  struct Bounded : boost::dijkstra_visitor<> {
    Bounded(BoostSearch* s, std::uint32_t l) : search(s), limit(l) {}
    void discover_vertex(VertexId v, const ModeGraph&) { search->touched_.push_back(v); }
    void examine_vertex(VertexId v, const ModeGraph&) {
      if (search->cost_[v.index()] > limit) throw Stop();
    }
    BoostSearch* search;
    std::uint32_t limit;
  };
  const ModeGraph& graph_;
  std::vector<std::uint32_t> cost_;
  std::vector<boost::default_color_type> color_;
  std::vector<VertexId> touched_;
};

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
    theirs.run(source, limit);
    for (std::size_t v = 0; v < g.vertex_count(); ++v)
      if (ours.at(VertexId(v)) != theirs.at(VertexId(v), limit)) {
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
  for (auto _ : state) search.run(site(s++), limit_of(state));
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
