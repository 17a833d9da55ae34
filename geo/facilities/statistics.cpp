// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/statistics.h"

#include <fmt/format.h>

#include "geo/facilities/row_report.h"
#include "geo/io/vector_layer.h"
#include "geo/units/boundaries.h"
#include "geo/units/unit_join.h"

namespace fangyuan {
namespace {

class TableReader {
 public:
  TableReader(const StatisticsSource& source, const Boundaries& boundaries,
              const VectorLayer& layer, Statistics& out, Problems& problems)
      : units_(boundaries.units),
        layer_(layer),
        out_(out),
        report_(layer, problems),
        join_(boundaries, source.level, source.join == "name" ? JoinBy::name : JoinBy::code) {
    key_ = key_column(source.join, problems);
    for (const auto& [name, theirs] : source.ref.columns) {
      if (const auto column = layer.find_column(theirs)) {
        columns_.emplace_back(name, *column);
        out.by_unit[name].resize(units_.all.size());
        continue;
      }
      report_.layer(
          {Severity::error, "field-missing", name, theirs, 0, {"没有这个字段", "no such field"}},
          1);
    }
  }

  bool ready() const { return key_.has_value(); }

  bool read(const Row& row) {
    const std::string key = row.values[*key_].value_or("");
    const JoinAnswer answer = join_.find(key);
    if (answer.kind != JoinAnswer::Kind::found) {
      const bool several = answer.kind == JoinAnswer::Kind::ambiguous;
      report_.row({Severity::warning, "statistics-unmatched", layer_.columns[*key_], key,
                   row.number,
                   several ? Text{"对应几个区划，未计入", "several units answer to it; left out"}
                           : Text{"没有对应的区划，未计入", "no unit answers to it; left out"}});
      return false;
    }
    for (const auto& [name, column] : columns_) put(row, name, column, answer.unit);
    return true;
  }

 private:
  std::optional<std::size_t> key_column(const std::string& join, Problems& problems) {
    const std::string_view key = join == "name" ? "name" : "code";
    if (const auto column = layer_.field(key, problems)) return column;
    if (layer_.ref.fields.count(std::string(key)) > 0) return std::nullopt;  // told
    for (const std::string_view usual : usual_columns(key))
      if (const auto column = layer_.find_column(usual)) return column;
    report_.layer(
        {Severity::error,
         "field-missing",
         std::string(key),
         "",
         0,
         {"没有可用来关联区划的列，请写 fields = { " + std::string(key) + " = \"列名\" }",
          "no column to join by; give fields = { " + std::string(key) + " = \"column\" }"}},
        1);
    return std::nullopt;
  }

  void put(const Row& row, const std::string& name, std::size_t column, UnitId unit) {
    const auto& text = row.values[column];
    if (!text) return;
    const auto value = parse_amount(*text);
    if (!value) {
      report_.row({Severity::error,
                   "amount-text",
                   layer_.columns[column],
                   *text,
                   row.number,
                   {"应为数，不能夹文字；没有就留空",
                    "must be a number without words; leave it empty if unknown"}});
      return;
    }
    std::optional<Amount>& at = out_.by_unit[name][unit.index()];
    if (at) {
      report_.row({Severity::error,
                   "statistics-duplicate",
                   layer_.columns[column],
                   *text,
                   row.number,
                   {fmt::format("{} {} 已有一个值 {}", units_[unit].name, units_[unit].code,
                                at->to_string()),
                    fmt::format("{} {} has a value already: {}", units_[unit].name,
                                units_[unit].code, at->to_string())}});
      return;
    }
    at = *value;
  }

  const Units& units_;
  const VectorLayer& layer_;
  Statistics& out_;
  RowReport report_;
  UnitJoin join_;
  std::optional<std::size_t> key_;
  std::vector<std::pair<std::string, std::size_t>> columns_;
};

}  // namespace

Statistics read_statistics(std::span<const StatisticsSource> sources, const Boundaries* boundaries,
                           const Frame& frame, Problems& problems) {
  Statistics out;
  const Boundaries none;
  const Boundaries& units = boundaries ? *boundaries : none;
  for (const StatisticsSource& source : sources) {
    const VectorLayer layer = read_vector_layer(source.ref, frame, problems);
    InputUse use;
    use.path = source.ref.path;
    use.layer = layer.layer;
    use.sha256 = layer.sha256;
    use.features = layer.rows.size();
    if (!layer.columns.empty()) {
      TableReader reader(source, units, layer, out, problems);
      if (reader.ready())
        for (const Row& row : layer.rows) ++(reader.read(row) ? use.used : use.rejected);
    }
    out.inputs.push_back(std::move(use));
  }
  return out;
}

}  // namespace fangyuan
