// SPDX-License-Identifier: Apache-2.0
#include <cpl_conv.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>

#include "geo/io/table_grid.h"
#include "geo/io/text_encoding.h"

namespace fangyuan {
namespace {

constexpr std::array<char, 4> kSeparators = {',', '\t', ';', '|'};

/// Splits with one separator; stops after `most` rows.
std::vector<std::vector<std::string>> split(std::string_view text, char separator, std::size_t most,
                                            std::vector<std::uint64_t>* lines = nullptr) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false, was_quoted = false;
  std::uint64_t line = 1, row_line = 1;
  const auto end_cell = [&] {
    row.emplace_back(was_quoted ? std::string_view(cell) : trim_text(cell));
    cell.clear();
    was_quoted = false;
  };
  const auto end_row = [&] {
    end_cell();
    rows.push_back(std::move(row));
    row.clear();
    if (lines != nullptr) lines->push_back(row_line);
  };
  for (std::size_t i = 0; i < text.size() && rows.size() < most; ++i) {
    const char c = text[i];
    const bool crlf = c == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (c == '\n' || (c == '\r' && !crlf)) ++line;
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += '"';
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"' && trim_text(cell).empty() && !was_quoted) {
      cell.clear();
      quoted = was_quoted = true;
    } else if (c == separator) {
      end_cell();
    } else if (c == '\n' || c == '\r') {
      if (crlf) {
        ++i;
        ++line;
      }
      end_row();
      row_line = line;
    } else {
      cell += c;
    }
  }
  if (rows.size() < most && (!cell.empty() || !row.empty() || was_quoted)) end_row();
  return rows;
}

char sniff(std::string_view text) {
  char best = ',';
  std::size_t best_score = 0;
  for (const char separator : kSeparators) {
    std::map<std::size_t, std::size_t> lengths;
    for (const auto& row : split(text, separator, 50))
      if (row.size() > 1) ++lengths[row.size()];
    std::size_t score = 0;
    // Rows of one length count; longer rows break ties between separators that divide all rows.
    for (const auto& [length, rows] : lengths)
      score = std::max(score, rows * 1000 + std::min<std::size_t>(length, 999));
    if (score > best_score) {
      best_score = score;
      best = separator;
    }
  }
  return best;
}

}  // namespace

std::vector<std::vector<std::string>> parse_csv(std::string_view utf8,
                                                std::vector<std::uint64_t>* lines) {
  return split(utf8, sniff(utf8), static_cast<std::size_t>(-1), lines);
}

std::optional<Grid> read_text_grid(const LayerRef& ref, Problems& problems) {
  GByte* data = nullptr;
  vsi_l_offset size = 0;
  if (!VSIIngestFile(nullptr, ref.resolved.c_str(), &data, &size, -1)) {
    VSIStatBufL stat;
    const bool there = VSIStatL(ref.resolved.c_str(), &stat) == 0;
    problems.error(layer_problem(ref, there ? "file-unreadable" : "file-missing",
                                 there ? Text{"文件读不了", "the file cannot be read"}
                                       : Text{"没有这个文件", "no such file"}));
    return std::nullopt;
  }
  const std::unique_ptr<GByte, decltype(&VSIFree)> owner(data, &VSIFree);
  const std::string_view bytes(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
  if (bytes.empty()) {
    problems.error(
        layer_problem(ref, "file-unreadable", {"文件是空的，没有一个字节", "the file is empty"}));
    return std::nullopt;
  }
  for (const std::string_view binary : {"PK\x03\x04", "\xD0\xCF\x11\xE0", "%PDF", "SQLite format"})
    if (bytes.substr(0, binary.size()) == binary) {
      problems.error(
          layer_problem(ref, "file-unreadable",
                        {"内容不是文字表格，而是别的格式的文件改了后缀名",
                         "not a text table, but a file of another format with this ending"}));
      return std::nullopt;
    }
  Grid grid;
  grid.name = CPLGetBasename(ref.resolved.c_str());
  const EncodingGuess guess = guess_encoding(bytes);
  grid.encoding = guess.encoding;
  const Decoded text = decode(bytes, guess.encoding);
  if (!guess.sure) {
    Problem p = layer_problem(ref, "encoding-guessed",
                              {"文字编码不能确定，按此编码读；名称若是乱码，请另存为 UTF-8",
                               "the text encoding is uncertain and was read as this; if names look "
                               "wrong, save the file as UTF-8"});
    p.value = guess.encoding;
    problems.warning(std::move(p));
  }
  if (text.damaged > 0 || text.cut) {
    Problem p = layer_problem(
        ref, "text-damaged", {"有的字节不成文字，记作 �", "bytes that are no text were read as �"});
    p.value = guess.encoding;
    p.count = text.damaged + (text.cut ? 1 : 0);
    problems.warning(std::move(p));
  }
  grid.rows = parse_csv(text.utf8, &grid.lines);
  return grid;
}

}  // namespace fangyuan
