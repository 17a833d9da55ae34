// SPDX-License-Identifier: Apache-2.0
// What encoding bytes are in, and the same as UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace fangyuan {

bool is_utf8(std::string_view bytes);

/// How a text was understood. `encoding`: "ASCII", "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030",
/// "CP1252".
struct EncodingGuess {
  std::string encoding;
  bool sure = true;  ///< false: other readings are about as likely, tell the user
};

/// By byte order mark, else by form: bytes that are UTF-8 are UTF-8; others are GB18030 when their
/// pairs fall where common Chinese characters lie (both bytes from 0xA1 on), else Windows-1252.
/// `declared` (a .cpg, a code page; may be empty) decides only what the bytes leave open.
EncodingGuess guess_encoding(std::string_view bytes, std::string_view declared = {});

/// `bytes` read as `encoding` (one of the above), byte order mark dropped. Bytes that mean nothing
/// become U+FFFD; a character cut off at the end is dropped. Both are counted.
struct Decoded {
  std::string utf8;
  std::size_t damaged = 0;
  bool cut = false;
};
Decoded decode(std::string_view bytes, std::string_view encoding);

}  // namespace fangyuan
