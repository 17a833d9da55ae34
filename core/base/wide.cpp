// SPDX-License-Identifier: Apache-2.0
#include "core/base/wide.h"

namespace fangyuan {

std::string to_string(Wide value) {
  const bool negative = value < 0;
  std::string digits;
  for (; value != 0 || digits.empty(); value /= 10)
    digits.push_back(
        static_cast<char>('0' + static_cast<int>(negative ? -(value % 10) : value % 10)));
  if (negative) digits.push_back('-');
  return {digits.rbegin(), digits.rend()};
}

}  // namespace fangyuan
