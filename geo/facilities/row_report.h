// SPDX-License-Identifier: Apache-2.0
// Problems of a layer's rows: each row named, up to a bound, then a sum; or one line per distinct
// value. Internal to geo/facilities.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/problem.h"
#include "geo/io/vector_layer.h"

namespace fangyuan {

inline constexpr std::uint64_t kListedRows = 200;

/// What is wrong in a row, or in a field of it.
struct RowNote {
  Severity severity = Severity::warning;
  std::string code;
  std::string field = {};  ///< theirs
  std::string value = {};
  std::uint64_t row = 0;
  Text rule = {};
  std::optional<LonLat> where = {};
};

class RowReport {
 public:
  RowReport(const VectorLayer& layer, Problems& problems);
  /// Tells what is left to tell.
  ~RowReport();
  RowReport(const RowReport&) = delete;
  RowReport& operator=(const RowReport&) = delete;

  /// One line for this row, "row N: …"; beyond kListedRows of one code, counted only.
  void row(RowNote note);
  /// One line for all rows with this code, field and value, "first in row N: …".
  void value(RowNote note);
  /// One line for the layer, standing for `count` rows.
  void layer(RowNote note, std::uint64_t count);

 private:
  Problem problem(RowNote&& note) const;

  const VectorLayer* layer_;
  Problems* problems_;
  struct Rest {
    std::uint64_t listed = 0, unlisted = 0;
    Severity severity = Severity::warning;
    std::optional<LonLat> where;
  };
  std::map<std::string, Rest> rows_;  // by code
  std::vector<std::pair<RowNote, std::uint64_t>> values_;
  std::map<std::string, std::size_t> value_at_;
};

/// totals-row: the row holds sums, named by `word`, and is left out.
void tell_totals_row(const Row& row, const std::string& field, const std::string& word,
                     RowReport& report);

}  // namespace fangyuan
