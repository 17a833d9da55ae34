// SPDX-License-Identifier: Apache-2.0
// Sheets with a row per service, limit and unit: the columns that they share. Internal to geo/out.
#pragma once

#include <optional>
#include <string>

#include "geo/out/run_contents.h"
#include "geo/out/words_zh.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {

inline std::optional<double> plain(const std::optional<Amount>& amount) {
  return amount ? std::optional(amount->to_double()) : std::nullopt;
}

inline void head_of_service(Sheet& sheet) {
  sheet.head("服务", 18);
  sheet.head("限值", 10);
}

inline void head_of_unit(Sheet& sheet) {
  sheet.head("层级", 10);
  sheet.head("代码", 15);
  sheet.head("名称", 18);
}

inline std::string layer_zh(const UnitLayer& layer) {
  const std::string level(level_zh(layer.level));
  return layer.tree == Tree::legal ? level : "管理" + level;
}

template <class Row>
void write_service(Sheet& sheet, const RunContents& contents, const Row& row) {
  sheet.text(contents.services[row.service.index()].name);
  sheet.text(limit_zh(row.limit) + (row.measure == Measure::straight ? "（直线）" : ""));
}

template <class Row>
void write_unit(Sheet& sheet, const RunContents& contents, const Row& row) {
  const bool all = !row.unit_layer;
  sheet.text(all ? "" : layer_zh(contents.units.layers[*row.unit_layer]));
  sheet.text(row.unit ? contents.units[row.unit].code : "");
  sheet.text(all ? "全部" : row.unit ? contents.units[row.unit].name : "不在任何单元内", all);
}

/// Ends a sheet of a table: filter and frozen head.
inline void finish(Sheet& sheet, lxw_worksheet* page, lxw_col_t frozen) {
  constexpr double kHeadHeight = 44;
  worksheet_set_row(page, 0, kHeadHeight, nullptr);
  worksheet_autofilter(page, 0, 0, sheet.row() - 1, static_cast<lxw_col_t>(sheet.widest() - 1));
  worksheet_freeze_panes(page, 1, frozen);
}

}  // namespace fangyuan
