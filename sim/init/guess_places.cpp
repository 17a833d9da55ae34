// SPDX-License-Identifier: Apache-2.0
// Facilities that no list of facilities gives: counts in a table of people, and places that have
// only a name.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/base/amount.h"
#include "geo/facilities/facility_types.h"
#include "geo/facilities/field_words.h"
#include "sim/init/guesses.h"
#include "sim/init/header_words.h"

namespace fangyuan::init {
namespace {

/// Whole, never negative, few at one place, and somewhere at least one.
bool is_a_count(const Column& c) {
  constexpr std::int64_t kMostAtOnePlace = 1000;
  bool any = false;
  for (const std::string& v : c.values) {
    const auto n = Amount::parse(v);
    if (!n || *n < Amount() || n->millionths() % Amount::kPerUnit != 0 ||
        *n > Amount::from_whole(kMostAtOnePlace))
      return false;
    any = any || *n > Amount();
  }
  return any;
}

/// The column that tells the rows apart: an id, else a name.
const Column* own_name(const Layer& layer) {
  for (const char* field : {"id", "name"})
    for (const Column& c : layer.columns) {
      const auto guess = facility_field_for(c.name);
      if (!guess || guess->field != field || c.values.size() != layer.rows) continue;
      if (std::set<std::string>(c.values.begin(), c.values.end()).size() == layer.rows) return &c;
    }
  return nullptr;
}

/// fields of x and y (of a table), and of what tells the rows apart.
std::vector<KeyValue> fields_of(const Layer& layer, const char* own) {
  std::vector<KeyValue> fields;
  if (const Column* name = own_name(layer)) fields.emplace_back(own, name->name);
  if (layer.kind == Kind::table)
    if (const auto xy = xy_columns(layer)) {
      fields.emplace_back("x", xy->first);
      fields.emplace_back("y", xy->second);
    }
  return fields;
}

bool is_placed(const Layer& layer) {
  return layer.kind == Kind::points || (layer.kind == Kind::table && xy_columns(layer));
}

/// "name" as OGR SQL wants it.
std::string sql_name(const std::string& column) {
  std::string out = "\"";
  for (const char c : column) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

}  // namespace

void guess_counts(const Layer& layer, Proposal& out) {
  if (!is_placed(layer)) return;
  for (const Column& c : layer.columns) {
    const auto type = type_of_counts(c.name);
    if (!type || !is_a_count(c)) continue;
    const auto with_any = std::count_if(c.values.begin(), c.values.end(), [](const std::string& v) {
      return *Amount::parse(v) > Amount();
    });
    Guess g = guess_of("facilities", layer);
    const FacilityType* known = FacilityTypes::shipped().find(*type);
    g.reasons.push_back(
        {fmt::format("“{}”列像各点的设施数：大于 0 的 {} 行各当作一处{}，位置用该点的坐标；"
                     "有真实的设施清单请换成清单",
                     c.name, with_any, known ? known->zh : *type),
         fmt::format("column {} looks like a count of facilities: each of the {} rows above 0 is "
                     "taken as one {} at its point; a true list is better",
                     c.name, with_any, *type)});
    g.keys.emplace_back("where", toml_text(sql_name(c.name) + " > 0"));
    g.keys.emplace_back("type", toml_text(*type));
    g.keys.emplace_back("fields", inline_table(fields_of(layer, "name")));
    out.types.try_emplace(*type, false);
    out.guesses.push_back(std::move(g));
  }
}

bool guess_places(const Layer& layer, Proposal& out) {
  if (!is_placed(layer) || !own_name(layer)) return false;
  Guess g = guess_of("facilities", layer);
  // With no other list it is what there is to reach; beside one it might be anything.
  g.commented_out = !out.types.empty();
  g.reasons.push_back(
      {fmt::format("{} 行有坐标和“{}”，没有类型列，文件名也认不出是哪类设施：先当作 other，请改成"
                   "实际的类型",
                   layer.rows, own_name(layer)->name),
       fmt::format("{} rows with coordinates and {} but no type, nor is one in the file's name: "
                   "taken as other; write what they are",
                   layer.rows, own_name(layer)->name)});
  if (g.commented_out)
    g.reasons.push_back({"上面已有设施，所以先不用；需要时去掉各行前的 #",
                         "there are facilities above, so it is left off; remove the # to use it"});
  else
    out.types.try_emplace("other", false);
  g.keys.emplace_back("type", toml_text("other"));
  g.keys.emplace_back("fields", inline_table(fields_of(layer, "name")));
  out.guesses.push_back(std::move(g));
  return true;
}

}  // namespace fangyuan::init
