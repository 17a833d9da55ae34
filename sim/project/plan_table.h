// SPDX-License-Identifier: Apache-2.0
// A rule pack from a plan's own table of indicators (专栏): the next five-year plan arrives as an
// Excel file.
#pragma once

#include <optional>
#include <string>

#include "core/base/problem.h"
#include "core/rules/metric.h"
#include "geo/io/layer_ref.h"

namespace fangyuan {

struct PlanTable {
  LayerRef ref;    ///< a sheet or table with the columns 指标, 基础值, 目标值, 属性
  std::string id;  ///< of the pack
  std::string
      name;  ///< of the plan; empty: the title above the table's header, else the file's name
};

/// A value cell in a plan's words: "≥55", "＞30", "[33]", "11.0左右", "不低于1.3", "43.9%", "—".
struct PlanValue {
  std::optional<Amount> number;  ///< as written, the per cent sign taken off
  bool percent = false;
  bool ten_thousands = false;  ///< 3.53万
  std::optional<Comparator> comparator;
  std::string modality;  ///< 左右, 累计
  std::string words;     ///< what is no number: 应保尽保
};
PlanValue read_plan_value(const std::string& cell);

/// A plan's words without what a table's layout puts between them: blanks and line breaks go,
/// brackets are full width.
std::string fold_plan_words(const std::string& text);

/// The pack as TOML text. Each row whose metric its words give away becomes a rule, with the reason
/// in a comment; the others stay in it as comments, with what is missing, so that none is lost.
/// Tells value-bad (an id with blanks, quotes or
/// slashes), plan-columns (no column 指标, or none with target values) and plan-row-twice (rows of
/// one name). Throws nothing.
std::string pack_from_table(const PlanTable& table, Problems& problems);

}  // namespace fangyuan
