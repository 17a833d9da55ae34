// SPDX-License-Identifier: Apache-2.0
// Searches over the hierarchy on a real city, beside Boost's Dijkstra; answers are compared first.
//   reach_bench FILE.osm.pbf CRS
#include <tbb/global_control.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "bench/boost_search.h"
#include "bench/report.h"
#include "core/network/dissection.h"
#include "core/reach/cost_matrix.h"
#include "core/reach/nearest_sites.h"
#include "core/reach/people_within.h"
#include "geo/crs/frame.h"
#include "geo/roads/read_network.h"

namespace fangyuan {
namespace {

using bench::both_rows;
using bench::least_of;
using bench::same;

constexpr Direction kTo = Direction::to_facility;
constexpr std::uint32_t kCircle = 1'250'000, kFarthest = 5'000'000;  // at 1 m/s, mm are ms
constexpr int kTimes = 7;

struct City {
  explicit City(const ModeGraph& g) : graph(g) {
    for (std::size_t v = 0; v < g.vertex_count(); ++v)
      if (!g.out(VertexId(v)).empty() || !g.in(VertexId(v)).empty()) {
        // The same people in every program that is compared with this one.
        people_at.push_back(1 + ((vertices.size() * 2'654'435'761U) & 0xFFFF'FFFFU) % 100);
        people.push_back(People::from_whole(static_cast<std::int64_t>(people_at.back())));
        vertices.push_back(VertexId(v));
      }
    number.resize(g.vertex_count());
    for (std::uint32_t i = 0; i < vertices.size(); ++i) number[vertices[i].index()] = i;
    if (vertices.empty()) return;
    std::vector<std::uint8_t> used(vertices.size());
    for (std::size_t i = 0; i < 1000; ++i) {
      const std::size_t f = (i * 7919 + 13) % vertices.size();
      if (used[f] == 0) sites.push_back(vertices[f]);
      used[f] = 1;
    }
  }
  const ModeGraph& graph;
  std::vector<VertexId> vertices, sites;  // those with streets; a thousand of them
  std::vector<std::uint32_t> number;      // [vertex] in vertices
  std::vector<std::uint64_t> people_at;
  std::vector<People> people;
};

/// Boost goes along the arcs; to go to a site is to come from it on a graph that is the same both
/// ways, as streets are on foot.
struct Reference {
  explicit Reference(const City& c) : city(c), search(c.graph) {}
  std::uint64_t people_within(VertexId source) {
    const BoostSearch::Start start{source, 0};
    search.run({&start, 1}, kCircle);
    std::uint64_t sum = 0;
    for (const VertexId v : touched_once())
      if (search.cost(v) <= kCircle) sum += city.people_at[city.number[v.index()]];
    return sum;
  }
  /// What it costs to get from the source to each of `wanted`.
  std::vector<Cost> costs(VertexId source, std::span<const VertexId> wanted) {
    const BoostSearch::Start start{source, 0};
    search.run({&start, 1}, BoostSearch::kFar - 1);
    std::vector<Cost> costs;
    costs.reserve(wanted.size());
    for (const VertexId v : wanted)
      costs.push_back(search.cost(v) == BoostSearch::kFar ? Cost() : Cost(search.cost(v)));
    return costs;
  }
  /// The start is seen twice.
  std::vector<VertexId> touched_once() const {
    std::vector<VertexId> once(search.touched().begin(), search.touched().end());
    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    return once;
  }
  const City& city;
  BoostSearch search;
};

void people_job(const City& city, const LaneInputs& in) {
  const std::vector<std::vector<People>> groups{city.people};
  const std::vector<Cost> limits{Cost(kCircle)};
  LaneSearches searches(in);
  const PeopleWithinRequest request{.searches = searches, .groups = groups, .limits = limits};
  PeopleWithin found = people_within(request, city.vertices);
  Reference boost(city);
  constexpr std::size_t kStep = 151;
  std::size_t searched = 0;
  const auto reference = least_of(3, [&] {
    searched = 0;
    for (std::size_t i = 0; i < city.vertices.size(); i += kStep, ++searched)
      same("people within a circle",
           People::from_whole(static_cast<std::int64_t>(boost.people_within(city.vertices[i]))),
           found.at(i, 0, 0));
  });
  const double all = static_cast<double>(city.vertices.size()) / static_cast<double>(searched);
  People sum;
  for (const People p : found.sums) sum += p;
  std::printf("people within 1,250 m of every vertex: sum %s\n", sum.to_string().c_str());
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
    const auto ours = least_of(kTimes, [&] { found = people_within(request, city.vertices); });
    const auto name = "people within 1,250 m of every vertex, " + std::to_string(threads);
    const double ratio = reference.cpu * all / ours.cpu;
    both_rows(name + " threads", ours, 20, ratio);
  }
}

void nearest_job(const City& city, const LaneInputs& in) {
  NearestSites found;
  const tbb::global_control control(tbb::global_control::max_allowed_parallelism, 1);
  const auto ours =
      least_of(kTimes, [&] { found = nearest_sites(in, city.sites, 3, Cost(kFarthest)); });
  std::uint64_t sum = 0;
  for (const SiteCost& s : found.nearest) sum += s.cost.reached() ? s.cost.value() : 0;
  std::printf("nearest 3 of %zu sites: sum %llu\n", city.sites.size(),
              static_cast<unsigned long long>(sum));
  BoostSearch boost(city.graph);
  constexpr std::size_t kStep = 997;
  std::size_t searched = 0;
  const auto reference = least_of(1, [&] {
    searched = 0;
    for (std::size_t i = 0; i < city.vertices.size(); i += kStep, ++searched) {
      const BoostSearch::Start start{city.vertices[i], 0};
      boost.run({&start, 1}, kFarthest);
      std::vector<std::pair<std::uint32_t, std::uint32_t>> all;
      for (std::uint32_t s = 0; s < city.sites.size(); ++s)
        if (boost.cost(city.sites[s]) <= kFarthest) all.emplace_back(boost.cost(city.sites[s]), s);
      std::sort(all.begin(), all.end());
      for (std::size_t k = 0; k < 3; ++k)
        same("nearest sites", found.of(i)[k],
             k < all.size() ? SiteCost{Cost(all[k].first), all[k].second}
                            : SiteCost{Cost(), ~std::uint32_t{0}});
    }
  });
  const double all = static_cast<double>(city.vertices.size()) / static_cast<double>(searched);
  both_rows("nearest 3 of 1,000 for every vertex, 1 thread", ours, 4,
            reference.cpu * all / ours.cpu);
}

/// [source][place]
std::vector<std::vector<Cost>> rows_of_all(const City& city, const CostMatrix& matrix,
                                           std::span<const VertexId> sources) {
  std::vector<std::vector<Cost>> rows(sources.size());
  matrix.for_each_source(sources, [&](std::size_t i, std::span<const Cost> by_place) {
    same("places", by_place.size(), city.vertices.size());
    rows[i].assign(by_place.begin(), by_place.end());
  });
  return rows;
}

/// The same from the lanes: what the fastest row of the table hands out, looked at cost by cost.
std::vector<std::vector<Cost>> lanes_of_all(const City& city, const LaneInputs& in,
                                            const CostMatrix& matrix,
                                            std::span<const VertexId> sources) {
  std::vector<std::vector<Cost>> rows(sources.size(), std::vector<Cost>(city.vertices.size()));
  const Hierarchy& h = in.weights.hierarchy();
  matrix.for_each_batch(sources, [&](const CostMatrix::BatchRows& batch) {
    for (std::size_t i = 0; i < batch.ranks.size(); ++i) {
      const VertexId v = h.vertex_at(Rank(batch.ranks[i]));
      if (in.graph.out(v).empty() && in.graph.in(v).empty()) continue;
      for (std::size_t lane = 0; lane < batch.sources.size(); ++lane)
        if (const std::uint32_t cost = batch.rows[i].lane[lane]; cost < kFar)
          rows[batch.sources[lane]][city.number[v.index()]] = Cost(cost);
    }
  });
  return rows;
}

void matrix_job(const City& city, const LaneInputs& in) {
  const tbb::global_control control(tbb::global_control::max_allowed_parallelism, 1);
  const LaneTargets targets(in.weights.hierarchy(), city.sites);
  const LaneInputs to_sites{in.graph, in.weights, targets, kTo};
  std::vector<Cost> costs;
  const auto ours = least_of(kTimes, [&] { costs = CostMatrix(to_sites).costs(city.sites); });
  Reference boost(city);
  constexpr std::size_t kRows = 20;
  const auto reference = least_of(1, [&] {
    for (std::size_t i = 0; i < kRows; ++i) {
      const std::vector<Cost> row = boost.costs(city.sites[i], city.sites);
      for (std::size_t k = 0; k < row.size(); ++k)
        same("matrix", costs[i * city.sites.size() + k], row[k]);
    }
  });
  both_rows("1,000 x 1,000 exact times, 1 thread", ours, 5,
            reference.cpu * static_cast<double>(city.sites.size()) / kRows / ours.cpu);

  std::vector<VertexId> sources;
  for (std::size_t i = 0; i < 128; ++i)
    sources.push_back(city.vertices[(i * 7127 + 5) % city.vertices.size()]);
  const CostMatrix everywhere(in);
  const std::vector<std::vector<Cost>> by_rows = rows_of_all(city, everywhere, sources);
  same("one to all, in lanes and in rows", by_rows == lanes_of_all(city, in, everywhere, sources),
       true);
  constexpr std::size_t kSearched = 10;
  const auto boost_all = least_of(1, [&] {
    for (std::size_t i = 0; i < kSearched; ++i)
      same("one to all", by_rows[i] == boost.costs(sources[i], city.vertices), true);
  });
  const double each = static_cast<double>(sources.size());
  const auto each_of = [&](bench::Least all) {
    return bench::Least{all.wall / each, all.cpu / each};
  };
  const auto rows = least_of(kTimes, [&] { everywhere.for_each_batch(sources, [](auto&) {}); });
  both_rows("one-to-all, amortised, in lanes, 1 thread", each_of(rows), 0.025,
            boost_all.cpu / kSearched / (rows.cpu / each));
  const auto own = least_of(kTimes, [&] {
    everywhere.for_each_source(sources, [](std::size_t, std::span<const Cost>) {});
  });
  both_rows("one-to-all, amortised, in rows of their own, 1 thread", each_of(own), 0.025,
            boost_all.cpu / kSearched / (own.cpu / each));
}

int run(const std::string& path, const std::string& crs) {
  bench::print_machine();
  NetworkSource source;
  source.ref.path = source.ref.resolved = path;
  Problems problems;
  const Frame frame(crs);
  const Roads roads = read_roads(std::span(&source, 1), {}, frame, problems);
  problems.throw_if_errors();
  const ModeGraph graph(roads.network, Mode::walk, 1.0, Metric::time);
  const City city(graph);
  if (city.sites.size() < 1000) throw std::runtime_error(path + ": not a thousand vertices");
  std::printf("input: %s, on foot: %zu vertices, %zu arcs\n", path.c_str(), city.vertices.size(),
              graph.arc_count());
  std::vector<VertexId> order;
  std::unique_ptr<Hierarchy> hierarchy;
  const auto ordered = least_of(2, [&] { order = dissection_order(graph); });
  const auto built = least_of(3, [&] { hierarchy = std::make_unique<Hierarchy>(graph, order); });
  HierarchyWeights weights(*hierarchy, graph);
  const auto weighted = least_of(kTimes, [&] { weights.customise(graph); });
  std::printf("hierarchy: %zu arcs\n", hierarchy->arc_count());
  both_rows("index: order and build", {ordered.wall + built.wall, ordered.cpu + built.cpu}, 1500);
  both_rows("index: re-weight, 2 threads", weighted, 5);
  const LaneTargets targets(*hierarchy, city.vertices);
  const LaneInputs in{graph, weights, targets, kTo};
  people_job(city, in);
  nearest_job(city, in);
  matrix_job(city, in);
  return 0;
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  bench::expect_words(argc, argv, 2, 2, "reach_bench FILE.osm.pbf CRS");
  return bench::run_or_tell([&] { return run(argv[1], argv[2]); });
}
