// SPDX-License-Identifier: Apache-2.0
// The records of boundary lines (界线) and markers (界桩) as offices keep them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/date.h"
#include "core/base/place.h"
#include "core/base/problem.h"
#include "geo/crs/frame.h"
#include "geo/io/layer_use.h"
#include "geo/lines/marker_code.h"
#include "geo/lines/record_source.h"

namespace fangyuan {

/// What a section runs along (《行政区域界线管理条例》第五条).
enum class Follows { unsaid, markers, straight, thalweg, river, shore, ridge, road, other };
std::string_view to_string(Follows f);  ///< "markers", …; "" unsaid
std::string_view zh_of(Follows f);      ///< 界桩连线, 直线, 主航道中心线, …
std::string_view en_of(Follows f);      ///< for sentences: "the line between markers", …

enum class LineState { agreed, undecided, disputed };
std::string_view to_string(LineState s);
std::string_view zh_of(LineState s);  ///< 已定, 未定, 争议

/// One row: a section of a line in one copy of it.
struct LineSection {
  std::uint32_t source = 0;
  std::uint64_t row = 0;  ///< as people count
  std::size_t line = 0;   ///< into LineBook::lines
  std::string copy;  ///< whose copy (of a disputed one: whose claim), as written; empty: common
  std::optional<int> number;
  Follows follows = Follows::unsaid;
  std::string follows_text;  ///< as written
  std::string agreement;
  std::optional<Date> agreed;
  std::string from_marker, to_marker;  ///< as written
  std::string left, right;             ///< of the section as drawn; codes or names, as written
  std::string run;                     ///< 走向说明
  std::string remark;
  LineState state = LineState::agreed;
  std::string
      state_unknown;  ///< a word that is none of the states, as written; it counts as unsaid
  std::vector<std::vector<XY>> parts;  ///< in the project's CRS; none: the row has no line
};

/// All sections of one number between the same two units. What rows say of the line as a whole is
/// taken from the first that says it, dates the latest.
struct BoundaryLine {
  std::string id;     ///< as written; may be empty
  std::string name;   ///< may be empty
  std::string level;  ///< 等级 as written
  std::string unit, other;
  std::optional<Level> given_level;
  std::string round;              ///< of joint inspection, as written
  std::optional<Date> inspected;  ///< the last joint inspection
  std::optional<Date> changed;    ///< when a change of the line was approved
  std::optional<Date> surveyed;   ///< when it was surveyed after that
  std::optional<Date> event;      ///< flood, road moved: an inspection beyond the rounds is due
  std::vector<std::size_t> sections;
};

enum class Condition { unsaid, good, damaged, lost, moved };
std::string_view to_string(Condition c);
std::string_view zh_of(Condition c);
/// The words that lists may write for one, ours first: "完好、良好、…".
std::string words_of_states();
std::string words_of_conditions();

/// 方位物: bearing and distance from the marker.
struct ReferenceObject {
  std::string name;
  std::optional<double> azimuth_deg, distance_m;
};

struct Marker {
  std::uint32_t source = 0;
  std::uint64_t row = 0;
  std::string written;             ///< its number as written
  std::optional<MarkerCode> code;  ///< absent: no number of the form
  Text code_fault;
  std::string line;   ///< as written; may be empty
  std::string copy;   ///< whose copy of the record; empty: the common one
  std::string kind;   ///< 单立, 双面型, … as written
  std::string level;  ///< as written
  std::string material, side, units, remark;
  std::string original;  ///< the CRS of the first survey, kept as written
  Condition condition = Condition::unsaid;
  std::string condition_unknown;  ///< a word that is none of the conditions, as written
  std::optional<Date> installed, inspected;
  std::vector<ReferenceObject> references;
  std::vector<std::string> photos;  ///< as written
  std::optional<Level> given_level;
  std::optional<Place> place;
};

struct LineBook {
  std::vector<BoundaryLine> lines;  ///< in the order of their first rows
  std::vector<LineSection> sections;
  std::vector<Marker> markers;
  std::vector<LayerUse> inputs;         ///< lines' sources, then markers'
  std::vector<std::string> line_paths;  ///< of the sources, as written
  std::vector<std::string> marker_paths;
  std::vector<std::string> marker_folders;  ///< of the sources, where photographs may be; may be ""
  bool has_lines = false, has_markers = false;  ///< the project names such layers
  bool has_photos = false, has_references = false, has_conditions = false, has_sides = false;
  std::size_t not_in_force = 0;  ///< rows left out

  bool empty() const { return !has_lines && !has_markers; }
};

/// A field of ours and the headers under which lists usually have it, the likelier first.
struct RecordField {
  std::string_view key;
  std::string_view headers;  ///< separated by |
};
std::span<const RecordField> line_fields();
std::span<const RecordField> marker_fields();

struct LineSources {
  std::span<const RecordSource> lines, markers;
};

/// Reads every source whole; rows not in force on `date` (valid_from and valid_to both count as in
/// force) are left out and counted. Columns are those that `fields` names, else those called as the
/// field, else by usual headers (one warning field-guessed per source lists them). Errors:
/// line-column-missing, line-number-text, date-text, date-order, and those of reading layers;
/// warnings: line-no-geometry, marker-no-place. O(rows).
LineBook read_line_book(const LineSources& sources, Date date, const Frame& frame,
                        Problems& problems);

}  // namespace fangyuan
