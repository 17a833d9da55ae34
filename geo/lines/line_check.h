// SPDX-License-Identifier: Apache-2.0
// Records of lines and markers against the units' outlines and against one another.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/lines/borders.h"
#include "geo/lines/line_book.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

struct LineCheckOptions {
  Date date{};
  double scale = 10'000;         ///< of the agreement's map
  std::filesystem::path folder;  ///< of the project: photographs are looked for there

  /// 0.1 mm on the map: the marker's plan error, and how far records may be from the outlines.
  double tolerance_m() const { return scale * 1e-4; }
};

/// Sections that do not meet by less are drawn as one.
inline constexpr double kSectionsMeetM = 0.01;
/// Posts on banks stand off the line; farther than this one is misplaced.
inline constexpr double kBankM = 3000;

struct LineFinding {
  std::string code;     ///< info_of_line_finding knows it
  bool severe = false;  ///< an error, else a warning
  std::optional<std::size_t> line, section, marker, junction;
  std::optional<Place> where;
  std::optional<double> metres;  ///< a distance or a length, as the code says
  Text what, mend;
};

struct LineFindingInfo {
  std::string_view code;
  bool severe;
  Text title;
  Text mend;
  std::string_view basis;  ///< the article or standard, or empty
};
const LineFindingInfo& info_of_line_finding(std::string_view code);
std::span<const LineFindingInfo> line_finding_infos();

/// A line as it stands: of the records, or, without [[boundary_lines]], of the outlines.
struct LineRow {
  std::optional<std::size_t> record;  ///< into LineBook::lines
  std::size_t layer = 0;              ///< into Units::layers; only where a is a unit
  UnitId a, b;                        ///< in code order; b none: a neighbour outside the layer
  std::string other_text;             ///< that neighbour as written
  std::optional<std::size_t> border;  ///< into the borders
  std::string number;                 ///< four digits, or empty
  std::string label;                  ///< "0203 甲区—乙区"
  /// In order from west to east or from north to south; one part where all sections meet.
  std::vector<std::vector<XY>> course;
  double length_m = 0;                     ///< geodesic
  std::optional<double> apart_m;           ///< from the outlines, at most
  std::vector<std::size_t> markers;        ///< MarkerRow numbers, by serial and letter
  std::vector<std::vector<XY>> claims[2];  ///< disputed: of a and of b
  bool disputed() const { return !claims[0].empty() && !claims[1].empty(); }
};

struct MarkerRow {
  std::size_t marker = 0;                    ///< into LineBook::markers
  std::optional<std::size_t> line = {};      ///< into LineCheck::lines
  std::optional<double> off_m = {};          ///< from the course, in the plane
  std::optional<double> along_m = {};        ///< along it
  std::optional<std::size_t> junction = {};  ///< that it stands at
  std::optional<std::size_t> same_as = {};   ///< the row whose other copy this is
  bool doubled = false;                      ///< another marker has its number
};

/// A section's run as the geometry has it.
struct RunLeg {
  int sector = 0;
  double length_m = 0;  ///< geodesic, along the line
};
struct RunRow {
  std::size_t section = 0;  ///< into LineBook::sections
  std::vector<RunLeg> legs;
  double length_m = 0;
  std::optional<double> azimuth_deg;  ///< from its beginning to its end; none: it is closed
  Text text;
  std::vector<int> written;  ///< directions of the record
  std::optional<double> written_m;
  bool differs = false;
};

struct LineCheck {
  std::vector<LineRow> lines;
  std::vector<MarkerRow> markers;     ///< by LineBook::markers
  std::vector<RunRow> runs;           ///< by section
  std::vector<LineFinding> findings;  ///< by code as in line_finding_infos, then as read
  std::vector<bool> layer_checked;    ///< by unit layer: it has lines or markers here
};

struct LineCheckInput {
  const LineBook& book;
  const Boundaries& boundaries;
  std::span<const BorderRow> borders;
  std::span<const JunctionRow> junctions;
  const Frame& frame;
  LineCheckOptions options;
};

/// Deterministic. O(n log n) for n points of lines, borders and markers.
LineCheck check_lines(const LineCheckInput& input);

}  // namespace fangyuan
