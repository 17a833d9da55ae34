// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "geo/crs/shift_detect.h"

namespace fangyuan {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

std::string telltale_columns(std::span<const std::string> columns) {
  static constexpr std::array<std::string_view, 6> kTold = {
      "adcode", "childrennum", "acroutes", "subfeatureindex", "centroid", "citycode"};
  std::string out;
  int told = 0;
  for (const std::string& column : columns)
    if (std::find(kTold.begin(), kTold.end(), lower(column)) != kTold.end()) {
      out += (told++ == 0 ? "" : ", ") + column;
    }
  return told >= 2 ? out : std::string();
}

std::optional<Datum> datum_in_words(std::string_view text) {
  const std::string word = lower(text);
  const auto holds = [&](std::string_view part) { return word.find(part) != std::string::npos; };
  for (const std::string_view part : {"百度", "bd-09", "bd09", "bd_09", "baidu"})
    if (holds(part)) return Datum::bd09;
  for (const std::string_view part :
       {"高德", "腾讯", "火星", "gcj-02", "gcj02", "gcj_02", "gcj", "amap", "国测局"})
    if (holds(part)) return Datum::gcj02;
  for (const std::string_view part : {"cgcs", "2000", "wgs", "天地图", "gps", "as-declared"})
    if (holds(part)) return Datum::as_declared;
  return std::nullopt;
}

}  // namespace fangyuan
