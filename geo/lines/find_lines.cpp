// SPDX-License-Identifier: Apache-2.0
// Which units a record parts, and what its course is.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/parallel.h"
#include "geo/lines/line_work.h"
#include "geo/units/code.h"
#include "geo/units/names.h"

namespace fangyuan {

UnitFinder::UnitFinder(const Units& units) : units_(units) {
  by_code_.resize(units.layers.size());
  by_name_.resize(units.layers.size());
  for (std::size_t l = 0; l < units.layers.size(); ++l) {
    if (units.layers[l].tree != Tree::legal) continue;
    for (const UnitId id : units.layers[l].units) {
      by_code_[l].emplace(units[id].code, id);
      const auto [it, fresh] = by_name_[l].emplace(fold_text(units[id].name), id);
      if (!fresh) it->second = UnitId();  // two of one name
    }
  }
}

UnitId UnitFinder::find(std::size_t layer, std::string_view written) const {
  const auto look = [](const auto& map, const std::string& key) {
    const auto it = map.find(key);
    return it == map.end() ? UnitId() : it->second;
  };
  const Level level = units_.layers[layer].level;
  if (const UnitId id = look(by_code_[layer], normal_code(written, level).text)) return id;
  if (const UnitId id = look(by_name_[layer], fold_text(written))) return id;
  // "410202 甲区"
  std::size_t digits = 0;
  while (digits < written.size() && written[digits] >= '0' && written[digits] <= '9') ++digits;
  if (digits < 6 || digits == written.size()) return UnitId();
  return look(by_code_[layer], normal_code(written.substr(0, digits), level).text);
}

std::vector<std::size_t> UnitFinder::layers(std::optional<Level> level) const {
  std::vector<std::size_t> out;
  for (std::size_t l = 0; l < units_.layers.size(); ++l)
    if (units_.layers[l].tree == Tree::legal && (!level || units_.layers[l].level == *level))
      out.push_back(l);
  return out;
}

LineWork::LineWork(const LineCheckInput& input)
    : in(input), book(input.book), units(input.boundaries.units), finder(units) {
  out.layer_checked.resize(units.layers.size(), false);
}

std::string LineWork::unit_label(UnitId id) const {
  if (!id) return {};
  const Unit& u = units[id];
  return u.code == u.name ? u.code : u.code + ' ' + u.name;
}

LineFinding& LineWork::add(std::string_view code, Target target, std::optional<XY> where,
                           Text what) {
  const LineFindingInfo& info = info_of_line_finding(code);
  LineFinding f;
  f.code = std::string(code);
  f.severe = info.severe;
  f.line = target.line;
  f.section = target.section;
  f.marker = target.marker;
  f.junction = target.junction;
  if (where) f.where = in.frame.place(*where);
  f.what = std::move(what);
  f.mend = info.mend;
  out.findings.push_back(std::move(f));
  return out.findings.back();
}

std::optional<std::size_t> LineWork::marker_row(std::string_view written) const {
  const auto reading = read_marker_code(written);
  if (!reading.code) return std::nullopt;
  const auto it = rows_of_code.find(reading.code->text);
  if (it == rows_of_code.end()) return std::nullopt;
  return it->second.front();
}

namespace {

bool is_number(std::string_view id) {
  return id.size() == 4 &&
         std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// All pieces of the copy that the line is judged by: the common one, else that of the unit with
/// the lower code, else the first.
std::vector<std::size_t> leading_sections(const LineWork& w, const LineRow& row) {
  const BoundaryLine& line = w.book.lines[*row.record];
  const auto copy_of = [&](std::size_t s) -> const LineSection& { return w.book.sections[s]; };
  std::string chosen;
  bool found = false;
  for (const std::size_t s : line.sections)
    if (copy_of(s).state != LineState::disputed && copy_of(s).copy.empty()) found = true;
  if (!found)
    for (const UnitId id : {row.a, row.b})
      for (const std::size_t s : line.sections)
        if (!found && id && copy_of(s).state != LineState::disputed &&
            w.finder.find(row.layer, copy_of(s).copy) == id) {
          chosen = copy_of(s).copy;
          found = true;
        }
  if (!found)
    for (const std::size_t s : line.sections)
      if (!found && copy_of(s).state != LineState::disputed) {
        chosen = copy_of(s).copy;
        found = true;
      }
  std::vector<std::size_t> out;
  for (const std::size_t s : line.sections)
    if (copy_of(s).state != LineState::disputed && copy_of(s).copy == chosen) out.push_back(s);
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    return copy_of(a).number.value_or(0) < copy_of(b).number.value_or(0);
  });
  return out;
}

class Finder {
 public:
  explicit Finder(LineWork& work) : w_(work) {
    for (std::size_t i = 0; i < w_.in.borders.size(); ++i) {
      const BorderRow& b = w_.in.borders[i];
      border_of_[{b.layer, std::min(b.a, b.b), std::max(b.a, b.b)}] = i;
    }
  }

  void run() {
    for (std::size_t i = 0; i < w_.book.lines.size(); ++i) take(i);
    if (!w_.book.has_lines) take_borders();
    parallel_for(w_.out.lines.size(), [&](std::size_t i) {
      LineRow& row = w_.out.lines[i];
      if (row.record) row.length_m = geodesic_length_m(row.course, w_.in.frame);
    });
    check_numbers();
  }

 private:
  std::optional<std::size_t> border(std::size_t layer, UnitId a, UnitId b) const {
    const auto it = border_of_.find({layer, std::min(a, b), std::max(a, b)});
    return it == border_of_.end() ? std::nullopt : std::optional(it->second);
  }

  std::string label(const LineRow& row) const {
    std::string id = row.record ? w_.book.lines[*row.record].id : row.number;
    if (!id.empty()) id += ' ';
    return id + w_.units[row.a].name + "—" + (row.b ? w_.units[row.b].name : row.other_text);
  }

  void take(std::size_t i) {
    const BoundaryLine& line = w_.book.lines[i];
    LineRow row;
    row.record = i;
    int best = 0;
    for (const std::size_t l : w_.finder.layers(line.given_level)) {
      UnitId a = w_.finder.find(l, line.unit), b = w_.finder.find(l, line.other);
      const int found = (a ? 1 : 0) + (b ? 1 : 0);
      if (found <= best) continue;
      best = found;
      row.layer = l;
      row.other_text = a ? line.other : line.unit;
      if (!a || (b && w_.units[b].code < w_.units[a].code)) std::swap(a, b);
      row.a = a;
      row.b = b;
    }
    if (row.a && row.b) row.other_text.clear();
    std::vector<std::vector<XY>> pieces;
    std::vector<std::size_t> section_of;
    if (!row.a || row.a == row.b) {
      for (const std::size_t s : line.sections)
        pieces.insert(pieces.end(), w_.book.sections[s].parts.begin(),
                      w_.book.sections[s].parts.end());
      row.label = (line.id.empty() ? "" : line.id + ' ') + line.unit + "—" + line.other;
      row.course = course_of(pieces).parts;
      const std::size_t at = w_.out.lines.size();
      const bool same = row.a && row.a == row.b;
      row.a = row.b = UnitId();
      w_.out.lines.push_back(std::move(row));
      w_.add("line-unit-unknown", {.line = at, .section = line.sections.front()},
             where(w_.out.lines[at]),
             same ? Text{fmt::format("界线两侧写的是同一个区划 {}", line.unit),
                         fmt::format("both sides of the line are the same unit {}", line.unit)}
                  : Text{fmt::format("区划图层里找不到 {} 和 {}", line.unit, line.other),
                         fmt::format("the layer has neither {} nor {}", line.unit, line.other)});
      return;
    }
    w_.out.layer_checked[row.layer] = true;
    row.border = border(row.layer, row.a, row.b);
    row.number = is_number(line.id) ? line.id
                 : row.b            ? line_number_of(w_.units[row.a].code, w_.units[row.b].code)
                                    : std::string();
    row.label = label(row);
    const auto leading = leading_sections(w_, row);
    for (const std::size_t s : leading)
      for (const auto& part : w_.book.sections[s].parts) {
        pieces.push_back(part);
        section_of.push_back(s);
      }
    auto course = course_of(pieces);
    const std::size_t at = w_.out.lines.size();
    for (const Jump& jump : course.jumps)
      if (!lawful(row, jump)) tell_jump(row, at, jump, section_of);
    row.course = std::move(course.parts);
    if (row.course.empty() && row.border) row.course = joined(w_.in.borders[*row.border].sections);
    turn_course(row.course);
    for (const std::size_t s : line.sections) {
      const LineSection& section = w_.book.sections[s];
      if (section.state != LineState::disputed) continue;
      const UnitId of = w_.finder.find(row.layer, section.copy);
      for (std::size_t side = 0; side < 2; ++side)
        if (of && of == (side == 0 ? row.a : row.b))
          row.claims[side].insert(row.claims[side].end(), section.parts.begin(),
                                  section.parts.end());
    }
    if (row.b && !row.border && !share_a_fault(row))
      w_.add("line-not-neighbours", {.line = at, .section = line.sections.front()}, where(row),
             {fmt::format("{} 与 {} 在区划图层里没有共同的界线", w_.unit_label(row.a),
                          w_.unit_label(row.b)),
              fmt::format("{} and {} share no line in the layer", w_.unit_label(row.a),
                          w_.unit_label(row.b))});
    w_.out.lines.push_back(std::move(row));
  }

  /// Neighbours whose copies of their line differ from end to end have no border.
  bool share_a_fault(const LineRow& row) const {
    const auto& findings = w_.in.boundaries.findings;
    return std::any_of(findings.begin(), findings.end(), [&](const BoundaryFinding& f) {
      return f.fault && f.layer == row.layer &&
             ((f.a == row.a && f.b == row.b) || (f.a == row.b && f.b == row.a));
    });
  }

  static std::optional<XY> where(const LineRow& row) {
    if (row.course.empty()) return std::nullopt;
    return middle_of(row.course);
  }

  /// A line may well leave off where a stretch of the border ends, and go on where another begins.
  bool lawful(const LineRow& row, const Jump& jump) const {
    if (!row.border) return false;
    const double tolerance = w_.in.options.tolerance_m();
    const auto parts = joined(w_.in.borders[*row.border].sections);
    if (parts.size() < 2) return false;
    const auto near = [&](XY p, XY q) { return std::hypot(p.x - q.x, p.y - q.y) <= tolerance; };
    // A ring may begin anywhere.
    const auto at_end = [&](XY p) {
      return std::any_of(parts.begin(), parts.end(), [&](const std::vector<XY>& part) {
        return part.front() == part.back()
                   ? LineIndex(std::span(&part, 1)).nearest(p).distance_m <= tolerance
                   : near(p, part.front()) || near(p, part.back());
      });
    };
    return at_end(jump.from) && at_end(jump.to);
  }

  void tell_jump(const LineRow& row, std::size_t at, const Jump& jump,
                 const std::vector<std::size_t>& section_of) {
    const LineSection& before = w_.book.sections[section_of[jump.before]];
    const LineSection& after = w_.book.sections[section_of[jump.before + 1]];
    const auto name = [](const LineSection& s) {
      return s.number ? std::to_string(*s.number) : fmt::format("{}*", s.row);
    };
    w_.add("line-sections-apart", {.line = at, .section = section_of[jump.before]}, jump.from,
           {fmt::format("{}：第 {} 段的终点与第 {} 段的起点相距 {:.2f} 米", row.label, name(before),
                        name(after), jump.apart_m),
            fmt::format("{}: section {} ends {:.2f} m from where section {} begins", row.label,
                        name(before), jump.apart_m, name(after))})
        .metres = jump.apart_m;
  }

  /// Without [[boundary_lines]] markers are compared with the outlines.
  void take_borders() {
    std::set<Level> levels;
    for (const Marker& m : w_.book.markers)
      if (m.given_level) levels.insert(*m.given_level);
    if (levels.empty()) levels.insert(Level::county);
    for (std::size_t i = 0; i < w_.in.borders.size(); ++i) {
      const BorderRow& b = w_.in.borders[i];
      const UnitLayer& layer = w_.units.layers[b.layer];
      if (!b.b || layer.tree != Tree::legal || !levels.contains(layer.level)) continue;
      LineRow row;
      row.layer = b.layer;
      const bool in_order = w_.units[b.a].code < w_.units[b.b].code;
      row.a = in_order ? b.a : b.b;
      row.b = in_order ? b.b : b.a;
      row.border = i;
      row.number = line_number_of(w_.units[row.a].code, w_.units[row.b].code);
      row.label = label(row);
      row.course = joined(b.sections);
      row.length_m = b.length_m;
      w_.out.layer_checked[row.layer] = true;
      w_.out.lines.push_back(std::move(row));
    }
  }

  void check_numbers() {
    std::map<std::tuple<std::size_t, UnitId, UnitId, std::string>, std::size_t> first;
    for (std::size_t i = 0; i < w_.out.lines.size(); ++i) {
      const LineRow& row = w_.out.lines[i];
      if (!row.record || !row.a) continue;
      const std::string& id = w_.book.lines[*row.record].id;
      const Level level = w_.units.layers[row.layer].level;
      const bool known_rule = level == Level::prefecture || level == Level::county;
      const std::string expected =
          row.b && known_rule ? line_number_of(w_.units[row.a].code, w_.units[row.b].code) : "";
      // Of lines between two parents' units the order of the halves is not said.
      const bool turned = row.b && w_.units[row.a].parent != w_.units[row.b].parent &&
                          expected.size() == 4 && id == expected.substr(2) + expected.substr(0, 2);
      if (!id.empty() && !is_number(id))
        w_.add("line-number-bad", {.line = i}, where(row),
               {fmt::format("界线编号“{}”不是 4 位数字", id),
                fmt::format("the line's number \"{}\" has not four digits", id)});
      else if (!id.empty() && !expected.empty() && id != expected && !turned)
        w_.add(
            "line-number-bad", {.line = i}, where(row),
            {fmt::format("界线编号 {} 与两侧区划代码不符，应为 {}", id, expected),
             fmt::format("the line's number is {}; by the units' codes it is {}", id, expected)});
      if (!is_number(id)) continue;
      const UnitId parent = w_.units[row.a].parent;
      const UnitId other = row.b ? w_.units[row.b].parent : UnitId();
      const auto [it, fresh] = first.emplace(std::tuple(row.layer, parent, other, id), i);
      if (fresh) continue;
      const LineRow& before = w_.out.lines[it->second];
      if (before.a == row.a && before.b == row.b) continue;
      w_.add("line-number-shared", {.line = i}, where(row),
             {fmt::format("界线编号 {} 已用于 {}", id, before.label),
              fmt::format("the number {} is already that of {}", id, before.label)});
    }
  }

  LineWork& w_;
  std::map<std::tuple<std::size_t, UnitId, UnitId>, std::size_t> border_of_;
};

}  // namespace

void find_lines(LineWork& work) { Finder(work).run(); }

}  // namespace fangyuan
