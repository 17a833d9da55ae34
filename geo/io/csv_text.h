// SPDX-License-Identifier: Apache-2.0
// The CSV that a run folder holds (RFC 4180, UTF-8), by records.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace fangyuan {

/// Splits the record that begins at `at`; moves `at` behind it. Linear in the record.
std::vector<std::string> csv_record(std::string_view text, std::size_t& at);

/// Appends a number as the table prints it; null for an empty cell.
void append_number(const std::string& cell, std::string& out);

/// A file kept open, so that its parts stay those of one run when the folder is replaced meanwhile.
/// Parts may be read from several threads.
class CsvFile {
 public:
  /// Throws std::system_error when the file cannot be opened.
  explicit CsvFile(const std::filesystem::path& path);
  ~CsvFile();
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  /// Bytes [begin, end). Throws std::runtime_error when the file has become shorter.
  std::string part(std::uint64_t begin, std::uint64_t end) const;
  std::string whole() const;
  /// Every record with its line end and the position of its first byte; the file's mark of UTF-8
  /// is skipped. Reads once, in pieces; a record is valid during the call only.
  void each_record(
      const std::function<void(std::string_view record, std::uint64_t begin)>& visit) const;

 private:
  int file_ = -1;
};

}  // namespace fangyuan
