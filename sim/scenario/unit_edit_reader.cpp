// SPDX-License-Identifier: Apache-2.0
// [[edits]] that change units.
#include <fmt/format.h>

#include <map>

#include "geo/units/code.h"
#include "sim/scenario/edit_values.h"

namespace fangyuan {
namespace {

using Kind = ChangeUnits::Kind;

/// Points, as `key` in degrees or `key`_xy in metres.
std::vector<GivenPlace> read_points(TomlReader& t, const std::string& key, std::size_t least) {
  const std::string metres_key = key + "_xy";
  const auto degrees = t.number_rows(key), metres = t.number_rows(metres_key);
  if (degrees && metres)
    t.error(
        "value-bad", metres_key, "",
        {key + " 与 " + metres_key + " 只能写一个", "only one of " + key + " and " + metres_key});
  std::vector<GivenPlace> out;
  const auto& rows = degrees ? degrees : metres;
  if (!rows) return out;
  for (const auto& row : *rows)
    if (const auto p = place_of(t, degrees ? key : metres_key, row, degrees.has_value()))
      out.push_back(*p);
  if (out.size() == rows->size() && out.size() < least)
    t.error("value-bad", degrees ? key : metres_key, "",
            {fmt::format("至少 {} 个点", least), fmt::format("at least {} points", least)});
  return out;
}

void exactly_one_of(TomlReader& t, std::initializer_list<const char*> keys) {
  std::size_t there = 0;
  for (const char* key : keys) there += t.has(key) ? 1U : 0U;
  if (there > 1)
    t.error("value-bad", *keys.begin(), "",
            {fmt::format("只能写一项：{}", fmt::join(keys, "、")),
             fmt::format("only one of {}", fmt::join(keys, ", "))});
  else
    needs_one_of(t, keys);
}

std::optional<std::string> read_class(TomlReader& t) {
  const auto word = t.text("class");
  if (!word) return std::nullopt;
  if (auto known = normal_class(*word)) return known;
  t.error("value-bad", "class", *word,
          {"不是认识的区划类别（乡、镇、街道、村、社区、县、市辖区……）",
           "not a known class of unit (乡, 镇, 街道, 村, 社区, 县, 市辖区 …)"});
  return std::nullopt;
}

std::optional<std::string> not_empty(TomlReader& t, const char* key) {
  auto text = t.text(key);
  if (text && text->empty()) {
    t.error("value-bad", key, "", {"不能为空", "must not be empty"});
    return std::nullopt;
  }
  return text;
}

void read_naming(TomlReader& t, ChangeUnits& c) {
  c.name = not_empty(t, "name");
  c.code = not_empty(t, "code");
  c.unit_class = read_class(t);
}

}  // namespace

std::optional<ChangeUnits> read_unit_change(TomlReader& t, const std::string& kind) {
  static const std::map<std::string, Kind> kKinds{
      {"transfer_units", Kind::transfer}, {"move_line", Kind::move_line},
      {"merge_units", Kind::merge},       {"split_unit", Kind::split},
      {"rename_unit", Kind::rename},      {"move_seat", Kind::move_seat},
      {"reclass_unit", Kind::reclass}};
  const auto it = kKinds.find(kind);
  if (it == kKinds.end()) return std::nullopt;
  ChangeUnits c;
  c.kind = it->second;
  c.on = t.date("on");
  if (c.kind == Kind::transfer || c.kind == Kind::merge) {
    c.units = t.texts("units").value_or(std::vector<std::string>{});
    needs_one_of(t, {"units"});
    if (t.has("units") && c.units.empty())
      t.error("value-bad", "units", "[]", {"至少一个", "at least one"});
    c.to = t.required_text("to");
  } else {
    c.unit = t.required_text("unit");
  }
  if (c.kind == Kind::move_line) {
    c.to = t.required_text("to");
    exactly_one_of(t, {"ground", "ground_xy", "line", "line_xy"});
    c.ground = read_points(t, "ground", 3);
    c.line = read_points(t, "line", 2);
  }
  if (c.kind == Kind::merge) read_naming(t, c);
  if (c.kind == Kind::split) {
    read_naming(t, c);
    for (const char* key : {"name", "code"})
      if (!t.has(key)) t.required_text(key);
    exactly_one_of(t, {"units", "ground", "ground_xy"});
    c.units = t.texts("units").value_or(std::vector<std::string>{});
    c.ground = read_points(t, "ground", 3);
  }
  if (c.kind == Kind::rename) c.name = t.required_text("name");
  if (c.kind == Kind::move_seat) c.seat = required_place(t);
  if (c.kind == Kind::reclass) {
    read_naming(t, c);
    needs_one_of(t, {"class"});
  }
  if (c.kind != Kind::rename && c.kind != Kind::move_seat && c.kind != Kind::reclass)
    c.enclave = t.flag("enclave").value_or(false);
  return c;
}

}  // namespace fangyuan
