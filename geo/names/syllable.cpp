// SPDX-License-Identifier: Apache-2.0
#include "geo/names/syllable.h"

#include <algorithm>
#include <array>
#include <functional>
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

// Every way of dividing `word` into `count` known syllables, at most two of them.
void divide(std::u32string_view word, std::size_t count, std::vector<std::u32string_view>& parts,
            std::vector<std::vector<std::u32string_view>>& ways) {
  if (ways.size() > 1) return;
  if (word.empty() || count == 0) {
    if (word.empty() && count == 0) ways.push_back(parts);
    return;
  }
  for (std::size_t n = 1; n <= std::min<std::size_t>(6, word.size()); ++n) {
    std::size_t end = n;
    while (end < word.size() && word[end] >= '0' && word[end] <= '5') ++end;
    if (!known_syllables().contains(plain_letters(word.substr(0, n)))) continue;
    parts.push_back(word.substr(0, end));
    divide(word.substr(end), count - 1, parts, ways);
    parts.pop_back();
  }
}

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
  // Words at spaces, hyphens and apostrophes; every division of letters between them is tried.
  std::vector<std::u32string> words(1);
  std::u32string whole = to_utf32(text);
  if (whole.size() > 64 * (count + 1)) return std::nullopt;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const char32_t c = small(whole[i]);
    if (is_space(c) || c == '\'' || c == U'’' || c == '-') {
      if (!words.back().empty()) words.emplace_back();
    } else if (c == ':' && !words.back().empty() && words.back().back() == 'u') {
      words.back().back() = U'ü';
    } else if (letter_of(c).letter != 0 || (c >= '0' && c <= '5')) {
      words.back().push_back(c);
    } else {
      return std::nullopt;
    }
  }
  if (words.back().empty()) words.pop_back();
  if (words.empty() || words.size() > count) return std::nullopt;
  // How many syllables fall to each word is part of the search: words are tried one after another.
  std::vector<std::vector<std::u32string_view>> found;
  std::vector<std::u32string_view> so_far;
  const std::function<void(std::size_t, std::size_t)> next = [&](std::size_t word,
                                                                 std::size_t left) {
    if (found.size() > 1) return;
    if (word == words.size()) {
      if (left == 0) found.push_back(so_far);
      return;
    }
    const std::size_t others = words.size() - word - 1;
    for (std::size_t n = 1; n + others <= left; ++n) {
      if (n > words[word].size()) break;
      std::vector<std::u32string_view> parts;
      std::vector<std::vector<std::u32string_view>> ways;
      divide(words[word], n, parts, ways);
      for (const auto& way : ways) {
        so_far.insert(so_far.end(), way.begin(), way.end());
        next(word + 1, left - n);
        so_far.resize(so_far.size() - n);
      }
    }
  };
  next(0, count);
  if (found.size() != 1) return std::nullopt;
  std::vector<Syllable> out;
  for (const auto part : found.front()) {
    const auto s = parse32(part);
    if (!s) return std::nullopt;
    out.push_back(*s);
  }
  return out;
}

}  // namespace fangyuan
