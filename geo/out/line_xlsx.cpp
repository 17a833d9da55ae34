// SPDX-License-Identifier: Apache-2.0
// The sheets on lines, markers and joint inspection of boundaries.xlsx.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "geo/lines/bearing.h"
#include "geo/out/boundary_words.h"
#include "geo/out/line_words.h"
#include "geo/out/words_zh.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

class LineSheets {
 public:
  LineSheets(XlsxBook& book, const BoundaryReport& report)
      : book_(book),
        report_(report),
        lines_(*report.lines),
        records_(report.lines->book),
        units_(report.boundaries.units) {}

  void add() {
    findings();
    if (records_.has_lines) {
      lines();
      runs();
      inspections();
    }
    if (records_.has_markers) markers();
    if (!lines_.routes.empty()) routes();
    if (!lines_.disputes.empty()) disputes();
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
  static std::optional<double> number(const std::optional<std::size_t>& n) {
    return n ? std::optional(static_cast<double>(*n)) : std::nullopt;
  }

  void findings() {
    auto s = sheet("界线界桩问题", {{"编号", 6},
                                    {"问题", 24},
                                    {"程度", 6},
                                    {"界线", 30},
                                    {"界桩号", 12},
                                    {"经度", 12},
                                    {"纬度", 12},
                                    {"相差（米）", 11},
                                    {"说明", 60},
                                    {"处理建议", 50},
                                    {"依据", 24},
                                    {"文件", 16},
                                    {"行", 7},
                                    {"代号", 24}});
    std::size_t n = 0;
    for (const LineFinding& f : lines_.check.findings) {
      const LineFindingInfo& info = info_of_line_finding(f.code);
      s.number(static_cast<double>(++n), whole());
      s.text(info.title.zh);
      s.text(f.severe ? "错误" : "提示");
      s.text(f.line ? lines_.check.lines[*f.line].label : "");
      s.text(f.marker ? marker_name(records_.markers[*f.marker]) : "");
      s.number(f.where ? std::optional(f.where->lonlat.lon) : std::nullopt, nullptr);
      s.number(f.where ? std::optional(f.where->lonlat.lat) : std::nullopt, nullptr);
      s.number(f.metres, decimal());
      s.wrapped(f.what.zh);
      s.wrapped(f.mend.zh);
      s.text(std::string(info.basis));
      if (f.marker) {
        const Marker& m = records_.markers[*f.marker];
        s.text(records_.marker_paths[m.source]);
        s.number(static_cast<double>(m.row), whole());
      } else if (f.section) {
        const LineSection& section = records_.sections[*f.section];
        s.text(records_.line_paths[section.source]);
        s.number(static_cast<double>(section.row), whole());
      } else {
        s.skip(2);
      }
      s.text(f.code);
      s.next_row();
    }
  }

  void lines() {
    auto s = sheet("界线记录", {{"界线编号", 9},
                                {"界线", 34},
                                {"层级", 8},
                                {"代码", 14},
                                {"毗邻代码", 14},
                                {"段数", 7},
                                {"长度（公里）", 13},
                                {"与边界最大相差（米）", 20},
                                {"界桩", 7},
                                {"协议书", 30},
                                {"问题", 7}});
    for (std::size_t k = 0; k < lines_.check.lines.size(); ++k) {
      const LineRow& row = lines_.check.lines[k];
      if (!row.record) continue;
      const BoundaryLine& line = records_.lines[*row.record];
      std::string agreements;
      for (const std::size_t i : line.sections) {
        const std::string& a = records_.sections[i].agreement;
        if (!a.empty() && agreements.find(a) == std::string::npos)
          agreements += (agreements.empty() ? "" : "；") + a;
      }
      s.text(line.id);
      s.text(row.label);
      s.text(row.a ? layer_zh(units_.layers[row.layer]) : "");
      s.text(row.a ? units_[row.a].code : line.unit);
      s.text(row.b ? units_[row.b].code : line.other);
      s.number(static_cast<double>(line.sections.size()), whole());
      s.number(row.length_m / 1000, decimal());
      s.number(row.apart_m, decimal());
      if (records_.has_markers)
        s.number(static_cast<double>(row.markers.size()), whole());
      else
        s.text("未核");
      s.wrapped(agreements);
      s.number(static_cast<double>(findings_of_line(lines_, k)), whole());
      s.next_row();
    }
  }

  void markers() {
    auto s = sheet("界桩", {{"界桩号", 12},
                            {"类型", 12},
                            {"界线", 34},
                            {"序号", 7},
                            {"经度", 12},
                            {"纬度", 12},
                            {"离界线（米）", 12},
                            {"沿界线（公里）", 14},
                            {"完好程度", 9},
                            {"管理方", 18},
                            {"方位物", 40},
                            {"照片", 20},
                            {"问题", 7}});
    for (const MarkerRow& row : lines_.check.markers) {
      const Marker& m = records_.markers[row.marker];
      std::string references, photos;
      for (const ReferenceObject& r : m.references) {
        references += (references.empty() ? "" : "；") + r.name;
        if (r.azimuth_deg) references += fmt::format(" {:.1f}°", *r.azimuth_deg);
        if (r.distance_m) references += fmt::format(" {:.1f} 米", *r.distance_m);
      }
      for (const std::string& p : m.photos) photos += (photos.empty() ? "" : "；") + p;
      s.text(marker_name(m));
      s.text(m.kind);
      s.text(row.line ? lines_.check.lines[*row.line].label : "");
      s.number(m.code && m.code->serial > 0 ? std::optional(double(m.code->serial)) : std::nullopt,
               whole());
      s.number(m.place ? std::optional(m.place->lonlat.lon) : std::nullopt, nullptr);
      s.number(m.place ? std::optional(m.place->lonlat.lat) : std::nullopt, nullptr);
      s.number(row.off_m, decimal());
      s.number(row.along_m ? std::optional(*row.along_m / 1000) : std::nullopt, decimal());
      s.text(std::string(zh_of(m.condition)));
      s.text(m.side);
      s.wrapped(references);
      s.wrapped(photos);
      s.number(static_cast<double>(findings_of_marker(lines_, row.marker)), whole());
      s.next_row();
    }
  }

  void runs() {
    auto s = sheet("走向", {{"界线", 34},
                            {"段号", 7},
                            {"方位角（°）", 11},
                            {"方位", 10},
                            {"长度（米）", 11},
                            {"由图形得出的走向", 70},
                            {"登记的走向说明", 60},
                            {"相符", 7}});
    for (const RunRow& run : lines_.check.runs) {
      const LineSection& section = records_.sections[run.section];
      const auto row = std::find_if(lines_.check.lines.begin(), lines_.check.lines.end(),
                                    [&](const LineRow& r) { return r.record == section.line; });
      s.text(row == lines_.check.lines.end() ? "" : row->label);
      s.number(section.number ? std::optional(double(*section.number)) : std::nullopt, whole());
      s.number(run.azimuth_deg, decimal());
      s.text(run.azimuth_deg ? sector_name(sector_of(*run.azimuth_deg)).zh : "闭合");
      s.number(run.length_m, decimal());
      s.wrapped(run.text.zh);
      s.wrapped(section.run);
      s.text(section.run.empty() || (run.written.empty() && !run.written_m) ? "未核"
             : run.differs                                                  ? "不符"
                                                                            : "相符");
      s.next_row();
    }
  }

  /// Overdue first, the longest overdue before others; then what is due, what nothing is recorded
  /// of, and the rest by its last day.
  std::vector<InspectionRow> by_urgency() const {
    const auto rank = [](const InspectionRow& i) {
      return i.due == Due::overdue ? 0 : i.due == Due::soon ? 1 : i.due == Due::unknown ? 2 : 3;
    };
    std::vector<InspectionRow> out = lines_.inspections;
    std::stable_sort(out.begin(), out.end(), [&](const InspectionRow& a, const InspectionRow& b) {
      return std::pair(rank(a), a.days_left) < std::pair(rank(b), b.days_left);
    });
    return out;
  }

  void inspections() {
    auto s = sheet("联检", {{"界线编号", 9},
                            {"界线", 34},
                            {"事项", 14},
                            {"轮次", 9},
                            {"起算日期", 12},
                            {"起算依据", 12},
                            {"最后期限", 12},
                            {"剩余天数", 10},
                            {"状态", 10},
                            {"长度（公里）", 13},
                            {"界桩", 7}});
    for (const InspectionRow& i : by_urgency()) {
      const LineRow& row = lines_.check.lines[i.line];
      s.text(records_.lines[*row.record].id);
      s.text(row.label);
      s.text(std::string(zh_of(i.duty)));
      s.text(i.round);
      s.text(day(i.since));
      s.text(!i.since                 ? ""
             : i.duty == Duty::survey ? "变更批准"
             : i.duty == Duty::extra  ? "特殊情况"
             : i.by_agreement         ? "协议签订"
                                      : "上次联检");
      s.text(i.duty == Duty::extra ? "" : day(i.last_day));
      s.number(
          i.last_day && i.duty != Duty::extra ? std::optional(double(i.days_left)) : std::nullopt,
          whole());
      s.text(i.duty == Duty::extra ? "应安排" : std::string(zh_of(i.due)));
      s.number(row.length_m / 1000, decimal());
      s.number(static_cast<double>(row.markers.size()), whole());
      s.next_row();
    }
    if (!lines_.progress) return;
    const RoundProgress& p = *lines_.progress;
    s.next_row();
    s.skip(1);
    s.text(fmt::format("{}（{} 至 {}）", lines_.round->name, to_string(lines_.round->from),
                       to_string(lines_.round->to)),
           true);
    s.text("已联检");
    s.text(fmt::format("{} / {} 条", p.inspected, p.lines));
    s.text(fmt::format("{:.1f} / {:.1f} 公里", p.inspected_m / 1000, p.length_m / 1000));
    s.next_row();
  }

  static const char* why_zh(NoRoad why) {
    return why == NoRoad::no_place ? "没有坐标，未排入"
           : why == NoRoad::barred ? "与道路之间隔着河流、水面、铁路或其他阻隔，直线走不到，未排入"
                                   : "10 公里以内没有路，未排入";
  }

  void routes() {
    auto s = sheet("联检路线", {{"界线", 34},
                                {"次序", 7},
                                {"界桩号", 12},
                                {"上一站至此（分钟）", 18},
                                {"下车步行（米）", 14},
                                {"经度", 12},
                                {"纬度", 12},
                                {"备注", 70}});
    for (const MarkerRoute& route : lines_.routes) {
      const std::string label = lines_.check.lines[route.line].label;
      // Rounded so that the parts make up the whole.
      const std::uint64_t total = whole_minutes(route.total_ms()),
                          road = std::min(total, whole_minutes(route.road_ms));
      std::size_t n = 0;
      for (const auto& stop : route.stops) {
        const Marker& m = records_.markers[stop.marker];
        s.text(label);
        s.number(static_cast<double>(++n), whole());
        s.text(marker_name(m));
        s.number(stop.leg_ms ? std::optional(*stop.leg_ms / 60'000.0) : std::nullopt, decimal());
        s.number(stop.walk_mm / 1000.0, decimal());
        s.number(m.place->lonlat.lon, nullptr);
        s.number(m.place->lonlat.lat, nullptr);
        if (n == 1)
          s.wrapped(fmt::format(
              "{}；全程 {}，其中路上 {}、步行往返 {}{}{}",
              route.best ? "已证明是最短的次序" : "近似最短的次序", hours_zh(total), hours_zh(road),
              hours_zh(total - road), route.back_ms ? "；由出发地出发并返回" : "",
              route.broken > 0 ? fmt::format("；有 {} 段没有路相通", route.broken) : ""));
        s.next_row();
      }
      for (std::size_t k = 0; k < route.unconnected.size(); ++k) {
        const Marker& m = records_.markers[route.unconnected[k]];
        s.text(label);
        s.skip(1);
        s.text(marker_name(m));
        s.skip(2);
        s.number(m.place ? std::optional(m.place->lonlat.lon) : std::nullopt, nullptr);
        s.number(m.place ? std::optional(m.place->lonlat.lat) : std::nullopt, nullptr);
        s.wrapped(why_zh(route.unconnected_why[k]));
        s.next_row();
      }
    }
  }

  void disputes() {
    auto s = sheet("争议", {{"界线", 34},
                            {"块", 5},
                            {"主张", 12},
                            {"面积（平方米）", 15},
                            {"两条主张线端点相距（米）", 22},
                            {"人口", 40},
                            {"设施", 60}});
    for (const Dispute& d : lines_.disputes) {
      std::string people, facilities;
      for (std::size_t g = 0; g < d.people.size(); ++g)
        people += fmt::format("{}{} {}", people.empty() ? "" : "；", group_zh(lines_.groups[g]),
                              d.people[g].to_string());
      for (const std::size_t f : d.facilities)
        facilities += (facilities.empty() ? "" : "；") + lines_.facility_labels[f];
      s.text(lines_.check.lines[d.line].label, true);
      s.text("合计");
      s.text(d.sides_known ? "" : "归属方向不明");
      s.number(d.both_m2 + d.neither_m2, decimal());
      s.number(d.open_m, decimal());
      // What the project names none of was not looked for; looked for and not found is none.
      if (people.empty()) people = "未核";
      if (facilities.empty()) facilities = lines_.facility_labels.empty() ? "未核" : "没有";
      s.wrapped(d.counted ? people : "未核");
      s.wrapped(d.counted ? facilities : "未核");
      s.next_row();
      std::size_t n = 0;
      for (const DisputedPiece& p : d.pieces) {
        s.skip(1);
        s.number(static_cast<double>(++n), whole());
        s.text(p.claimed_by_both ? "双方都主张" : "双方都不主张");
        s.number(p.area_m2, decimal());
        s.next_row();
      }
    }
  }

  XlsxBook& book_;
  const BoundaryReport& report_;
  const LineReport& lines_;
  const LineBook& records_;
  const Units& units_;
};

}  // namespace

void add_line_sheets(XlsxBook& book, const BoundaryReport& report) {
  LineSheets(book, report).add();
}

}  // namespace fangyuan
