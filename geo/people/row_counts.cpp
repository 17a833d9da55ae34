// SPDX-License-Identifier: Apache-2.0
#include "geo/people/row_counts.h"

namespace fangyuan {

RowCounts::RowCounts(VectorLayer& layer, const std::vector<GroupColumn>& groups,
                     std::size_t all_groups, Problems& problems)
    : all_groups_(all_groups) {
  for (const auto& group : groups) {
    const auto key = "columns." + group.name;
    layer.ref.fields[key] = group.column;  // so that a missing one is told as any other field
    if (const auto column = layer.field(key, problems))
      columns_.push_back({group.group, *column, layer.columns[*column]});
    else
      complete_ = false;
  }
}

std::vector<People> RowCounts::read(const Row& row, RowReport& report) {
  static const People kMost = People::from_whole(10'000'000'000);
  std::vector<People> out(all_groups_);
  for (auto& c : columns_) {
    const auto& text = row.values[c.column];
    if (!text) {
      if (c.empty++ == 0) c.first_empty = row.number;
      continue;
    }
    const auto bad = [&](const char* code, Text rule) {
      report.row({Severity::error, code, c.name, *text, row.number, std::move(rule)});
    };
    const auto value = parse_amount(*text);
    if (!value)
      bad("amount-text", {"应为数字", "must be a number"});
    else if (*value < People())
      bad("amount-negative", {"不能是负数", "must not be negative"});
    else if (*value > kMost)
      bad("amount-absurd", {"数值大得不合理", "is absurdly large"});
    else
      out[c.group] = *value;
  }
  return out;
}

void RowCounts::tell_empty(RowReport& report) const {
  for (const auto& c : columns_)
    if (c.empty > 0)
      report.layer(
          {Severity::warning,
           "amount-empty",
           c.name,
           "",
           c.first_empty,
           {"空白当作没有数据，按 0 计；首见于第 " + std::to_string(c.first_empty) + " 行",
            "empty is no data and counts 0; first in row " + std::to_string(c.first_empty)}},
          c.empty);
}

}  // namespace fangyuan
