// SPDX-License-Identifier: Apache-2.0
// Just enough UTF-8 to compare names character by character.
#pragma once

#include <string>
#include <string_view>

namespace fangyuan {

/// Bytes that are no UTF-8 become U+DC80 + byte − 0x80, and back by `to_utf8`.
std::u32string to_utf32(std::string_view utf8);
std::string to_utf8(std::u32string_view text);

/// Spaces, tabs, line ends, U+00A0, U+2000–200B, U+202F, U+3000, U+FEFF.
bool is_space(char32_t c);
/// Full-width ASCII (U+FF01–FF5E) to ASCII, else unchanged.
char32_t half_width(char32_t c);

}  // namespace fangyuan
