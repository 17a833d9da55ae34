// SPDX-License-Identifier: Apache-2.0
// From cells to tables: the four parts, means and p90 per unit and group.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/base/cost.h"
#include "core/coverage/result.h"
#include "core/study/cells.h"
#include "core/study/unit.h"

namespace fangyuan {

/// Where a cell stands at one limit.
enum class CellState : std::uint8_t { in_reach, out_of_reach, unconnected };

/// One service at one limit by one measure, cell by cell.
struct CellOutcome {
  std::vector<CellState> state;
  /// Of a cell in reach, `met` of `need` is met. Both empty: no capacity, all in reach are served.
  std::span<const Amount> met = {};
  std::span<const Amount> need = {};
};

/// How many of `people` in the cell are served. 0 when it is not in reach.
People served_in(const CellOutcome& outcome, CellId cell, People people);

/// The rows that a cell's people count in: the study as a whole, then layer by layer the cell's
/// unit, or the row of those in no unit. Built once per study.
class TableLayout {
 public:
  struct Row {
    std::optional<std::size_t> unit_layer;  ///< absent: level "all"
    UnitId unit;                            ///< none on a layer: people in no unit of it
  };
  TableLayout(const Units& units, const Cells& cells);

  /// "all", then each layer's units in its order, and last, where some cell has no unit of that
  /// layer, the row of those.
  std::span<const Row> rows() const { return rows_; }
  /// Positions in rows(): one for "all", one per layer.
  std::span<const std::uint32_t> rows_of(CellId c) const {
    return {row_of_.data() + c.index() * per_cell_, per_cell_};
  }
  std::size_t group_count() const { return groups_; }
  /// All groups of one cell, side by side.
  std::span<const People> people(CellId c) const {
    return {people_.data() + c.index() * groups_, groups_};
  }
  std::size_t cell_count() const { return cells_; }

 private:
  std::vector<Row> rows_;
  std::size_t per_cell_, groups_, cells_;
  std::vector<std::uint32_t> row_of_;
  std::vector<People> people_;
};

/// A column that means and p90 are taken from, and the cells in its order.
struct CostColumn {
  explicit CostColumn(std::vector<Cost> cost);
  std::vector<Cost> cost;      ///< [cell]
  std::vector<CellId> sorted;  ///< the reached ones by cost, then cell
};

struct TallyRequest {
  ServiceId service;
  std::string limit;
  Measure measure = Measure::network;
  /// One for a plain service; for a joint one those of its members. A cell is unconnected if so for
  /// any member, else out of reach if so for any. Within a cell the same people come first in every
  /// member's queue, so that the joint share served is the least of the members', and the rest is
  /// no_capacity.
  std::span<const CellOutcome* const> members;
  const CostColumn* time_ms = nullptr;    ///< null: the row has no times
  const CostColumn* length_mm = nullptr;  ///< null: the row has no lengths
};

/// One row per row of the layout and group, in that order. Means are people-weighted over the cells
/// in reach, before capacity, to the nearest whole, halves up; p90 is the least value that 90 % of
/// these people do not exceed; nobody: absent. O(cells × layers × groups).
std::vector<CoverageRow> tally(const TableLayout& layout, const TallyRequest& request);

}  // namespace fangyuan
