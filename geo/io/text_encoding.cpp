// SPDX-License-Identifier: Apache-2.0
#include "geo/io/text_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace fangyuan {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

unsigned at(std::string_view s, std::size_t i) {
  return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U;
}

/// Length of the well-formed UTF-8 character at `i` (RFC 3629), 0 if there is none.
std::size_t utf8_length(std::string_view s, std::size_t i) {
  const unsigned a = at(s, i), b = at(s, i + 1);
  const auto tail = [&](std::size_t k) { return (at(s, i + k) & 0xC0U) == 0x80; };
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF) return tail(1) ? 2 : 0;
  if (a >= 0xE0 && a <= 0xEF) {
    if ((a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F)) return 0;
    return tail(1) && tail(2) ? 3 : 0;
  }
  if (a >= 0xF0 && a <= 0xF4) {
    if ((a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F)) return 0;
    return tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

/// Length of the well-formed GB18030 character at `i`, 0 if there is none.
std::size_t gb_length(std::string_view s, std::size_t i) {
  const unsigned a = at(s, i), b = at(s, i + 1);
  if (a < 0x80) return 1;
  if (a < 0x81 || a > 0xFE || i + 1 >= s.size()) return 0;
  if ((b >= 0x40 && b <= 0x7E) || (b >= 0x80 && b <= 0xFE)) return 2;
  const unsigned c = at(s, i + 2), d = at(s, i + 3);
  return b >= 0x30 && b <= 0x39 && c >= 0x81 && c <= 0xFE && d >= 0x30 && d <= 0x39 ? 4 : 0;
}

bool ends_inside(std::string_view s, std::size_t i, std::string_view encoding) {
  const std::size_t left = s.size() - i;
  const unsigned a = at(s, i);
  if (encoding == "GB18030") {
    const unsigned b = at(s, i + 1);
    return a >= 0x81 && a <= 0xFE && (left == 1 || (left < 4 && b >= 0x30 && b <= 0x39));
  }
  const std::size_t need = a >= 0xF0 ? 4 : a >= 0xE0 ? 3 : 2;
  return a >= 0xC2 && left < need;
}

class Iconv {
 public:
  explicit Iconv(const char* from) : handle_(iconv_open("UTF-8", from)) {
    if (handle_ == reinterpret_cast<iconv_t>(-1))  // NOLINT(performance-no-int-to-ptr): POSIX
      throw std::runtime_error("iconv lacks " + std::string(from));
  }
  ~Iconv() { iconv_close(handle_); }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;

  /// Converts `bytes`; steps over what cannot be converted by `step(rest)` bytes.
  template <typename Step>
  void convert(std::string_view bytes, Decoded& out, Step step) {
    std::string input(bytes);
    char* in = input.data();
    std::size_t left = input.size();
    std::array<char, 4096> buffer = {};
    while (left > 0) {
      char* to = buffer.data();
      std::size_t room = buffer.size();
      const std::size_t done = iconv(handle_, &in, &left, &to, &room);
      out.utf8.append(buffer.data(), buffer.size() - room);
      if (done == static_cast<std::size_t>(-1) && errno != E2BIG) {
        const std::size_t skip = std::min(left, std::max<std::size_t>(1, step({in, left})));
        if (errno == EINVAL) {
          out.cut = true;
        } else {
          out.utf8 += kReplacement;
          ++out.damaged;
        }
        in += skip;
        left -= skip;
      }
    }
  }

 private:
  iconv_t handle_;
};

bool starts(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

bool names_gb(std::string_view declared) {
  std::string word(declared);
  for (char& c : word) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return word.find("GB") != std::string::npos || word.find("936") != std::string::npos;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t n = utf8_length(bytes, i);
    if (n == 0) return false;
    i += n;
  }
  return true;
}

EncodingGuess guess_encoding(std::string_view bytes, std::string_view declared) {
  if (starts(bytes, "\xEF\xBB\xBF")) return {"UTF-8"};
  if (starts(bytes, "\xFF\xFE")) return {"UTF-16LE"};
  if (starts(bytes, "\xFE\xFF")) return {"UTF-16BE"};
  // Text in UTF-16 without a mark: every other byte of its separators and digits is zero.
  const std::size_t look = std::min<std::size_t>(bytes.size(), 4096);
  std::array<std::size_t, 2> zeros = {0, 0};
  for (std::size_t i = 0; i < look; ++i)
    if (bytes[i] == '\0') ++zeros[i % 2];
  if (look >= 8 && zeros[0] + zeros[1] > look / 8 && (zeros[0] == 0 || zeros[1] == 0))
    return {zeros[0] == 0 ? "UTF-16LE" : "UTF-16BE"};
  if (is_utf8(bytes)) {
    const bool ascii = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > 0; });
    return {ascii ? "ASCII" : "UTF-8"};
  }
  std::size_t pairs = 0, common = 0, broken = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t n = gb_length(bytes, i);
    if (n == 0) ++broken;
    if (n == 2) {
      ++pairs;
      const unsigned a = at(bytes, i), b = at(bytes, i + 1);
      if (b >= 0xA1 && ((a >= 0xB0 && a <= 0xF7) || (a >= 0xA1 && a <= 0xA9))) ++common;
    }
    i += std::max<std::size_t>(n, 1);
  }
  // Mostly UTF-8 with a few bad bytes is damaged UTF-8, not another encoding.
  std::size_t good = 0, bad = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t n = utf8_length(bytes, i);
    if (n > 1) ++good;
    if (n == 0) ++bad;
    i += std::max<std::size_t>(n, 1);
  }
  if (good > 8 * bad) return {"UTF-8", bad <= 1};
  if (names_gb(declared)) return {"GB18030"};
  const bool mostly = common * 2 >= pairs && broken * 20 <= pairs + 20;
  if (mostly) return {"GB18030", common * 10 >= pairs * 9 && broken <= 1 && pairs >= 4};
  return {"CP1252", !declared.empty()};
}

Decoded decode(std::string_view bytes, std::string_view encoding) {
  Decoded out;
  if (encoding == "UTF-8" || encoding == "ASCII") {
    if (starts(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
    for (std::size_t i = 0; i < bytes.size();) {
      const std::size_t n = utf8_length(bytes, i);
      if (n == 0 && ends_inside(bytes, i, encoding)) {
        out.cut = true;
        break;
      }
      if (n == 0) {
        out.utf8 += kReplacement;
        ++out.damaged;
      } else {
        out.utf8.append(bytes.substr(i, n));
      }
      i += std::max<std::size_t>(n, 1);
    }
    return out;
  }
  if (encoding == "GB18030") {
    std::string sound;
    for (std::size_t i = 0; i < bytes.size();) {
      const std::size_t n = gb_length(bytes, i);
      if (n == 0 && ends_inside(bytes, i, encoding)) {
        out.cut = true;
        break;
      }
      if (n == 0) {
        sound += "\x84\x31\xA4\x37";  // U+FFFD
        ++out.damaged;
      } else {
        sound.append(bytes.substr(i, n));
      }
      i += std::max<std::size_t>(n, 1);
    }
    Iconv("GB18030").convert(sound, out, [](std::string_view rest) { return gb_length(rest, 0); });
    return out;
  }
  if (encoding == "UTF-16LE" || encoding == "UTF-16BE") {
    if (starts(bytes, "\xFF\xFE") || starts(bytes, "\xFE\xFF")) bytes.remove_prefix(2);
    Iconv(encoding == "UTF-16LE" ? "UTF-16LE" : "UTF-16BE")
        .convert(bytes, out, [](std::string_view) { return std::size_t{2}; });
    return out;
  }
  Iconv("CP1252").convert(bytes, out, [](std::string_view) { return std::size_t{1}; });
  return out;
}

}  // namespace fangyuan
