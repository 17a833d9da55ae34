// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/edit_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace fangyuan {
namespace {

constexpr double kMostAmount = 1e9;

}  // namespace

const std::vector<std::string> kModeWords{"walk", "bicycle", "ebike", "car"};
const std::vector<std::string> kStatusWords{"planned",  "approved", "building",  "built",
                                            "accepted", "in_use",   "suspended", "closed"};

std::optional<GivenPlace> place_of(TomlReader& t, std::string_view key,
                                   const std::vector<double>& numbers, bool degrees) {
  if (numbers.size() != 2) {
    t.error("value-bad", key, fmt::format("{}", fmt::join(numbers, ", ")),
            {"应为两个数", "must be two numbers"});
    return std::nullopt;
  }
  if (!degrees) return GivenPlace{.lonlat = {}, .xy = XY{numbers[0], numbers[1]}};
  if (std::abs(numbers[0]) > 180 || std::abs(numbers[1]) > 90) {
    t.error("value-bad", key, fmt::format("{}, {}", numbers[0], numbers[1]),
            {"at 写经度、纬度；项目坐标系的米写在 xy",
             "`at` holds longitude and latitude; metres of the project's CRS go into `xy`"});
    return std::nullopt;
  }
  return GivenPlace{.lonlat = LonLat{numbers[0], numbers[1]}, .xy = {}};
}

std::optional<GivenPlace> read_place(TomlReader& t) {
  const auto degrees = t.numbers("at"), metres = t.numbers("xy");
  if (degrees && metres)
    t.error("value-bad", "xy", "", {"at 与 xy 只能写一个", "only one of `at` and `xy`"});
  if (degrees) return place_of(t, "at", *degrees, true);
  if (metres) return place_of(t, "xy", *metres, false);
  return std::nullopt;
}

GivenPlace required_place(TomlReader& t) {
  const bool there = t.has("at") || t.has("xy");
  auto place = read_place(t);
  if (!there)
    t.error("key-missing", "at", "",
            {"缺少位置：at = [经度, 纬度] 或 xy = [东, 北]",
             "the place is missing: at = [lon, lat] or xy = [easting, northing]"});
  return place.value_or(GivenPlace{LonLat{}, {}});
}

std::optional<Status> read_status(TomlReader& t, std::string_view key) {
  const auto word = t.one_of(key, kStatusWords);
  return word ? parse_status(*word) : std::nullopt;
}

std::map<std::string, Amount> read_amounts(TomlReader& t, std::string_view key, double least) {
  std::map<std::string, Amount> out;
  for (const auto& [name, value] : t.number_map(key)) {
    if (value < least || value > kMostAmount)
      t.error("value-bad", std::string(key) + "." + name, fmt::format("{}", value),
              {fmt::format("应在 {} 与 {} 之间", least, kMostAmount),
               fmt::format("must be between {} and {}", least, kMostAmount)});
    else
      out[name] = Amount::from_double(value);
  }
  return out;
}

void needs_one_of(TomlReader& t, std::initializer_list<const char*> keys) {
  if (std::any_of(keys.begin(), keys.end(), [&](const char* k) { return t.has(k); })) return;
  std::vector<std::string> words(keys.begin(), keys.end());
  t.error("key-missing", words.front(), "",
          {fmt::format("至少写一项：{}", fmt::join(words, "、")),
           fmt::format("at least one of {}", fmt::join(words, ", "))});
}

}  // namespace fangyuan
