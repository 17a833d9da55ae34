// SPDX-License-Identifier: Apache-2.0
// Circles on Porto's walk network: milliseconds of processor time per polygon and quality.
//   surface_bench FILE.osm.pbf [ROUNDS]
// Last lines, tab-separated: job, value, unit, target, yes/no, ratio (to 10 m cells in this run).
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <limits>
#include <optional>

#include "bench/report.h"
#include "geo/snap/snapper.h"
#include "tests/geo/surface/street_samples.h"

namespace fangyuan {
namespace {

constexpr std::size_t kOrigins = 60;
constexpr std::uint32_t kLimitMs = 1'250'000;  // 1,250 m at 1 m/s

std::string cpu() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown";
}

/// Of this process, so that others on the machine matter less; all jobs here have one thread.
double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}
double ms_since(double start) { return cpu_ms() - start; }

std::size_t points_of(const Circle& circle) {
  std::size_t points = 0;
  for (const Circle::Polygon& p : circle.polygons) {
    points += p.outer.size();
    for (const auto& hole : p.holes) points += hole.size();
  }
  return points;
}

void row(const std::string& job, double value, const char* unit, std::optional<double> target,
         std::optional<double> ratio) {
  std::printf("%s\t%.4g\t%s\t", job.c_str(), value, unit);
  if (target)
    std::printf("%g\t%s\t", *target, value <= *target ? "yes" : "no");
  else
    std::printf("-\t-\t");
  ratio ? std::printf("%.2f\n", *ratio) : std::printf("-\n");
}

class Bench {
 public:
  Bench(const std::string& file, int rounds)
      : porto_(file),
        rounds_(rounds),
        snapper_(porto_.roads.network, Mode::walk, porto_.roads.barriers, porto_.frame),
        graph_(porto_.roads.network, Mode::walk, 1.0, Metric::time),
        search_(graph_),
        samples_(samples::samples_along(porto_.roads.network)),
        origins_(samples::random_origins(porto_.roads.network, samples_, kOrigins)) {
    std::printf("compiler: %s\ncpu: %s\ninput: %s, %zu vertices, %zu edges; %zu origins\n",
                __VERSION__, cpu().c_str(), file.c_str(), porto_.roads.network.vertices.size(),
                porto_.roads.network.edges.size(), origins_.size());
  }

  void cell(double cell_m) {
    NearestStreets streets(snapper_, 500, cell_m);
    samples::Quality quality;
    const double raster_ms = raster_ms_per_km2(cell_m);
    std::size_t points = 0, reached = 0;
    for (const Source& from : origins_) {  // answers before times; this also fills the rasters
      const Circle circle = draw(from, streets, cell_m);
      quality.judge(circle, search_, samples_);
      points += points_of(circle);
      reached += search_.reached().size();
    }
    double best = std::numeric_limits<double>::infinity(), search_only = best;
    for (int k = 0; k < rounds_; ++k) {
      double start = cpu_ms();
      for (const Source& from : origins_) draw(from, streets, cell_m);
      best = std::min(best, ms_since(start) / static_cast<double>(origins_.size()));
      start = cpu_ms();
      for (const Source& from : origins_) run(from, cell_m);
      search_only = std::min(search_only, ms_since(start) / static_cast<double>(origins_.size()));
    }
    char name[40];
    std::snprintf(name, sizeof name, "circle of 1,250 m, %g m", cell_m);
    results_.push_back({name, best, search_only, raster_ms,
                        static_cast<double>(points) / static_cast<double>(origins_.size()),
                        static_cast<double>(reached) / static_cast<double>(origins_.size()),
                        quality, cell_m == kTargetCellM});
  }

  void wide_raster() { wide_ms_ = raster_ms_per_km2(kFinestWideCellM, 4); }

  void print() const {
    row("nearest streets of 40 m, 1 km²", wide_ms_, "ms", {}, {});
    const double coarsest = results_.back().ms;
    for (const Result& r : results_) {
      const auto target = [&](double t) { return r.has_target ? std::optional(t) : std::nullopt; };
      row(r.name, r.ms, "ms", target(0.6), r.ms / coarsest);
      row(r.name + ", the search in it", r.search_ms, "ms", {}, {});
      row(r.name + ", nearest streets for it, 1 km²", r.raster_ms, "ms", {}, {});
      row(r.name + ", false in", 100 * r.quality.false_in_share(), "%", target(0.5), {});
      row(r.name + ", missed", 100 * r.quality.missed_share(), "%", target(0.5), {});
      row(r.name + ", points", r.points, "", {}, {});
      row(r.name + ", vertices reached", r.reached, "", {}, {});
    }
  }

 private:
  /// Tiles over 4 km × 4 km in the middle of the network.
  double raster_ms_per_km2(double cell_m, std::int32_t level = 0) {
    XY min{1e9, 1e9}, max{-1e9, -1e9};
    for (const Place& v : porto_.roads.network.vertices) {
      min = {std::min(min.x, v.xy.x), std::min(min.y, v.xy.y)};
      max = {std::max(max.x, v.xy.x), std::max(max.y, v.xy.y)};
    }
    const double side = cell_m_of(cell_m, level) * kTileSide;
    const auto tile = [&](double v) { return static_cast<std::int32_t>(std::floor(v / side)); };
    const XY from{(min.x + max.x) / 2 - 2000, (min.y + max.y) / 2 - 2000};
    double best = std::numeric_limits<double>::infinity();
    for (int k = 0; k < std::max(1, rounds_); ++k) {
      NearestStreets streets(snapper_, 500, cell_m);
      const double start = cpu_ms();
      double made = 0;
      for (std::int32_t y = tile(from.y); y < tile(from.y + 4000); ++y)
        for (std::int32_t x = tile(from.x); x < tile(from.x + 4000); ++x, ++made)
          streets.tile({level, x, y});
      best = std::min(best, ms_since(start) / (made * side * side / 1e6));
    }
    return best;
  }

  static constexpr double kTargetCellM = 6;
  struct Result {
    std::string name;
    double ms, search_ms, raster_ms, points, reached;
    samples::Quality quality;
    bool has_target;
  };

  CircleRequest request(const Source& from) const {
    return {
        .service = ServiceId(0U), .limits = {{true, kLimitMs}}, .places = {from.entrance.point.xy}};
  }
  void run(const Source& from, double cell_m) {
    const Limit limit{true, kLimitMs};
    search_.run({&from, 1}, search_limit({&limit, 1}, Mode::walk, 1.0, cell_m),
                Direction::from_facility);
  }
  Circle draw(const Source& from, NearestStreets& streets, double cell_m) {
    run(from, cell_m);
    return std::move(pen_.draw(request(from), search_, streets)[0]);
  }

  samples::Porto porto_;
  int rounds_;
  Snapper snapper_;
  ModeGraph graph_;
  Search search_;
  CirclePen pen_;
  std::vector<samples::Sample> samples_;
  std::vector<Source> origins_;
  std::vector<Result> results_;
  double wide_ms_ = 0;
};

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  bench::expect_words(argc, argv, 1, 2, "surface_bench FILE.osm.pbf [ROUNDS]");
  return bench::run_or_tell([&] {
    Bench bench(argv[1], argc > 2 ? std::atoi(argv[2]) : 20);
    for (const double cell_m : {6.0, 8.0, 10.0}) bench.cell(cell_m);
    bench.wide_raster();
    bench.print();
    return 0;
  });
}
