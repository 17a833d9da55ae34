// SPDX-License-Identifier: Apache-2.0
#include "geo/io/table_grid.h"

#include <cpl_string.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "geo/io/vector_layer.h"

namespace fangyuan {
namespace {

constexpr std::size_t kLook = 30;  // rows that are looked at for a header

bool ends_in(std::string_view path, std::initializer_list<std::string_view> endings) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string ending(path.substr(dot + 1));
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

std::size_t filled(const std::vector<std::string>& row) {
  return static_cast<std::size_t>(
      std::count_if(row.begin(), row.end(), [](const auto& c) { return !trim_text(c).empty(); }));
}

/// A number that no one takes for a column's name: a code, a count or a coordinate; years may be
/// names.
bool is_data(std::string_view cell) {
  const std::string_view text = trim_text(cell);
  const auto digits =
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return parse_amount(text) && (digits > 4 || text.find('.') != std::string_view::npos);
}

std::string_view cell_at(const std::vector<std::string>& row, std::size_t i) {
  return i < row.size() ? trim_text(row[i]) : std::string_view();
}

/// The names of two header rows joined. Absent: `lower` is no second row of a header, see
/// find_header.
std::optional<std::vector<std::string>> joined(const std::vector<std::string>& upper,
                                               const std::vector<std::string>& lower) {
  // Some programs write a heading again where a sheet leaves blanks.
  std::vector<std::string> out;
  const std::size_t width = std::max(upper.size(), lower.size());
  bool some = false;
  for (std::size_t from = 0; from < width;) {
    const std::string heading(cell_at(upper, from));
    std::size_t to = from + 1;
    while (to < width && (cell_at(upper, to).empty() || cell_at(upper, to) == heading)) ++to;
    const auto own = [&](std::size_t i) {
      const auto cell = cell_at(lower, i);
      return cell == heading ? std::string_view() : cell;
    };
    std::size_t named = 0, end = from;
    for (std::size_t i = from; i < to; ++i) {
      if (own(i).empty()) continue;
      if (parse_amount(own(i))) return std::nullopt;
      ++named;
      end = i + 1;
    }
    const bool spans = named > 1 && named == end - from;
    if (named > 0 && (!spans || from == 0 || heading.empty())) return std::nullopt;
    if (from == 0 && heading.empty()) return std::nullopt;
    some = some || spans;
    for (std::size_t i = from; i < to; ++i)
      out.push_back(i < end ? heading + std::string(own(i)) : std::string(cell_at(upper, i)));
    from = to;
  }
  if (!some) return std::nullopt;
  return out;
}

}  // namespace

bool is_text_table(std::string_view path) { return ends_in(path, {"csv", "tsv", "txt"}); }
bool is_workbook(std::string_view path) { return ends_in(path, {"xlsx", "xlsm", "ods", "xls"}); }

std::string plain_cell(std::string_view text) {
  const std::size_t dot = text.find('.');
  const std::size_t exponent = text.find_first_of("Ee");
  const bool looks = !text.empty() && text.size() < 40 &&
                     text.find_first_not_of("+-0123456789.eE") == std::string_view::npos;
  if (!looks) return std::string(text);
  const bool scientific = exponent != std::string_view::npos && exponent + 1 < text.size() &&
                          (text[exponent + 1] == '+' || text[exponent + 1] == '-');
  if (exponent != std::string_view::npos && !scientific) return std::string(text);
  if (!scientific && dot == std::string_view::npos) return std::string(text);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::string(text);
  if (value == std::trunc(value) && std::fabs(value) < 9e15)
    return std::to_string(static_cast<long long>(value));
  if (!scientific && text.size() <= 17) return std::string(text);
  return CPLSPrintf("%.15g", value);
}

Header find_header(const std::vector<std::vector<std::string>>& rows) {
  Header out;
  std::size_t width = 0, most = 0, widest = 0;
  for (const auto& row : rows) width = std::max(width, row.size());
  const std::size_t look = std::min(rows.size(), kLook);
  // The usual fill: the greatest that two rows share, so that one broken row does not count.
  std::map<std::size_t, int> fills;
  for (std::size_t i = 0; i < look; ++i) ++fills[filled(rows[i])];
  for (const auto& [fill, times] : fills) {
    widest = fill;
    if (times > 1) most = fill;
  }
  if (most == 0) most = widest;
  std::size_t header = 0;
  while (header < look && filled(rows[header]) * 10 < most * 6) ++header;
  if (header == look) header = 0;
  std::vector<std::string> names = rows.empty() ? std::vector<std::string>() : rows[header];
  // Headings over many columns fill few cells and look like a title.
  for (std::size_t r = header - std::min<std::size_t>(header, 2); r <= header; ++r) {
    if (r + 2 >= rows.size() || filled(rows[r]) < 2) continue;
    auto both = joined(rows[r], rows[r + 1]);
    if (!both || filled(*both) * 10 < most * 6) continue;
    names = *std::move(both);
    header = r;
    out.rows = 2;
    break;
  }
  std::size_t blank = 0;
  for (std::size_t i = 0; i < header; ++i) blank += filled(rows[i]) == 0 ? 1U : 0U;
  out.titles = header - blank;
  out.found = std::none_of(names.begin(), names.end(), is_data);
  if (!out.found) out.rows = 1;
  out.first_row = out.found ? std::min(header + out.rows, rows.size()) : header;
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < width; ++i) {
    std::string name;
    if (out.found && i < names.size()) name = trim_text(names[i]);
    std::erase_if(name, [](char c) { return c == '\n' || c == '\r'; });
    if (name.empty()) name = "field_" + std::to_string(i + 1);
    if (const int n = ++seen[name]; n > 1) name += '_' + std::to_string(n);
    out.columns.push_back(std::move(name));
  }
  return out;
}

}  // namespace fangyuan
