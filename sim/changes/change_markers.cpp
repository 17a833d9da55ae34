// SPDX-License-Identifier: Apache-2.0
// The recorded lines and markers (界线、界桩) that the ground of a change touches.
#include <cmath>
#include <set>

#include "geo/lines/line_index.h"
#include "geo/lines/touched.h"
#include "sim/changes/change_parts.h"

namespace fangyuan {
namespace {

std::vector<PolygonXY> all_ground(const ChangeReport& report) {
  std::vector<PolygonXY> out;
  for (const MovedArea& m : report.moved) out.insert(out.end(), m.ground.begin(), m.ground.end());
  return out;
}

/// The outlines, as they are afterwards, of the units between which ground changed hands.
std::vector<std::vector<XY>> new_outlines(const ChangeSides& s) {
  std::set<UnitId> units;
  for (const EditTouched& t : s.applied.touched)
    for (const MovedGround& m : t.ground)
      for (const std::string& code : {m.from, m.to})
        for (std::size_t i = 0; i < s.units().all.size(); ++i) {
          const UnitId was = s.was[i];
          const Unit& unit = was ? s.old_units()[was] : s.units()[UnitId(i)];
          if (unit.tree == m.tree && unit.level == m.level && unit.code == code)
            units.insert(UnitId(i));
        }
  std::vector<std::vector<XY>> rings;
  for (const UnitId id : units)
    for (const PolygonXY& p : s.study.boundaries.shapes[id.index()].xy) {
      rings.push_back(p.outer);
      rings.insert(rings.end(), p.holes.begin(), p.holes.end());
    }
  return rings;
}

/// The lines as they are recorded, all their sections and claims together.
LineCheck as_recorded(const LineBook& book) {
  LineCheck out;
  for (std::size_t k = 0; k < book.lines.size(); ++k) {
    LineRow row;
    row.record = k;
    for (const std::size_t section : book.lines[k].sections) {
      const auto& parts = book.sections[section].parts;
      row.course.insert(row.course.end(), parts.begin(), parts.end());
    }
    out.lines.push_back(std::move(row));
  }
  return out;
}

}  // namespace

void add_markers(const ChangeSides& s, const LineBook& book, ChangeReport& report) {
  if (book.empty()) return;
  const std::vector<PolygonXY> ground = all_ground(report);
  const TouchedMarks touched = touched_by(ground, book, as_recorded(book), {});
  if (book.has_markers) {
    const LineIndex outlines(new_outlines(s));
    report.markers.emplace();
    for (const std::size_t i : touched.markers) {
      const Marker& m = book.markers[i];
      TouchedMarker out{m.written, m.line, m.copy, std::string(zh_of(m.condition)), *m.place, {}};
      if (!outlines.empty())
        out.off_m = std::round(outlines.nearest(m.place->xy).distance_m * 1000) / 1000;
      report.markers->push_back(std::move(out));
    }
    for (const Marker& m : book.markers) report.markers_unplaced += m.place ? 0U : 1U;
  }
  if (book.has_lines) {
    report.lines.emplace();
    for (const std::size_t k : touched.lines) {
      const BoundaryLine& line = book.lines[k];
      report.lines->push_back({line.id, line.name, line.unit, line.other});
    }
  }
}

}  // namespace fangyuan
