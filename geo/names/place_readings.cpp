// SPDX-License-Identifier: Apache-2.0
#include "geo/names/place_readings.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "geo/names/han_table.h"
#include "geo/names/name_fold.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

/// 0–9 as they are spoken.
const std::vector<Syllable>& spoken_digits() {
  static const std::vector<Syllable> digits = [] {
    std::vector<Syllable> out;
    for (const char* s :
         {"ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"})
      out.push_back(*Syllable::parse(s));
    return out;
  }();
  return digits;
}

/// What the list writes narrows a character's readings: with a tone to one, without to those that
/// have these letters.
void narrow(Sounds& options, Syllable said) {
  if (said.tone() == 0) {
    Sounds fit;
    for (const Syllable s : options)
      if (s.toneless() == said) fit.push_back(s);
    if (!fit.empty()) {
      options = fit;
      return;
    }
  }
  options = {said};
}

}  // namespace

PlaceReadings PlaceReadings::dictionary_only() { return {}; }

const PlaceReadings& PlaceReadings::shipped() {
  static const PlaceReadings table = [] {
    PlaceReadings out;
    each_table_row(shipped_table("place_readings"), 2, [&](const auto& cells) {
      if (!out.add(cells[0], cells[1]))
        throw std::logic_error("place_readings: " + std::string(cells[0]));
    });
    return out;
  }();
  return table;
}

bool PlaceReadings::add(std::string_view name, std::string_view reading) {
  const std::u32string folded = fold_name(name);
  if (folded.empty() || folded.size() > 32) return false;
  auto parsed = parse_reading(reading, folded.size());
  if (!parsed) return false;
  entries_[folded] = std::move(*parsed);
  auto& lengths = lengths_[folded.front()];
  const auto length = static_cast<std::uint8_t>(folded.size());
  const auto at = std::lower_bound(lengths.begin(), lengths.end(), length, std::greater<>());
  if (at == lengths.end() || *at != length) lengths.insert(at, length);
  return true;
}

NameReading PlaceReadings::read(const std::u32string& folded) const {
  const HanTable& han = HanTable::shipped();
  NameReading out;
  out.source = ReadingSource::dictionary;
  out.certain = out.complete = true;
  out.options.resize(folded.size());
  for (std::size_t i = 0; i < folded.size();) {
    const std::vector<Syllable>* entry = nullptr;
    std::size_t length = 1;
    if (const auto it = lengths_.find(folded[i]); it != lengths_.end())
      for (const std::uint8_t n : it->second) {
        if (i + n > folded.size()) continue;
        const auto found = entries_.find(folded.substr(i, n));
        if (found == entries_.end()) continue;
        entry = &found->second;
        length = n;
        break;
      }
    if (entry != nullptr && length > 1) {
      for (std::size_t k = 0; k < length; ++k) out.options[i + k] = {(*entry)[k]};
      out.source = ReadingSource::table;
    } else {
      auto& options = out.options[i];
      const char32_t c = folded[i];
      if (c >= '0' && c <= '9') {
        options = {spoken_digits()[c - '0']};
      } else {
        const auto known = han.readings(c);
        options.assign(known.begin(), known.end());
      }
      if (entry != nullptr) options.put_first(entry->front());
      if (options.empty()) {
        options = {Syllable::of_character(c)};
        out.complete = out.complete && !HanTable::is_han(c);
      }
      out.certain = out.certain && options.size() == 1;
    }
    i += length;
  }
  for (const auto& o : out.options) out.best.push_back(o.front());
  return out;
}

NameReading PlaceReadings::read(const std::u32string& folded, std::string_view reading,
                                std::string_view romanisation, bool* understood) const {
  NameReading out = read(folded);
  if (understood != nullptr) *understood = true;
  const auto use = [&](std::string_view text, ReadingSource source) {
    if (text.empty()) return false;
    const auto said = parse_reading(text, folded.size());
    if (!said) return false;
    out.certain = out.complete = true;
    for (std::size_t i = 0; i < folded.size(); ++i) {
      narrow(out.options[i], (*said)[i]);
      out.best[i] = out.options[i].front();
      out.certain = out.certain && out.options[i].size() == 1;
    }
    out.source = source;
    return true;
  };
  if (use(reading, ReadingSource::given)) return out;
  const bool read_it = use(romanisation, ReadingSource::romanisation);
  if (understood != nullptr) *understood = reading.empty() && (romanisation.empty() || read_it);
  return out;
}

}  // namespace fangyuan
