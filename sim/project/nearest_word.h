// SPDX-License-Identifier: Apache-2.0
// What somebody may have meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fangyuan {

/// The word of `words` with the least edit distance to `word`, if it is near enough to be a slip
/// (at most two bytes, or a third of the word).
std::optional<std::string> nearest_word(std::string_view word,
                                        const std::vector<std::string>& words);

}  // namespace fangyuan
