// SPDX-License-Identifier: Apache-2.0
// Files of a folder that is opened without a server: scripts that hold bytes. Internal to
// viewer/server.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace fangyuan {

class ExportWriter {
 public:
  explicit ExportWriter(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// data-NAME.js: bytes, compressed.
  void data(const std::string& name, std::string_view bytes);
  /// The same of several texts, to be asked for by their number.
  void bundle(const std::string& name, const std::vector<std::string>& texts);
  /// page-NAME: as it is, or for a module as a script that holds its text.
  void page(const std::string& name, std::string_view bytes);
  void module(const std::string& name, std::string_view text);
  void file(const std::string& name, std::string_view bytes);

  std::size_t files() const { return files_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::filesystem::path folder_;
  std::size_t files_ = 0;
  std::uint64_t bytes_ = 0;
};

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);

}  // namespace fangyuan
