// SPDX-License-Identifier: Apache-2.0
// How names are written: characters, words that need a decision, romanisation.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "geo/names/check_names.h"
#include "geo/names/han_table.h"
#include "geo/names/name_fold.h"
#include "geo/names/romanise.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

void add(NameReport& report, std::uint32_t i, NameRule rule, NameGrade grade, std::string zh,
         std::string en) {
  report.findings.push_back(
      {rule, grade, info_of(rule).article, {}, {i}, {std::move(zh), std::move(en)}});
}

std::string listed(const std::u32string& characters) {
  std::string out;
  for (const char32_t c : characters) {
    if (!out.empty()) out += " ";
    // Control characters and bytes that are no text are told by number.
    if (c < 0x20 || c == 0x7F || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFD) {
      constexpr const char* kHex = "0123456789ABCDEF";
      out += "U+";
      for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(c >> shift) & 0xFU];
    } else {
      out += to_utf8(std::u32string(1, c));
    }
  }
  return out;
}

struct Word {
  std::u32string word;
  NameRule rule;
  std::vector<std::u32string> except;
};

using Words = std::unordered_map<char32_t, std::vector<Word>>;

const Words& shipped_words() {
  static const Words words = [] {
    const std::map<std::string_view, NameRule> kinds{
        {"grand", NameRule::grand_word},    {"foreign", NameRule::foreign_word},
        {"feudal", NameRule::feudal_word},  {"vulgar", NameRule::vulgar_word},
        {"leader", NameRule::leader_name},  {"person", NameRule::person_name},
        {"company", NameRule::company_name}};
    Words out;
    each_table_row(shipped_table("name_words"), 3, [&](const auto& cells) {
      Word w{fold_name(cells[0]), word_rule_of(cells[1]).value(), {}};
      for (std::string_view rest = cells[2]; !rest.empty();) {
        const auto end = rest.find('|');
        w.except.push_back(fold_name(rest.substr(0, end)));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      }
      out[w.word.front()].push_back(std::move(w));
    });
    return out;
  }();
  return words;
}

bool is_excepted(const std::u32string& name, const Word& w) {
  return std::any_of(w.except.begin(), w.except.end(),
                     [&](const auto& e) { return name.find(e) != std::u32string::npos; });
}

}  // namespace

std::optional<NameRule> word_rule_of(std::string_view kind) {
  static const std::map<std::u32string, NameRule> kinds = [] {
    std::map<std::u32string, NameRule> out;
    for (const auto& [words, rule] : std::initializer_list<std::pair<const char*, NameRule>>{
             {"grand", NameRule::grand_word},
             {"大", NameRule::grand_word},
             {"foreign", NameRule::foreign_word},
             {"洋", NameRule::foreign_word},
             {"feudal", NameRule::feudal_word},
             {"怪", NameRule::feudal_word},
             {"封建", NameRule::feudal_word},
             {"vulgar", NameRule::vulgar_word},
             {"低俗", NameRule::vulgar_word},
             {"leader", NameRule::leader_name},
             {"领导人", NameRule::leader_name},
             {"person", NameRule::person_name},
             {"人名", NameRule::person_name},
             {"company", NameRule::company_name},
             {"企业", NameRule::company_name},
             {"商标", NameRule::company_name}})
      out.emplace(fold_name(words), rule);
    return out;
  }();
  const auto it = kinds.find(fold_name(kind));
  return it == kinds.end() ? std::nullopt : std::optional(it->second);
}

void check_characters(const Gazetteer& g, NameReport& report) {
  for (std::uint32_t i = 0; i < g.names.size(); ++i) {
    const PlaceName& n = g.names[i];
    if (n.status == NameStatus::historic) continue;
    const OddCharacters odd = odd_characters(n.name);
    if (!odd.any()) continue;
    const auto tell = [&](NameRule rule, NameGrade grade, const std::u32string& characters) {
      if (!characters.empty()) add(report, i, rule, grade, listed(characters), listed(characters));
    };
    tell(NameRule::rare_character, NameGrade::certain, odd.not_in_list);
    tell(NameRule::level3_character, NameGrade::needs_human, odd.level3);
    if (!odd.variants.empty()) {
      std::string forms;
      for (const char32_t c : odd.variants)
        forms += (forms.empty() ? "" : "; ") + to_utf8(std::u32string{c}) + " → " +
                 to_utf8(std::u32string{HanTable::shipped().standard(c)});
      add(report, i, NameRule::variant_character, NameGrade::certain, forms, forms);
    }
    if (odd.spaces)
      add(report, i, NameRule::spaces, NameGrade::certain, "应为 " + standard_writing(n.name),
          "read " + standard_writing(n.name));
    if (!odd.latin.empty())
      add(report, i, NameRule::letters, NameGrade::needs_human, to_utf8(odd.latin),
          to_utf8(odd.latin));
    if (!odd.digits.empty()) {
      const auto& specific = report.names[i].split.specific;
      const bool pure = std::all_of(specific.begin(), specific.end(),
                                    [](char32_t c) { return c >= '0' && c <= '9'; });
      add(report, i, NameRule::digits, NameGrade::needs_human,
          (pure ? "纯数字作专名：" : "数字与汉字混用：") + listed(odd.digits),
          (pure ? "digits alone: " : "digits mixed in: ") + listed(odd.digits));
    }
    tell(NameRule::marks, NameGrade::needs_human, odd.marks);
    tell(NameRule::symbols, NameGrade::certain, odd.symbols);
  }
}

void check_words(const Gazetteer& g, const NameCheckOptions& options, NameReport& report) {
  Words words = shipped_words();
  for (const OwnWord& own : options.words)
    if (!own.word.empty()) words[own.word.front()].push_back({own.word, own.rule, {}});
  for (std::uint32_t i = 0; i < g.names.size(); ++i) {
    const PlaceName& n = g.names[i];
    // What is protected was looked at when it was put on the register; nature was not named.
    if (n.status == NameStatus::historic || !n.protection.empty() ||
        n.name_class == NameClass::natural)
      continue;
    const std::u32string& name = report.names[i].folded;
    for (std::size_t at = 0; at < name.size(); ++at) {
      const auto first = words.find(name[at]);
      if (first == words.end()) continue;
      for (const Word& w : first->second)
        if (name.compare(at, w.word.size(), w.word) == 0 && !is_excepted(name, w))
          add(report, i, w.rule, NameGrade::needs_human, to_utf8(w.word), to_utf8(w.word));
    }
  }
}

void check_spelling(const Gazetteer& g, const PlaceReadings& readings, NameReport& report) {
  for (std::uint32_t i = 0; i < g.names.size(); ++i) {
    const PlaceName& n = g.names[i];
    const CheckedName& c = report.names[i];
    if (n.status == NameStatus::historic) continue;
    if (!n.reading.empty() && !c.reading_understood)
      add(report, i, NameRule::reading_unread, NameGrade::certain, n.reading, n.reading);
    if (n.roman.empty()) continue;
    // What is written is held against the characters' readings, not against itself.
    NameReading of_characters = readings.read(c.folded, n.reading, {});
    const SpellingFault fault = check_romanisation(c.folded, n.name_class, of_characters, n.roman);
    if (fault == SpellingFault::none || fault == SpellingFault::no_tones) continue;
    const NameRule rule = fault == SpellingFault::form    ? NameRule::spelling_form
                          : fault == SpellingFault::tones ? NameRule::spelling_tones
                                                          : NameRule::spelling_letters;
    // Where the letters fit, the reading that is written is spelled by the rules.
    const NameReading& said = fault == SpellingFault::form ? c.reading : of_characters;
    const std::string right = romanise(c.folded, n.name_class, said);
    const NameGrade grade = fault != SpellingFault::form                  ? NameGrade::likely
                            : has_doubtful_number(c.folded, n.name_class) ? NameGrade::needs_human
                                                                          : NameGrade::certain;
    add(report, i, rule, grade, n.roman + " → " + right, n.roman + " → " + right);
  }
}

}  // namespace fangyuan
