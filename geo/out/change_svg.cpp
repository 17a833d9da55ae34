// SPDX-License-Identifier: Apache-2.0
// map_before.svg, map_after.svg: 变更前的行政区划图 and 变更方案示意图.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "geo/out/change_words.h"
#include "geo/out/output_file.h"
#include "geo/out/qml.h"

namespace fangyuan {
namespace {

constexpr double kWidth = 1000, kMargin = 40, kHead = 70, kFoot = 90;

struct Window {
  XY min{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  XY max{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  void add(const std::vector<PolygonXY>& polygons) {
    for (const PolygonXY& p : polygons)
      for (const XY q : p.outer) {
        min = {std::min(min.x, q.x), std::min(min.y, q.y)};
        max = {std::max(max.x, q.x), std::max(max.y, q.y)};
      }
  }
  bool empty() const { return !(max.x > min.x) || !(max.y > min.y); }
};

class Drawing {
 public:
  Drawing(const ChangeReport& r, bool after) : r_(r), after_(after) {
    // The level at which ground moves (else the lowest that changes) and those below.
    Level level = Level::prefecture;
    for (const UnitPair& p : r.units) level = std::max(level, p.level);
    for (const MovedArea& m : r.moved) level = m.level;
    if (!r.moved.empty()) level = r.moved.front().level;
    level_ = level;
    for (const UnitPair& p : r.units)
      for (const auto* s : {&p.before, &p.after})
        if (*s && p.level == level_) window_.add((*s)->outline);
    if (window_.empty())
      for (const UnitPair& p : r.units)
        for (const auto* s : {&p.before, &p.after})
          if (*s) window_.add((*s)->outline);
    if (window_.empty()) window_ = {{0, 0}, {1, 1}};
    scale_ = (kWidth - 2 * kMargin) / (window_.max.x - window_.min.x);
    height_ = (window_.max.y - window_.min.y) * scale_;
    const double most = 1.5 * kWidth;
    if (height_ > most) {
      scale_ *= most / height_;
      height_ = most;
    }
  }

  std::string svg() {
    const double total = kHead + height_ + kFoot;
    put(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:.0f} {:.0f}" font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif">)",
        kWidth, total);
    put(R"x(<defs><pattern id="h" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#c82828" fill-opacity="0.12"/><path d="M0 0V8" stroke="#c82828" stroke-width="1.6"/></pattern></defs>)x");
    put(R"(<rect width="{:.0f}" height="{:.0f}" fill="#fff"/>)", kWidth, total);
    put(R"(<text x="{}" y="32" font-size="22" font-weight="bold">{}</text>)", kMargin,
        qml::escaped(r_.info.project +
                     (after_ ? "：变更方案示意图（变更后）" : "：变更前的行政区划图")));
    put(R"(<text x="{}" y="56" font-size="13" fill="#555">{}</text>)", kMargin,
        qml::escaped(std::string(after_ ? "自 " : "至 ") +
                     to_string(after_ ? r_.effective : day_before(r_.effective)) +
                     (after_ ? " 起" : " 止")));
    const char* const fills[] = {"#e8f0f8", "#f6efdf", "#e9f3e4", "#f3e6ee", "#e6e9f5"};
    std::size_t n = 0;
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && p.level == level_)
        path(s->outline, fmt::format(R"(fill="{}" stroke="#333" stroke-width="1.8")",
                                     fills[n++ % std::size(fills)]));
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && p.level > level_)
        path(s->outline, R"(fill="none" stroke="#888" stroke-width="0.8" stroke-dasharray="4 3")");
    for (const MovedArea& m : r_.moved)
      if (m.level == level_)
        path(m.ground, R"x(fill="url(#h)" stroke="#c82828" stroke-width="1.6")x");
    for (const UnitPair& p : r_.units)
      if (const auto& s = state(p); s && p.level >= level_) label(*s, p.level == level_);
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
  XY on_page(XY p) const {
    return {kMargin + (p.x - window_.min.x) * scale_, kHead + (window_.max.y - p.y) * scale_};
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

  /// In the middle of its largest part.
  void label(const UnitState& s, bool large) {
    const PolygonXY* widest = nullptr;
    double most = -1;
    for (const PolygonXY& p : s.outline) {
      Window w;
      w.add({p});
      const double size = (w.max.x - w.min.x) * (w.max.y - w.min.y);
      if (size > most) {
        most = size;
        widest = &p;
      }
    }
    if (!widest) return;
    const XY q = on_page(middle(*widest));
    put(R"(<text x="{:.1f}" y="{:.1f}" font-size="{}" fill="{}" text-anchor="middle" stroke="#fff" stroke-width="3" paint-order="stroke">{}</text>)",
        q.x, q.y, large ? 18 : 11, large ? "#111" : "#555", qml::escaped(s.name));
  }

  /// Of the widest run across at half its height.
  static XY middle(const PolygonXY& p) {
    Window w;
    w.add({p});
    const double y = (w.min.y + w.max.y) / 2 + 1e-7;
    std::vector<double> xs;
    const auto ring = [&](const std::vector<XY>& points) {
      for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const XY a = points[i], b = points[i + 1];
        if ((a.y < y) != (b.y < y)) xs.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
      }
    };
    ring(p.outer);
    for (const auto& hole : p.holes) ring(hole);
    std::sort(xs.begin(), xs.end());
    XY best{(w.min.x + w.max.x) / 2, y};
    double widest = -1;
    for (std::size_t i = 0; i + 1 < xs.size(); i += 2)
      if (xs[i + 1] - xs[i] > widest) {
        widest = xs[i + 1] - xs[i];
        best.x = (xs[i] + xs[i + 1]) / 2;
      }
    return best;
  }

  void foot(double total) {
    double metres = std::pow(10, std::floor(std::log10(200 / scale_)));
    for (const double step : {5.0, 2.0})
      if (metres * step * scale_ <= 200) {
        metres *= step;
        break;
      }
    const double y = kHead + height_ + 30;
    put(R"(<path d="M{0} {1}v6h{2:.1f}v-6" fill="none" stroke="#333"/>)", kMargin, y,
        metres * scale_);
    put(R"(<text x="{:.1f}" y="{}" font-size="12">{}</text>)", kMargin + metres * scale_ + 8, y + 8,
        metres >= 1000 ? fmt::format("{:g} 公里", metres / 1000) : fmt::format("{:g} 米", metres));
    put(R"x(<rect x="{0}" y="{1}" width="26" height="14" fill="url(#h)" stroke="#c82828"/><text x="{2}" y="{3}" font-size="12">变更归属的土地</text>)x",
        kWidth - kMargin - 130, y - 4, kWidth - kMargin - 98, y + 8);
    put(R"(<text x="{}" y="{:.0f}" font-size="12" fill="#555">{}</text>)", kMargin, total - 22,
        qml::escaped(map_basis_zh(r_)));
  }

  const ChangeReport& r_;
  bool after_;
  Level level_ = Level::township;
  Window window_;
  double scale_ = 1, height_ = 0;
  std::string out_;
};

}  // namespace

void write_change_svg(const ChangeReport& report, bool after, const std::filesystem::path& path) {
  write_file(path, Drawing(report, after).svg());
}

}  // namespace fangyuan
