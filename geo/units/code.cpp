// SPDX-License-Identifier: Apache-2.0
#include "geo/units/code.h"

#include <algorithm>
#include <array>
#include <utility>

#include "geo/units/names.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

bool all_digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool all_zeros(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return c == '0'; });
}

std::size_t length_of(Level level) {
  switch (level) {
    case Level::prefecture:
    case Level::county:
      return 6;
    case Level::township:
      return 9;
    case Level::village:
      return 12;
  }
  return 0;
}

std::string without_spaces(std::string_view text) {
  std::u32string out;
  for (const char32_t c : to_utf32(text))
    if (!is_space(c)) out.push_back(half_width(c));
  while (!out.empty() && (out.front() == '\'' || out.front() == U'’' || out.front() == U'‘'))
    out.erase(out.begin());
  return to_utf8(out);
}

// "410202.0" → "410202".
std::string without_zero_decimals(std::string text) {
  const auto dot = text.find('.');
  if (dot != std::string::npos && all_digits(std::string_view(text).substr(0, dot)) &&
      all_zeros(std::string_view(text).substr(dot + 1)))
    text.resize(dot);
  return text;
}

// "4.10202E+11" → "410202" and eleven digits behind the first. Absent: not that form.
std::optional<std::pair<std::string, std::size_t>> scientific(std::string_view text) {
  const auto e = text.find_first_of("eE");
  if (e == std::string_view::npos) return std::nullopt;
  const auto exponent =
      text.substr(std::min(e + (text.substr(e + 1, 1) == "+" ? 2 : 1), text.size()));
  if (!all_digits(exponent) || exponent.size() > 2) return std::nullopt;
  auto mantissa = std::string(text.substr(0, e));
  if (mantissa.size() < 3 || mantissa[1] != '.') return std::nullopt;
  mantissa.erase(1, 1);
  if (!all_digits(mantissa)) return std::nullopt;
  return std::pair{mantissa, static_cast<std::size_t>(std::stoi(std::string(exponent)))};
}

int number_of(std::string_view digits) { return std::stoi(std::string(digits)); }

bool ends_with(std::string_view s, std::string_view end) {
  return s.size() >= end.size() && s.substr(s.size() - end.size()) == end;
}

struct Ending {
  std::string_view word, unit_class;
};

constexpr std::array kFunctional{"示范区",     "开发区", "高新区", "经开区", "园区",
                                 "管理区",     "试验区", "实验区", "合作区", "功能区",
                                 "集聚区",     "度假区", "保税区", "风景区", "管委会",
                                 "管理委员会", "工业园", "农场",   "产业园", "科技园"};
constexpr std::array kVillageEndings{
    Ending{"居民委员会", "社区"}, Ending{"居委会", "社区"},   Ending{"居委", "社区"},
    Ending{"社区", "社区"},       Ending{"村民委员会", "村"}, Ending{"村委会", "村"},
    Ending{"村委", "村"},         Ending{"嘎查", "村"},       Ending{"村", "村"}};
constexpr std::array kTownshipEndings{
    Ending{"街道办事处", "街道"}, Ending{"街道办", "街道"}, Ending{"办事处", "街道"},
    Ending{"街道", "街道"},       Ending{"镇", "镇"},       Ending{"族乡", "民族乡"},
    Ending{"民族苏木", "民族乡"}, Ending{"苏木", "乡"},     Ending{"乡", "乡"}};
constexpr std::array kCountyEndings{Ending{"自治县", "自治县"}, Ending{"自治旗", "自治县"},
                                    Ending{"县", "县"},         Ending{"旗", "县"},
                                    Ending{"市", "县级市"},     Ending{"区", "市辖区"}};
constexpr std::array kPrefectureEndings{Ending{"市", "地级市"}};

template <std::size_t N>
std::string by_ending(std::string_view name, const std::array<Ending, N>& endings) {
  for (const auto& e : endings)
    if (ends_with(name, e.word)) return std::string(e.unit_class);
  return {};
}

}  // namespace

NormalCode normal_code(std::string_view text, Level level) {
  NormalCode out{without_zero_decimals(without_spaces(text))};
  std::size_t given = 0;
  if (const auto parts = scientific(out.text)) {
    const auto& [digits, behind] = *parts;
    if (behind + 1 >= digits.size() && behind < 15) {
      given = digits.size();
      out.text = digits + std::string(behind + 1 - digits.size(), '0');
    }
  }
  auto& code = out.text;
  if (!all_digits(code)) return out;
  const auto length = length_of(level);
  out.lost_digits =
      given > 0 && given < length && code.size() > given && level != Level::prefecture;
  if (code.size() > length && all_zeros(std::string_view(code).substr(length))) code.resize(length);
  if (level == Level::prefecture && (code.size() == 4 || code.size() == 2)) code.resize(6, '0');
  out.fits_level = code.size() == length;
  return out;
}

std::optional<std::string> child_prefix(std::string_view code, Level level) {
  if (!all_digits(code) || code.size() != length_of(level) || level == Level::village)
    return std::nullopt;
  if (level == Level::prefecture)
    return std::string(code.substr(0, code.substr(2, 2) == "00" ? 2 : 4));
  return std::string(code);
}

std::string class_from_code(std::string_view code, Level level) {
  if (!all_digits(code) || code.size() != length_of(level)) return {};
  switch (level) {
    case Level::prefecture: {
      const int n = number_of(code.substr(2, 2));
      return (n >= 1 && n <= 20) || (n >= 51 && n <= 70) ? "地级市" : "";
    }
    case Level::county: {
      const int n = number_of(code.substr(4, 2));
      if ((n >= 1 && n <= 20) || (n >= 51 && n <= 80)) return "市辖区";
      if (n >= 21 && n <= 50) return "县";
      return n >= 81 ? "县级市" : "";
    }
    case Level::township: {
      const int n = number_of(code.substr(6, 3));
      if (n >= 1 && n <= 99) return "街道";
      if (n >= 100 && n <= 199) return "镇";
      if (n >= 200 && n <= 399) return "乡";
      return n >= 400 && n <= 599 ? "功能区" : "";
    }
    case Level::village: {
      const int n = number_of(code.substr(9, 3));
      if ((n >= 1 && n <= 199) || (n >= 400 && n <= 499)) return "社区";
      return (n >= 200 && n <= 399) || (n >= 500 && n <= 599) ? "村" : "";
    }
  }
  return {};
}

std::string class_from_name(std::string_view name, Level level) {
  const auto folded = fold_text(name);
  if (level == Level::village) return by_ending(folded, kVillageEndings);
  for (const auto* word : kFunctional)
    if (ends_with(folded, word)) return "功能区";
  if (level == Level::township) return by_ending(folded, kTownshipEndings);
  if (level == Level::county) return by_ending(folded, kCountyEndings);
  return by_ending(folded, kPrefectureEndings);
}

std::optional<std::string> normal_class(std::string_view word) {
  static constexpr std::array kWords{
      Ending{"地级市", "地级市"},   Ending{"市辖区", "市辖区"},   Ending{"区", "市辖区"},
      Ending{"县级市", "县级市"},   Ending{"县", "县"},           Ending{"旗", "县"},
      Ending{"自治县", "自治县"},   Ending{"自治旗", "自治县"},   Ending{"街道", "街道"},
      Ending{"街道办事处", "街道"}, Ending{"街道办", "街道"},     Ending{"办事处", "街道"},
      Ending{"镇", "镇"},           Ending{"建制镇", "镇"},       Ending{"乡", "乡"},
      Ending{"民族乡", "民族乡"},   Ending{"社区", "社区"},       Ending{"居委会", "社区"},
      Ending{"居民委员会", "社区"}, Ending{"社区居委会", "社区"}, Ending{"社区居民委员会", "社区"},
      Ending{"村", "村"},           Ending{"行政村", "村"},       Ending{"建制村", "村"},
      Ending{"村委会", "村"},       Ending{"村民委员会", "村"},   Ending{"嘎查", "村"},
      Ending{"功能区", "功能区"},   Ending{"开发区", "功能区"},   Ending{"示范区", "功能区"},
      Ending{"高新区", "功能区"},   Ending{"园区", "功能区"}};
  const auto folded = fold_text(word);
  for (const auto& w : kWords)
    if (folded == w.word) return std::string(w.unit_class);
  return std::nullopt;
}

}  // namespace fangyuan
