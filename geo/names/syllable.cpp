// SPDX-License-Identifier: Apache-2.0
#include "geo/names/syllable.h"

#include <algorithm>
#include <array>
#include <set>

#include "geo/names/han_table.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

struct Marked {
  char letter;
  std::array<char32_t, 5> tones;  ///< by tone; [0] without a mark
};
constexpr std::array<Marked, 6> kMarks{{{'a', {U'a', U'ā', U'á', U'ǎ', U'à'}},
                                        {'e', {U'e', U'ē', U'é', U'ě', U'è'}},
                                        {'i', {U'i', U'ī', U'í', U'ǐ', U'ì'}},
                                        {'o', {U'o', U'ō', U'ó', U'ǒ', U'ò'}},
                                        {'u', {U'u', U'ū', U'ú', U'ǔ', U'ù'}},
                                        {'v', {U'ü', U'ǖ', U'ǘ', U'ǚ', U'ǜ'}}}};

constexpr char32_t kCapitals[] = U"ĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙÜǕǗǙǛ";
constexpr char32_t kSmalls[] = U"āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ";

char32_t small(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
  const std::u32string_view capitals(kCapitals);
  const auto at = capitals.find(c);
  return at == std::u32string_view::npos ? c : kSmalls[at];
}

// A letter of a written syllable: plain letter and tone, or nothing.
struct Letter {
  char letter = 0;
  int tone = 0;
};
Letter letter_of(char32_t c) {
  if (c >= 'a' && c <= 'z') return {static_cast<char>(c), 0};
  for (const Marked& m : kMarks)
    for (std::size_t t = 0; t < m.tones.size(); ++t)
      if (m.tones[t] == c) return {m.letter, static_cast<int>(t)};
  return {};
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'v';
}

std::optional<Syllable> parse32(std::u32string_view text) {
  std::string out;
  int tone = 0;
  bool vowel = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = small(text[i]);
    if (c >= '0' && c <= '5' && i + 1 == text.size() && tone == 0 && i > 0) {
      tone = c == '5' ? 0 : static_cast<int>(c - '0');
      break;
    }
    if (c == ':' && !out.empty() && out.back() == 'u') {
      out.back() = 'v';
      continue;
    }
    if ((c == '\'' || c == U'’') && i + 1 == text.size()) continue;
    const Letter l = letter_of(c);
    if (l.letter == 0 || (l.tone != 0 && tone != 0) || out.size() == 6) return std::nullopt;
    if (l.tone != 0) tone = l.tone;
    vowel = vowel || is_vowel(l.letter);
    out.push_back(l.letter);
  }
  if (!vowel) return std::nullopt;
  std::string plain = out + (tone > 0 ? std::string(1, static_cast<char>('0' + tone)) : "");
  return Syllable::parse(plain);
}

// Letters without tones, for telling syllables from heaps of letters.
using Known = std::set<std::u32string, std::less<>>;

const Known& known_syllables() {
  static const Known known = [] {
    Known out;
    for (const std::string& s : HanTable::shipped().syllables()) out.emplace(s.begin(), s.end());
    return out;
  }();
  return known;
}

std::u32string plain_letters(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text) out.push_back(static_cast<char32_t>(letter_of(small(c)).letter));
  return out;
}

// One syllable of a written reading: its characters, and how many ways lead up to its end.
struct Step {
  std::size_t length = 0;
  int ways = 0;  ///< 2: two or more
};

constexpr std::size_t kMostSyllables = 64;

}  // namespace

std::optional<Syllable> Syllable::parse(std::string_view text) {
  std::uint32_t value = 0, tone = 0;
  std::size_t letters = 0;
  bool vowel = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c >= 'a' && c <= 'z' && letters < 6) {
      value = value * 27 + static_cast<std::uint32_t>(c - 'a' + 1);
      vowel = vowel || is_vowel(c);
      ++letters;
    } else if (c >= '0' && c <= '5' && i + 1 == text.size() && letters > 0) {
      tone = c == '5' ? 0 : static_cast<std::uint32_t>(c - '0');
    } else {
      return letters <= 6 && text.size() < 32 ? parse32(to_utf32(text)) : std::nullopt;
    }
  }
  if (!vowel) return std::nullopt;
  return Syllable(value * 5 + tone);
}

std::string Syllable::letters() const {
  if (is_character()) return to_utf8(std::u32string(1, char32_t{value_ - kCharacters}));
  std::string out;
  for (std::uint32_t v = value_ / 5; v > 0; v /= 27)
    out.push_back(static_cast<char>('a' + v % 27 - 1));
  std::reverse(out.begin(), out.end());
  return out;
}

std::string Syllable::to_string() const {
  std::string text = letters();
  if (is_character()) return text;
  // The mark stands on a, o or e, else on the last of i, u, ü: guī, jiǔ.
  std::size_t at = text.find_first_of("aoe");
  if (at == std::string::npos) at = text.find_last_of("iuv");
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto mark = std::find_if(kMarks.begin(), kMarks.end(),
                                   [&](const Marked& m) { return m.letter == text[i]; });
    out.push_back(mark == kMarks.end()
                      ? static_cast<char32_t>(text[i])
                      : mark->tones[i == at ? static_cast<std::size_t>(tone()) : 0]);
  }
  return to_utf8(out);
}

std::optional<std::vector<Syllable>> parse_reading(std::string_view text, std::size_t count) {
  if (count == 0 || count > kMostSyllables || text.size() > 32 * count) return std::nullopt;
  // The letters, and before which of them a word begins.
  std::u32string letters;
  std::vector<bool> begins{true};
  for (const char32_t written : to_utf32(text)) {
    const char32_t c = small(written);
    if (is_space(c) || c == '\'' || c == U'’' || c == '-') {
      begins.back() = true;
    } else if (c == ':' && !letters.empty() && letters.back() == 'u') {
      letters.back() = U'ü';
    } else if (letter_of(c).letter != 0 || (c >= '0' && c <= '5')) {
      letters.push_back(c);
      begins.push_back(false);
    } else {
      return std::nullopt;
    }
  }
  begins.back() = true;
  const std::size_t n = letters.size();
  const auto is_digit = [&](std::size_t i) { return letters[i] >= '0' && letters[i] <= '5'; };
  // steps[k][end]: the last of k syllables that end there.
  std::vector<std::vector<Step>> steps(count + 1, std::vector<Step>(n + 1));
  steps[0][0].ways = 1;
  for (std::size_t k = 0; k < count; ++k)
    for (std::size_t i = 0; i < n; ++i) {
      if (steps[k][i].ways == 0) continue;
      for (std::size_t size = 1; size <= 6 && i + size <= n; ++size) {
        if (size > 1 && begins[i + size - 1]) break;
        std::size_t end = i + size;
        while (end < n && !begins[end] && is_digit(end)) ++end;
        if (!known_syllables().contains(
                plain_letters(std::u32string_view(letters).substr(i, size))))
          continue;
        Step& s = steps[k + 1][end];
        s.ways = std::min(2, s.ways + steps[k][i].ways);
        s.length = end - i;
      }
    }
  if (steps[count][n].ways != 1) return std::nullopt;
  std::vector<Syllable> out(count);
  std::size_t end = n;
  for (std::size_t k = count; k > 0; --k) {
    const std::size_t length = steps[k][end].length;
    const auto s = parse32(std::u32string_view(letters).substr(end - length, length));
    if (!s) return std::nullopt;
    out[k - 1] = *s;
    end -= length;
  }
  return out;
}

}  // namespace fangyuan
