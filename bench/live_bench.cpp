// SPDX-License-Identifier: Apache-2.0
// One edit at a time, as a planner who drags a site makes them, against a fresh run.
//   live_bench [--porto FILE.osm.pbf] [--project FOLDER]
// Last lines, tab-separated: job, value, unit, target, yes/no, value ÷ a fresh run's time. A job's
// value is the slowest of its edits, each measured as the best of three, in the thread's own time.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "bench/live_fresh.h"
#include "bench/report.h"

namespace fangyuan {
namespace {

/// Time of the one thread that computes: what a user waits for where nobody else computes.
double now_ms() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}
double ms_since(double start) { return now_ms() - start; }

/// An edit, and the same to the inputs of a fresh run.
struct Trial {
  LiveEdit edit;
  void apply_to(Network& network, std::vector<LiveSite>& sites, Mode mode, float kmh) const {
    auto& use = network.use[static_cast<std::size_t>(mode)];
    for (const EdgeCosts& c : edit.costs) {
      EdgeUse& u = use[c.edge.index()];
      if (!c.forward.reached() && !c.backward.reached())
        u = {};
      else
        u = {u.forward_kmh / 2, u.backward_kmh / 2};
    }
    for (const StreetPiece& p : edit.new_edges) {
      Edge& e = network.edges.emplace_back();
      e.u = p.u;
      e.v = p.v;
      e.length_mm = p.length_mm;
      for (auto& u : network.use) u.push_back({kmh, kmh});
    }
    for (const LiveSite& site : edit.sites) {
      const auto at = std::find_if(sites.begin(), sites.end(),
                                   [&](const LiveSite& s) { return s.rank >= site.rank; });
      if (at != sites.end() && at->rank == site.rank)
        *at = site;
      else
        sites.insert(at, site);
    }
  }
};

class CaseBench {
 public:
  CaseBench(const LiveCase& c, std::vector<std::string>& rows)
      : case_(c), rows_(rows), live_(c.inputs(), c.sites), fresh_(c, *c.graph) {
    std::printf("%s: %zu vertices, %zu arcs, %zu cells, %zu sites, %zu rows × %zu groups\n",
                c.name.c_str(), c.graph->vertex_count(), c.graph->arc_count(),
                c.layout->cell_count(), c.sites.size(), c.layout->rows().size(),
                c.layout->group_count());
    for (int i = 0; i < 3; ++i) {
      const auto start = now_ms();
      fresh_.run(c.sites);
      fresh_ms_ = std::min(fresh_ms_, ms_since(start));
    }
    check(fresh_);
    std::printf("  fresh: %.2f ms\n", fresh_ms_);
  }

  void run() {
    measure("site dragged", [&] { return move_site(true); });
    measure("site moved anywhere", [&] { return move_site(false); });
    measure("site removed", [&] {
      Trial t;
      t.edit.sites.push_back({any_site().rank, {}, {}});
      return t;
    });
    measure("site added", [&] {
      Trial t;
      LiveSite site = at(usable_edge(dice_, *case_.graph));
      site.rank = any_site().rank + 1;
      t.edit.sites.push_back(site);
      return t;
    });
    measure("road closed", [&] {
      Trial t;
      t.edit.costs.push_back({reached_edge(), Cost(), Cost()});
      return t;
    });
    measure("road closed beside a site", [&] {
      Trial t;
      t.edit.costs.push_back({edge_near(any_site(), 2), Cost(), Cost()});
      return t;
    });
    measure("road added", [&] { return add_road(); });
    if (case_.service.mode == Mode::car) measure("road slowed", [&] { return slow_road(); });
    drag();
  }

 private:
  static constexpr int kTrials = 100, kChecked = 3;

  void check(const FreshRun& fresh) const {
    const std::string difference = fresh.difference(live_);
    if (difference.empty()) return;
    std::fprintf(stderr, "answers differ: %s\n", difference.c_str());
    std::exit(1);
  }

  template <class Make>
  void measure(const char* job, Make&& make) {
    std::vector<double> ms;
    std::size_t vertices = 0, cells = 0;
    for (int i = 0; i < kTrials; ++i) {
      const Trial trial = make();
      double best = 1e9;
      for (int repeat = 0; repeat < 3; ++repeat) {
        const auto start = now_ms();
        const LiveChange change = live_.apply(trial.edit);
        best = std::min(best, ms_since(start));
        if (repeat == 0) {
          vertices += change.vertices.size();
          cells += change.cells.size();
          if (i < kChecked) compare(trial);
        }
        live_.undo();
      }
      ms.push_back(best);
    }
    check(fresh_);  // everything was taken back
    std::sort(ms.begin(), ms.end());
    const double worst = ms.back();
    std::printf("  %s: median %.3f ms, worst %.3f ms, on average %zu vertices and %zu cells\n", job,
                ms[ms.size() / 2], worst, vertices / kTrials, cells / kTrials);
    char line[300];
    std::snprintf(line, sizeof line, "%s, %s\t%.3f\tms\t%g\t%s\t%.4f", case_.name.c_str(), job,
                  worst, case_.target_ms, worst <= case_.target_ms ? "yes" : "no",
                  worst / fresh_ms_);
    rows_.emplace_back(line);
  }

  /// One site step by step across the town, nothing made twice: what a hand on the map waits for.
  void drag() {
    const LiveSite& site = any_site();
    LiveSite now = site;
    double worst = 0, sum = 0;
    for (int i = 0; i < kTrials; ++i) {
      Trial step;
      const EdgeId to = edge_near(now, 3);
      now = at(to);
      now.rank = site.rank;
      step.edit.sites.push_back(now);
      const auto start = now_ms();
      live_.apply(step.edit);
      const double ms = ms_since(start);
      worst = std::max(worst, ms);
      sum += ms;
      if (i == kTrials - 1) compare(step);
    }
    while (live_.can_undo()) live_.undo();
    check(fresh_);
    std::printf("  one site dragged %d steps, each once: mean %.3f ms, worst %.3f ms\n", kTrials,
                sum / kTrials, worst);
  }

  void compare(const Trial& trial) const {
    Network network = *case_.network;
    std::vector<LiveSite> sites = case_.sites;
    trial.apply_to(network, sites, case_.service.mode, kNewRoadKmh);
    const ModeGraph graph(network, case_.service.mode, case_.mps, metric_of(case_.service));
    FreshRun fresh(case_, graph);
    fresh.run(sites);
    check(fresh);
  }

  const LiveSite& any_site() {
    for (;;) {
      const LiveSite& s = case_.sites[dice_.below(static_cast<std::uint32_t>(case_.sites.size()))];
      if (!s.entrances.empty()) return s;
    }
  }
  LiveSite at(EdgeId e) {
    return {0,
            sources_of(std::vector{entrance_on(dice_, *case_.network, e, 20'000)},
                       metric_of(case_.service), case_.access_mps),
            {}};
  }
  /// A few crossings further.
  VertexId stroll(VertexId from, int hops) {
    for (; hops > 0; --hops) {
      const auto arcs = case_.graph->out(from);
      if (arcs.empty()) break;
      from = arcs[dice_.below(static_cast<std::uint32_t>(arcs.size()))].head;
    }
    return from;
  }
  EdgeId edge_near(const LiveSite& site, int hops) {
    const EdgeId from = site.entrances[0].entrance.edge;
    const auto arcs = case_.graph->out(stroll(case_.network->edges[from.index()].v, hops));
    return arcs.empty() ? from : arcs[0].edge;
  }
  Trial move_site(bool near) {
    const LiveSite& site = any_site();
    EdgeId to = usable_edge(dice_, *case_.graph);
    if (near) to = edge_near(site, 4);
    Trial t;
    t.edit.sites.push_back(at(to));
    t.edit.sites[0].rank = site.rank;
    return t;
  }
  EdgeId reached_edge() {
    for (;;) {
      const EdgeId e = usable_edge(dice_, *case_.graph);
      const Edge& edge = case_.network->edges[e.index()];
      if (live_.at(edge.u).reached() && live_.at(edge.v).reached()) return e;
    }
  }
  Trial add_road() {
    const VertexId u = case_.network->edges[reached_edge().index()].u;
    VertexId v = u;
    while (v == u) v = stroll(u, 8);
    const XY a = case_.network->vertices[u.index()].xy, b = case_.network->vertices[v.index()].xy;
    const auto mm = static_cast<std::uint32_t>(std::hypot(a.x - b.x, a.y - b.y) * 1000);
    const Cost cost = metric_of(case_.service) == Metric::length ? Cost(mm)
                      : case_.service.mode == Mode::car ? edge_ms_at_kmh(mm, double{kNewRoadKmh})
                                                        : edge_ms(mm, case_.mps);
    Trial t;
    t.edit.new_edges.push_back({u, v, cost, cost, mm});
    return t;
  }
  Trial slow_road() {
    const EdgeId e = reached_edge();
    const EdgeUse use = case_.network->use[static_cast<std::size_t>(Mode::car)][e.index()];
    const auto cost = [&](float kmh) {
      return kmh > 0 ? edge_ms_at_kmh(case_.network->edges[e.index()].length_mm, double{kmh / 2})
                     : Cost();
    };
    Trial t;
    t.edit.costs.push_back({e, cost(use.forward_kmh), cost(use.backward_kmh)});
    return t;
  }

  static constexpr float kNewRoadKmh = 50;
  const LiveCase& case_;
  std::vector<std::string>& rows_;
  LiveCoverage live_;
  FreshRun fresh_;
  double fresh_ms_ = 1e9;
  Dice dice_{3};
};

Service service(Mode mode, Direction direction, std::vector<Limit> limits) {
  Service s;
  s.mode = mode;
  s.direction = direction;
  s.limits = std::move(limits);
  return s;
}

void bench_porto(const char* file, std::vector<std::string>& rows) {
  NetworkSource source;
  source.ref.path = "porto";
  source.ref.resolved = file;
  const Frame frame("EPSG:32629");
  Problems problems;
  const Roads roads = read_roads(std::span(&source, 1), {}, frame, problems);
  problems.throw_if_errors();
  const auto minutes = [](std::uint32_t m) { return Limit{true, m * 60'000}; };
  using enum Direction;
  const std::pair<const char*, Service> services[] = {
      {"walk 15 min", service(Mode::walk, to_facility, {minutes(5), minutes(15)})},
      {"walk 1 km", service(Mode::walk, to_facility, {{false, 1'000'000}})},
      {"car 10 min", service(Mode::car, from_facility, {minutes(5), minutes(10)})},
      {"car, no limit", service(Mode::car, to_facility, {{true, ~0U}})}};
  for (const auto& [name, of] : services) {
    const LiveCase c = porto_case(roads.network, of, std::string("Porto ") + name);
    CaseBench(c, rows).run();
  }
}

void bench_project(const char* folder, std::vector<std::string>& rows) {
  Problems problems;
  Stages stages;
  const auto study = load_study(read_project(folder, problems), stages, problems);
  std::vector<LiveCase> cases = study_cases(*study);
  for (const LiveCase& c : cases) CaseBench(c, rows).run();
  // The hardest there is: whatever happens to the one site happens to everybody.
  for (LiveCase& c : cases) {
    if (c.service.mode != Mode::car) continue;
    std::erase_if(c.sites, [](const LiveSite& site) { return site.entrances.empty(); });
    c.sites.resize(1);
    c.service.limits.back().value = ~0U;
    c.name += ", one site without limit";
    CaseBench(c, rows).run();
    break;
  }
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  const char* const usage = "live_bench [--porto FILE.osm.pbf] [--project FOLDER]";
  bench::expect_words(argc, argv, 2, 4, usage);
  const auto is = [&](int i, const char* word) { return std::strcmp(argv[i], word) == 0; };
  for (int i = 1; i < argc; i += 2)
    if (i + 1 == argc || !(is(i, "--porto") || is(i, "--project"))) {
      std::fprintf(stderr, "usage: %s\n", usage);
      return 2;
    }
  return bench::run_or_tell([&] {
    bench::print_machine();
    std::vector<std::string> rows;
    for (int i = 1; i < argc; i += 2)
      is(i, "--porto") ? bench_porto(argv[i + 1], rows) : bench_project(argv[i + 1], rows);
    for (const std::string& row : rows) std::printf("%s\n", row.c_str());
    return 0;
  });
}
