// SPDX-License-Identifier: Apache-2.0
#include "geo/io/text_fold.h"

namespace fangyuan {

std::string half_width(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = [&](std::size_t k) -> unsigned {
      return i + k < utf8.size() ? static_cast<unsigned char>(utf8[i + k]) : 0U;
    };
    if (byte(0) >= 0xE0 && byte(0) <= 0xEF && (byte(1) & 0xC0U) == 0x80 &&
        (byte(2) & 0xC0U) == 0x80) {
      const unsigned code =
          ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
      char ascii = '\0';
      if (code >= 0xFF01 && code <= 0xFF5E) ascii = static_cast<char>(code - 0xFEE0);
      if (code == 0x3000) ascii = ' ';
      if (code == 0x2212 || code == 0x2013 || code == 0x2014) ascii = '-';
      if (ascii != '\0')
        out += ascii;
      else
        out.append(utf8.substr(i, 3));
      i += 2;
    } else {
      out += utf8[i];
    }
  }
  return out;
}

}  // namespace fangyuan
