// SPDX-License-Identifier: Apache-2.0
// Counts in the columns of a layer. Internal to geo/people.
#pragma once

#include <vector>

#include "geo/facilities/row_report.h"
#include "geo/people/people_draft.h"

namespace fangyuan {

/// Finds the columns that a source names (field-missing otherwise) and reads them row by row: empty
/// is nobody, told once per column (amount-empty); text, negative numbers and numbers above 10^10
/// are errors (amount-text, amount-negative, amount-absurd) and count as nobody.
class RowCounts {
 public:
  RowCounts(VectorLayer& layer, const std::vector<GroupColumn>& groups, std::size_t all_groups,
            Problems& problems);
  /// Every column was found.
  bool complete() const { return complete_; }
  /// By the project's groups. REQUIRES: complete().
  std::vector<People> read(const Row& row, RowReport& report);
  void tell_empty(RowReport& report) const;

 private:
  struct Column {
    std::size_t group, column;
    std::string name;
    std::uint64_t empty = 0, first_empty = 0;
  };
  std::vector<Column> columns_;
  std::size_t all_groups_;
  bool complete_ = true;
};

}  // namespace fangyuan
