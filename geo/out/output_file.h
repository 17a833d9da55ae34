// SPDX-License-Identifier: Apache-2.0
// A file whose every write is checked.
#pragma once

#include <filesystem>
#include <string_view>

namespace fangyuan {

/// Throws std::runtime_error "PATH: reason" from every member when the disk says no; a file that
/// was not closed by `close` is incomplete.
class OutputFile {
 public:
  explicit OutputFile(const std::filesystem::path& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes);
  void close();

 private:
  [[noreturn]] void fail(const char* what) const;

  std::filesystem::path path_;
  int fd_ = -1;
};

/// Creates (or replaces) a file with these bytes.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace fangyuan
