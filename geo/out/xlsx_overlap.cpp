// SPDX-License-Identifier: Apache-2.0
#include "geo/out/xlsx_overlap.h"

#include <set>

#include "geo/out/xlsx_service_rows.h"

namespace fangyuan {
namespace {

std::optional<double> share_of(Amount part, Amount whole) {
  if (whole == Amount()) return std::nullopt;
  return part.to_double() / whole.to_double();
}

/// Services with network rows: their straight ones stay in overlap.csv.
std::set<ServiceId> with_network(const RunContents& contents) {
  std::set<ServiceId> out;
  for (const OverlapRow& row : contents.overlap)
    if (row.measure == Measure::network) out.insert(row.service);
  return out;
}

void write_row(Sheet& sheet, const XlsxBook& book, const RunContents& contents,
               const OverlapRow& row) {
  const auto& f = book.formats();
  write_service(sheet, contents, row);
  write_unit(sheet, contents, row);
  People all;
  for (const People p : row.by_sites) all += p;
  sheet.number(all.to_double(), f.people);
  for (const People p : row.by_sites) sheet.number(p.to_double(), f.people);
  sheet.number(share_of(all - row.by_sites[0] - row.by_sites[1], all), f.share);
  sheet.number(all > People() ? std::optional(static_cast<double>(row.site_people) /
                                              static_cast<double>(all.millionths()))
                              : std::nullopt,
               f.decimal);
  sheet.number(static_cast<double>(row.sites), f.whole);
  sheet.number(plain(row.capacity), f.people);
  sheet.number(plain(row.load), f.people);
  const std::optional<Amount> idle =
      row.capacity ? std::optional(*row.capacity - *row.load) : std::nullopt;
  sheet.number(plain(idle), f.people);
  sheet.number(idle ? share_of(*idle, *row.capacity) : std::nullopt, f.share);
  sheet.next_row();
}

}  // namespace

void write_overlap(XlsxBook& book, const RunContents& contents) {
  if (contents.overlap.empty()) return;
  const std::set<ServiceId> network = with_network(contents);
  lxw_worksheet* page = book.add_sheet("重复与闲置");
  Sheet sheet(book, page);
  head_of_service(sheet);
  head_of_unit(sheet);
  sheet.head("人数", 11);
  sheet.head("限值内\n没有设施", 11);
  sheet.head("只有\n一处", 11);
  sheet.head("两处", 11);
  sheet.head("三处", 11);
  sheet.head("四处\n及以上", 11);
  sheet.head("两处及以上\n占比", 10);
  sheet.head("人均\n可选处数", 10);
  sheet.head("设施数", 8);
  sheet.head("名额", 10);
  sheet.head("就近装填\n占用", 10);
  sheet.head("闲置", 10);
  sheet.head("闲置率", 9);
  sheet.next_row();
  for (const OverlapRow& row : contents.overlap) {
    if (row.measure == Measure::straight && network.count(row.service) > 0) continue;
    const Service& service = contents.services[row.service.index()];
    if (row.unit_layer && row.limit != service.limits.back().to_string()) continue;
    write_row(sheet, book, contents, row);
  }
  finish(sheet, page, 5);
}

}  // namespace fangyuan
