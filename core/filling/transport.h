// SPDX-License-Identifier: Apache-2.0
// Who may be served where, as rows of pairs that end with "nowhere".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/amount.h"
#include "core/base/cost.h"
#include "core/base/id.h"

namespace fangyuan {

/// A site within the limit of a cell.
struct FillPair {
  CellId cell;
  std::uint32_t rank = 0;  ///< of the site
  Cost cost;               ///< reached
};

/// What there is to fill, and with what.
struct BestFillRequest {
  std::span<const FillPair> pairs;   ///< in any order, each (cell, rank) once
  std::span<const Amount> need;      ///< [cell] ≥ 0; their sum is an Amount
  std::span<const Amount> capacity;  ///< [rank] ≥ 0
};

/// The request as the solver reads it. Rows are the cells that need something and have a pair. The
/// last pair of each row is that of the place "nowhere", where the unserved are: it is numbered as
/// if it were one more site, has room for all and costs more than any way of serving somebody.
struct Transport {
  /// O(pairs log pairs of a cell). Throws std::invalid_argument when a pair names no cell or site,
  /// comes twice or is not reached, or where need or capacity is below 0.
  explicit Transport(const BestFillRequest& request);

  /// Every `step`-th row, and of the room everywhere the share that its need is of the whole need.
  /// REQUIRES: rows() > 0.
  Transport every(std::size_t step) const;

  /// The pairs that are wanted ([pair], 0 or 1), and nowhere. Penalty, need and room as here.
  Transport only(std::span<const std::uint8_t> wanted) const;

  std::size_t rows() const { return cell.size(); }
  std::uint32_t nowhere() const { return static_cast<std::uint32_t>(room.size() - 1); }
  /// More than any chain of moves over the sites can cost, so that least cost serves most people.
  std::int64_t penalty = 0;

  std::vector<CellId> cell;          ///< [row]
  std::vector<std::int64_t> need;    ///< [row] in millionths, > 0
  std::vector<std::uint32_t> first;  ///< [row], and one behind: its pairs
  std::vector<std::uint32_t> site;   ///< [pair] by rank within a row
  std::vector<std::int64_t> cost;    ///< [pair]
  std::vector<std::int64_t> room;    ///< [site] in millionths; that of nowhere is the whole need
  std::int64_t whole_need = 0;       ///< of the rows

 private:
  Transport() = default;
};

}  // namespace fangyuan
