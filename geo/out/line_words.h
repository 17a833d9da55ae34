// SPDX-License-Identifier: Apache-2.0
// Names for the tables on lines and markers. Internal to geo/out.
#pragma once

#include <string>

#include "geo/lines/line_report.h"
#include "geo/out/boundary_report.h"
#include "geo/out/xlsx_book.h"

namespace fangyuan {

class GpkgFile;

inline std::string marker_name(const Marker& m) { return m.code ? m.code->text : m.written; }
inline std::string day(const std::optional<Date>& d) { return d ? to_string(*d) : std::string(); }
std::size_t findings_of_marker(const LineReport& lines, std::size_t marker);
std::size_t findings_of_line(const LineReport& lines, std::size_t line);
/// How many markers the lines of a border have; absent: not checked.
std::optional<std::size_t> markers_of_border(const BoundaryReport& report, std::size_t border);
/// 360: "6 时 0 分".
std::string hours_zh(std::uint64_t minutes);
std::uint64_t whole_minutes(std::uint64_t ms);  ///< the nearest

/// The sheets 界线界桩问题, 界线记录, 界桩, 走向, 联检, 联检路线, 争议. REQUIRES: report.lines.
void add_line_sheets(XlsxBook& book, const BoundaryReport& report);
/// The layers line_faults, lines, markers, disputes. REQUIRES: report.lines.
void add_line_layers(GpkgFile& file, const BoundaryReport& report);
void write_inspection_csv(const BoundaryReport& report, const std::filesystem::path& path);
void write_routes_csv(const BoundaryReport& report, const std::filesystem::path& path);

}  // namespace fangyuan
