// SPDX-License-Identifier: Apache-2.0
#include "geo/out/xlsx_capacity.h"

#include "geo/out/xlsx_service_rows.h"

namespace fangyuan {
namespace {

/// Cost in millionths × ms or mm per place, in minutes or kilometres; absent without places.
std::optional<double> mean_cost(std::optional<Wide> cost, std::optional<Amount> places,
                                bool by_time) {
  if (!cost || !places || *places == Amount()) return std::nullopt;
  return static_cast<double>(*cost) / static_cast<double>(places->millionths()) /
         (by_time ? 60e3 : 1e6);
}

std::string measure_zh(Measure measure) { return measure == Measure::network ? "路网" : "直线"; }

void write_fillings(XlsxBook& book, const RunContents& contents) {
  lxw_worksheet* page = book.add_sheet("最优装填");
  Sheet sheet(book, page);
  const auto& f = book.formats();
  head_of_service(sheet);
  head_of_unit(sheet);
  sheet.head("需要\n（名额）", 11);
  sheet.head("限值内\n有设施的需要", 13);
  sheet.head("就近装填\n得到", 11);
  sheet.head("最优装填得到\n（各单元：同样好的之一）", 22);
  sheet.head("换一种分配\n多得", 11);
  sheet.head("可享人数\n（就近）", 11);
  sheet.head("可享人数\n（最优）", 11);
  sheet.head("平均分钟\n（就近）", 11);
  sheet.head("平均分钟\n（最优）", 11);
  sheet.head("平均公里\n（就近）", 11);
  sheet.head("平均公里\n（最优）", 11);
  sheet.next_row();
  for (const FillingRow& row : contents.filling) {
    write_service(sheet, contents, row);
    write_unit(sheet, contents, row);
    sheet.number(row.need.to_double(), f.people);
    sheet.number(row.need_in_reach.to_double(), f.people);
    sheet.number(row.nearest_first.to_double(), f.people);
    sheet.number(plain(row.best), f.people);
    sheet.number(
        row.best ? std::optional((*row.best - row.nearest_first).to_double()) : std::nullopt,
        f.people);
    sheet.number(row.served.to_double(), f.people);
    sheet.number(plain(row.served_best), f.people);
    for (const bool time : {true, false}) {
      const bool tells = row.by_time == time;
      sheet.number(
          tells ? mean_cost(row.nearest_first_cost, row.nearest_first, time) : std::nullopt,
          f.decimal);
      sheet.number(tells ? mean_cost(row.best_cost, row.best, time) : std::nullopt, f.decimal);
    }
    sheet.next_row();
  }
  finish(sheet, page, 5);
}

void write_access(XlsxBook& book, const RunContents& contents) {
  lxw_worksheet* page = book.add_sheet("每千人可及");
  Sheet sheet(book, page);
  const auto& f = book.formats();
  head_of_service(sheet);
  sheet.head("衰减", 12);
  head_of_unit(sheet);
  sheet.head("人群", 13);
  sheet.head("人数", 11);
  sheet.head("每千人名额\n（平均）", 12);
  sheet.head("每千人名额\n（最低）", 12);
  sheet.head("一个名额也\n够不着的人", 12);
  sheet.head("占比", 9);
  sheet.next_row();
  for (const AccessRow& row : contents.access) {
    const Service& service = contents.services[row.service.index()];
    write_service(sheet, contents, row);
    sheet.text(service.floating ? std::string(decay_zh(service.floating->decay.shape)) : "");
    write_unit(sheet, contents, row);
    sheet.text(group_zh(service.group));
    sheet.number(row.people.to_double(), f.people);
    sheet.number(plain(row.mean), f.decimal);
    sheet.number(plain(row.lowest), f.decimal);
    sheet.number(row.none.to_double(), f.people);
    sheet.number(row.people > People()
                     ? std::optional(row.none.to_double() / row.people.to_double())
                     : std::nullopt,
                 f.share);
    sheet.next_row();
  }
  finish(sheet, page, 6);
}

void write_equality(XlsxBook& book, const RunContents& contents) {
  lxw_worksheet* page = book.add_sheet("均等性");
  Sheet sheet(book, page);
  const auto& f = book.formats();
  head_of_service(sheet);
  sheet.head("口径", 8);
  sheet.head("指标", 16);
  sheet.head("层级", 10);
  sheet.head("单元数", 9);
  sheet.head("平均\n（按人）", 11);
  sheet.head("基尼系数", 10);
  sheet.head("泰尔指数", 10);
  sheet.head("泰尔\n组间", 9);
  sheet.head("泰尔\n组内", 9);
  sheet.head("城\n（平均）", 11);
  sheet.head("乡\n（平均）", 11);
  sheet.head("城减乡", 11);
  sheet.head("城比乡", 9);
  sheet.head("最差一成单元\n的人口占比", 14);
  sheet.head("最差一成的人\n分到的占比", 14);
  sheet.next_row();
  for (const EqualityRow& row : contents.equality) {
    write_service(sheet, contents, row);
    sheet.text(measure_zh(row.measure));
    sheet.text(std::string(equality_zh(row.of)));
    sheet.text(layer_zh(contents.units.layers[row.unit_layer]));
    sheet.number(static_cast<double>(row.units), f.whole);
    // Seconds are read as minutes; the others as they are.
    lxw_format* format = row.of == EqualityOf::share_served ? f.share : f.decimal;
    const double unit = row.of == EqualityOf::mean_time ? 60 : 1;
    const auto of_gap = [&](double GroupGap::*member) {
      sheet.number(row.gap ? std::optional((*row.gap).*member / unit) : std::nullopt, format);
    };
    sheet.number(row.mean / unit, format);
    for (const auto& index : {row.gini, row.theil, row.theil_between, row.theil_within})
      sheet.number(index, f.index);
    of_gap(&GroupGap::first);
    of_gap(&GroupGap::second);
    of_gap(&GroupGap::difference);
    sheet.number(row.gap ? row.gap->ratio : std::nullopt, f.decimal);
    sheet.number(row.people_in_worst_tenth, f.share);
    sheet.number(row.share_of_worst_tenth, f.share);
    sheet.next_row();
  }
  finish(sheet, page, 5);
}

}  // namespace

void write_capacity(XlsxBook& book, const RunContents& contents) {
  if (!contents.filling.empty()) write_fillings(book, contents);
  if (!contents.access.empty()) write_access(book, contents);
  if (!contents.equality.empty()) write_equality(book, contents);
}

}  // namespace fangyuan
