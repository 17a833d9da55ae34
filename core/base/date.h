// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fangyuan {

using Date = std::chrono::year_month_day;

/// "2025-12-31", "2025/12/31", "20251231", "2025.12.31", "2025年12月31日", "2025-12", "2025年",
/// "2025"; a missing month or day is the first. Absent when it is none of these or no day of the
/// calendar.
std::optional<Date> parse_date(std::string_view text);

/// "2025-12-31".
std::string to_string(Date date);

}  // namespace fangyuan
