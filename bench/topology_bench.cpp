// SPDX-License-Identifier: Apache-2.0
// Tilings of units, sound and spoilt: seconds until every gap and overlap is known.
//   topology_bench [--quick]
// Last lines, tab-separated: job, value, unit, target, yes/no, ratio (to edges and GEOS's overlay
// of the spoilt units in this run).
#include <cstring>

#include "bench/report.h"
#include "geo/topology/tiling.h"
#include "geo/units/geos.h"
#include "tests/geo/topology/tile_world.h"

namespace fangyuan {
namespace {

using Shapes = std::vector<std::vector<PolygonXY>>;

std::size_t points_of(const Shapes& shapes) {
  std::size_t points = 0;
  for (const auto& shape : shapes)
    for (const auto& polygon : shape) points += polygon.outer.size() - 1;
  return points;
}

/// Every tenth unit with one of its lines drawn 2 m off.
Shapes spoilt(test::TileWorld world) {
  for (std::size_t i = 0; i < world.tiles.size(); i += 10) {
    auto& line = world.tiles[i].sides.front().line;
    for (std::size_t k = 1; k + 1 < line.size(); ++k) line[k].x += 2;
  }
  return world.shapes();
}

double overlap_of(const TilingReport& report) {
  double area = 0;
  for (const auto& f : report.faults)
    area += f.kind == FaultKind::overlap ? f.area_m2 : f.overlap_m2;
  return area;
}

/// Every pair of neighbouring boxes through GEOS's overlay, without the edges' help.
double overlap_by_geos(const Shapes& shapes) {
  const Geos geos;
  std::vector<Geos::Shape> made;
  std::vector<BoxTree::Box> boxes;
  for (const auto& shape : shapes) {
    made.push_back(geos.make(shape));
    boxes.push_back(box_of(shape));
    if (geos.flaw(made.back().get())) made.back() = geos.make_valid(made.back().get());
  }
  const BoxTree tree(geos, boxes);
  double area = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i)
    for (const std::size_t k : tree.meeting(boxes[i]))
      if (k > i) area += geos.area(geos.intersection(made[i].get(), made[k].get()).get());
  return area;
}

struct Row {
  std::string job;
  double seconds, target_s, ratio;
};

void job(const std::string& name, std::size_t units, std::size_t pieces, double target_s,
         bool compare, std::vector<Row>& rows) {
  const auto world = test::make_tile_world(1, units, pieces);
  const auto sound = world.shapes(), off = spoilt(world);
  std::printf("%s: %zu units, %zu corners\n", name.c_str(), sound.size(), points_of(sound));
  std::size_t faults = 1;
  const auto clean =
      bench::least_of(3, [&] { faults = check_tiling(test::input_of(sound)).faults.size(); });
  bench::same("a sound tiling has no faults", faults, std::size_t{0});
  TilingReport report;
  const auto dirty = bench::least_of(2, [&] { report = check_tiling(test::input_of(off)); });
  std::printf("  spoilt: %zu faults, noise %zu of %.2f m2\n", report.faults.size(), report.noise,
              report.noise_m2);
  double ratio = 0;
  if (compare) {
    const double start = bench::cpu_ms(), theirs = overlap_by_geos(off);
    ratio = dirty.cpu / (bench::cpu_ms() - start);
    const double ours = overlap_of(report);
    std::printf("  overlaps: ours %.2f m2, GEOS %.2f m2\n", ours, theirs);
    bench::same("overlap area", std::abs(ours - theirs) < 1 + report.noise_m2 + theirs * 1e-4,
                true);
  }
  std::printf("  processor time: sound %.2f s, spoilt %.2f s\n", clean.cpu / 1000,
              dirty.cpu / 1000);
  rows.push_back({name + ", sound", clean.wall / 1000, target_s, 0});
  rows.push_back({name + ", spoilt", dirty.wall / 1000, target_s, ratio});
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  fangyuan::bench::print_machine();
  const bool quick = argc > 1 && std::strcmp(argv[1], "--quick") == 0;
  std::vector<fangyuan::Row> rows;
  fangyuan::job("tiling of 2,566 units", 2566, 24, 2, true, rows);
  if (!quick) fangyuan::job("tiling of 42,000 units", 42'000, 6, 60, false, rows);
  for (const auto& r : rows) fangyuan::bench::row(r.job, r.seconds, "s", r.target_s, r.ratio);
  return 0;
}
