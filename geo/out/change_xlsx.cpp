// SPDX-License-Identifier: Apache-2.0
// change.xlsx: the file of a change in the words of 《行政区划管理条例》 Article 13.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "geo/out/change_labels.h"
#include "geo/out/change_words.h"
#include "geo/out/words_zh.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

class Writer {
 public:
  Writer(const ChangeReport& r, const std::filesystem::path& path)
      : r_(r), book_(path, r.info.project + " 区划变更", r.info.date) {}

  void write() {
    summary();
    units();
    sites();
    moved();
    things();
    rules();
    entitlement();
    names();
    codes();
    junctions();
    markers();
    conserved();
    notes();
    book_.close();
  }

 private:
  struct Head {
    std::string title;
    double width;
  };
  /// A column just as wide as its title: eleven of them have to fit on a page.
  static Head narrow(std::string title) {
    constexpr double kLeast = 8, kSpare = 1.5;
    const double width = std::max(kLeast, 2 * text_width(title, 1) + kSpare);
    return {std::move(title), width};
  }
  Sheet sheet(const char* name, const std::vector<Head>& heads) {
    auto* page = book_.add_sheet(name);
    Sheet out(book_, page);
    for (const Head& h : heads) out.head(h.title, h.width);
    worksheet_freeze_panes(page, 1, 0);
    out.next_row();
    return out;
  }
  lxw_format* whole() { return book_.formats().whole; }
  lxw_format* km2() { return book_.numbers("#,##0.000000"); }

  static std::string named(const std::string& code, const std::string& name) {
    return named_zh(code, name);
  }

  void summary() {
    auto s = sheet("总览", {{"事项", 34}, {"内容", 90}});
    const auto row = [&](const std::string& what, const std::string& value) {
      s.wrapped(what);
      s.wrapped(value);
      s.next_row();
    };
    for (std::size_t i = 0; i < r_.edits.size(); ++i)
      row(fmt::format("变更事项 {}", i + 1),
          r_.edits[i].zh + (r_.pending[i] ? "（尚未生效，没有计入本表）" : ""));
    row("生效日期", r_.in_force ? to_string(r_.effective)
                                : fmt::format("{}（本表按 {} 计，变更尚未生效，都没有计入）",
                                              to_string(r_.effective), to_string(r_.info.date)));
    row("勘界完成期限", r_.survey_due
                            ? to_string(*r_.survey_due) + "（自批准之日起一年内；此处按生效日期计）"
                        : r_.in_force ? "不涉及界线"
                                      : "变更尚未生效");
    for (const ClassCount& c : r_.classes)
      if (c.before != c.after)
        row(std::string(level_zh(c.level)) + "：" +
                (c.unit_class.empty() ? "未分类" : c.unit_class),
            fmt::format("{} → {} 个", c.before, c.after));
    for (const MovedArea& m : r_.moved) {
      std::string text = fmt::format("{:.6f} 平方公里，{} 个村（社区），{} 处设施", m.area_m2 / 1e6,
                                     m.villages.size(), m.facilities.size());
      if (!m.people.empty())
        text += fmt::format("，{} {}", group_zh(r_.groups.front()), m.people.front().to_string());
      row(named(m.from, m.from_name) + " → " + named(m.to, m.to_name), text);
    }
    const auto count = [&](UnitRuleChange::Kind kind) {
      std::size_t n = 0;
      for (const UnitRuleChange& c : r_.rules) n += c.kind == kind ? 1U : 0U;
      return n;
    };
    row("规则",
        fmt::format("起约束 {} 项，不再约束 {} 项，达标情况变化 {} 项",
                    count(UnitRuleChange::Kind::starts), count(UnitRuleChange::Kind::ceases),
                    count(UnitRuleChange::Kind::status)));
    std::size_t fresh = 0;
    for (const NameClash& c : r_.names) fresh += c.is_new ? 1U : 0U;
    row("重名、同音和用字", fmt::format("{} 项，其中变更新增 {} 项", r_.names.size(), fresh));
    row("须变更的代码", fmt::format("{} 个", r_.codes.size()));
    row("变动的交会点", fmt::format("{} 个", r_.junctions.size()));
    const auto listed = [](const auto& some, std::string_view unit) {
      if (!some) return std::string("未核（没有图层）");
      std::size_t beside = 0;
      for (const auto& one : *some) beside += one.adjacent ? 1U : 0U;
      std::string out = fmt::format("{} {}", some->size() - beside, unit);
      if (beside > 0)
        out += fmt::format("；另有 {} {}毗邻，级别高于变更的土地，不变动", beside, unit);
      return out;
    };
    row("涉及的界线", listed(r_.lines, "条"));
    std::string unplaced;
    if (r_.markers && r_.markers_unplaced > 0)
      unplaced = fmt::format("；另有 {} 个没有位置，未核", r_.markers_unplaced);
    row("涉及的界桩", listed(r_.markers, "个") + unplaced);
  }

  /// Who and when come first: they repeat on every page.
  void units() {
    std::vector<Head> heads{
        {"名称", 16},       {"时点", 8},      {"代码", 14}, {"层级", 8},
        {"类别", 8},        {"变更内容", 14}, {"隶属", 20}, {"面积（平方公里）", 17},
        {"下级区划数", 11}, {"设施数", 8}};
    for (const std::string& g : r_.groups) heads.push_back(narrow(group_zh(g)));
    auto s = sheet("区划", heads);
    for (const UnitPair& p : r_.units)
      for (const bool after : {false, true}) {
        const auto& u = after ? p.after : p.before;
        if (!u) continue;
        s.wrapped(u->name);
        s.text(after ? "变更后" : "变更前");
        s.text(u->code);
        s.text(std::string(level_zh(p.level)));
        s.text(u->unit_class);
        s.wrapped(what_zh(p));
        s.wrapped(named(u->parent, u->parent_name));
        s.number(u->area_m2 / 1e6, km2());
        s.number(static_cast<double>(u->children), whole());
        std::uint64_t sites = 0;
        for (const auto& [type, n] : u->facilities) sites += n;
        s.number(static_cast<double>(sites), whole());
        for (const People n : u->people) s.number(n.to_double(), book_.formats().people);
        s.next_row();
      }
  }

  /// Sites by type, of units whose sites change.
  void sites() {
    auto s = sheet("设施构成", {{"名称", 18},
                                {"代码", 14},
                                {"层级", 8},
                                {"设施类型", 26},
                                {"变更前", 10},
                                {"变更后", 10},
                                {"增减", 10}});
    for (const UnitPair& p : r_.units) {
      std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> counts;
      if (p.before)
        for (const auto& [type, n] : p.before->facilities) counts[type].first = n;
      if (p.after)
        for (const auto& [type, n] : p.after->facilities) counts[type].second = n;
      const UnitState& u = p.after ? *p.after : *p.before;
      for (const auto& [type, n] : counts) {
        const auto before = static_cast<double>(n.first), after = static_cast<double>(n.second);
        s.text(u.name);
        s.text(u.code);
        s.text(std::string(level_zh(p.level)));
        s.text(type_zh(type));
        s.number(before, whole());
        s.number(after, whole());
        s.number(after - before, book_.numbers("+#,##0;-#,##0;0"));
        s.next_row();
      }
    }
  }

  std::string title_of(const std::string& statistic) const {
    const auto it = r_.statistic_titles.find(statistic);
    return it == r_.statistic_titles.end() ? statistic : it->second;
  }

  void moved() {
    std::vector<Head> heads{
        {"层级", 8},        {"移出方", 16}, {"移入方", 16},    {"面积（平方公里）", 17},
        {"村（社区）", 24}, {"设施数", 8},  {"住宅小区数", 11}};
    for (const std::string& g : r_.groups) heads.push_back(narrow(group_zh(g)));
    heads.push_back({"统计值（按人口推算，整体移交照数）", 30});
    auto s = sheet("移交土地", heads);
    for (const MovedArea& m : r_.moved) {
      s.text(std::string(level_zh(m.level)));
      s.wrapped(named(m.from, m.from_name));
      s.wrapped(named(m.to, m.to_name));
      s.number(m.area_m2 / 1e6, km2());
      std::string villages, statistics;
      for (const MovedThing& v : m.villages)
        villages += (villages.empty() ? "" : "、") + named(v.id, v.name);
      s.wrapped(villages);
      s.number(static_cast<double>(m.facilities.size()), whole());
      if (m.estates)
        s.number(static_cast<double>(m.estates->size()), whole());
      else
        s.text("未核");
      for (const People n : m.people) s.number(n.to_double(), book_.formats().people);
      for (const auto& [name, amount] : m.statistics)
        statistics += (statistics.empty() ? "" : "、") + title_of(name) + " " + amount.to_string();
      s.wrapped(statistics);
      s.next_row();
    }
  }

  void things() {
    auto s = sheet("移交设施", {{"层级", 8},
                                {"移出方", 22},
                                {"移入方", 22},
                                {"种类", 12},
                                {"编号", 16},
                                {"名称", 24},
                                {"类型", 22},
                                {"经度", 12},
                                {"纬度", 12}});
    for (const MovedArea& m : r_.moved) {
      const auto rows = [&](const std::vector<MovedThing>& all, const char* kind) {
        for (const MovedThing& t : all) {
          s.text(std::string(level_zh(m.level)));
          s.text(named(m.from, m.from_name));
          s.text(named(m.to, m.to_name));
          s.text(kind);
          s.text(t.id);
          s.text(t.name);
          s.text(t.type == "estate" ? "住宅小区" : type_zh(t.type));
          if (t.place) {
            s.number(t.place->lonlat.lon, nullptr);
            s.number(t.place->lonlat.lat, nullptr);
          }
          s.next_row();
        }
      };
      rows(m.facilities, "设施");
      if (m.estates) rows(*m.estates, "住宅小区");
    }
  }

  void rules() {
    auto s = sheet("规则", {{"变化", 13},
                            {"规则", 30},
                            {"层级", 8},
                            {"代码", 13},
                            {"区划", 16},
                            {"变更前", 11},
                            {"变更后", 11},
                            {"变更前数值", 11},
                            {"变更后数值", 11},
                            {"变更前目标", 11},
                            {"变更后目标", 11},
                            {"依据", 36},
                            {"行", 8},
                            {"可信度", 8},
                            {"规则编号", 28}});
    for (const UnitRuleChange& c : r_.rules) {
      s.text(kind_zh(c.kind));
      s.wrapped(c.name);
      s.text(c.code == "all" ? "全域" : std::string(level_zh(c.level)));
      s.text(c.code == "all" ? "" : c.code);
      s.text(c.unit);
      s.text(c.before ? std::string(rule_status_zh(*c.before)) : "不约束");
      s.text(c.after ? std::string(rule_status_zh(*c.after)) : "不约束");
      for (const auto& v : {c.value_before, c.value_after, c.target_before, c.target_after})
        s.number(v ? std::optional(v->to_double()) : std::nullopt,
                 c.is_share ? book_.formats().share : book_.numbers(v ? digits(*v) : "#,##0"));
      s.wrapped(c.source);
      s.text(c.source_line);
      s.text(c.confidence);
      s.text(c.rule);
      s.next_row();
    }
  }

  void entitlement() {
    auto s = sheet("应享变化", {{"服务", 24},
                                {"人群", 12},
                                {"变更后所属", 22},
                                {"变更前使用", 26},
                                {"变更后使用", 26},
                                {"人数", 12},
                                {"结果", 12}});
    for (const EntitlementRow& e : r_.entitlement) {
      s.text(e.service_name);
      s.text(group_zh(e.group));
      s.text(named(e.unit, e.unit_name));
      s.text(e.site_before.empty() ? "（无）" : named(e.site_before, e.site_before_name));
      s.text(e.site_after.empty() ? "（无）" : named(e.site_after, e.site_after_name));
      s.number(e.people.to_double(), book_.formats().people);
      s.text(e.site_after.empty() ? "失去" : e.site_before.empty() ? "获得" : "改用");
      s.next_row();
    }
  }

  void names() {
    auto s = sheet("地名", {{"变更新增", 10},
                            {"同一上级", 10},
                            {"问题", 16},
                            {"说明", 24},
                            {"把握", 12},
                            {"名称", 16},
                            {"代码", 14},
                            {"所属", 16},
                            {"与之冲突", 16},
                            {"代码", 14},
                            {"所属", 16},
                            {"范围", 26},
                            {"依据", 34}});
    for (const NameClash& c : r_.names) {
      s.text(c.is_new ? "是" : "原有");
      s.text(c.same_parent ? "是" : "");
      s.wrapped(c.kind.zh);
      s.wrapped(c.detail.zh);
      s.text(c.grade.zh);
      s.text(c.name);
      s.text(c.code);
      s.text(c.parent);
      s.text(c.other_name);
      s.text(c.other);
      s.text(c.other_parent);
      s.wrapped(c.scope.zh);
      s.wrapped(c.article.zh);
      s.next_row();
    }
  }

  void codes() {
    auto s = sheet("代码", {{"层级", 8}, {"现代码", 16}, {"名称", 20}, {"为什么须变更", 60}});
    for (const CodeToChange& c : r_.codes) {
      s.text(std::string(level_zh(c.level)));
      s.text(c.code);
      s.text(c.name);
      s.wrapped(c.why.zh);
      s.next_row();
    }
  }

  void junctions() {
    auto s = sheet(
        "交会点",
        {{"层级", 8}, {"变更前", 8}, {"变更后", 8}, {"区划", 60}, {"经度", 13}, {"纬度", 13}});
    for (const TouchedJunction& j : r_.junctions) {
      s.text(std::string(level_zh(j.level)));
      s.text(j.before ? "有" : "");
      s.text(j.after ? "有" : "");
      s.wrapped(junction_units_zh(j));
      s.number(j.at.lonlat.lon, nullptr);
      s.number(j.at.lonlat.lat, nullptr);
      s.next_row();
    }
  }

  void markers() {
    auto s = sheet("界线、界桩", {{"类别", 8},
                                  {"关系", 8},
                                  {"编号", 18},
                                  {"名称、界线", 30},
                                  {"双方、哪一方的成果", 34},
                                  {"完好程度", 10},
                                  {"变更后距界线（米）", 18},
                                  {"经度", 13},
                                  {"纬度", 13}});
    const auto unknown = [&](const char* what) {
      s.text(what);
      s.text("未核");
      s.skip(1);
      s.text("项目没有这个图层");
      s.next_row();
    };
    if (!r_.lines) unknown("界线");
    if (!r_.markers) unknown("界桩");
    if (r_.lines)
      for (const TouchedLine& line : *r_.lines) {
        s.text("界线");
        s.text(line.adjacent ? "毗邻" : "涉及");
        s.text(line.id);
        s.wrapped(line.name);
        s.wrapped(named(line.unit, line.unit_name) +
                  (line.other.empty() ? "" : "、" + named(line.other, line.other_name)));
        s.next_row();
      }
    if (r_.markers)
      for (const TouchedMarker& m : *r_.markers) {
        s.text("界桩");
        s.text(m.adjacent ? "毗邻" : "涉及");
        s.text(m.number);
        s.text(m.line);
        s.text(m.copy);
        s.text(m.condition);
        if (m.off_m)
          s.number(*m.off_m, nullptr);
        else
          s.text("");
        s.number(m.at.lonlat.lon, nullptr);
        s.number(m.at.lonlat.lat, nullptr);
        s.next_row();
      }
  }

  void conserved() {
    auto s = sheet("守恒", {{"项目", 36}, {"变更前", 22}, {"变更后", 22}});
    for (const Conserved& c : r_.conserved) {
      s.text(c.what.zh);
      s.text(c.before);
      s.text(c.after);
      s.next_row();
    }
  }

  void notes() {
    auto s = sheet("说明", {{"说明", 110}});
    const auto line = [&](const std::string& text) {
      s.wrapped(text);
      s.next_row();
    };
    line(
        "本表对应《行政区划管理条例》第十三条申报材料中的人口、行政区域面积、隶属关系、变更前的行政"
        "区划图和变更方案示意图（map_before.svg、map_after.svg、change.gpkg）；申请书、风险评估、"
        "专家论证、征求意见另备。");
    line("面积为 CGCS2000 椭球面积；移交前后按 0.1 毫米格网的整数核对，人口和设施逐个核对。");
    line("规则表中的比例以百分数表示；其他数值的单位见规则名称。");
    line("代码由民政部门确定（批准之日起一个月内），本表只列须变更的，不自行赋码。");
    line("应享变化只算限定本区划使用的服务（catchment = \"own:…\"），按路网就近，不看容量。");
    line(r_.reach_rules_measured
             ? "规则的达标情况按变更前后全部重算。"
             : "规则中要测服务圈的（覆盖率、空白点），是否约束已列出，达标情况在此记作未核；"
               "用 fangyuan run --scenario 计算。");
    if (!r_.lines || !r_.markers)
      line(fmt::format("项目没有{}图层，涉及的{}未核。",
                       r_.lines     ? "界桩"
                       : r_.markers ? "界线"
                                    : "界线、界桩",
                       r_.lines     ? "界桩"
                       : r_.markers ? "界线"
                                    : "界线和界桩"));
    if (r_.lines || r_.markers)
      line(
          "界线、界桩取自项目的成果图层：变更土地之内、边上和 1 "
          "米以内的列入。界线只随本级及以上级别的"
          "土地变更而动；级别更高的只是毗邻，不变动。");
    line(map_basis_zh(r_));
  }

  const ChangeReport& r_;
  XlsxBook book_;
};

}  // namespace

void write_change_xlsx(const ChangeReport& report, const std::filesystem::path& path) {
  Writer(report, path).write();
}

}  // namespace fangyuan
