// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "geo/io/raw_layer.h"
#include "geo/io/text_fold.h"
#include "geo/io/vector_layer.h"

namespace fangyuan {
namespace {

/// Thousands separators only where they belong: "1,234,567.8", never "1,23" or ",123".
std::optional<std::string> without_separators(std::string_view text) {
  std::string out;
  std::size_t i = 0;
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) out += text[i++];
  std::size_t run = 0;
  bool separated = false;
  for (; i < text.size() && text[i] != '.'; ++i) {
    if (text[i] == ',') {
      if (run == 0 || run > 3 || (separated && run != 3)) return std::nullopt;
      separated = true;
      run = 0;
    } else {
      out += text[i];
      ++run;
    }
  }
  if (separated && run != 3) return std::nullopt;
  return out.append(text.substr(i));
}

}  // namespace

std::optional<Amount> parse_amount(std::string_view text) {
  const std::string narrow = half_width(trim_text(text));
  if (const auto plain = without_separators(trim_text(narrow))) return Amount::parse(*plain);
  return std::nullopt;
}

}  // namespace fangyuan
