// SPDX-License-Identifier: Apache-2.0
// One CSV file: UTF-8 with a BOM, quoted by RFC 4180, lines ended by LF, a missing value empty.
// Internal to geo/out.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/amount.h"
#include "core/study/unit.h"
#include "geo/out/output_file.h"

namespace fangyuan {

/// Cells go in one after the other, in the header's order; a row must be as long as the header.
/// Every member throws std::runtime_error when the disk says no.
class CsvWriter {
 public:
  CsvWriter(const std::filesystem::path& path, std::span<const std::string> header);

  CsvWriter& text(std::string_view value);
  CsvWriter& amount(Amount value);  ///< exact decimal
  CsvWriter& amount(std::optional<Amount> value);
  CsvWriter& whole(std::uint64_t value);
  CsvWriter& whole(std::int64_t value);
  /// A whole number of thousandths as a decimal with three places: 1500 → "1.500".
  CsvWriter& thousandths(std::uint64_t value);
  CsvWriter& thousandths(std::optional<std::uint64_t> value);
  CsvWriter& fixed(double value, int places);
  CsvWriter& fixed(std::optional<double> value, int places);
  /// part ÷ whole with six places, halves up; missing when whole is 0. REQUIRES: 0 ≤ part ≤ whole.
  CsvWriter& share(Amount part, Amount whole);
  /// The shortest decimal that reads back as the same double.
  CsvWriter& coordinate(double value);
  CsvWriter& missing();
  /// Four cells, tree, level, code and name: of a unit; with `unit` none of those in no unit of the
  /// layer; without a layer of everyone.
  CsvWriter& unit(const Units& units, std::optional<std::size_t> layer, UnitId unit);
  void end_row();
  void close();

 private:
  void next_cell();

  OutputFile file_;
  fmt::memory_buffer buffer_;
  std::size_t columns_;
  std::size_t column_ = 0;
};

/// part ÷ whole in whole millionths, halves up. REQUIRES: part ≥ 0, whole > 0.
std::uint64_t share_millionths(Amount part, Amount whole);

}  // namespace fangyuan
