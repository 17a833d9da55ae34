// SPDX-License-Identifier: Apache-2.0
#include "geo/io/totals_row.h"

#include <algorithm>
#include <array>

#include "geo/io/text_fold.h"

namespace fangyuan {

bool is_totals_word(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kEndings{"合计", "小计", "总计",
                                                            "共计", "总和", "累计"};
  static constexpr std::array<std::string_view, 5> kWords{"total", "totals", "subtotal",
                                                          "grandtotal", "sum"};
  std::string word = half_width(text);
  std::erase_if(word, [](char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ':' || c == '(' || c == ')';
  });
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::transform(word.begin(), word.end(), word.begin(), lower);
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view e) { return word.ends_with(e); }) ||
         std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

std::optional<std::string> totals_word(const Row& row) {
  for (const auto& value : row.values)
    if (value && is_totals_word(*value)) return value;
  return std::nullopt;
}

}  // namespace fangyuan
