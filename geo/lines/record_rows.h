// SPDX-License-Identifier: Apache-2.0
// Columns and values of one layer of records. Internal to geo/lines.
#pragma once

#include <array>
#include <map>
#include <set>

#include "geo/facilities/row_report.h"
#include "geo/lines/line_book.h"

namespace fangyuan {

class RecordRows {
 public:
  /// Tells field-guessed.
  RecordRows(const VectorLayer& layer, std::span<const RecordField> fields, Problems& problems);

  bool has(std::string_view key) const { return column(key).has_value(); }
  /// Empty: none.
  std::string text(const Row& row, std::string_view key) const;
  /// The header of a field, or the key itself.
  std::string header(std::string_view key) const;
  std::optional<Date> date(const Row& row, std::string_view key);
  /// A finite number; another text is an error (line-number-text).
  std::optional<double> number(const Row& row, std::string_view key);
  /// Whether the row is in force on a date by valid_from and valid_to.
  bool in_force(const Row& row, Date on);
  void tell(RowNote note) { report_.row(std::move(note)); }
  void tell_value(RowNote note) { report_.value(std::move(note)); }
  /// line-column-missing, once for the layer.
  void missing(std::string_view key);

 private:
  std::optional<std::size_t> column(std::string_view key) const;

  const VectorLayer& layer_;
  RowReport report_;
  std::map<std::string, std::optional<std::size_t>, std::less<>> columns_;
};

/// The first entry whose words (folded, between bars) hold the word. Absent: none.
template <class Value>
struct Wording {
  Value value;
  std::string_view words;
};
template <class Value, std::size_t N>
std::optional<Value> value_of_word(const std::array<Wording<Value>, N>& table,
                                   const std::string& folded) {
  const std::string wanted = '|' + folded + '|';
  for (const auto& entry : table)
    if (entry.words.find(wanted) != std::string_view::npos) return entry.value;
  return std::nullopt;
}

/// The words of a table, but for those in Latin letters: "完好、良好、…".
template <class Value, std::size_t N>
std::string listed_words(const std::array<Wording<Value>, N>& table) {
  std::string out;
  for (const auto& entry : table)
    for (std::string_view rest = entry.words.substr(1); !rest.empty();) {
      const auto end = rest.find('|');
      const std::string_view word = rest.substr(0, end);
      if (!word.empty() && static_cast<unsigned char>(word.front()) >= 0x80)
        out.append(out.empty() ? "" : "、").append(word);
      rest.remove_prefix(end + 1);
    }
  return out;
}

void read_lines_layer(const RecordSource& source, std::uint32_t number, Date date,
                      const Frame& frame, LineBook& out, Problems& problems);
void read_markers_layer(const RecordSource& source, std::uint32_t number, Date date,
                        const Frame& frame, LineBook& out, Problems& problems);

}  // namespace fangyuan
