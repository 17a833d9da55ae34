// SPDX-License-Identifier: Apache-2.0
#include "sim/siting/request_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace fangyuan {

std::optional<std::int64_t> whole_number(TomlReader& t, std::string_view key, WholeRange range) {
  const auto value = t.number(key);
  if (!value || (*value == std::floor(*value) && *value >= range.least && *value <= range.most))
    return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
  t.error("value-bad", key, fmt::format("{}", *value),
          {fmt::format("应为 {:.0f} 到 {:.0f} 的整数", range.least, range.most),
           fmt::format("must be a whole number from {:.0f} to {:.0f}", range.least, range.most)});
  return std::nullopt;
}

void read_limit(TomlReader& t, SiteRequest& r) {
  const auto minutes = t.positive("limit_min", 24 * 60);
  const auto metres = t.positive("limit_m", 1e6);
  if (t.has("limit_min") && t.has("limit_m"))
    t.error("value-bad", "limit_m", "",
            {"limit_min 与 limit_m 只写一个", "give only one of limit_min and limit_m"});
  const auto rounded = [](double v) { return static_cast<std::uint32_t>(std::llround(v)); };
  if (minutes) r.limit = Limit{true, rounded(*minutes * 60'000)};
  if (metres) r.limit = Limit{false, rounded(*metres * 1000)};
}

void read_weights(TomlReader& t, SiteRequest& r) {
  if (!t.has("weights")) return;
  std::uint32_t greatest = 0;
  for (const auto& [group, weight] : t.number_map("weights")) {
    if (weight != std::floor(weight) || weight < 0 || weight > 1000)
      t.error("value-bad", "weights." + group, fmt::format("{}", weight),
              {"应为 0 到 1000 的整数", "must be a whole number from 0 to 1000"});
    else
      greatest = std::max(greatest, r.weights[group] = static_cast<std::uint32_t>(weight));
  }
  if (greatest == 0 && !r.weights.empty())
    t.error("value-bad", "weights", "0",
            {"至少一个人群的权重大于 0", "at least one weight must be above 0"});
}

}  // namespace fangyuan
