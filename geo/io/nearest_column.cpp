// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "geo/io/raw_layer.h"

namespace fangyuan {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// Levenshtein distance in bytes; the columns of a layer are few and short.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

}  // namespace

std::optional<std::string> nearest_column(const std::vector<std::string>& columns,
                                          std::string_view word) {
  const auto nearest = std::min_element(
      columns.begin(), columns.end(), [&](const std::string& a, const std::string& b) {
        return distance(lower(a), lower(word)) < distance(lower(b), lower(word));
      });
  if (nearest == columns.end()) return std::nullopt;
  return *nearest;
}

Text where_rule(const std::string& why, const std::vector<std::string>& columns) {
  const auto end = why.find("\" not recognised as an available field");
  const auto begin = end == std::string::npos ? end : why.rfind('"', end - 1);
  if (begin == std::string::npos || end == 0)
    return {"条件写错了，读取程序的原话：" + why, "bad condition: " + why};
  const std::string field = why.substr(begin + 1, end - begin - 1);
  Text rule{"条件里的字段 " + field + " 不存在",
            "the condition names a field that is not there: " + field};
  if (const auto nearest = nearest_column(columns, field)) {
    rule.zh += "；最接近的是 " + *nearest;
    rule.en += "; the nearest is " + *nearest;
  }
  return rule;
}

}  // namespace fangyuan
