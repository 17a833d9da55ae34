// SPDX-License-Identifier: Apache-2.0
// Markers: their numbers, their lines, their order, and what the records say of them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "geo/lines/line_work.h"
#include "geo/units/names.h"

namespace fangyuan {
namespace {

std::string label(const Marker& m) { return m.code ? m.code->text : m.written; }
std::optional<XY> where(const Marker& m) {
  return m.place ? std::optional(m.place->xy) : std::nullopt;
}

class Placer {
 public:
  explicit Placer(LineWork& work) : w_(work), tolerance_(work.in.options.tolerance_m()) {}

  void run() {
    const auto& markers = w_.book.markers;
    for (std::size_t i = 0; i < markers.size(); ++i) {
      w_.out.markers.push_back({.marker = i});
      if (markers[i].code)
        w_.rows_of_code[markers[i].code->text].push_back(i);
      else
        w_.add("marker-code-bad", {.marker = i}, where(markers[i]),
               {fmt::format("界桩号“{}”：{}", markers[i].written, markers[i].code_fault.zh),
                fmt::format("marker \"{}\": {}", markers[i].written, markers[i].code_fault.en)});
    }
    for (const LineRow& row : w_.out.lines) courses_.emplace_back(row.course);
    for (std::size_t i = 0; i < w_.out.lines.size(); ++i) {
      const LineRow& row = w_.out.lines[i];
      if (!row.number.empty()) by_number_[row.number].push_back(i);
      if (row.record && !w_.book.lines[*row.record].id.empty())
        by_id_[fold_text(w_.book.lines[*row.record].id)].push_back(i);
    }
    for (std::size_t i = 0; i < markers.size(); ++i) assign(i);
    tell_doubles();
    for (std::size_t i = 0; i < markers.size(); ++i) compare_place(i);
  }

 private:
  /// Of several lines with one number that which the marker is nearest to.
  std::optional<std::size_t> nearest_of(const std::vector<std::size_t>& lines,
                                        const Marker& m) const {
    if (lines.size() == 1 || !m.place)
      return lines.empty() ? std::nullopt : std::optional(lines.front());
    std::optional<std::size_t> best;
    double least = 0;
    for (const std::size_t i : lines) {
      if (courses_[i].empty()) continue;
      const double d = courses_[i].nearest(m.place->xy).distance_m;
      if (!best || d < least) best = i, least = d;
    }
    return best ? best : std::optional(lines.front());
  }

  void assign(std::size_t i) {
    const Marker& m = w_.book.markers[i];
    MarkerRow& row = w_.out.markers[i];
    if (m.code && m.code->standing == MarkerStanding::junction) return;
    if (!m.line.empty())
      if (const auto it = by_id_.find(fold_text(m.line)); it != by_id_.end())
        row.line = nearest_of(it->second, m);
    if (!row.line && m.code)
      for (const auto* map : {&by_number_, &by_id_})
        if (const auto it = map->find(m.code->line); !row.line && it != map->end())
          row.line = nearest_of(it->second, m);
    // 0605 for 0506: the line is known, the number is the wrong way round.
    const std::string turned = m.code ? m.code->line.substr(2) + m.code->line.substr(0, 2) : "";
    bool is_turned = false;
    if (!row.line && m.code && m.line.empty())
      if (const auto it = by_number_.find(turned); it != by_number_.end()) {
        row.line = nearest_of(it->second, m);
        is_turned = row.line.has_value();
      }
    if (is_turned) {
      w_.add(
          "marker-code-bad", {.line = row.line, .marker = i}, where(m),
          {fmt::format("界桩 {} 的界线编号 {} 应为 {}（小的在前）", label(m), m.code->line, turned),
           fmt::format("marker {}: the line's number {} should be {}, the smaller first", label(m),
                       m.code->line, turned)});
      return;
    }
    if (!row.line) {
      if (!m.code && m.line.empty()) return;  // told as a number that is none
      w_.add("marker-no-line", {.marker = i}, where(m),
             {fmt::format("界桩 {}：没有编号为 {} 的界线", label(m),
                          m.line.empty() ? m.code->line : m.line),
              fmt::format("marker {}: there is no line {}", label(m),
                          m.line.empty() ? m.code->line : m.line)});
      return;
    }
    const std::string& number = w_.out.lines[*row.line].number;
    if (m.code && !number.empty() && m.code->line != number)
      w_.add("marker-code-bad", {.line = row.line, .marker = i}, where(m),
             {fmt::format("界桩 {} 的前 4 位不是所属界线的编号 {}", label(m), number),
              fmt::format("marker {}: its first four are not its line's number {}", label(m),
                          number)});
  }

  /// One number: the neighbours' copies of one record, or two markers.
  void tell_doubles() {
    for (const auto& [code, rows] : w_.rows_of_code) {
      std::map<std::optional<std::size_t>, std::vector<std::size_t>> by_line;
      for (const std::size_t i : rows) by_line[w_.out.markers[i].line].push_back(i);
      for (const auto& [line, same] : by_line) look_at(code, same);
    }
  }

  void look_at(const std::string& code, const std::vector<std::size_t>& rows) {
    std::map<std::string, std::size_t> copies;
    for (const std::size_t i : rows) {
      const Marker& m = w_.book.markers[i];
      const auto [it, fresh] = copies.emplace(fold_text(m.copy), i);
      if (fresh) {
        if (copies.size() > 1) w_.out.markers[i].same_as = rows.front();
        continue;
      }
      const Marker& first = w_.book.markers[it->second];
      w_.out.markers[i].doubled = w_.out.markers[it->second].doubled = true;
      const double apart =
          m.place && first.place ? geodesic_mm(m.place->lonlat, first.place->lonlat) / 1000 : 0;
      LineFinding& f =
          w_.add("marker-code-twice", {.line = w_.out.markers[i].line, .marker = i}, where(m),
                 {fmt::format("界桩号 {} 出现两次（第 {} 行和第 {} 行），相距 {:.1f} 米", code,
                              first.row, m.row, apart),
                  fmt::format("the number {} is in rows {} and {}, {:.1f} m apart", code, first.row,
                              m.row, apart)});
      f.metres = apart;
    }
    for (const std::size_t i : rows)
      if (w_.out.markers[i].same_as) compare_copies(i, *w_.out.markers[i].same_as);
  }

  void compare_copies(std::size_t i, std::size_t with) {
    const Marker &a = w_.book.markers[with], &b = w_.book.markers[i];
    Text what;
    const auto differ = [&](const char* zh, const char* en, std::string_view p,
                            std::string_view q) {
      if (p.empty() || q.empty() || fold_text(p) == fold_text(q)) return;
      what.zh += fmt::format("；{}“{}”与“{}”", zh, p, q);
      what.en += fmt::format("; {} \"{}\" and \"{}\"", en, p, q);
    };
    double apart = 0;
    if (a.place && b.place) apart = geodesic_mm(a.place->lonlat, b.place->lonlat) / 1000;
    if (apart > tolerance_) {
      what.zh += fmt::format("；坐标相差 {:.2f} 米", apart);
      what.en += fmt::format("; the places are {:.2f} m apart", apart);
    }
    differ("类型", "kind", a.kind, b.kind);
    differ("完好程度", "condition",
           zh_of(a.condition == Condition::unsaid ? b.condition : a.condition),
           zh_of(b.condition == Condition::unsaid ? a.condition : b.condition));
    differ("管理方", "keeper", a.side, b.side);
    if (what.zh.empty()) return;
    LineFinding& f =
        w_.add("marker-copies-differ", {.line = w_.out.markers[i].line, .marker = i}, where(b),
               {fmt::format("界桩 {}：双方记录不一致：{}", label(b),
                            what.zh.substr(std::string("；").size())),
                fmt::format("marker {}: the two records differ: {}", label(b), what.en.substr(2))});
    if (apart > tolerance_) f.metres = apart;
  }

  void compare_place(std::size_t i) {
    const Marker& m = w_.book.markers[i];
    MarkerRow& row = w_.out.markers[i];
    if (!row.line || !m.place || courses_[*row.line].empty()) return;
    const auto foot = courses_[*row.line].nearest(m.place->xy);
    row.off_m = foot.distance_m;
    double along = foot.along_m;
    for (std::size_t p = 0; p < foot.part; ++p) along += courses_[*row.line].length_m(p);
    row.along_m = along;
    if (row.same_as || !m.code) return;
    const bool bank = m.code->standing != MarkerStanding::single;
    const double allowed = bank ? kBankM : tolerance_;
    if (foot.distance_m <= allowed) return;
    w_.add("marker-off-line", {.line = row.line, .marker = i}, m.place->xy,
           {fmt::format("界桩 {} 离界线 {} {:.2f} 米（容许 {:.1f} 米）", label(m),
                        w_.out.lines[*row.line].label, foot.distance_m, allowed),
            fmt::format("marker {} is {:.2f} m off the line {} ({:.1f} m are allowed)", label(m),
                        foot.distance_m, w_.out.lines[*row.line].label, allowed)})
        .metres = foot.distance_m;
  }

  LineWork& w_;
  double tolerance_;
  std::vector<LineIndex> courses_;
  std::map<std::string, std::vector<std::size_t>> by_number_, by_id_;
};

/// Positions of a longest chain of values that never fall; of several the one found first.
std::vector<std::size_t> longest_rise(const std::vector<double>& values) {
  std::vector<std::size_t> tails, before(values.size(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto at = std::upper_bound(tails.begin(), tails.end(), values[i],
                                     [&](double v, std::size_t t) { return v < values[t]; });
    if (at != tails.begin()) before[i] = *(at - 1);
    if (at == tails.end())
      tails.push_back(i);
    else
      *at = i;
  }
  std::vector<std::size_t> chain;
  for (std::size_t i = tails.empty() ? values.size() : tails.back(); i < values.size();
       i = before[i])
    chain.push_back(i);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

class MarkerChecker {
 public:
  explicit MarkerChecker(LineWork& work) : w_(work) {}

  void run() {
    for (std::size_t i = 0; i < w_.out.markers.size(); ++i) {
      const MarkerRow& row = w_.out.markers[i];
      if (row.line && !row.same_as && w_.book.markers[i].code)
        w_.out.lines[*row.line].markers.push_back(i);
    }
    for (std::size_t k = 0; k < w_.out.lines.size(); ++k) {
      auto& list = w_.out.lines[k].markers;
      std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
        const MarkerCode &p = *w_.book.markers[a].code, &q = *w_.book.markers[b].code;
        return std::pair(p.serial, p.type) < std::pair(q.serial, q.type);
      });
      if (w_.out.lines[k].record && list.empty() && w_.book.has_markers && w_.out.lines[k].a)
        w_.add("line-no-marker", {.line = k},
               w_.out.lines[k].course.empty() ? std::nullopt
                                              : std::optional(middle_of(w_.out.lines[k].course)),
               {fmt::format("{}：没有一个登记的界桩", w_.out.lines[k].label),
                fmt::format("{}: no marker is registered", w_.out.lines[k].label)});
      check_order(k);
      check_sets(k);
    }
    for (std::size_t i = 0; i < w_.out.markers.size(); ++i)
      if (!w_.out.markers[i].same_as) check_record(i);
    check_ends();
  }

 private:
  const Marker& marker(std::size_t i) const { return w_.book.markers[i]; }

  void check_order(std::size_t k) {
    const LineRow& line = w_.out.lines[k];
    // One entry per serial; those whose number is doubled or that stand off the line say nothing.
    struct Entry {
      int serial;
      double along;
      std::vector<std::size_t> rows;
    };
    std::vector<Entry> entries;
    std::set<int> serials;
    for (const std::size_t i : line.markers) {
      const MarkerRow& row = w_.out.markers[i];
      const int serial = marker(i).code->serial;
      serials.insert(serial);
      if (!row.along_m || row.doubled) continue;
      if (entries.empty() || entries.back().serial != serial) entries.push_back({serial, 0, {}});
      entries.back().rows.push_back(i);
      entries.back().along += *row.along_m;
    }
    std::vector<double> up, down;
    for (Entry& e : entries) {
      e.along /= static_cast<double>(e.rows.size());
      up.push_back(e.along);
      down.push_back(-e.along);
    }
    const auto rise = longest_rise(up), fall = longest_rise(down);
    const auto& chain = fall.size() > rise.size() ? fall : rise;
    for (std::size_t e = 0, c = 0; e < entries.size(); ++e) {
      if (c < chain.size() && chain[c] == e) {
        ++c;
        continue;
      }
      const std::size_t i = entries[e].rows.front();
      const auto neighbour = [&](std::size_t at) {
        return label(marker(entries[at].rows.front()));
      };
      const std::string before = c > 0 ? neighbour(chain[c - 1]) : "",
                        after = c < chain.size() ? neighbour(chain[c]) : "";
      const std::string between = before.empty()  ? after + " 之前"
                                  : after.empty() ? before + " 之后"
                                                  : before + " 与 " + after + " 之间";
      const std::string between_en = before.empty()  ? "before " + after
                                     : after.empty() ? "after " + before
                                                     : "between " + before + " and " + after;
      w_.add("marker-order", {.line = k, .marker = i}, where(marker(i)),
             {fmt::format("{}：界桩 {} 沿界线不在 {}", line.label, label(marker(i)), between),
              fmt::format("{}: along the line marker {} is not {}", line.label, label(marker(i)),
                          between_en)});
    }
    check_direction(k, chain.size() < 2
                           ? std::nullopt
                           : std::optional(std::pair(entries[chain.front()].rows.front(),
                                                     entries[chain.back()].rows.front())));
    std::string missing;
    int expected = 1;
    for (const int serial : serials) {
      for (; expected < serial; ++expected) missing += fmt::format(" {:03}", expected);
      expected = serial + 1;
    }
    if (!missing.empty())
      w_.add("marker-serial-gap", {.line = k, .marker = line.markers.front()},
             where(marker(line.markers.front())),
             {fmt::format("{}：缺界桩{}", line.label, missing),
              fmt::format("{}: markers missing:{}", line.label, missing)});
  }

  void check_direction(std::size_t k, std::optional<std::pair<std::size_t, std::size_t>> ends) {
    // Of a line in several parts, an enclave's among them, no one way leads from end to end.
    if (!ends || w_.out.lines[k].course.size() > 1) return;
    const XY first = marker(ends->first).place->xy, last = marker(ends->second).place->xy;
    if (last.x >= first.x || last.y <= first.y) return;
    w_.add("marker-direction", {.line = k, .marker = ends->first}, first,
           {fmt::format("{}：编号由东南向西北", w_.out.lines[k].label),
            fmt::format("{}: serials run from south-east to north-west", w_.out.lines[k].label)});
  }

  void check_sets(std::size_t k) {
    const LineRow& line = w_.out.lines[k];
    std::map<int, std::vector<std::size_t>> sets;
    for (const std::size_t i : line.markers) sets[marker(i).code->serial].push_back(i);
    for (const auto& [serial, rows] : sets) {
      std::string letters;
      for (const std::size_t i : rows)
        if (letters.find(marker(i).code->type) == std::string::npos)
          letters += marker(i).code->type;
      if (letters != "Q" && letters != "AB" && letters != "CDE") {
        w_.add("marker-set-broken", {.line = k, .marker = rows.front()},
               where(marker(rows.front())),
               {fmt::format("{}：序号 {:03} 的类型码是 {}，不成套", line.label, serial, letters),
                fmt::format("{}: serial {:03} has the letters {}, which make no set", line.label,
                            serial, letters)});
        continue;
      }
      if (letters != "Q" && line.b) check_banks(k, rows);
    }
  }

  /// The letters ascend with the units' codes: A stands in the first, B in the second; C to E never
  /// go back.
  void check_banks(std::size_t k, const std::vector<std::size_t>& rows) {
    const LineRow& line = w_.out.lines[k];
    const UnitId low = line.a, high = line.b;
    int last = -1;
    std::size_t on_low = 0, on_high = 0;
    for (const std::size_t i : rows) {
      const Marker& m = marker(i);
      if (!m.place) continue;
      const UnitId stands = w_.in.boundaries.locate(line.layer, m.place->xy);
      const int rank = stands == low ? 0 : stands == high ? 1 : -1;
      const bool twin = m.code->standing == MarkerStanding::twin;
      on_low += rank == 0 ? 1U : 0U;
      on_high += rank == 1 ? 1U : 0U;
      const bool wrong = twin ? rank != m.code->place() : rank < last;
      last = std::max(last, rank);
      if (!wrong) continue;
      const UnitId expected = twin ? (m.code->place() == 0 ? low : high) : high;
      w_.add("marker-bank", {.line = k, .marker = i}, m.place->xy,
             {fmt::format("界桩 {} 立在 {} 一侧，应在 {} 一侧", label(m),
                          stands ? w_.unit_label(stands) : "界外", w_.unit_label(expected)),
              fmt::format("marker {} stands in {}; it belongs on the side of {}", label(m),
                          stands ? w_.unit_label(stands) : "none of the units",
                          w_.unit_label(expected))});
    }
    if (rows.size() == 3 && on_low + on_high == 3 && (on_low == 0 || on_high == 0))
      w_.add("marker-bank", {.line = k, .marker = rows.front()}, where(marker(rows.front())),
             {fmt::format("三立界桩 {} 等三个都在 {} 一侧", label(marker(rows.front())),
                          w_.unit_label(on_low == 0 ? high : low)),
              fmt::format("the triplet of {} stands on the side of {} alone",
                          label(marker(rows.front())), w_.unit_label(on_low == 0 ? high : low))});
  }

  void check_record(std::size_t i) {
    const Marker& m = marker(i);
    const MarkerRow& row = w_.out.markers[i];
    const LineWork::Target target{.line = row.line, .marker = i};
    check_kind(i);
    const auto condition = [&](const char* code, const char* zh, const char* en) {
      w_.add(code, target, where(m),
             {fmt::format("界桩 {} 登记为{}{}", label(m), zh,
                          m.side.empty() ? "" : "，管理方 " + m.side),
              fmt::format("marker {} is recorded as {}{}", label(m), en,
                          m.side.empty() ? "" : "; its keeper is " + m.side)});
    };
    if (!m.condition_unknown.empty())
      w_.add(
          "marker-condition-unknown", {.line = w_.out.markers[i].line, .marker = i}, where(m),
          {fmt::format("界桩 {} 的完好程度“{}”认不出，当作没有写明；认得的词：{}", label(m),
                       m.condition_unknown, words_of_conditions()),
           fmt::format("marker {}: the condition \"{}\" is not known and counts as unsaid; known "
                       "are good, damaged, lost, moved, {}",
                       label(m), m.condition_unknown, words_of_conditions())});
    if (m.condition == Condition::damaged) condition("marker-damaged", "损坏", "damaged");
    if (m.condition == Condition::lost) condition("marker-lost", "丢失", "lost");
    if (m.condition == Condition::moved) condition("marker-moved", "移位", "moved");
    if (w_.book.has_sides) check_side(i);
    check_photos(i);
    if (w_.book.has_references) check_references(i);
  }

  void check_kind(std::size_t i) {
    const Marker& m = marker(i);
    if (!m.code) return;
    const auto says = [&](const char* word) { return m.kind.find(word) != std::string::npos; };
    std::optional<MarkerStanding> said;
    if (says("双立"))
      said = MarkerStanding::twin;
    else if (says("三立"))
      said = MarkerStanding::triple;
    else if (says("交会"))
      said = MarkerStanding::junction;
    else if (says("单立") && !says("三面"))
      said = MarkerStanding::single;
    if (!said || *said == m.code->standing) return;
    w_.add("marker-kind-differs", {.line = w_.out.markers[i].line, .marker = i}, where(m),
           {fmt::format("界桩 {} 登记为“{}”，类型码却是 {}", label(m), m.kind, m.code->type),
            fmt::format("marker {} is registered as \"{}\", but its letter is {}", label(m), m.kind,
                        m.code->type)});
  }

  void check_side(std::size_t i) {
    const Marker& m = marker(i);
    const MarkerRow& row = w_.out.markers[i];
    const LineWork::Target target{.line = row.line, .marker = i};
    if (m.side.empty()) {
      w_.add("marker-side-missing", target, where(m),
             {fmt::format("界桩 {} 没有写明管理方", label(m)),
              fmt::format("marker {} names no keeper", label(m))});
      return;
    }
    if (!row.line) return;
    const LineRow& line = w_.out.lines[*row.line];
    if (!line.a || !line.b) return;
    // An office's name holds its unit's: 甲区民政局.
    const UnitId id = w_.finder.find(line.layer, m.side);
    const auto holds = [&](UnitId unit) {
      return m.side.find(w_.units[unit].name) != std::string::npos;
    };
    if (id == line.a || id == line.b || (!id && (holds(line.a) || holds(line.b)))) return;
    w_.add(
        "marker-side-bad", target, where(m),
        {fmt::format("界桩 {} 的管理方 {} 不是 {} 的一方", label(m), m.side, line.label),
         fmt::format("marker {}: its keeper {} is no side of {}", label(m), m.side, line.label)});
  }

  void check_photos(std::size_t i) {
    const Marker& m = marker(i);
    for (const std::string& photo : m.photos) {
      if (photo.find("://") != std::string::npos) continue;
      std::error_code ignored;
      const std::filesystem::path path(photo);
      if (std::filesystem::is_regular_file(w_.in.options.folder / path, ignored) ||
          std::filesystem::is_regular_file(
              std::filesystem::path(w_.book.marker_folders[m.source]) / path, ignored))
        continue;
      w_.add("marker-photo-missing", {.line = w_.out.markers[i].line, .marker = i}, where(m),
             {fmt::format("界桩 {} 的照片 {} 不在", label(m), photo),
              fmt::format("marker {}: no file {}", label(m), photo)});
    }
  }

  void check_references(std::size_t i) {
    const Marker& m = marker(i);
    Text what;
    if (m.references.empty()) what = {"没有方位物", "no reference object"};
    for (const ReferenceObject& r : m.references) {
      const bool azimuth = r.azimuth_deg && (*r.azimuth_deg < 0 || *r.azimuth_deg >= 360);
      const bool distance = r.distance_m && *r.distance_m <= 0;
      if (!azimuth && !distance && !r.name.empty()) continue;
      what = {
          fmt::format("方位物“{}”{}{}{}", r.name, r.name.empty() ? "没有名称 " : "",
                      azimuth ? fmt::format("方位角 {} 不在 0–360° 之内 ", *r.azimuth_deg) : "",
                      distance ? fmt::format("距离 {} 米不是正数", *r.distance_m) : ""),
          fmt::format(
              "reference object \"{}\": {}{}{}", r.name, r.name.empty() ? "no name " : "",
              azimuth ? fmt::format("a bearing of {} is not within 0–360° ", *r.azimuth_deg) : "",
              distance ? fmt::format("a distance of {} m", *r.distance_m) : "")};
      break;
    }
    if (what.zh.empty()) return;
    w_.add("marker-reference-bad", {.line = w_.out.markers[i].line, .marker = i}, where(m),
           {fmt::format("界桩 {}：{}", label(m), what.zh),
            fmt::format("marker {}: {}", label(m), what.en)});
  }

  bool off_junction(std::size_t i) const {
    return std::any_of(w_.out.findings.begin(), w_.out.findings.end(), [&](const LineFinding& f) {
      return f.marker == i && f.code == "junction-marker-off";
    });
  }

  /// The markers at which sections say they begin and end.
  void check_ends() {
    if (!w_.book.has_markers) return;
    const double tolerance = w_.in.options.tolerance_m();
    for (std::size_t k = 0; k < w_.out.lines.size(); ++k) {
      if (!w_.out.lines[k].record) continue;
      for (const std::size_t s : w_.book.lines[*w_.out.lines[k].record].sections) {
        const LineSection& sec = w_.book.sections[s];
        for (const std::string* end : {&sec.from_marker, &sec.to_marker}) {
          if (end->empty() || !read_marker_code(*end).code) continue;  // a point of another kind
          const auto row = w_.marker_row(*end);
          const LineWork::Target target{.line = k, .section = s};
          const auto at = sec.parts.empty() ? std::nullopt : std::optional(middle_of(sec.parts));
          if (!row) {
            w_.add("section-marker-unknown", target, at,
                   {fmt::format("{}：段端界桩 {} 没有登记", w_.out.lines[k].label, *end),
                    fmt::format("{}: marker {} at a section's end is not registered",
                                w_.out.lines[k].label, *end)});
            continue;
          }
          const Marker& m = marker(*row);
          // Posts on banks stand off the ends; what is off its place, or doubled, has been told.
          if (!m.place || sec.parts.empty() || w_.out.markers[*row].doubled || off_junction(*row) ||
              (m.code->standing != MarkerStanding::single &&
               m.code->standing != MarkerStanding::junction) ||
              (w_.out.markers[*row].off_m && *w_.out.markers[*row].off_m > tolerance))
            continue;
          double least = -1;
          for (const XY p : {sec.parts.front().front(), sec.parts.front().back(),
                             sec.parts.back().front(), sec.parts.back().back()}) {
            const double d = std::hypot(p.x - m.place->xy.x, p.y - m.place->xy.y);
            if (least < 0 || d < least) least = d;
          }
          if (least <= tolerance) continue;
          w_.add(
                "section-end-off", {.line = k, .section = s, .marker = *row}, m.place->xy,
                {fmt::format("{}：段端离界桩 {} {:.2f} 米", w_.out.lines[k].label, label(m), least),
                 fmt::format("{}: the section ends {:.2f} m from marker {}", w_.out.lines[k].label,
                             least, label(m))})
              .metres = least;
        }
      }
    }
  }

  LineWork& w_;
};

}  // namespace

void place_markers(LineWork& work) { Placer(work).run(); }
void check_markers(LineWork& work) { MarkerChecker(work).run(); }

}  // namespace fangyuan
