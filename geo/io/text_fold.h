// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace fangyuan {

/// Full-width forms U+FF01–U+FF5E to ASCII, U+3000 to a space; also the minus signs U+2212, U+2013
/// and U+2014 to '-'. All else, also bytes that are no UTF-8, stays.
std::string half_width(std::string_view utf8);

}  // namespace fangyuan
