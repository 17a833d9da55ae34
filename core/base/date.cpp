// SPDX-License-Identifier: Apache-2.0
#include "core/base/date.h"

#include <array>
#include <cstdio>
#include <vector>

namespace fangyuan {

std::optional<Date> parse_date(std::string_view text) {
  // Digit groups, split by anything that separates dates; a letter or other sign refuses the text.
  std::vector<std::string> groups(1);
  std::size_t i = 0;
  const auto separator = [&]() -> std::size_t {
    for (std::string_view s : {"-", "/", ".", "年", "月", "日", "号"})
      if (text.substr(i, s.size()) == s) return s.size();
    return 0;
  };
  while (i < text.size()) {
    if (text[i] >= '0' && text[i] <= '9') {
      groups.back() += text[i++];
    } else if (const std::size_t n = separator(); n > 0 && !groups.back().empty()) {
      groups.emplace_back();
      i += n;
    } else if (text[i] == ' ' || text[i] == 'T') {
      break;  // a time of day after the date
    } else {
      return std::nullopt;
    }
  }
  if (groups.back().empty()) groups.pop_back();
  if (groups.size() == 1 && groups[0].size() == 8)
    groups = {groups[0].substr(0, 4), groups[0].substr(4, 2), groups[0].substr(6, 2)};
  if (groups.empty() || groups.size() > 3 || groups[0].size() != 4) return std::nullopt;
  std::array<unsigned, 3> part{0, 1, 1};
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (groups[g].size() > 4) return std::nullopt;
    part[g] = static_cast<unsigned>(std::stoul(groups[g]));
  }
  const Date date{std::chrono::year(static_cast<int>(part[0])), std::chrono::month(part[1]),
                  std::chrono::day(part[2])};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string to_string(Date date) {
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer.data();
}

}  // namespace fangyuan
