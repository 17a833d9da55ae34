// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "sim/scenario/unit_words.h"

namespace fangyuan {
namespace {

using Kind = ChangeUnits::Kind;

/// As the edit with every unit written as it is called.
ChangeUnits in_words(ChangeUnits e, const UnitWords& words) {
  if (!words.called) return e;
  for (std::string& unit : e.units) unit = words.called(unit);
  for (std::string* unit : {&e.unit, &e.to})
    if (!unit->empty()) *unit = words.called(*unit);
  return e;
}

std::string place_named(const LonLat& p) { return fmt::format("{:.6f}, {:.6f}", p.lon, p.lat); }

std::string place_named(const GivenPlace& p) {
  return p.lonlat ? place_named(*p.lonlat) : fmt::format("x {:.2f}, y {:.2f}", p.xy->x, p.xy->y);
}

std::string by_what(const ChangeUnits& e, bool zh) {
  if (!e.units.empty())
    return fmt::format(fmt::runtime(zh ? "：{}" : ": {}"), fmt::join(e.units, zh ? "、" : ", "));
  if (!e.line.empty())
    return fmt::format(
        fmt::runtime(zh ? "，按新界线（{} 个点）" : ", along a new line of {} points"),
        e.line.size());
  return fmt::format(
      fmt::runtime(zh ? "，按所画范围（{} 个点）" : ", the ground drawn with {} points"),
      e.ground.size());
}

Text naming(const ChangeUnits& e) {
  Text out;
  const auto add = [&](const std::string& zh, const std::string& en) {
    out.zh += "，" + zh;
    out.en += ", " + en;
  };
  if (e.unit_class && e.kind != Kind::reclass)
    add("类别 " + *e.unit_class, "class " + *e.unit_class);
  if (e.name) add("名称 " + *e.name, "name " + *e.name);
  if (e.code) add("代码 " + *e.code, "code " + *e.code);
  return out;
}

Text what(const ChangeUnits& e, const std::optional<LonLat>& old_seat) {
  const Text named = naming(e);
  switch (e.kind) {
    case Kind::transfer:
      return {fmt::format("{}划归{}", fmt::join(e.units, "、"), e.to),
              fmt::format("{} go to {}", fmt::join(e.units, ", "), e.to)};
    case Kind::move_line:
      return {fmt::format("{}与{}的界线变更{}", e.unit, e.to, by_what(e, true)),
              fmt::format("the line between {} and {} moves{}", e.unit, e.to, by_what(e, false))};
    case Kind::merge:
      return {fmt::format("撤销{}，并入{}{}", fmt::join(e.units, "、"), e.to, named.zh),
              fmt::format("{} merge into {}{}", fmt::join(e.units, ", "), e.to, named.en)};
    case Kind::split:
      return {
          fmt::format("从{}分设{}{}", e.unit, e.name.value_or(""), by_what(e, true)) +
              (e.code ? "，代码 " + *e.code : ""),
          fmt::format("{} is split off from {}{}", e.name.value_or(""), e.unit, by_what(e, false)) +
              (e.code ? ", code " + *e.code : "")};
    case Kind::rename:
      return {fmt::format("{}更名为{}", e.unit, e.name.value_or("")),
              fmt::format("{} is renamed {}", e.unit, e.name.value_or(""))};
    case Kind::move_seat:
      return {e.unit + "驻地" + (old_seat ? "由（" + place_named(*old_seat) + "）" : "") +
                  "迁至（" + place_named(*e.seat) + "）",
              "the seat of " + e.unit + " moves" +
                  (old_seat ? " from " + place_named(*old_seat) : "") + " to " +
                  place_named(*e.seat)};
    case Kind::reclass:
      return {fmt::format("{}改设{}{}", e.unit, e.unit_class.value_or(""), named.zh),
              fmt::format("{} becomes {}{}", e.unit, e.unit_class.value_or(""), named.en)};
  }
  return {};
}

}  // namespace

Text describe_units(const ChangeUnits& e, const UnitWords& words) {
  const bool moves = e.kind == Kind::move_seat && words.seat;
  Text out = what(in_words(e, words), moves ? words.seat(e.unit) : std::nullopt);
  if (e.on) {
    out.zh += "，自 " + to_string(*e.on) + " 起";
    out.en += ", from " + to_string(*e.on) + " on";
  }
  return out;
}

}  // namespace fangyuan
