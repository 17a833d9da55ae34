// SPDX-License-Identifier: Apache-2.0
// Signs of place names: how many are set, by county and class; what to set, mend and patrol, as a
// list and on the map.
#include <algorithm>
#include <map>
#include <tuple>

#include "geo/out/gdal_file.h"
#include "geo/out/names_folder.h"
#include "geo/out/qml.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

using Counts = std::array<std::uint64_t, kSignStates>;

void write_count(Sheet& sheet, const XlsxBook& book, const SignCount& count, bool bold) {
  const auto& f = book.formats();
  const auto number = [&](std::uint64_t n) {
    sheet.number(static_cast<double>(n), bold ? f.bold_people : f.whole);
  };
  number(count.names());
  number(count.told());
  number(count.with_sign());
  sheet.number(count.told() == 0 ? std::nullopt
                                 : std::optional(static_cast<double>(count.with_sign()) /
                                                 static_cast<double>(count.told())),
               bold ? f.bold_share : f.share);
  for (const SignState s : {SignState::missing, SignState::damaged, SignState::due, SignState::soon,
                            SignState::sound, SignState::no_patrol})
    number(count.of(s));
  sheet.next_row();
}

void write_coverage(XlsxBook& book, const NamesContents& contents) {
  lxw_worksheet* raw = book.add_sheet("标志设置");
  Sheet sheet(book, raw);
  for (const auto& [title, width] :
       std::initializer_list<std::pair<const char*, double>>{{"县（市、区）", 22},
                                                             {"地名类别", 18},
                                                             {"地名（处）", 10},
                                                             {"填写了标志的", 13},
                                                             {"已设标志", 10},
                                                             {"设标率", 9},
                                                             {"未设标志", 10},
                                                             {"标志损坏", 10},
                                                             {"巡检到期", 10},
                                                             {"三个月内到期", 13},
                                                             {"按期巡检", 10},
                                                             {"没有巡检记录", 13}})
    sheet.head(title, width);
  sheet.next_row();
  worksheet_freeze_panes(raw, 1, 2);
  SignCount all;
  for (const SignCount& c : contents.report.signs.counts)
    for (std::size_t s = 0; s < kSignStates; ++s) all.by_state[s] += c.by_state[s];
  sheet.text("合计", true);
  sheet.skip(1);
  write_count(sheet, book, all, true);
  for (const SignCount& c : contents.report.signs.counts) {
    sheet.text(c.county.empty() ? "（所在县区不明）" : county_label(contents.gazetteer, c.county));
    sheet.text(std::string(zh_of(c.name_class)));
    write_count(sheet, book, c, false);
  }
}

const char* task_of(SignState s) {
  switch (s) {
    case SignState::missing:
      return "补设标志";
    case SignState::damaged:
      return "修复或更换";
    case SignState::due:
      return "巡检（已到期）";
    case SignState::soon:
      return "巡检（三个月内到期）";
    default:
      return nullptr;
  }
}

/// By county and unit as a patrol goes, then what is most pressing.
std::vector<SignRow> tasks(const NamesContents& contents) {
  std::vector<SignRow> out;
  for (const SignRow& row : contents.report.signs.rows)
    if (task_of(row.state) != nullptr) out.push_back(row);
  const auto key = [&](const SignRow& r) {
    const PlaceName& n = contents.gazetteer.names[r.name];
    return std::tuple(county_of(n), n.unit, r.state, r.due, n.code, r.name);
  };
  std::sort(out.begin(), out.end(),
            [&](const SignRow& a, const SignRow& b) { return key(a) < key(b); });
  return out;
}

void write_tasks(XlsxBook& book, const NamesContents& contents) {
  lxw_worksheet* raw = book.add_sheet("设标与巡检清单");
  Sheet sheet(book, raw);
  for (const auto& [title, width] :
       std::initializer_list<std::pair<const char*, double>>{{"序号", 6},
                                                             {"地名", 20},
                                                             {"事项", 20},
                                                             {"县（市、区）", 20},
                                                             {"所在政区", 15},
                                                             {"地名类别", 17},
                                                             {"代码", 14},
                                                             {"上次巡检", 12},
                                                             {"应巡检日期", 12},
                                                             {"逾期（天）", 10},
                                                             {"经度", 12},
                                                             {"纬度", 12},
                                                             {"清单与行", 22}})
    sheet.head(title, width);
  lxw_format* degrees = book.numbers("0.000000");
  std::size_t number = 0;
  for (const SignRow& row : tasks(contents)) {
    const PlaceName& n = contents.gazetteer.names[row.name];
    const std::string county = county_of(n);
    sheet.next_row();
    sheet.number(static_cast<double>(++number), book.formats().whole);
    sheet.text(n.name);
    sheet.text(task_of(row.state));
    sheet.text(county_label(contents.gazetteer, county));
    sheet.text(n.unit);
    sheet.text(std::string(zh_of(n.name_class)));
    sheet.text(n.code);
    sheet.text(n.patrolled ? to_string(*n.patrolled) : "");
    sheet.text(row.due ? to_string(*row.due) : "");
    sheet.number(
        row.due && *row.due < contents.date
            ? std::optional(static_cast<double>(
                  (std::chrono::sys_days(contents.date) - std::chrono::sys_days(*row.due)).count()))
            : std::nullopt,
        book.formats().whole);
    sheet.number(n.place ? std::optional(n.place->lonlat.lon) : std::nullopt, degrees);
    sheet.number(n.place ? std::optional(n.place->lonlat.lat) : std::nullopt, degrees);
    sheet.text(contents.gazetteer.paths[n.source] + ":" + std::to_string(n.row));
  }
  worksheet_freeze_panes(raw, 1, 2);
  if (number > 0) worksheet_autofilter(raw, 0, 0, sheet.row(), 12);
}

qml::DrawRule drawn(SignState s, qml::Colour colour, const char* shape, double size) {
  return {.label = std::string(zh_of(s)),
          .filter = "\"state_zh\" = " + qml::quoted(zh_of(s)),
          .layers = qml::marker(shape, colour, {255, 255, 255}, size)};
}

}  // namespace

std::string county_label(const Gazetteer& g, const std::string& county) {
  const auto is_it = [&](const PlaceName& n) {
    return n.name_class == NameClass::county && n.code == county;
  };
  const auto it = std::find_if(g.names.begin(), g.names.end(), is_it);
  return county.empty() || it == g.names.end() ? county : county + " " + it->name;
}

void write_sign_sheets(XlsxBook& book, const NamesContents& contents) {
  if (contents.report.signs.counts.empty()) return;
  write_coverage(book, contents);
  write_tasks(book, contents);
}

void add_signs(GpkgFile& file, const NamesContents& contents) {
  if (contents.report.signs.counts.empty()) return;
  OGRLayer& layer = file.add_layer(
      "signs", wkbPoint, &contents.frame.srs(),
      {{"name", OFTString, "地名"},
       {"class_zh", OFTString, "类别"},
       {"code", OFTString, "代码"},
       {"county", OFTString, "县（市、区）"},
       {"unit", OFTString, "所在政区"},
       {"state", OFTString, "标志状态代号"},
       {"state_zh", OFTString, "标志状态"},
       {"task", OFTString, "事项"},
       {"patrolled", OFTDate, "上次巡检"},
       {"due", OFTDate, "应巡检日期"},
       {"source", OFTString, "清单"},
       {"row", OFTInteger64, "行"}},
      "地名标志：已设、未设、损坏、巡检到期；清单没有填写标志的地名不列 / signs: set, missing, "
      "damaged, patrols due; names of whose signs nothing is told are left out");
  for (const SignRow& row : contents.report.signs.rows) {
    if (row.state == SignState::not_told) continue;
    const PlaceName& n = contents.gazetteer.names[row.name];
    OGRFeature f(layer.GetLayerDefn());
    int field = 0;
    const auto text = [&](const std::string& v) {
      if (!v.empty()) f.SetField(field, v.c_str());
      ++field;
    };
    const auto day = [&](const std::optional<Date>& d) {
      if (d)
        f.SetField(field, static_cast<int>(d->year()), static_cast<int>(unsigned(d->month())),
                   static_cast<int>(unsigned(d->day())));
      ++field;
    };
    text(n.name);
    text(std::string(zh_of(n.name_class)));
    text(n.code);
    text(county_of(n));
    text(n.unit);
    text(std::string(to_string(row.state)));
    text(std::string(zh_of(row.state)));
    text(task_of(row.state) == nullptr ? "" : task_of(row.state));
    day(n.patrolled);
    day(row.due);
    text(contents.gazetteer.paths[n.source]);
    f.SetField(field, static_cast<GIntBig>(n.row));
    if (n.place) f.SetGeometryDirectly(new OGRPoint(n.place->xy.x, n.place->xy.y));
    file.add(layer, f);
  }
  file.add_style(
      "signs",
      qml::document(
          qml::rule_renderer("marker", {drawn(SignState::sound, {90, 174, 97}, "circle", 1.8),
                                        drawn(SignState::no_patrol, {150, 150, 150}, "circle", 1.8),
                                        drawn(SignState::soon, {254, 196, 79}, "circle", 2.2),
                                        drawn(SignState::due, {230, 130, 0}, "triangle", 2.6),
                                        drawn(SignState::damaged, {140, 81, 160}, "diamond", 2.6),
                                        drawn(SignState::missing, {213, 60, 0}, "square", 2.6)}),
          qml::labeling({{.filter = "\"task\" is not null",
                          .expression = qml::column("name"),
                          .least_scale = 50000,
                          .beside = true}})));
}

}  // namespace fangyuan
