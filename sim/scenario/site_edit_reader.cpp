// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/edit_values.h"

namespace fangyuan {
namespace {

SiteChoice read_choice(TomlReader& t) {
  SiteChoice choice;
  if (const auto one = t.text("site")) choice.ids.push_back(*one);
  if (const auto several = t.texts("sites"))
    choice.ids.insert(choice.ids.end(), several->begin(), several->end());
  const bool by_id = t.has("site") || t.has("sites");
  choice.type = t.text("of_type").value_or("");
  choice.unit = t.text("unit").value_or("");
  if (by_id == t.has("of_type"))
    t.error("key-missing", "site", "",
            {"写明是哪处设施：site、sites，或 of_type（可加 unit）",
             "say which sites: site, sites, or of_type (with unit, if you like)"});
  else if (by_id && t.has("unit"))
    t.error("key-useless", "unit", choice.unit,
            {"unit 只和 of_type 合用", "unit goes with of_type only"});
  else if (by_id && choice.ids.empty())
    t.error("value-bad", "sites", "[]", {"至少一处", "at least one"});
  return choice;
}

}  // namespace

OpenSite read_open(TomlReader& t) {
  OpenSite open;
  Facility& f = open.site;
  f.id = t.required_text("id");
  f.name = t.text("name").value_or(f.id);
  f.type = t.required_text("type");
  f.functions = t.texts("functions").value_or(std::vector<std::string>{});
  f.status = read_status(t, "status").value_or(Status::in_use);
  f.opened = t.date("opened");
  f.closed = t.date("closed");
  f.amounts = read_amounts(t, "amounts", 0);
  f.given_unit = t.text("unit").value_or("");
  open.at = read_place(t);
  if (!t.has("at") && !t.has("xy") && f.given_unit.empty())
    t.error("key-missing", "at", "",
            {"缺少位置 at = [经度, 纬度]；没有坐标的至少写 unit",
             "the place is missing, at = [lon, lat]; without one give at least its unit"});
  if (f.opened && f.closed && *f.closed < *f.opened)
    t.error("value-bad", "closed", to_string(*f.closed),
            {"关闭早于启用", "closed before it opened"});
  return open;
}

ChangeSites read_change(TomlReader& t, const std::string& kind) {
  ChangeSites c;
  c.kind = kind;
  c.sites = read_choice(t);
  if (kind == "close") {
    c.closed = t.date("on");
    if (!t.has("on")) c.status = Status::closed;
  } else if (kind == "extend" || kind == "reduce") {
    c.add = read_amounts(t, "amounts", 0);
    if (kind == "reduce")
      for (auto& [name, amount] : c.add) amount = Amount() - amount;
    needs_one_of(t, {"amounts"});
  } else if (kind == "convert") {
    c.type = t.required_text("type");
    c.name = t.text("name");
    c.set = read_amounts(t, "amounts", 0);
  } else if (kind == "co_locate") {
    c.add_functions = t.texts("functions").value_or(std::vector<std::string>{});
    needs_one_of(t, {"functions"});
  } else {
    c.name = t.text("name");
    c.type = t.text("type");
    c.status = read_status(t, "status");
    c.opened = t.date("opened");
    c.closed = t.date("closed");
    c.add_functions = t.texts("add_functions").value_or(std::vector<std::string>{});
    c.drop_functions = t.texts("drop_functions").value_or(std::vector<std::string>{});
    c.set = read_amounts(t, "amounts", 0);
    needs_one_of(t, {"status", "amounts", "type", "name", "opened", "closed", "add_functions",
                     "drop_functions"});
  }
  return c;
}

}  // namespace fangyuan
