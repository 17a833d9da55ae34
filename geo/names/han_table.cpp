// SPDX-License-Identifier: Apache-2.0
#include "geo/names/han_table.h"

#include <algorithm>
#include <stdexcept>

#include "core/base/embedded.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

constexpr char32_t kFirst = 0x3400, kLast = 0x9FFF;

}  // namespace

std::string_view shipped_table(std::string_view name) {
  for (const embedded::Text& t : embedded::tables())
    if (t.name == name)
      return t.content.starts_with("\xEF\xBB\xBF") ? t.content.substr(3) : t.content;
  throw std::logic_error("table " + std::string(name) + " is not built in");
}

std::vector<std::string_view> plain_cells(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t start = 0;;) {
    const auto end = line.find(',', start);
    out.push_back(line.substr(start, end == std::string_view::npos ? end : end - start));
    if (end == std::string_view::npos) return out;
    start = end + 1;
  }
}

const HanTable& HanTable::shipped() {
  static const HanTable table;
  return table;
}

HanTable::HanTable() : dense_(kLast - kFirst + 1) {
  read_readings(shipped_table("han_readings"));
  read_levels(shipped_table("han_standard"));
  read_variants(shipped_table("han_variants"));
}

const HanTable::Entry* HanTable::find(char32_t c) const {
  if (c >= kFirst && c <= kLast) return &dense_[c - kFirst];
  const auto it = rare_.find(c);
  return it == rare_.end() ? nullptr : &it->second;
}

HanTable::Entry& HanTable::at(char32_t c) {
  return c >= kFirst && c <= kLast ? dense_[c - kFirst] : rare_[c];
}

void HanTable::read_readings(std::string_view csv) {
  std::unordered_map<char32_t, std::vector<Syllable>> first, also;
  each_table_row(csv, 3, [&](const auto& cells) {
    const auto syllable = Syllable::parse(cells[0]);
    if (!syllable) throw std::logic_error("han_readings: " + std::string(cells[0]));
    syllables_.push_back(syllable->letters());
    for (const char32_t c : to_utf32(cells[1])) first[c].push_back(*syllable);
    for (const char32_t c : to_utf32(cells[2])) also[c].push_back(*syllable);
  });
  std::sort(syllables_.begin(), syllables_.end());
  syllables_.erase(std::unique(syllables_.begin(), syllables_.end()), syllables_.end());
  for (auto& [c, readings] : first) {
    Entry& e = at(c);
    e.begin = static_cast<std::uint32_t>(readings_.size());
    readings_.insert(readings_.end(), readings.begin(), readings.end());
    const auto& more = also[c];
    readings_.insert(readings_.end(), more.begin(), more.end());
    e.count = static_cast<std::uint16_t>(readings_.size() - e.begin);
  }
}

void HanTable::read_levels(std::string_view csv) {
  each_table_row(csv, 2, [&](const auto& cells) {
    const auto level = static_cast<std::uint8_t>(std::stoi(std::string(cells[0])));
    for (const char32_t c : to_utf32(cells[1])) at(c).level = level;
  });
}

void HanTable::read_variants(std::string_view csv) {
  each_table_row(csv, 2, [&](const auto& cells) {
    const auto standard = to_utf32(cells[0]);
    for (const char32_t c : to_utf32(cells[1])) at(c).standard = standard.at(0);
  });
}

std::span<const Syllable> HanTable::readings(char32_t c) const {
  const Entry* e = find(c);
  if (e == nullptr) return {};
  return std::span(readings_).subspan(e->begin, e->count);
}

int HanTable::level(char32_t c) const {
  const Entry* e = find(c);
  return e == nullptr ? 0 : e->level;
}

char32_t HanTable::standard(char32_t c) const {
  const Entry* e = find(c);
  return e == nullptr || e->standard == 0 ? c : e->standard;
}

bool HanTable::is_han(char32_t c) {
  return c == U'〇' || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

}  // namespace fangyuan
