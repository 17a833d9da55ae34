// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/row_report.h"

#include <fmt/format.h>

namespace fangyuan {

RowReport::RowReport(const VectorLayer& layer, Problems& problems)
    : layer_(&layer), problems_(&problems) {}

Problem RowReport::problem(RowNote&& note) const {
  return Problem{.severity = note.severity,
                 .code = std::move(note.code),
                 .file = layer_->ref.path,
                 .layer = layer_->layer,
                 .field = std::move(note.field),
                 .value = std::move(note.value),
                 .rule = std::move(note.rule),
                 .where = note.where};
}

void RowReport::row(RowNote note) {
  Rest& rest = rows_[note.code];
  if (rest.listed == kListedRows) {
    if (rest.unlisted++ == 0) rest.where = note.where;
    if (note.severity == Severity::error) rest.severity = Severity::error;
    return;
  }
  ++rest.listed;
  note.rule.zh = fmt::format("第 {} 行：{}", note.row, note.rule.zh);
  note.rule.en = fmt::format("row {}: {}", note.row, note.rule.en);
  problems_->add(problem(std::move(note)));
}

void RowReport::value(RowNote note) {
  const std::string key = note.code + '\n' + note.field + '\n' + note.value;
  const auto [it, is_new] = value_at_.try_emplace(key, values_.size());
  if (is_new)
    values_.emplace_back(std::move(note), 1);
  else
    ++values_[it->second].second;
}

void RowReport::layer(RowNote note, std::uint64_t count) {
  Problem p = problem(std::move(note));
  p.count = count;
  problems_->add(std::move(p));
}

void tell_totals_row(const Row& row, const std::string& field, const std::string& word,
                     RowReport& report) {
  report.row(
      {Severity::warning,
       "totals-row",
       field,
       word,
       row.number,
       {"是“" + word + "”行，不是单独的一条，未计入（计入就重复了）",
        "holds sums (\"" + word + "\"), not one thing more: left out, or all counts twice"}});
}

RowReport::~RowReport() {
  for (auto& [note, count] : values_) {
    note.rule.zh = fmt::format("首见于第 {} 行：{}", note.row, note.rule.zh);
    note.rule.en = fmt::format("first in row {}: {}", note.row, note.rule.en);
    layer(std::move(note), count);
  }
  for (auto& [code, rest] : rows_) {
    if (rest.unlisted == 0) continue;
    RowNote note;
    note.severity = rest.severity;
    note.code = code;
    note.where = rest.where;
    note.rule = {"其余各行同上，不再逐行列出", "further rows likewise, not listed one by one"};
    layer(std::move(note), rest.unlisted);
  }
}

}  // namespace fangyuan
