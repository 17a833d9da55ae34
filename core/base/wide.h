// SPDX-License-Identifier: Apache-2.0
// Sums of people × time do not fit 64 bits.
#pragma once

#include <string>

namespace fangyuan {

__extension__ using Wide = __int128;

/// As a decimal number.
std::string to_string(Wide value);

}  // namespace fangyuan
