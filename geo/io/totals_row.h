// SPDX-License-Identifier: Apache-2.0
// Rows of lists that hold sums (合计, 小计) instead of one thing more.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/io/vector_layer.h"

namespace fangyuan {

/// 合计, 小计, 总计, 共计, 总和, total, sum and the like, alone or at the end ("城关镇小计"),
/// blanks, colons and brackets aside.
bool is_totals_word(std::string_view text);

/// The row's first cell that is such a word. Absent: none is. It is the caller who knows that the
/// row is nothing else: a table in long form may well have a column with 合计 in it.
std::optional<std::string> totals_word(const Row& row);

}  // namespace fangyuan
