// SPDX-License-Identifier: Apache-2.0
// map_before.svg, map_after.svg: 变更前的行政区划图 and 变更方案示意图.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "geo/out/change_labels.h"
#include "geo/out/change_words.h"
#include "geo/out/output_file.h"
#include "geo/out/qml.h"
#include "geo/out/words_zh.h"

namespace fangyuan {
namespace {

constexpr double kWidth = 1000, kMargin = 40, kHead = 74, kFoot = 112, kHighest = 1000;
constexpr const char* kFills[] = {"#e8f0f8", "#f6efdf", "#e9f3e4", "#f3e6ee", "#e6e9f5"};
constexpr const char* kLine = R"(fill="none" stroke="#333" stroke-width="1.8")";
constexpr const char* kUpper =
    R"(fill="none" stroke="#444" stroke-width="3.2" stroke-opacity="0.75" stroke-dasharray="16 4 3 4")";
constexpr const char* kOld =
    R"(fill="none" stroke="#c82828" stroke-width="2" stroke-dasharray="7 5")";
constexpr const char* kVillage =
    R"(fill="none" stroke="#888" stroke-width="0.8" stroke-dasharray="4 3")";
constexpr const char* kBeside = R"(fill="#fafafa" stroke="#bbb" stroke-width="1")";
constexpr const char* kGround = R"x(fill="url(#h)" stroke="none")x";

class Drawing {
 public:
  Drawing(const ChangeReport& r, bool after)
      : r_(r), after_(after), level_(map_level(r)), moves_(!r.moved.empty()) {
    const auto window = map_window(r);
    empty_ = !window;
    window_ = window.value_or(MapWindow{{0, 0}, {4, 1}});
    width_ = kWidth - 2 * kMargin;
    scale_ = width_ / (window_.max.x - window_.min.x);
    height_ = (window_.max.y - window_.min.y) * scale_;
    if (height_ > kHighest) {
      scale_ *= kHighest / height_;
      height_ = kHighest;
      width_ = (window_.max.x - window_.min.x) * scale_;
    }
    places_ = LabelPlaces({kMargin, kHead, kMargin + width_, kHead + height_});
    places_.take({kMargin + width_ - 40, kHead, kMargin + width_, kHead + 72});  // the arrow
  }

  std::string svg() {
    const double total = kHead + height_ + kFoot;
    put(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:.0f} {:.0f}" font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif">)",
        kWidth, total);
    put(R"x(<defs><pattern id="h" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#c82828" fill-opacity="0.12"/><path d="M0 0V8" stroke="#c82828" stroke-width="1.6"/></pattern><clipPath id="c"><rect x="{}" y="{}" width="{:.1f}" height="{:.1f}"/></clipPath></defs>)x",
        kMargin, kHead, width_, height_);
    put(R"(<rect width="{:.0f}" height="{:.0f}" fill="#fff"/>)", kWidth, total);
    head();
    put(R"x(<g clip-path="url(#c)">)x");
    shapes();
    names();
    put("</g>");
    put(R"(<rect x="{}" y="{}" width="{:.1f}" height="{:.1f}" fill="none" stroke="#333"/>)",
        kMargin, kHead, width_, height_);
    north();
    foot(total);
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  template <class... Args>
  void put(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }
  static Date day_before(Date d) { return std::chrono::sys_days(d) - std::chrono::days(1); }
  const std::optional<UnitState>& state(const UnitPair& p) const {
    return after_ ? p.after : p.before;
  }
  /// Filled: of the level whose ground moves; where none does, whatever changes.
  bool is_filled(const UnitPair& p) const { return moves_ ? p.level == level_ : true; }
  XY on_page(XY p) const {
    return {kMargin + (p.x - window_.min.x) * scale_, kHead + (window_.max.y - p.y) * scale_};
  }

  void head() {
    const std::string of = r_.scenario.empty() ? r_.info.project : r_.scenario;
    put(R"(<text x="{}" y="32" font-size="22" font-weight="bold">{}</text>)", kMargin,
        qml::escaped(of + (after_ ? "：变更方案示意图（变更后）" : "：变更前的行政区划图")));
    std::string when = std::string(after_ ? "自 " : "至 ") +
                       to_string(after_ ? r_.effective : day_before(r_.effective)) +
                       (after_ ? " 起" : " 止");
    if (!r_.in_force) when += "；变更尚未生效，图上没有变更";
    put(R"(<text x="{}" y="58" font-size="13" fill="#555">{}</text>)", kMargin,
        qml::escaped(r_.info.project + "　" + when));
  }

  void path(const std::vector<PolygonXY>& polygons, const std::string& style) {
    std::string d;
    const auto ring = [&](const std::vector<XY>& points) {
      for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const XY q = on_page(points[i]);
        fmt::format_to(std::back_inserter(d), "{}{:.1f} {:.1f}", i ? "L" : "M", q.x, q.y);
      }
      d += 'Z';
    };
    for (const PolygonXY& p : polygons) {
      ring(p.outer);
      for (const auto& hole : p.holes) ring(hole);
    }
    put(R"(<path d="{}" fill-rule="evenodd" {}/>)", d, style);
  }

  void shapes() {
    for (const MapUnit& u : r_.around)
      if (u.level == level_) path(u.outline, kBeside);
    std::size_t n = 0;
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && is_filled(p))
        path(s->outline, fmt::format(R"(fill="{}" stroke="#333" stroke-width="1.8")",
                                     kFills[n++ % std::size(kFills)]));
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && moves_ && p.level > level_) {
        path(s->outline, kVillage);
        has_villages_ = true;
      }
    for (const MovedArea& m : r_.moved)
      if (m.level == level_) path(m.ground, kGround);
    // The old line shows where the new one does not run over it.
    if (after_ && moves_)
      for (const UnitPair& p : r_.units)
        if (p.before && p.level == level_) path(p.before->outline, kOld);
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && is_filled(p)) path(s->outline, kLine);
    for (const MapUnit& u : r_.around)
      if (u.level < level_) upper(u.level, u.outline);
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && moves_ && p.level < level_) upper(p.level, s->outline);
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && s->seat && p.level <= level_) seat(*s->seat);
  }

  void upper(Level level, const std::vector<PolygonXY>& outline) {
    if (level == Level::prefecture) return;
    path(outline, kUpper);
    has_upper_ = true;
  }

  void seat(const Place& at) {
    const XY q = on_page(at.xy);
    put(R"(<circle cx="{0:.1f}" cy="{1:.1f}" r="5" fill="#fff" stroke="#111" stroke-width="1.4"/><circle cx="{0:.1f}" cy="{1:.1f}" r="1.8" fill="#111"/>)",
        q.x, q.y);
    places_.take({q.x - 6, q.y - 6, q.x + 6, q.y + 6});
    has_seats_ = true;
  }

  /// The most important first: the others make room.
  void names() {
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && is_filled(p)) name(s->outline, s->name, 18, "#111", true);
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && moves_ && p.level < level_ && p.level != Level::prefecture)
        name(s->outline, s->name, 24, "#667", true);
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && moves_ && p.level > level_)
        name(s->outline, s->name, 11, "#555", true);
    for (const MapUnit& u : r_.around)
      if (u.level < level_) name(u.outline, u.name, 22, "#889", false);
    for (const MapUnit& u : r_.around)
      if (u.level == level_) name(u.outline, u.name, 13, "#888", false);
  }

  /// In its largest part, and in every other that holds it.
  void name(const std::vector<PolygonXY>& outline, const std::string& text, double points,
            const char* colour, bool forced) {
    std::vector<std::pair<double, PolygonXY>> parts;
    for (const PolygonXY& p : outline) {
      PolygonXY page;
      for (const XY q : p.outer) page.outer.push_back(on_page(q));
      for (const auto& hole : p.holes) {
        page.holes.emplace_back();
        for (const XY q : hole) page.holes.back().push_back(on_page(q));
      }
      PageBox box{kWidth, 1e9, 0, 0};
      for (const XY q : page.outer)
        box = {std::min(box.left, q.x), std::min(box.top, q.y), std::max(box.right, q.x),
               std::max(box.bottom, q.y)};
      parts.emplace_back((box.right - box.left) * (box.bottom - box.top), std::move(page));
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const double size = i == 0 ? points : std::min(points, 12.0);
      const auto at = places_.place(parts[i].second, text, size, forced && i == 0);
      if (!at) continue;
      put(R"(<text x="{:.1f}" y="{:.1f}" font-size="{}" fill="{}" text-anchor="middle" stroke="#fff" stroke-width="3" paint-order="stroke">{}</text>)",
          at->x, at->y, size, colour, qml::escaped(text));
    }
  }

  /// Of the grid, which is the project's.
  void north() {
    const double x = kMargin + width_ - 26, y = kHead + 18;
    put(R"(<path d="M{0:.1f} {1:.1f}l-9 34 9 -8 9 8z" fill="#333" stroke="#fff"/><text x="{0:.1f}" y="{2:.1f}" font-size="14" text-anchor="middle" stroke="#fff" stroke-width="3" paint-order="stroke">北</text>)",
        x, y, y + 50);
  }

  void foot(double total) {
    double y = kHead + height_ + 26, x = kMargin;
    if (!empty_) {
      double metres = std::pow(10, std::floor(std::log10(200 / scale_)));
      for (const double step : {5.0, 2.0})
        if (metres * step * scale_ <= 200) {
          metres *= step;
          break;
        }
      put(R"(<path d="M{0} {1}v6h{2:.1f}v-6" fill="none" stroke="#333"/>)", kMargin, y,
          metres * scale_);
      put(R"(<text x="{:.1f}" y="{}" font-size="12">{}</text>)", kMargin + metres * scale_ + 8,
          y + 8,
          metres >= 1000 ? fmt::format("{:g} 公里", metres / 1000)
                         : fmt::format("{:g} 米", metres));
    }
    y += 30;
    const auto item = [&](const std::string& sample, const std::string& text) {
      const double wide = 34 + text_width(text, 12) + 20;
      if (x + wide > kWidth - kMargin) return;
      put(R"x(<g transform="translate({:.1f} {:.1f})">{}<text x="34" y="4" font-size="12">{}</text></g>)x",
          x, y, sample, text);
      x += wide;
    };
    const auto line = [](const char* style) {
      return fmt::format(R"(<path d="M0 0h28" {}/>)", style);
    };
    if (!empty_) {
      item(line(kLine), moves_ && after_ ? "变更后的界线" : "变更的区划");
      if (after_ && moves_) item(line(kOld), "原界线");
      if (moves_)
        item(R"x(<rect y="-7" width="28" height="14" fill="url(#h)"/>)x",
             after_ ? "变更归属的土地" : "将变更归属的土地");
      if (has_villages_) item(line(kVillage), "隶属变更的村（社区）");
      if (has_upper_) item(line(kUpper), "县级界线");
      if (std::any_of(r_.around.begin(), r_.around.end(),
                      [&](const MapUnit& u) { return u.level == level_; }))
        item(fmt::format(R"(<rect y="-7" width="28" height="14" {}/>)", kBeside),
             "不变更的" + std::string(level_zh(level_)) + "区划");
      if (has_seats_)
        item(
            R"(<circle cx="14" r="5" fill="#fff" stroke="#111" stroke-width="1.4"/><circle cx="14" r="1.8" fill="#111"/>)",
            "驻地");
    }
    put(R"(<text x="{}" y="{:.0f}" font-size="12" fill="#555">{}</text>)", kMargin, total - 22,
        qml::escaped(map_basis_zh(r_)));
  }

  const ChangeReport& r_;
  bool after_, empty_ = false;
  Level level_;
  bool moves_;
  MapWindow window_;
  double scale_ = 1, height_ = 0, width_ = 0;
  bool has_villages_ = false, has_upper_ = false, has_seats_ = false;
  LabelPlaces places_{{}};
  std::string out_;
};

}  // namespace

void write_change_svg(const ChangeReport& report, bool after, const std::filesystem::path& path) {
  write_file(path, Drawing(report, after).svg());
}

}  // namespace fangyuan
