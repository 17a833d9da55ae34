// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/bearing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "geo/units/names.h"

namespace fangyuan {
namespace {

struct Name {
  const char* zh;
  const char* en;
};
constexpr std::array<Name, kSectors> kNames{{{"北", "N"},
                                             {"北偏东北", "NNE"},
                                             {"东北", "NE"},
                                             {"东偏东北", "ENE"},
                                             {"东", "E"},
                                             {"东偏东南", "ESE"},
                                             {"东南", "SE"},
                                             {"南偏东南", "SSE"},
                                             {"南", "S"},
                                             {"南偏西南", "SSW"},
                                             {"西南", "SW"},
                                             {"西偏西南", "WSW"},
                                             {"西", "W"},
                                             {"西偏西北", "WNW"},
                                             {"西北", "NW"},
                                             {"北偏西北", "NNW"}}};

struct Word {
  std::string_view text;
  int sector;
};
// The longest first.
constexpr std::array<Word, 44> kWords{
    {{"北偏东北", 1},  {"东偏东北", 3},  {"东偏东南", 5},  {"南偏东南", 7},  {"南偏西南", 9},
     {"西偏西南", 11}, {"西偏西北", 13}, {"北偏西北", 15}, {"东北偏北", 1},  {"东北偏东", 3},
     {"东南偏东", 5},  {"东南偏南", 7},  {"西南偏南", 9},  {"西南偏西", 11}, {"西北偏西", 13},
     {"西北偏北", 15}, {"北北东", 1},    {"东北东", 3},    {"东东北", 3},    {"东东南", 5},
     {"东南东", 5},    {"南南东", 7},    {"南南西", 9},    {"西西南", 11},   {"西南西", 11},
     {"西西北", 13},   {"西北西", 13},   {"北北西", 15},   {"正东北", 2},    {"正东南", 6},
     {"正西南", 10},   {"正西北", 14},   {"东北", 2},      {"东南", 6},      {"西南", 10},
     {"西北", 14},     {"正北", 0},      {"正东", 4},      {"正南", 8},      {"正西", 12},
     {"北", 0},        {"东", 4},        {"南", 8},        {"西", 12}}};

bool ends_in_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto w) { return text.ends_with(w); });
}
bool starts_with_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto w) { return text.starts_with(w); });
}

/// A plain decimal at the front of a text, with how long it is.
std::optional<std::pair<double, std::size_t>> number_at(std::string_view text) {
  std::string digits;
  std::size_t used = 0;
  while (used < text.size() && ((text[used] >= '0' && text[used] <= '9') || text[used] == '.' ||
                                (text[used] == ',' && !digits.empty()))) {
    if (text[used] != ',') digits += text[used];
    ++used;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value))
    return std::nullopt;
  return std::pair(value, used);
}

/// "北偏东30°" at the front: the quadrant's azimuth and how long it is.
std::optional<std::pair<double, std::size_t>> quadrant_at(std::string_view text) {
  struct Quadrant {
    std::string_view word;
    double from;
    double turn;
  };
  static constexpr std::array<Quadrant, 4> kQuadrants{
      {{"北偏东", 0, 1}, {"北偏西", 360, -1}, {"南偏东", 180, -1}, {"南偏西", 180, 1}}};
  for (const Quadrant& q : kQuadrants) {
    if (!text.starts_with(q.word)) continue;
    const auto number = number_at(text.substr(q.word.size()));
    if (!number) return std::nullopt;
    const std::size_t used = q.word.size() + number->second;
    if (!starts_with_one_of(text.substr(used), {"°", "度"})) return std::nullopt;
    return std::pair(q.from + q.turn * number->first, used);
  }
  return std::nullopt;
}

}  // namespace

int sector_of_seconds(std::int64_t seconds) {
  constexpr std::int64_t kTurn = 360 * 3600, kSector = kTurn / kSectors;
  const std::int64_t turned = ((seconds + kSector / 2) % kTurn + kTurn) % kTurn;
  return static_cast<int>(turned / kSector);
}

int sector_of(double azimuth) {
  double a = std::fmod(azimuth, 360.0);  // exact
  if (a < 0) a += 360.0;
  if (a >= 360.0) a = 0;  // a tiny negative angle, rounded
  // Borders are multiples of 11.25, which doubles hold; sums of the angle would round.
  int sector = 0;
  while (sector < kSectors && a >= kSectorDegrees / 2 + kSectorDegrees * sector) ++sector;
  return sector % kSectors;
}

Text sector_name(int sector) {
  const Name& n = kNames.at(static_cast<std::size_t>(sector));
  return {n.zh, n.en};
}

double outside_sector_deg(double azimuth, int sector) {
  if (sector_of(azimuth) == sector) return 0;
  const double off = std::abs(std::remainder(azimuth - sector * kSectorDegrees, 360.0));
  return std::max(0.0, off - kSectorDegrees / 2);
}

WrittenRun read_run(std::string_view written) {
  const std::string folded = fold_text(written);
  const std::string_view text = folded;
  WrittenRun run;
  std::optional<double> whole, sum;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at), before = text.substr(0, at);
    const auto named = [&](std::size_t used) {
      return ends_in_one_of(before, {"向", "往", "朝", "转", "折"}) ||
             starts_with_one_of(rest.substr(used), {"方向", "行", "走", "延伸", "而行"});
    };
    if (const auto quadrant = quadrant_at(rest)) {
      run.sectors.push_back(sector_of(quadrant->first));
      at += quadrant->second;
      continue;
    }
    const auto word = std::find_if(kWords.begin(), kWords.end(),
                                   [&](const Word& w) { return rest.starts_with(w.text); });
    if (word != kWords.end()) {
      if (named(word->text.size())) run.sectors.push_back(word->sector);
      at += word->text.size();
      continue;
    }
    if (const auto number = number_at(rest)) {
      const auto unit = rest.substr(number->second);
      double metres = number->first;
      bool is_length = true;
      if (starts_with_one_of(unit, {"公里", "千米", "km"}))
        metres *= 1000;
      else
        is_length = starts_with_one_of(unit, {"米", "m"}) && !unit.starts_with("m2");
      if (is_length) {
        if (ends_in_one_of(before, {"全长", "总长", "全长约", "总长约", "共长", "线长", "长度"}))
          whole = metres;
        else if (!run.sectors.empty())
          sum = sum.value_or(0) + metres;
      }
      at += number->second;
      continue;
    }
    ++at;
  }
  run.length_m = whole ? whole : sum;
  return run;
}

}  // namespace fangyuan
