// SPDX-License-Identifier: Apache-2.0
// boundaries.xlsx: the check in the words of the regulations on boundaries (界线、界桩、毗邻).
#include <fmt/format.h>

#include "geo/lines/line_report.h"
#include "geo/out/boundary_words.h"
#include "geo/out/line_words.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

class Writer {
 public:
  Writer(const BoundaryReport& report, const std::filesystem::path& path)
      : report_(report),
        units_(report.boundaries.units),
        book_(path, report.info.project + " 界线检查", report.info.date) {}

  void write() {
    summary();
    issues();
    borders();
    junctions();
    areas();
    if (report_.lines != nullptr) add_line_sheets(book_, report_);
    notes();
    book_.close();
  }

 private:
  struct Head {
    const char* title;
    double width;
  };
  Sheet sheet(const char* name, std::initializer_list<Head> heads) {
    auto* page = book_.add_sheet(name);
    Sheet out(book_, page);
    for (const Head& h : heads) out.head(h.title, h.width);
    worksheet_freeze_panes(page, 1, 0);
    out.next_row();
    return out;
  }
  lxw_format* whole() { return book_.formats().whole; }
  lxw_format* decimal() { return book_.formats().decimal; }
  lxw_format* degrees() { return book_.numbers("0.000000"); }

  std::size_t count(std::size_t layer, std::initializer_list<const char*> codes) const {
    std::size_t n = 0;
    for (const BoundaryFinding& f : report_.boundaries.findings)
      for (const char* code : codes) n += f.layer == layer && f.code == code ? 1U : 0U;
    return n;
  }

  /// Of the lines of a layer; absent: not checked.
  std::optional<std::size_t> markers_of_layer(std::size_t layer) const {
    std::optional<std::size_t> sum;
    for (std::size_t i = 0; i < report_.borders.size(); ++i)
      if (report_.borders[i].layer == layer)
        if (const auto n = markers_of_border(report_, i)) sum = sum.value_or(0) + *n;
    if (!sum) return sum;
    for (const MarkerRow& m : report_.lines->check.markers)
      if (is_junction_marker(m) && m.junction && report_.junctions[*m.junction].layer == layer)
        ++*sum;
    return sum;
  }

  bool is_junction_marker(const MarkerRow& m) const {
    const auto& code = report_.lines->book.markers[m.marker].code;
    return !m.same_as && code && code->standing == MarkerStanding::junction;
  }

  std::size_t issues_of(std::optional<std::size_t> layer, bool severe) const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < report_.issues.size(); ++i)
      n += report_.issues[i].severe == severe &&
                   (!layer || report_.boundaries.findings[i].layer == *layer)
               ? 1U
               : 0U;
    return n;
  }

  /// What the other sheets hold, so that nobody has to look there to know.
  void totals(Sheet& s) {
    const auto tell = [&](const std::string& text, bool bold) {
      s.text(text, bold);
      s.next_row();
    };
    const auto graded = [](std::size_t severe, std::size_t other) {
      return severe + other == 0 ? std::string("没有问题")
                                 : fmt::format("错误 {} 项、提示 {} 项", severe, other);
    };
    s.next_row();
    const std::size_t errors = issues_of(std::nullopt, true),
                      warnings = issues_of(std::nullopt, false);
    if (report_.lines == nullptr) {
      tell("区划边界：" + graded(errors, warnings) + (errors + warnings > 0 ? "，见「问题」" : ""),
           true);
      return;
    }
    const LineReport& lines = *report_.lines;
    std::size_t severe = 0;
    for (const LineFinding& f : lines.check.findings) severe += f.severe ? 1U : 0U;
    const std::size_t others = lines.check.findings.size() - severe;
    tell("合计：" + graded(errors + severe, warnings + others), true);
    tell("区划边界：" + graded(errors, warnings) + (errors + warnings > 0 ? "，见「问题」" : ""),
         false);
    tell("界线、界桩：" + graded(severe, others) +
             (severe + others > 0 ? "，见「界线界桩问题」" : ""),
         false);
    if (lines.book.has_markers) tell(markers_told(lines), false);
    if (!lines.book.has_lines) return;
    std::size_t overdue = 0, soon = 0, unknown = 0;
    for (const InspectionRow& i : lines.inspections) {
      overdue += i.due == Due::overdue ? 1U : 0U;
      soon += i.due == Due::soon ? 1U : 0U;
      unknown += i.due == Due::unknown ? 1U : 0U;
    }
    tell(fmt::format("联检、勘定：逾期 {} 项，应安排 {} 项{}，见「联检」", overdue, soon,
                     unknown > 0 ? fmt::format("，没有日期可算 {} 项", unknown) : ""),
         overdue > 0);
    if (!lines.disputes.empty())
      tell(fmt::format("争议：{} 条界线，见「争议」", lines.disputes.size()), false);
  }

  std::string markers_told(const LineReport& lines) const {
    std::size_t on_lines = 0, at_junctions = 0, copies = 0, others = 0;
    for (const MarkerRow& m : lines.check.markers)
      ++(m.same_as ? copies : is_junction_marker(m) ? at_junctions : m.line ? on_lines : others);
    std::string text = fmt::format("界桩 {} 个：界线上 {} 个，交会点 {} 个",
                                   lines.check.markers.size() - copies, on_lines, at_junctions);
    if (others > 0) text += fmt::format("，不属于任何界线 {} 个", others);
    if (copies > 0) text += fmt::format("；另有毗邻方的副本 {} 行", copies);
    return text;
  }

  void summary() {
    auto s = sheet("总览", {{"层级", 18},
                            {"区划数", 8},
                            {"错误", 6},
                            {"提示", 6},
                            {"界线\n（条）", 8},
                            {"界线长度\n（公里）", 10},
                            {"交会点\n（三区划）", 10},
                            {"四区划\n以上交会", 9},
                            {"两侧相符\n的边", 9},
                            {"全部边", 8},
                            {"空隙", 6},
                            {"重叠", 6},
                            {"界线\n不一致", 8},
                            {"超出\n上级", 7},
                            {"图形\n无效", 7},
                            {"代码、\n名称", 8},
                            {"驻地", 6},
                            {"面积", 6},
                            {"绘图误差\n（不计）", 10},
                            {"界桩（含\n交会点）", 9}});
    for (std::size_t l = 0; l < units_.layers.size(); ++l) {
      std::size_t lines = 0, three = 0, four = 0;
      double length = 0;
      for (const BorderRow& b : report_.borders)
        if (b.layer == l && b.b) {
          ++lines;
          length += b.length_m;
        }
      for (const JunctionRow& j : report_.junctions)
        if (j.layer == l) (j.units.size() == 3 ? three : four) += j.units.size() >= 3 ? 1U : 0U;
      const TilingCounts& counts = report_.boundaries.tilings[l];
      const auto number = [&](std::size_t n) { s.number(static_cast<double>(n), whole()); };
      s.text(layer_zh(units_.layers[l]));
      number(units_.layers[l].units.size());
      number(issues_of(l, true));
      number(issues_of(l, false));
      number(lines);
      s.number(length / 1000, decimal());
      number(three);
      number(four);
      number(counts.matched_edges);
      number(counts.edges);
      number(count(l, {"unit-gap"}));
      number(count(l, {"unit-overlap"}));
      number(count(l, {"line-unmatched"}));
      number(count(l, {"unit-outside-parent"}));
      number(count(l, {"ring-repaired", "parts-overlap"}));
      number(count(l, {"code-shared", "name-shared", "code-form", "code-prefix", "code-class"}));
      number(count(l, {"seat-outside"}));
      number(count(l, {"area-differs", "area-sum-differs"}));
      number(counts.noise);
      if (const auto n = markers_of_layer(l))
        number(*n);
      else
        s.text("未核");
      s.next_row();
    }
    totals(s);
  }

  void issues() {
    auto s = sheet("问题", {{"编号", 6},
                            {"问题", 13},
                            {"程度", 6},
                            {"层级", 7},
                            {"代码", 14},
                            {"区划", 12},
                            {"毗邻\n代码", 14},
                            {"毗邻\n区划", 12},
                            {"上级", 14},
                            {"面积\n（平方米）", 11},
                            {"长度\n（米）", 8},
                            {"平均宽度\n（米）", 9},
                            {"最大相差\n（米）", 9},
                            {"经度", 11},
                            {"纬度", 10},
                            {"说明", 34},
                            {"处理建议", 34},
                            {"代号", 15}});
    for (std::size_t i = 0; i < report_.issues.size(); ++i) {
      const BoundaryFinding& f = report_.boundaries.findings[i];
      const auto [a, b] = units_of(report_.boundaries, f);
      s.number(static_cast<double>(i + 1), whole());
      s.wrapped(finding_zh(f.code));
      s.text(report_.issues[i].severe ? "错误" : "提示");
      s.text(layer_zh(units_.layers[f.layer]));
      s.text(a ? units_[a].code : "");
      s.wrapped(a ? units_[a].name : "");
      s.text(b ? units_[b].code : "");
      s.wrapped(b ? units_[b].name : "");
      s.wrapped(unit_label(units_, parent_of(f)));
      s.number(f.area_m2 > 0 ? std::optional(f.area_m2) : std::nullopt, decimal());
      s.number(length_of(f), decimal());
      s.number(width_of(f), decimal());
      s.number(apart_of(f), decimal());
      s.number(f.where.lonlat.lon, degrees());
      s.number(f.where.lonlat.lat, degrees());
      s.wrapped(report_.issues[i].what.zh);
      s.wrapped(report_.issues[i].mend.zh);
      s.wrapped(f.code);
      s.next_row();
    }
  }

  void borders() {
    auto s = sheet("界线", {{"层级", 8},
                            {"代码", 14},
                            {"区划", 18},
                            {"毗邻代码", 14},
                            {"毗邻区划", 18},
                            {"段数", 8},
                            {"长度（公里）", 14},
                            {"界桩", 8}});
    for (std::size_t i = 0; i < report_.borders.size(); ++i) {
      const BorderRow& b = report_.borders[i];
      s.text(layer_zh(units_.layers[b.layer]));
      s.text(units_[b.a].code);
      s.text(units_[b.a].name);
      s.text(b.b ? units_[b.b].code : "");
      s.text(b.b ? units_[b.b].name : "（界外）");
      s.number(static_cast<double>(b.sections.size()), whole());
      s.number(b.length_m / 1000, decimal());
      if (const auto n = markers_of_border(report_, i))
        s.number(static_cast<double>(*n), whole());
      else
        s.text("未核");
      s.next_row();
    }
  }

  void junctions() {
    auto s = sheet("交会点", {{"层级", 8},
                              {"区划数", 8},
                              {"与界外相接", 11},
                              {"区划", 60},
                              {"经度", 12},
                              {"纬度", 12},
                              {"东坐标", 14},
                              {"北坐标", 14}});
    for (const JunctionRow& j : report_.junctions) {
      std::string names;
      for (const UnitId id : j.units) names += (names.empty() ? "" : "；") + unit_label(units_, id);
      s.text(layer_zh(units_.layers[j.layer]));
      s.number(static_cast<double>(j.units.size()), whole());
      s.text(j.outside ? "是" : "");
      s.wrapped(names);
      s.number(j.at.lonlat.lon, degrees());
      s.number(j.at.lonlat.lat, degrees());
      s.number(j.at.xy.x, book_.numbers("0.000"));
      s.number(j.at.xy.y, book_.numbers("0.000"));
      s.next_row();
    }
  }

  void areas() {
    auto s = sheet("面积", {{"层级", 16},
                            {"代码", 14},
                            {"名称", 18},
                            {"类别", 10},
                            {"上级", 20},
                            {"椭球面积（平方公里）", 20},
                            {"公布面积（平方公里）", 20},
                            {"相差（%）", 10},
                            {"下级面积之和（平方公里）", 22},
                            {"下级之和减本级（平方米）", 22}});
    std::vector<double> children(units_.all.size(), 0);
    std::vector<bool> has(units_.all.size(), false);
    for (const Unit& unit : units_.all)
      if (unit.parent) {
        children[unit.parent.index()] += unit.area_m2;
        has[unit.parent.index()] = true;
      }
    for (const UnitLayer& layer : units_.layers)
      for (const UnitId id : layer.units) {
        const Unit& unit = units_[id];
        s.text(layer_zh(layer));
        s.text(unit.code);
        s.text(unit.name);
        s.text(unit.unit_class);
        s.text(unit.parent ? unit_label(units_, unit.parent) : unit.parent_code);
        s.number(unit.area_m2 / 1e6, decimal());
        if (unit.published_m2) {
          s.number(*unit.published_m2 / 1e6, decimal());
          s.number((unit.area_m2 / *unit.published_m2 - 1) * 100, decimal());
        } else {
          s.skip(2);
        }
        if (has[id.index()]) {
          s.number(children[id.index()] / 1e6, decimal());
          s.number(children[id.index()] - unit.area_m2, decimal());
        }
        s.next_row();
      }
  }

  void notes() {
    auto s = sheet("说明", {{"说明", 110}});
    const auto tell = [&](const std::string& text) {
      s.wrapped(text);
      s.next_row();
    };
    tell(report_.info.project + "，" + to_string(report_.info.date) + "，坐标系 " +
         report_.frame.crs());
    for (const InputInfo& i : report_.info.inputs)
      tell("输入 " + i.path + (i.layer.empty() ? "" : " " + i.layer) + "：" +
           std::to_string(i.features) + " 行，采用 " + std::to_string(i.used) + "，未采用 " +
           std::to_string(i.rejected));
    // Those that stand in 「问题」 one by one are left out.
    const auto is_finding = [&](const Problem& p) { return finding_zh(p.code) != p.code; };
    for (const Problem& p : report_.info.warnings)
      if (!is_finding(p)) tell("读入提示 " + to_line(p, Language::zh));
    for (const char* line :
         {"线在 0.1 "
          "毫米的格网上比较：一条边恰为两个区划所有、各在一侧，或为一个区划与界外之间，才算相符。",
          "空隙、重叠、超出上级：不足 1 平方米或平均宽度不足 1 厘米的算绘图误差，只计数。",
          "界线不一致：两个毗邻区划各画一份的同一段界线不相同，成为首尾相接、平均宽度不到 10 "
          "米的窄空隙和窄重叠，合为一项。",
          "面积是椭球面积（CGCS2000 与 WGS 84 椭球）；与公布面积相差 0.1 % 提示，0.5 % 算错误。",
          "程度：重码、代码与上级不符、公布面积相差 0.5 % "
          "以上，以及空隙、重叠、界线不一致、超出上级，都是错误；其中的窄条，相差在图上 0.1 "
          "毫米（1:1 万为 1 米）以内的是提示；其余是提示。",
          "飞地合法：一个区划可有几部分（《行政区域界线管理条例》第十一条）。",
          "处理建议只供核对，程序不改动界线；协议确定的界线不随河流、道路的变化移动（同条例第七条）"
          "。",
          report_.lines == nullptr || !report_.lines->book.has_markers
              ? "界桩：没有提供界桩图层，未核。"
              : "界桩：编号按 GB/T 17796（界线编号 4 位、序号 3 位、类型码 1 "
                "位），位置容许相差图上 0.1 "
                "毫米；走向用以真北为准的 16 "
                "方位；联检每五年一次（同条例第十二条），变更后一年内勘定。"}) {
      s.wrapped(line);
      s.next_row();
    }
  }

  const BoundaryReport& report_;
  const Units& units_;
  XlsxBook book_;
};

}  // namespace

void write_boundary_xlsx(const BoundaryReport& report, const std::filesystem::path& path) {
  Writer(report, path).write();
}

}  // namespace fangyuan
