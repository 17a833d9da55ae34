// SPDX-License-Identifier: Apache-2.0
#include "geo/io/csv_text.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace fangyuan {
namespace {
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
}

std::vector<std::string> csv_record(std::string_view text, std::size_t& at) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c != '"')
        cells.back() += c;
      else if (at + 1 < text.size() && text[at + 1] == '"')
        cells.back() += text[++at];
      else
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      cells.emplace_back();
    } else if (c == '\n') {
      ++at;
      break;
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

void append_number(const std::string& cell, std::string& out) {
  out += cell.empty() ? "null" : cell;
}

CsvFile::CsvFile(const std::filesystem::path& path)
    : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (file_ < 0) throw std::system_error(errno, std::generic_category(), path.string());
}

CsvFile::~CsvFile() { ::close(file_); }

std::string CsvFile::part(std::uint64_t begin, std::uint64_t end) const {
  std::string bytes(end - begin, '\0');
  for (std::size_t got = 0; got < bytes.size();) {
    const ssize_t n =
        ::pread(file_, bytes.data() + got, bytes.size() - got, static_cast<off_t>(begin + got));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) throw std::runtime_error("a table of the run folder has become shorter");
    got += static_cast<std::size_t>(n);
  }
  return bytes;
}

std::string CsvFile::whole() const {
  const off_t size = ::lseek(file_, 0, SEEK_END);
  if (size < 0) throw std::system_error(errno, std::generic_category(), "lseek");
  std::string text = part(0, static_cast<std::uint64_t>(size));
  if (text.starts_with(kUtf8Mark)) text.erase(0, kUtf8Mark.size());
  return text;
}

void CsvFile::each_record(const std::function<void(std::string_view, std::uint64_t)>& visit) const {
  constexpr std::size_t kPiece = 1 << 20;
  std::string buffer;        // what is not yet visited
  std::uint64_t origin = 0;  // position of the buffer's first byte
  bool more = true;
  while (more) {
    const std::size_t had = buffer.size();
    buffer.resize(had + kPiece);
    ssize_t n = 0;
    do n = ::pread(file_, buffer.data() + had, kPiece, static_cast<off_t>(origin + had));
    while (n < 0 && errno == EINTR);
    if (n < 0) throw std::system_error(errno, std::generic_category(), "pread");
    buffer.resize(had + static_cast<std::size_t>(n));
    more = n > 0;
    std::size_t begin = origin == 0 && buffer.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
    std::size_t looked = begin;  // a line end inside quotes ends no record
    while (begin < buffer.size()) {
      std::size_t end = buffer.find('\n', looked);
      if (end == std::string::npos && more) break;
      end = end == std::string::npos ? buffer.size() : end + 1;
      const std::string_view record(buffer.data() + begin, end - begin);
      looked = end;
      if (std::count(record.begin(), record.end(), '"') % 2 != 0 && (more || end < buffer.size()))
        continue;
      visit(record, origin + begin);
      begin = end;
    }
    buffer.erase(0, begin);
    origin += begin;
  }
}

}  // namespace fangyuan
