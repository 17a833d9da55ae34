// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/record_rows.h"

namespace fangyuan {

RecordRows::RecordRows(const VectorLayer& layer, std::span<const RecordField> fields,
                       Problems& problems)
    : layer_(layer), report_(layer, problems) {
  std::string guessed;
  std::set<std::size_t> taken;
  for (const RecordField& f : fields) {
    const auto given = layer.field(f.key, problems);
    if (given) taken.insert(*given);
    columns_[std::string(f.key)] = given;
  }
  for (const RecordField& f : fields) {
    const std::string key(f.key);
    auto& column = columns_[key];
    if (column || layer.ref.fields.contains(key)) continue;
    for (std::string_view headers = f.headers; !headers.empty() && !column;) {
      const auto end = headers.find('|');
      column = layer.find_column(headers.substr(0, end));
      if (column && !taken.insert(*column).second) column.reset();
      headers.remove_prefix(end == std::string_view::npos ? headers.size() : end + 1);
    }
    if (column) guessed += (guessed.empty() ? "" : "; ") + key + "=" + layer.columns[*column];
  }
  if (!guessed.empty())
    report_.layer({Severity::warning,
                   "field-guessed",
                   "fields",
                   guessed,
                   0,
                   {"没有写明字段，按常用列名取用；请在 fields 里写明",
                    "fields are not named; usual column names were taken: name them in fields"}},
                  1);
}

std::optional<std::size_t> RecordRows::column(std::string_view key) const {
  const auto it = columns_.find(key);
  return it == columns_.end() ? std::nullopt : it->second;
}

std::string RecordRows::text(const Row& row, std::string_view key) const {
  const auto c = column(key);
  return c && row.values[*c] ? *row.values[*c] : std::string();
}

std::string RecordRows::header(std::string_view key) const {
  const auto c = column(key);
  return c ? layer_.columns[*c] : std::string(key);
}

std::optional<Date> RecordRows::date(const Row& row, std::string_view key) {
  const std::string value = text(row, key);
  if (value.empty()) return std::nullopt;
  auto date = parse_date(value);
  if (!date) date = parse_date(std::string_view(value).substr(0, value.find_first_of(" T")));
  if (!date)
    report_.row({Severity::error,
                 "date-text",
                 header(key),
                 value,
                 row.number,
                 {"不是日期，应如 2020-05-01", "not a date such as 2020-05-01"}});
  return date;
}

std::optional<double> RecordRows::number(const Row& row, std::string_view key) {
  const std::string value = text(row, key);
  if (value.empty()) return std::nullopt;
  if (const auto amount = parse_amount(value)) return amount->to_double();
  report_.row({Severity::error,
               "line-number-text",
               header(key),
               value,
               row.number,
               {"应为数", "must be a number"}});
  return std::nullopt;
}

bool RecordRows::in_force(const Row& row, Date on) {
  const auto from = date(row, "valid_from"), to = date(row, "valid_to");
  if (from && to && *to < *from)
    report_.row({Severity::error,
                 "date-order",
                 header("valid_to"),
                 to_string(*to),
                 row.number,
                 {"废止日期早于启用日期 " + to_string(*from),
                  "ends before it began on " + to_string(*from)}});
  return !(from && *from > on) && !(to && *to < on);
}

void RecordRows::missing(std::string_view key) {
  report_.layer({Severity::error,
                 "line-column-missing",
                 std::string(key),
                 "",
                 0,
                 {"找不到这一列；请写 fields = { " + std::string(key) + " = \"列名\" }",
                  "no such column: give fields = { " + std::string(key) + " = \"column\" }"}},
                1);
}

}  // namespace fangyuan
