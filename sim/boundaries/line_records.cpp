// SPDX-License-Identifier: Apache-2.0
#include "sim/boundaries/line_records.h"

#include <fmt/format.h>

#include "sim/study/study.h"

namespace fangyuan {
namespace {

/// Where a finding's record is.
Problem problem_of(const LineReport& lines, const LineFinding& f) {
  Problem p;
  p.code = f.code;
  p.rule = f.what;
  if (f.where) p.where = f.where->lonlat;
  const LineBook& book = lines.book;
  std::optional<std::size_t> section = f.section;
  if (!section && !f.marker && f.line && lines.check.lines[*f.line].record)
    section = book.lines[*lines.check.lines[*f.line].record].sections.front();
  if (f.marker) {
    const Marker& m = book.markers[*f.marker];
    p.file = book.marker_paths[m.source];
    p.value = m.written;
  } else if (section) {
    p.file = book.line_paths[book.sections[*section].source];
    if (f.line && lines.check.lines[*f.line].record)
      p.value = book.lines[*lines.check.lines[*f.line].record].id;
  } else {
    p.file = !book.marker_paths.empty() ? book.marker_paths.front() : book.line_paths.front();
    if (!book.line_paths.empty() && !f.junction) p.file = book.line_paths.front();
  }
  return p;
}

void tell(const LineReport& lines, Problems& problems) {
  const auto& all = lines.check.findings;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && all[end].code == all[i].code) ++end;
    for (std::size_t k = i; k < std::min(end, i + kListedFindings); ++k)
      problems.warning(problem_of(lines, all[k]));
    if (end - i > kListedFindings) {
      Problem rest = problem_of(lines, all[i + kListedFindings]);
      rest.count = end - i - kListedFindings;
      rest.rule = {fmt::format("其余 {} 项从略；第一项：{}", rest.count, rest.rule.zh),
                   fmt::format("{} more; the first of them: {}", rest.count, rest.rule.en)};
      problems.warning(std::move(rest));
    }
    i = end;
  }
}

void count_people(const Project& p, const BoundaryReport& report, LineReport& lines,
                  Problems& problems) {
  if (p.population.empty() && p.facilities.empty()) return;
  const Land land = read_land(p.land, report.frame, problems);
  const Population population = build_cells(p.population, report.boundaries, placement_land(land),
                                            p.cell_size_m, report.frame, problems);
  const FacilityTable facilities =
      read_facilities(p.facilities, p.date, &report.boundaries, report.frame, problems);
  if (problems.has_errors()) return;
  count_between(lines.disputes, population.cells, facilities.all);
  lines.groups = population.cells.groups;
  for (const Facility& f : facilities.all)
    lines.facility_labels.push_back(f.id == f.name ? f.id : f.id + ' ' + f.name);
}

}  // namespace

std::unique_ptr<const LineReport> check_line_records(LineRecordsRequest request, Stages& stages,
                                                     Problems& problems) {
  const Project& p = request.project;
  const BoundaryReport& report = request.report;
  stages.begin("records");
  auto lines = std::make_unique<LineReport>();
  lines->book = std::move(request.book);
  lines->options = {.date = p.date, .scale = request.settings.scale, .folder = p.folder};
  lines->check = check_lines({.book = lines->book,
                              .boundaries = report.boundaries,
                              .borders = report.borders,
                              .junctions = report.junctions,
                              .frame = report.frame,
                              .options = lines->options});
  lines->inspections = inspections_of(lines->book, lines->check, p.date);
  lines->round = request.settings.round;
  if (lines->round) lines->progress = progress_of(lines->book, lines->check, *lines->round, p.date);
  lines->disputes = disputes_of(lines->check, report.borders, report.frame);
  if (!lines->disputes.empty()) {
    stages.begin("disputes");
    count_people(p, report, *lines, problems);
  }
  tell(*lines, problems);
  if (request.route) {
    stages.begin("routes");
    plan_routes(request, *lines, problems);
  }
  problems.throw_if_errors();
  return lines;
}

}  // namespace fangyuan
