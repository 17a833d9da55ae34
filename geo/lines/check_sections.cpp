// SPDX-License-Identifier: Apache-2.0
// Recorded lines against the outlines, and their copies against one another.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/parallel.h"
#include "geo/lines/line_work.h"
#include "geo/snap/segment_math.h"
#include "geo/units/names.h"

namespace fangyuan {
namespace {

using Lines = std::vector<std::vector<XY>>;
using plane::operator-;

class SectionChecker {
 public:
  explicit SectionChecker(LineWork& work) : w_(work), tolerance_(work.in.options.tolerance_m()) {
    for (const BoundaryFinding& f : w_.in.boundaries.findings)
      if (f.fault && f.a && f.b) faults_[key(f.layer, f.a, f.b)].push_back(f.fault.get());
  }

  void run() {
    compared_.resize(w_.out.lines.size());
    parallel_for(compared_.size(), [&](std::size_t i) { compared_[i] = compare(i); });
    for (std::size_t i = 0; i < w_.out.lines.size(); ++i) {
      if (!w_.out.lines[i].record || !w_.out.lines[i].a) continue;
      compare_with_border(i);
      check_records(i);
      check_order(i);
      compare_copies(i);
    }
    if (w_.book.has_lines) find_unrecorded();
  }

 private:
  using Key = std::tuple<std::size_t, UnitId, UnitId>;
  static Key key(std::size_t layer, UnitId a, UnitId b) {
    return {layer, std::min(a, b), std::max(a, b)};
  }

  const LineSection& section(std::size_t s) const { return w_.book.sections[s]; }
  const BoundaryLine& record(std::size_t i) const { return w_.book.lines[*w_.out.lines[i].record]; }
  std::string section_name(std::size_t s) const {
    return section(s).number ? std::to_string(*section(s).number)
                             : fmt::format("{}*", section(s).row);
  }

  /// Both copies where the outlines themselves differ: a record may follow either.
  Lines border_with_faults(const LineRow& row) const {
    Lines lines;
    if (row.border) lines = w_.in.borders[*row.border].sections;
    const auto it = faults_.find(key(row.layer, row.a, row.b));
    if (it == faults_.end()) return lines;
    for (const TilingFault* fault : it->second)
      for (const PolygonXY& polygon : fault->shape) {
        lines.push_back(polygon.outer);
        lines.insert(lines.end(), polygon.holes.begin(), polygon.holes.end());
      }
    return lines;
  }

  /// A record and the outlines, both ways.
  struct Compared {
    Stray off, missing;
  };
  std::optional<Compared> compare(std::size_t i) const {
    const LineRow& row = w_.out.lines[i];
    if (!row.record || !row.a || row.course.empty()) return std::nullopt;
    const auto& sections = record(i).sections;
    if (std::none_of(sections.begin(), sections.end(), [&](std::size_t s) {
          return !section(s).parts.empty() && section(s).state != LineState::disputed;
        }))
      return std::nullopt;
    Compared out;
    const LineIndex border(border_with_faults(row));
    if (border.empty()) return std::nullopt;
    out.off = stray_of(row.course, border, tolerance_);
    if (row.b && row.border)
      out.missing =
          stray_of(w_.in.borders[*row.border].sections, LineIndex(row.course), tolerance_);
    return out;
  }

  void compare_with_border(std::size_t i) {
    LineRow& row = w_.out.lines[i];
    if (!compared_[i]) return;
    const Stray &off = compared_[i]->off, &missing = compared_[i]->missing;
    row.apart_m = off.apart_m;
    if (off.apart_m > tolerance_) {
      const std::string elsewhere = other_border(row, off.where);
      w_.add("line-off-border", {.line = i}, off.where,
             {fmt::format("{}：界线记录与区划边界最大相差 {:.2f} 米，不符的长 {:.0f} 米{}",
                          row.label, off.apart_m, off.beyond_m,
                          elsewhere.empty() ? "" : "；该处是 " + elsewhere + " 的界线"),
              fmt::format("{}: the record is up to {:.2f} m off the outlines, {:.0f} m of it{}",
                          row.label, off.apart_m, off.beyond_m,
                          elsewhere.empty() ? "" : "; there it runs along " + elsewhere)})
          .metres = off.apart_m;
    }
    check_sides(i);
    if (row.disputed() || !row.claims[0].empty() || !row.claims[1].empty()) return;
    // Where sections do not meet, that has been told.
    if (std::any_of(w_.out.findings.begin(), w_.out.findings.end(), [&](const LineFinding& f) {
          return f.line == i && f.code == "line-sections-apart";
        }))
      return;
    // What is off on the way there is off on the way back: told once, unless more is missing.
    if (missing.beyond_m > 2 * tolerance_ && missing.beyond_m > 2 * off.beyond_m)
      w_.add(
            "line-border-unrecorded", {.line = i}, missing.where,
            {fmt::format("{}：区划边界有 {:.0f} 米没有界线记录，最远 {:.1f} 米", row.label,
                         missing.beyond_m, missing.apart_m),
             fmt::format("{}: {:.0f} m of the outlines' line have no record, {:.1f} m away at most",
                         row.label, missing.beyond_m, missing.apart_m)})
          .metres = missing.beyond_m;
  }

  /// All borders of a layer at once.
  struct LayerLines {
    Lines parts;
    std::vector<std::size_t> border_of;  ///< by part
  };
  struct LayerIndex {
    explicit LayerIndex(LayerLines lines)
        : border_of(std::move(lines.border_of)), index(lines.parts) {}
    std::vector<std::size_t> border_of;
    LineIndex index;
  };

  /// Another pair of the layer whose line passes within the tolerance of a point that is not on the
  /// row's own.
  std::string other_border(const LineRow& row, XY at) {
    auto it = layers_.find(row.layer);
    if (it == layers_.end()) {
      LayerLines lines;
      for (std::size_t k = 0; k < w_.in.borders.size(); ++k)
        if (w_.in.borders[k].layer == row.layer && w_.in.borders[k].b)
          for (const auto& part : w_.in.borders[k].sections) {
            lines.parts.push_back(part);
            lines.border_of.push_back(k);
          }
      it = layers_.emplace(row.layer, std::move(lines)).first;
    }
    if (it->second.index.empty()) return {};
    const auto foot = it->second.index.nearest(at);
    const std::size_t k = it->second.border_of[foot.part];
    if (foot.distance_m > tolerance_ || k == row.border) return {};
    return w_.unit_label(w_.in.borders[k].a) + "—" + w_.unit_label(w_.in.borders[k].b);
  }

  /// The units that a record names left and right of a section as drawn.
  void check_sides(std::size_t i) {
    const LineRow& row = w_.out.lines[i];
    if (!row.border) return;
    const BorderRow& b = w_.in.borders[*row.border];
    const auto& sections = record(i).sections;
    if (std::all_of(sections.begin(), sections.end(), [&](std::size_t s) {
          return section(s).left.empty() && section(s).right.empty();
        }))
      return;
    const LineIndex border(b.sections);
    for (const std::size_t s : record(i).sections) {
      const LineSection& sec = section(s);
      if ((sec.left.empty() && sec.right.empty()) || sec.parts.empty()) continue;
      // The side of a longest segment that lies on the border.
      double longest = 0;
      int side = 0;
      XY at;
      for (const auto& part : sec.parts)
        for (std::size_t k = 0; k + 1 < part.size(); ++k) {
          const XY p = part[k], q = part[k + 1];
          const XY middle{(p.x + q.x) / 2, (p.y + q.y) / 2};
          const double length = std::sqrt(plane::squared_distance(p, q));
          if (length <= longest) continue;
          const auto foot = border.nearest(middle);
          if (foot.distance_m > tolerance_ || foot.part >= b.sections.size()) continue;
          const auto& line = b.sections[foot.part];
          const XY d = line[foot.segment + 1] - line[foot.segment];
          const double along = plane::dot(q - p, d);
          if (along == 0) continue;
          longest = length;
          side = (along > 0 ? 1 : -1) * b.side_of_a[foot.part];
          at = middle;
        }
      if (side == 0) continue;
      const UnitId left = side > 0 ? b.a : b.b, right = side > 0 ? b.b : b.a;
      const UnitId said_left = w_.finder.find(row.layer, sec.left),
                   said_right = w_.finder.find(row.layer, sec.right);
      if ((said_left && said_left != left) || (said_right && said_right != right))
        w_.add("line-side-wrong", {.line = i, .section = s}, at,
               {fmt::format("{}：第 {} 段左侧实为 {}，右侧实为 {}", row.label, section_name(s),
                            w_.unit_label(left), w_.unit_label(right)),
                fmt::format("{}: left of section {} is {}, right of it {}", row.label,
                            section_name(s), w_.unit_label(left), w_.unit_label(right))});
    }
  }

  void check_records(std::size_t i) {
    const LineRow& row = w_.out.lines[i];
    for (const std::size_t s : record(i).sections) {
      const LineSection& sec = section(s);
      const auto at = sec.parts.empty() ? std::nullopt : std::optional(middle_of(sec.parts));
      const LineWork::Target target{.line = i, .section = s};
      if (sec.follows == Follows::unsaid)
        w_.add("section-follows-missing", target, at,
               {fmt::format("{}：第 {} 段没有写明沿何而走", row.label, section_name(s)),
                fmt::format("{}: section {} does not say what it follows", row.label,
                            section_name(s))});
      if (!sec.state_unknown.empty())
        w_.add("section-state-unknown", target, at,
               {fmt::format("{}：第 {} 段的状态“{}”认不出，当作没有写明；认得的词：{}", row.label,
                            section_name(s), sec.state_unknown, words_of_states()),
                fmt::format("{}: the state \"{}\" of section {} is not known and counts as unsaid; "
                            "known are agreed, undecided, disputed, {}",
                            row.label, sec.state_unknown, section_name(s), words_of_states())});
      if (sec.agreement.empty() && sec.state == LineState::agreed)
        w_.add("section-agreement-missing", target, at,
               {fmt::format("{}：第 {} 段没有协议书编号", row.label, section_name(s)),
                fmt::format("{}: section {} names no agreement", row.label, section_name(s))});
      if (sec.follows == Follows::markers || sec.follows == Follows::straight) check_straight(i, s);
    }
  }

  void check_straight(std::size_t i, std::size_t s) {
    double most = 0;
    XY at;
    for (const auto& part : section(s).parts)
      for (const XY p : part) {
        const double d = std::sqrt(plane::foot_on(p, part.front(), part.back()).squared_m);
        if (d > most) {
          most = d;
          at = p;
        }
      }
    if (most <= tolerance_) return;
    w_.add("section-bent", {.line = i, .section = s}, at,
           {fmt::format("{}：第 {} 段记为{}，却偏离两端连线 {:.1f} 米", w_.out.lines[i].label,
                        section_name(s), zh_of(section(s).follows), most),
            fmt::format("{}: section {} is recorded as {} but strays {:.1f} m from it",
                        w_.out.lines[i].label, section_name(s), en_of(section(s).follows), most)})
        .metres = most;
  }

  std::map<std::string, std::vector<std::size_t>> copies_of(std::size_t i) const {
    std::map<std::string, std::vector<std::size_t>> copies;
    for (const std::size_t s : record(i).sections)
      if (section(s).state != LineState::disputed) copies[fold_text(section(s).copy)].push_back(s);
    for (auto& [copy, sections] : copies)
      std::stable_sort(sections.begin(), sections.end(), [&](std::size_t a, std::size_t b) {
        return section(a).number.value_or(0) < section(b).number.value_or(0);
      });
    return copies;
  }

  void check_order(std::size_t i) {
    for (const auto& [copy, sections] : copies_of(i)) {
      if (sections.size() < 2) continue;
      std::string twice, missing;
      int last = 0;
      bool numbered = false, unnumbered = false;
      for (const std::size_t s : sections) {
        if (!section(s).number) {
          unnumbered = true;
          continue;
        }
        const int n = *section(s).number;
        if (numbered && n == last) twice += fmt::format(" {}", n);
        for (int k = last + 1; k < n && k < last + 100; ++k) missing += fmt::format(" {}", k);
        last = n;
        numbered = true;
      }
      if (!numbered || (twice.empty() && missing.empty() && !unnumbered)) continue;
      Text what{w_.out.lines[i].label + "：段号", w_.out.lines[i].label + ": sections"};
      if (!twice.empty()) what.zh += " 重复" + twice, what.en += " given twice:" + twice;
      if (!missing.empty()) what.zh += " 缺" + missing, what.en += " missing:" + missing;
      if (unnumbered) what.zh += " 有的段没有写", what.en += " without a number";
      w_.add("line-section-order", {.line = i, .section = sections.front()},
             section(sections.front()).parts.empty()
                 ? std::nullopt
                 : std::optional(middle_of(section(sections.front()).parts)),
             std::move(what));
    }
  }

  Lines parts_of(const std::vector<std::size_t>& sections) const {
    Lines out;
    for (const std::size_t s : sections)
      out.insert(out.end(), section(s).parts.begin(), section(s).parts.end());
    return out;
  }

  void compare_copies(std::size_t i) {
    const LineRow& row = w_.out.lines[i];
    const auto copies = copies_of(i);
    if (copies.empty() || (copies.size() == 1 && copies.begin()->first.empty())) return;
    if (copies.size() == 1) {
      const UnitId has = w_.finder.find(row.layer, copies.begin()->first);
      const UnitId wanted = has == row.a ? row.b : row.a;
      w_.add("line-copy-missing", {.line = i, .section = copies.begin()->second.front()},
             row.course.empty() ? std::nullopt : std::optional(middle_of(row.course)),
             {fmt::format("{}：只有 {} 的一份，没有 {} 的", row.label, copies.begin()->first,
                          wanted ? w_.unit_label(wanted) : row.other_text),
              fmt::format("{}: there is the copy of {}, not that of {}", row.label,
                          copies.begin()->first, wanted ? w_.unit_label(wanted) : row.other_text)});
      return;
    }
    const auto first = copies.begin();
    for (auto other = std::next(first); other != copies.end(); ++other) {
      const Lines a = parts_of(first->second), b = parts_of(other->second);
      if (!a.empty() && !b.empty()) {
        const Stray there = stray_of(a, LineIndex(b), tolerance_),
                    back = stray_of(b, LineIndex(a), tolerance_);
        const Stray& most = back.apart_m > there.apart_m ? back : there;
        if (most.apart_m > tolerance_)
          w_.add("line-copies-differ", {.line = i, .section = other->second.front()}, most.where,
                 {fmt::format("{}：两份界线最大相差 {:.2f} 米，不符的长 {:.0f} 米", row.label,
                              most.apart_m, std::max(there.beyond_m, back.beyond_m)),
                  fmt::format("{}: the copies are up to {:.2f} m apart, {:.0f} m of them",
                              row.label, most.apart_m, std::max(there.beyond_m, back.beyond_m))})
              .metres = most.apart_m;
      }
      compare_texts(i, first->second, other->second);
    }
  }

  void compare_texts(std::size_t i, const std::vector<std::size_t>& a,
                     const std::vector<std::size_t>& b) {
    std::map<int, std::size_t> by_number;
    for (const std::size_t s : a)
      if (section(s).number) by_number.emplace(*section(s).number, s);
    for (const std::size_t s : b) {
      if (!section(s).number) continue;
      const auto it = by_number.find(*section(s).number);
      if (it == by_number.end()) continue;
      const LineSection &x = section(it->second), &y = section(s);
      Text what;
      const auto differ = [&](const char* zh, const char* en, const std::string& p,
                              const std::string& q) {
        if (fold_text(p) == fold_text(q)) return;
        what.zh += fmt::format(" {}“{}”与“{}”", zh, p, q);
        what.en += fmt::format(" {} \"{}\" and \"{}\"", en, p, q);
      };
      if (x.follows != y.follows) differ("依据", "what it follows", x.follows_text, y.follows_text);
      differ("协议书", "agreement", x.agreement, y.agreement);
      const auto day = [](const std::optional<Date>& d) { return d ? to_string(*d) : ""; };
      differ("协议日期", "date", day(x.agreed), day(y.agreed));
      differ("起点界桩", "first marker", x.from_marker, y.from_marker);
      differ("终点界桩", "last marker", x.to_marker, y.to_marker);
      if (what.zh.empty()) continue;
      w_.add("line-copies-differ", {.line = i, .section = s},
             y.parts.empty() ? std::nullopt : std::optional(middle_of(y.parts)),
             {fmt::format("{}：第 {} 段两份记录不同：{}", w_.out.lines[i].label, section_name(s),
                          what.zh.substr(1)),
              fmt::format("{}: the records of section {} differ:{}", w_.out.lines[i].label,
                          section_name(s), what.en)});
    }
  }

  /// Neighbours of a level that has records, but none of their line.
  void find_unrecorded() {
    std::set<Key> recorded;
    for (const LineRow& row : w_.out.lines)
      if (row.a) recorded.insert(key(row.layer, row.a, row.b));
    for (const BorderRow& b : w_.in.borders) {
      if (!b.b || !w_.out.layer_checked[b.layer] || recorded.contains(key(b.layer, b.a, b.b)))
        continue;
      LineFinding& f = w_.add("border-no-line", {}, middle_of(joined(b.sections)),
                              {fmt::format("{} 与 {} 毗邻 {:.0f} 米，没有界线记录",
                                           w_.unit_label(b.a), w_.unit_label(b.b), b.length_m),
                               fmt::format("{} and {} share {:.0f} m and no recorded line",
                                           w_.unit_label(b.a), w_.unit_label(b.b), b.length_m)});
      f.metres = b.length_m;
    }
  }

  LineWork& w_;
  double tolerance_;
  std::map<Key, std::vector<const TilingFault*>> faults_;
  std::map<std::size_t, LayerIndex> layers_;
  std::vector<std::optional<Compared>> compared_;
};

}  // namespace

void check_sections(LineWork& work) { SectionChecker(work).run(); }

}  // namespace fangyuan
