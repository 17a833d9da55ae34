// SPDX-License-Identifier: Apache-2.0
// The recorded lines and markers (界线、界桩) that the ground of a change touches.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "geo/lines/line_index.h"
#include "geo/lines/touched.h"
#include "sim/changes/change_parts.h"

namespace fangyuan {
namespace {

/// Ground that changes hands at `level` or above: no other moves a line of that level.
std::vector<PolygonXY> ground_for(const ChangeReport& report, Level level) {
  std::vector<PolygonXY> out;
  for (const MovedArea& m : report.moved)
    if (m.tree == Tree::legal && m.level <= level)
      out.insert(out.end(), m.ground.begin(), m.ground.end());
  return out;
}

/// 省级, 县级界线, 乡（镇）级 …; −1: above all our levels; absent: not said.
std::optional<int> rank_said(const std::string& text) {
  static const std::pair<const char*, int> kWords[] = {
      {"省", -1},
      {"市级", static_cast<int>(Level::prefecture)},
      {"地级", static_cast<int>(Level::prefecture)},
      {"地市", static_cast<int>(Level::prefecture)},
      {"县", static_cast<int>(Level::county)},
      {"乡", static_cast<int>(Level::township)},
      {"镇", static_cast<int>(Level::township)},
      {"村", static_cast<int>(Level::village)},
      {"社区", static_cast<int>(Level::village)}};
  for (const auto& [word, rank] : kWords)
    if (text.find(word) != std::string::npos) return rank;
  return std::nullopt;
}

/// Units of the legal tree as they were, by code or name; none: unknown, or several.
class OldUnits {
 public:
  explicit OldUnits(const Units& units) {
    for (const Unit& u : units.all)
      if (u.tree == Tree::legal)
        for (const std::string& word : {u.code, u.name}) {
          const auto [it, fresh] = by_.emplace(word, &u);
          if (!fresh && it->second != &u) it->second = nullptr;
        }
  }
  const Unit* find(const std::string& word) const {
    const auto it = by_.find(word);
    return it == by_.end() ? nullptr : it->second;
  }
  std::string name(const std::string& word) const {
    const Unit* unit = find(word);
    return unit ? unit->name : std::string();
  }

 private:
  std::map<std::string, const Unit*> by_;
};

std::optional<int> rank_of(const BoundaryLine& line, const OldUnits& units) {
  if (line.given_level) return static_cast<int>(*line.given_level);
  if (const auto said = rank_said(line.level)) return said;
  const Unit *a = units.find(line.unit), *b = units.find(line.other);
  if (a && b && a->level != b->level) return std::nullopt;
  if (const Unit* one = a ? a : b) return static_cast<int>(one->level);
  return std::nullopt;
}

std::optional<int> rank_of(const Marker& m, const std::map<std::string, std::optional<int>>& line) {
  if (m.given_level) return static_cast<int>(*m.given_level);
  if (const auto said = rank_said(m.level)) return said;
  for (const std::string& id : {m.line, m.code ? m.code->line : std::string()})
    if (const auto it = line.find(id); !id.empty() && it != line.end()) return it->second;
  return std::nullopt;
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
  const OldUnits units(s.old_units());
  const LineCheck recorded = as_recorded(book);
  // By level from the top; the last has the ground of all.
  std::vector<TouchedMarks> touched;
  for (const Level level : {Level::prefecture, Level::county, Level::township, Level::village})
    touched.push_back(touched_by(ground_for(report, level), book, recorded, {}));
  // Whose level is not known may be of any.
  const auto by_own = [&](std::optional<int> rank, std::size_t i, auto list) {
    if (rank == -1) return false;
    const TouchedMarks& t = rank ? touched[static_cast<std::size_t>(*rank)] : touched.back();
    return std::binary_search((t.*list).begin(), (t.*list).end(), i);
  };
  std::map<std::string, std::optional<int>> rank_of_line;
  for (const BoundaryLine& line : book.lines) {
    const auto [it, fresh] = rank_of_line.emplace(line.id, rank_of(line, units));
    if (!fresh && it->second != rank_of(line, units)) it->second.reset();
  }
  if (book.has_markers) {
    const LineIndex outlines(new_outlines(s));
    report.markers.emplace();
    for (const std::size_t i : touched.back().markers) {
      const Marker& m = book.markers[i];
      TouchedMarker out{m.written, m.line, m.copy, std::string(zh_of(m.condition)), *m.place, {}};
      out.adjacent = !by_own(rank_of(m, rank_of_line), i, &TouchedMarks::markers);
      if (!outlines.empty() && !out.adjacent)
        out.off_m = std::round(outlines.nearest(m.place->xy).distance_m * 1000) / 1000;
      report.markers->push_back(std::move(out));
    }
    for (const Marker& m : book.markers) report.markers_unplaced += m.place ? 0U : 1U;
  }
  if (book.has_lines) {
    report.lines.emplace();
    for (const std::size_t k : touched.back().lines) {
      const BoundaryLine& line = book.lines[k];
      report.lines->push_back({line.id, line.name, line.unit, line.other, units.name(line.unit),
                               units.name(line.other),
                               !by_own(rank_of(line, units), k, &TouchedMarks::lines)});
    }
  }
}

}  // namespace fangyuan
