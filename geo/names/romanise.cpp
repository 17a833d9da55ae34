// SPDX-License-Identifier: Apache-2.0
#include "geo/names/romanise.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "geo/names/han_table.h"
#include "geo/names/name_fold.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

/// Characters begin … end are one word; an ordinal is written as digits.
struct Word {
  std::size_t begin = 0, end = 0;
  int ordinal = -1;
  bool numbered = false;  ///< with 第: Dì-1
};

std::u32string_view part(const std::u32string& s, std::size_t begin, std::size_t end) {
  return std::u32string_view(s).substr(begin, end - begin);
}

/// The number that stands right before the generic term and counts streets of one name. Digits of
/// years and dates (八一路, 三八路) are no ordinals.
std::size_t ordinal_length(std::u32string_view specific) {
  std::size_t n = 0;
  while (n < specific.size() && is_numeral(specific[specific.size() - 1 - n])) ++n;
  if (n == 0 || n > 4) return 0;
  const auto numerals = specific.substr(specific.size() - n);
  if (numerals.find(U'百') != std::u32string_view::npos) return 0;
  const bool tens = numerals.find(U'十') != std::u32string_view::npos;
  if (n == specific.size() && n > 1 && !tens) return 0;
  if (n > 1 && !tens && numerals.front() > U'9') return 0;
  return n;
}

/// How many characters at the end of a street's specific part count streets; `other`: how many they
/// may be as well. 东四十二条 is of 东四 the 12th, or of 东 the 42nd; 东四北大街 of 东四.
struct Ordinal {
  std::size_t length = 0;
  std::optional<std::size_t> other = {};
};
Ordinal ordinal_of(const SplitName& split) {
  const std::u32string_view specific = split.specific;
  Ordinal out{ordinal_length(specific)};
  std::size_t run = 0;
  while (run < specific.size() && is_numeral(specific[specific.size() - 1 - run])) ++run;
  const bool of_a_side =
      run + 1 == specific.size() &&
      std::u32string_view(U"东西南北").find(specific.front()) != std::u32string_view::npos;
  if (!of_a_side || run == 0 || specific[1] < U'\x80' || specific[1] == U'十') return out;
  const bool known =
      (specific.front() == U'东' || specific.front() == U'西') && specific[1] == U'四';
  if (run == 1) {
    if (known && has_modifier(split)) return {0, out.length};
    return out;
  }
  const std::u32string_view rest = specific.substr(2);
  const bool number = rest.size() == 1 || rest.find(U'十') != std::u32string_view::npos;
  if (!number || rest.front() == U'〇' || rest.front() == U'零') return out;
  if (known && split.generic == U"条")
    return {rest.size(), out.length == run ? std::optional(run) : std::nullopt};
  if (out.length == run) out.other = rest.size();
  return out;
}

bool has_ordinals(std::u32string_view generic) {
  const char32_t last = generic.empty() ? U' ' : generic.back();
  return last == U'路' || last == U'街' || last == U'巷' || last == U'条' || last == U'弄' ||
         last == U'道' || last == U'里';
}

/// 天宁寺西里 + 一巷: what is before a number may have a generic term with a modifier itself.
void add_before_number(const std::u32string& before, std::vector<Word>& out) {
  const SplitName split = split_name(before, NameClass::street);
  const std::size_t at = has_modifier(split) ? split.specific.size() : before.size();
  out.push_back({0, at});
  if (at < before.size()) out.push_back({at, before.size()});
}

std::vector<Word> words_of(const std::u32string& name, NameClass c, bool other_number) {
  if (c == NameClass::settlement || name.size() < 2) return {{0, name.size()}};
  SplitName split = split_name(name, c);
  const std::size_t specific = split.specific.size();
  if (split.office > 0) {  // what is before 村民委员会 is spelled as the village that it is
    const std::size_t before = name.size() - split.office;
    auto words = words_of(name.substr(0, before), c, other_number);
    words.push_back({before, name.size()});
    return words;
  }
  if (split.generic.empty()) return {{0, name.size()}};
  if (c == NameClass::village && split.generic == U"村") return {{0, name.size()}};
  std::vector<Word> out;
  std::size_t n = 0;
  if (c == NameClass::street && has_ordinals(split.generic)) {
    const Ordinal ordinal = ordinal_of(split);
    n = other_number ? ordinal.other.value_or(ordinal.length) : ordinal.length;
  }
  if (n == 0) {
    out.push_back({0, specific});
  } else {
    std::size_t begin = specific - n;
    Word number{begin, specific, number_of(part(name, begin, specific))};
    if (begin > 0 && name[begin - 1] == U'第') {
      number.begin = --begin;
      number.numbered = true;
    }
    if (begin > 0) add_before_number(name.substr(0, begin), out);
    out.push_back(number);
  }
  // 回族自治县 is Huízú Zìzhìxiàn: the people and the term apart.
  std::size_t at = specific;
  const std::u32string& g = split.generic;
  if (c == NameClass::county || c == NameClass::township) {
    for (const std::u32string_view term : {U"自治区", U"自治州", U"自治县", U"自治旗", U"民族乡"})
      if (g.size() > term.size() && g.ends_with(term) && term != U"民族乡") {
        out.push_back({at, name.size() - term.size()});
        at = name.size() - term.size();
      }
    for (const char32_t term : {U'区', U'乡', U'镇', U'市', U'县'})
      if (at == specific && g.size() > 2 && g.back() == term && g[g.size() - 2] == U'族' &&
          g != U"民族乡") {
        out.push_back({at, name.size() - 1});
        at = name.size() - 1;
      }
  }
  out.push_back({at, name.size()});
  return out;
}

bool is_vowel_start(char32_t c) {
  return std::u32string_view(U"aāáǎàoōóǒòeēéěè").find(c) != std::u32string_view::npos;
}

char32_t capital(char32_t c) {
  constexpr std::u32string_view kSmalls = U"āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ";
  constexpr std::u32string_view kCapitals = U"ĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙÜǕǗǙǛ";
  if (c >= 'a' && c <= 'z') return c - ('a' - 'A');
  const auto at = kSmalls.find(c);
  return at == std::u32string_view::npos ? c : kCapitals[at];
}

std::u32string spelled(Syllable s, bool tones) {
  return to_utf32(tones ? s.to_string() : s.toneless().to_string());
}

std::string spell(const std::u32string& name, const std::vector<Word>& words,
                  const std::vector<Syllable>& syllables, const RomaniseOptions& options) {
  std::u32string out;
  for (const Word& w : words) {
    if (!out.empty()) out.push_back(U' ');
    if (w.ordinal >= 0) {
      if (w.numbered) out += to_utf32(options.tones ? "Dì-" : "Di-");
      for (const char d : std::to_string(w.ordinal)) out.push_back(static_cast<char32_t>(d));
      continue;
    }
    for (std::size_t i = w.begin; i < w.end; ++i) {
      const bool digit = name[i] >= '0' && name[i] <= '9';
      std::u32string s = digit ? std::u32string(1, name[i]) : spelled(syllables[i], options.tones);
      if (options.rhotacise && name[i] == U'儿' && i + 1 == w.end && i > w.begin) s.assign(1, U'r');
      if (s.empty()) continue;
      if (i == w.begin)
        s.front() = capital(s.front());
      else if (is_vowel_start(s.front()) && HanTable::is_han(name[i]))
        out.push_back(U'\'');
      out += s;
    }
  }
  return to_utf8(out);
}

/// Spaces at the ends and doubled ones out, typographic apostrophes plain.
std::string tidy(std::string_view written) {
  std::u32string out;
  for (char32_t c : to_utf32(written)) {
    if (c == U'’' || c == U'‘' || c == U'`' || c == 0x2BC) c = U'\'';
    if (is_space(c)) {
      if (!out.empty() && out.back() != U' ') out.push_back(U' ');
    } else {
      out.push_back(c);
    }
  }
  while (!out.empty() && out.back() == U' ') out.pop_back();
  return to_utf8(out);
}

}  // namespace

std::string romanise(const std::u32string& folded, NameClass c, const NameReading& reading,
                     const RomaniseOptions& options) {
  return spell(folded, words_of(folded, c, options.other_number), reading.best, options);
}

bool has_doubtful_number(const std::u32string& folded, NameClass c) {
  if (c != NameClass::street) return false;
  const SplitName split = split_name(folded, c);
  return has_ordinals(split.generic) && ordinal_of(split).other.has_value();
}

SpellingFault check_romanisation(const std::u32string& folded, NameClass c,
                                 const NameReading& reading, std::string_view written) {
  const std::string text = tidy(written);
  for (const bool rhotacise : {false, true})
    for (const bool other : {false, true}) {
      if (text == romanise(folded, c, reading,
                           {.tones = true, .rhotacise = rhotacise, .other_number = other}))
        return SpellingFault::none;
      if (text == romanise(folded, c, reading,
                           {.tones = false, .rhotacise = rhotacise, .other_number = other}))
        return SpellingFault::no_tones;
    }
  const auto said = parse_reading(text, folded.size());
  if (!said) {
    // Ordinals stand as digits, which are no syllables: only the form can be told apart.
    const bool digits = text.find_first_of("0123456789") != std::string::npos;
    return digits ? SpellingFault::form : SpellingFault::letters;
  }
  bool toned = false, tones = true, letters = true;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const Syllable s = (*said)[i];
    const auto& options = reading.options[i];
    toned = toned || s.tone() != 0;
    letters = letters && std::any_of(options.begin(), options.end(),
                                     [&](Syllable o) { return o.toneless() == s.toneless(); });
    tones =
        tones && (s.tone() == 0 || std::find(options.begin(), options.end(), s) != options.end());
  }
  if (!letters) return SpellingFault::letters;
  if (!tones) return SpellingFault::tones;
  // Another reading than the likeliest one, spelled by the rules?
  NameReading as_said = reading;
  for (std::size_t i = 0; i < folded.size(); ++i)
    if ((*said)[i].tone() != 0 || reading.best[i].toneless() != (*said)[i])
      as_said.best[i] = (*said)[i];
  if (text == romanise(folded, c, as_said)) return SpellingFault::none;
  if (!toned && text == romanise(folded, c, as_said, {.tones = false}))
    return SpellingFault::no_tones;
  return SpellingFault::form;
}

}  // namespace fangyuan
