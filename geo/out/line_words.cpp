// SPDX-License-Identifier: Apache-2.0
// inspection.csv, routes.csv, and words that all files on lines share.
#include "geo/out/line_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "geo/out/csv_writer.h"

namespace fangyuan {
namespace {

constexpr double kMsPerS = 1000, kMmPerM = 1000;

}  // namespace

std::size_t findings_of_marker(const LineReport& lines, std::size_t marker) {
  return static_cast<std::size_t>(
      std::count_if(lines.check.findings.begin(), lines.check.findings.end(),
                    [&](const LineFinding& f) { return f.marker == marker; }));
}

std::size_t findings_of_line(const LineReport& lines, std::size_t line) {
  return static_cast<std::size_t>(
      std::count_if(lines.check.findings.begin(), lines.check.findings.end(),
                    [&](const LineFinding& f) { return f.line == line; }));
}

std::optional<std::size_t> markers_of_border(const BoundaryReport& report, std::size_t border) {
  if (report.lines == nullptr || !report.lines->book.has_markers) return std::nullopt;
  std::optional<std::size_t> sum;
  for (const LineRow& row : report.lines->check.lines)
    if (row.border == border) sum = sum.value_or(0) + row.markers.size();
  return sum;
}

std::uint64_t whole_minutes(std::uint64_t ms) {
  constexpr std::uint64_t kMinute = 60'000;
  return (ms + kMinute / 2) / kMinute;
}

std::string hours_zh(std::uint64_t minutes) {
  return fmt::format("{} 时 {} 分", minutes / 60, minutes % 60);
}

void write_inspection_csv(const BoundaryReport& report, const std::filesystem::path& path) {
  static const std::array<std::string, 15> header{
      "line",      "name",      "level", "code",    "other_code",
      "length_km", "duty",      "round", "since",   "counted_from",
      "last_day",  "days_left", "due",   "markers", "damaged"};
  const LineReport& lines = *report.lines;
  const Units& units = report.boundaries.units;
  CsvWriter csv(path, header);
  for (const InspectionRow& i : lines.inspections) {
    const LineRow& row = lines.check.lines[i.line];
    const BoundaryLine& record = lines.book.lines[*row.record];
    csv.text(record.id).text(row.label);
    csv.text(row.a ? std::string(to_string(units.layers[row.layer].level)) : "");
    csv.text(row.a ? units[row.a].code : record.unit);
    csv.text(row.b ? units[row.b].code : record.other);
    csv.fixed(row.length_m / kMmPerM, 3);
    csv.text(to_string(i.duty)).text(i.round).text(day(i.since));
    csv.text(i.duty == Duty::round && i.since ? (i.by_agreement ? "agreement" : "inspection") : "");
    csv.text(day(i.last_day));
    if (i.last_day)
      csv.whole(std::int64_t{i.days_left});
    else
      csv.missing();
    csv.text(to_string(i.due));
    csv.whole(std::uint64_t{row.markers.size()});
    csv.whole(static_cast<std::uint64_t>(
        std::count_if(row.markers.begin(), row.markers.end(), [&](std::size_t m) {
          const Condition c = lines.book.markers[m].condition;
          return c != Condition::unsaid && c != Condition::good;
        })));
    csv.end_row();
  }
  csv.close();
}

void write_routes_csv(const BoundaryReport& report, const std::filesystem::path& path) {
  static const std::array<std::string, 12> header{"line",   "name",    "mode",         "stop",
                                                  "marker", "lon",     "lat",          "leg_s",
                                                  "walk_m", "total_s", "total_walk_s", "best"};
  const LineReport& lines = *report.lines;
  CsvWriter csv(path, header);
  for (const MarkerRoute& route : lines.routes) {
    const LineRow& row = lines.check.lines[route.line];
    const auto add = [&](std::size_t marker, std::optional<std::size_t> number,
                         const MarkerRoute::Stop* stop) {
      const Marker& m = lines.book.markers[marker];
      csv.text(row.record ? lines.book.lines[*row.record].id : row.number);
      csv.text(row.label).text(lines.route_mode);
      if (number)
        csv.whole(std::uint64_t{*number});
      else
        csv.missing();
      csv.text(marker_name(m));
      if (m.place)
        csv.coordinate(m.place->lonlat.lon).coordinate(m.place->lonlat.lat);
      else
        csv.missing().missing();
      csv.fixed(
          stop != nullptr && stop->leg_ms ? std::optional(*stop->leg_ms / kMsPerS) : std::nullopt,
          3);
      csv.fixed(stop != nullptr ? std::optional(stop->walk_mm / kMmPerM) : std::nullopt, 3);
      csv.fixed(static_cast<double>(route.total_ms()) / kMsPerS, 3);
      csv.fixed(static_cast<double>(route.walk_ms) / kMsPerS, 3);
      csv.text(route.best ? "yes" : "no");
      csv.end_row();
    };
    std::size_t number = 0;
    for (const auto& stop : route.stops) add(stop.marker, ++number, &stop);
    for (const std::size_t marker : route.unconnected) add(marker, std::nullopt, nullptr);
  }
  csv.close();
}

}  // namespace fangyuan
