// SPDX-License-Identifier: Apache-2.0
#include "sim/boundaries/check_boundaries.h"

#include <algorithm>
#include <map>
#include <set>

#include "geo/crs/straight_line.h"
#include "geo/out/atomic_folder.h"
#include "geo/topology/line_map.h"
#include "sim/boundaries/line_records.h"
#include "sim/run/write.h"
#include "sim/study/study.h"

namespace fangyuan {
namespace {

double length_of(const std::vector<XY>& line, const Frame& frame) {
  std::vector<LonLat> lonlat(line.size());
  frame.to_lonlat(line, lonlat);
  double mm = 0;
  for (std::size_t i = 0; i + 1 < lonlat.size(); ++i)
    mm += fast_whole_geodesic_mm(lonlat[i], lonlat[i + 1]);
  return mm / 1000;
}

// The corners of all ground in doubt: edges and points there are told as faults.
std::set<GridPoint> faulty_points(std::size_t layer, const Boundaries& b) {
  std::set<GridPoint> out;
  for (const BoundaryFinding& f : b.findings) {
    if (f.layer != layer || !f.fault) continue;
    for (const PolygonXY& polygon : f.fault->shape) {
      for (const XY p : polygon.outer) out.insert(to_grid(p));
      for (const auto& hole : polygon.holes)
        for (const XY p : hole) out.insert(to_grid(p));
    }
  }
  return out;
}

void add_lines_of(std::size_t layer, BoundaryReport& report) {
  const Boundaries& b = report.boundaries;
  const auto& ids = b.units.layers[layer].units;
  std::vector<std::span<const PolygonXY>> shapes;
  shapes.reserve(ids.size());
  for (const UnitId id : ids) shapes.emplace_back(b.shapes[id.index()].xy);
  const auto table = make_edge_table(shapes);
  const auto map = make_line_map(table);
  const auto faulty = faulty_points(layer, b);
  const auto is_faulty = [&](std::uint32_t p) { return faulty.contains(table.points[p]); };
  std::map<std::pair<UnitId, UnitId>, BorderRow> rows;
  for (const MapLine& line : map.lines) {
    // Two units, one on each side, or one and nobody; anything else is a fault and told as such.
    const bool two = line.uses.size() == 2 && line.uses[0].side + line.uses[1].side == 0 &&
                     line.uses[0].owner != line.uses[1].owner;
    if (!two &&
        (line.uses.size() != 1 || std::all_of(line.points.begin(), line.points.end(), is_faulty)))
      continue;
    const UnitId first = ids[line.uses[0].owner], second = two ? ids[line.uses[1].owner] : UnitId();
    auto& row = rows[{first, second}];
    row.layer = layer;
    row.a = first;
    row.b = second;
    auto& section = row.sections.emplace_back();
    for (const std::uint32_t p : line.points) section.push_back(to_xy(table.points[p]));
    row.side_of_a.push_back(line.uses[0].side);
    row.length_m += length_of(section, report.frame);
  }
  for (auto& [pair, row] : rows) report.borders.push_back(std::move(row));
  for (const Junction& j : map.junctions) {
    const bool at_fault = is_faulty(j.point);
    if (at_fault && j.units.size() < 3) continue;
    JunctionRow row;
    row.layer = layer;
    row.at = report.frame.place(to_xy(table.points[j.point]));
    for (const std::uint32_t unit : j.units) row.units.push_back(ids[unit]);
    row.outside = j.outside && !at_fault;
    report.junctions.push_back(std::move(row));
  }
}

std::unique_ptr<const Frame> frame_of(const Project& project, Problems& problems) {
  if (project.boundaries.empty()) {
    Problem p;
    p.code = "boundaries-none";
    p.file = project.file.filename().string();
    p.layer = "boundaries";
    p.rule = {"没有 [[boundaries]]，没有界线可查",
              "no [[boundaries]]: there are no lines to check"};
    problems.error(std::move(p));
  }
  problems.throw_if_errors();
  return std::make_unique<const Frame>(choose_crs(project, problems));
}

}  // namespace

void add_lines(BoundaryReport& report) {
  for (std::size_t layer = 0; layer < report.boundaries.units.layers.size(); ++layer)
    add_lines_of(layer, report);
}

BoundaryCheck check_boundaries(const std::filesystem::path& project,
                               const BoundaryCheckOptions& options, const Progress& progress) {
  Problems problems;
  Stages stages(progress);
  const Project settings = read_project(project, problems);
  const LineSettings records = line_settings_of(settings);
  std::vector<std::filesystem::path> inputs = input_paths(settings);
  for (const auto* sources : {&records.lines, &records.markers})
    for (const RecordSource& s : *sources)
      if (std::error_code ignored; std::filesystem::exists(s.ref.resolved, ignored))
        inputs.emplace_back(s.ref.resolved);
  AtomicFolder out(options.out, options.force, inputs);

  BoundaryCheck check;
  check.frame = frame_of(settings, problems);
  stages.begin("boundaries");
  check.boundaries = std::make_unique<const Boundaries>(
      read_boundaries(settings.boundaries, settings.date, *check.frame, problems));
  LineBook book;
  if (records.any())
    book = read_line_book({records.lines, records.markers}, settings.date, *check.frame, problems);
  problems.throw_if_errors();

  stages.begin("lines");
  BoundaryReport report{.info = {},
                        .frame = *check.frame,
                        .boundaries = *check.boundaries,
                        .issues = {},
                        .borders = {},
                        .junctions = {}};
  report.info.version = FANGYUAN_VERSION;
  report.info.project = settings.name;
  report.info.date = settings.date;
  for (const LayerUse& use : check.boundaries->inputs)
    report.info.inputs.push_back(
        {use.path, use.sha256, use.layer, use.features, use.used, use.rejected});
  for (const LayerUse& use : book.inputs)
    report.info.inputs.push_back(
        {use.path, use.sha256, use.layer, use.features, use.used, use.rejected});
  LineCheckOptions drawn;
  drawn.scale = records.scale;
  const double tolerance_m = drawn.tolerance_m();
  for (const BoundaryFinding& f : check.boundaries->findings)
    report.issues.push_back(
        {is_severe(f, tolerance_m), words_of(f), mend_of(*check.boundaries, f)});
  add_lines(report);
  if (records.any()) {
    check.lines = check_line_records({.project = settings,
                                      .settings = records,
                                      .report = report,
                                      .book = std::move(book),
                                      .route = options.route},
                                     stages, problems);
    report.lines = check.lines.get();
  }
  report.info.warnings = problems.all();

  stages.begin("write");
  write_boundary_report(report, out.staging());
  stages.end();
  out.commit();
  check.warnings = problems.all();
  return check;
}

}  // namespace fangyuan
