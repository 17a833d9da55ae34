// SPDX-License-Identifier: Apache-2.0
#include "geo/names/name_fold.h"

#include "geo/names/han_table.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

/// Shown as nothing: joiners, marks of direction, variation selectors, soft hyphen.
bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0xE0100 && c <= 0xE01EF);
}

bool is_dot(char32_t c) {
  return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0xFF65 || c == 0x22C5;
}

bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F) ||
         (c >= 0x370 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1EFF);
}

/// A space that parts two words of letters or digits.
bool parts_words(const std::u32string& name, std::size_t at) {
  const auto plain = [&](std::size_t i) {
    const char32_t c = half_width(name[i]);
    return is_latin(c) || (c >= '0' && c <= '9');
  };
  return is_space(name[at]) && at > 0 && at + 1 < name.size() && plain(at - 1) && plain(at + 1) &&
         (is_latin(half_width(name[at - 1])) || is_latin(half_width(name[at + 1])));
}

void note(std::u32string& list, char32_t c) {
  if (list.find(c) == std::u32string::npos) list.push_back(c);
}

int digit_of(char32_t c) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c == U'零') return 0;
  const auto at = kDigits.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::u32string fold_name(std::string_view name) {
  const HanTable& han = HanTable::shipped();
  std::u32string out;
  out.reserve(name.size() / 3 + 1);
  for (char32_t c : to_utf32(name)) {
    if (is_space(c) || is_invisible(c)) continue;
    c = half_width(c);
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if (is_dot(c)) c = U'·';
    if (is_dash(c)) c = '-';
    out.push_back(han.standard(c));
  }
  return out;
}

bool OddCharacters::any() const {
  return spaces || !not_in_list.empty() || !level3.empty() || !variants.empty() || !latin.empty() ||
         !digits.empty() || !marks.empty() || !symbols.empty();
}

OddCharacters odd_characters(std::string_view name) {
  const HanTable& han = HanTable::shipped();
  OddCharacters odd;
  const std::u32string all = to_utf32(name);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const char32_t c = all[i], plain = half_width(c);
    if (is_space(c) || is_invisible(c)) {
      odd.spaces = odd.spaces || !parts_words(all, i);
    } else if (HanTable::is_han(c)) {
      const int level = c == U'〇' ? 1 : han.level(c);
      if (level == 0) note(han.standard(c) == c ? odd.not_in_list : odd.variants, c);
      if (level == 3) note(odd.level3, c);
    } else if (is_latin(plain)) {
      if (!odd.latin.empty() && !is_latin(half_width(all[i - 1]))) odd.latin.push_back(U' ');
      odd.latin.push_back(c);
    } else if (plain >= '0' && plain <= '9') {
      note(odd.digits, c);
    } else if (is_dot(c) || is_dash(plain)) {
      note(odd.marks, c);
    } else if (plain != '(' && plain != ')') {
      note(odd.symbols, c);
    }
  }
  return odd;
}

std::string standard_writing(std::string_view name) {
  const HanTable& han = HanTable::shipped();
  const std::u32string all = to_utf32(name);
  std::u32string out;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!(is_space(all[i]) || is_invisible(all[i])) || parts_words(all, i))
      out.push_back(han.standard(all[i]));
  return to_utf8(out);
}

bool is_numeral(char32_t c) { return c == U'十' || c == U'百' || digit_of(c) >= 0; }

int number_of(std::u32string_view numerals) {
  if (numerals.empty() || numerals.size() > 6) return -1;
  const bool places = numerals.find(U'十') != std::u32string_view::npos ||
                      numerals.find(U'百') != std::u32string_view::npos;
  int total = 0, last = -1;
  for (const char32_t c : numerals) {
    if (!is_numeral(c)) return -1;
    if (c == U'百' || c == U'十') {
      total += (last < 0 ? 1 : last) * (c == U'百' ? 100 : 10);
      last = -1;
    } else if (places) {
      last = digit_of(c);
    } else {
      total = total * 10 + digit_of(c);
    }
  }
  return total + std::max(last, 0);
}

}  // namespace fangyuan
