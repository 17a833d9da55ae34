// SPDX-License-Identifier: Apache-2.0
// Lists of facilities: by a column of types, or by what the file is called.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "geo/facilities/facility_types.h"
#include "geo/facilities/field_words.h"
#include "geo/facilities/status_words.h"
#include "sim/init/guesses.h"
#include "sim/init/header_words.h"

namespace fangyuan::init {
namespace {

struct Fields {
  std::map<std::string, std::string> column;  ///< our field → theirs
  std::map<std::string, int> rank;
};

/// A column is what its header says only where its values allow it.
bool values_allow(const std::string& field, const Column& c) {
  static const std::set<std::string> kTexts{"name", "type",   "functions", "unit",
                                            "id",   "status", "opened",    "closed"};
  if (field == "id")
    return std::set<std::string>(c.values.begin(), c.values.end()).size() == c.values.size() &&
           !c.values.empty();
  if (field == "status")
    return std::all_of(c.values.begin(), c.values.end(),
                       [](const std::string& v) { return status_of(v).has_value(); });
  if (field == "opened" || field == "closed")
    return std::all_of(c.values.begin(), c.values.end(),
                       [](const std::string& v) { return parse_date(v).has_value(); });
  return kTexts.contains(field) || c.is_numeric();
}

Fields fields_of(const Layer& layer) {
  Fields out;
  for (const Column& c : layer.columns) {
    auto guess = facility_field_for(c.name);
    if (!guess) continue;
    if (guess->field == "land")
      guess->field = mentions(c.name, "亩")        ? "land_mu"
                     : mentions(c.name, "公顷|ha") ? "land_ha"
                                                   : "land_m2";
    if (fold_word(c.name) == fold_word("序号")) continue;  // numbers of a print-out, not ids
    if (!values_allow(guess->field, c)) continue;
    const auto [at, is_new] = out.rank.try_emplace(guess->field, guess->rank);
    if (!is_new && at->second <= guess->rank) continue;
    at->second = guess->rank;
    out.column[guess->field] = c.name;
  }
  return out;
}

struct Types {
  std::vector<KeyValue> words;  ///< their words that the table of types only guesses
  std::vector<std::string> unknown;
  std::set<std::string> ids;
  std::size_t known_rows = 0;
};

Types types_in(const Column& column) {
  Types out;
  std::set<std::string> seen;
  for (const std::string& word : column.values) {
    const auto match = FacilityTypes::shipped().match(word);
    if (match) ++out.known_rows;
    if (!seen.insert(word).second) continue;
    if (!match) {
      out.unknown.push_back(word);
      continue;
    }
    out.ids.insert(match->id);
    if (match->guessed) out.words.emplace_back(word, match->id);
  }
  return out;
}

/// What the file or layer is called after: "社区卫生服务站 2024" → a type.
std::optional<std::string> type_of_title(const Layer& layer) {
  std::string stem = layer.layer;
  if (stem.empty()) {
    stem = layer.path.substr(layer.path.rfind('/') + 1);
    stem.resize(std::min(stem.size(), stem.rfind('.')));
  }
  while (!stem.empty() && static_cast<unsigned char>(stem.back()) < 0x80 &&
         std::isalpha(static_cast<unsigned char>(stem.back())) == 0)
    stem.pop_back();
  const auto match = FacilityTypes::shipped().match(stem);
  return match ? std::optional(match->id) : std::nullopt;
}

void add_word_hints(Guess& g, const Types& types) {
  for (std::size_t k = 0; k < types.unknown.size() && k < 20; ++k) {
    const auto near = FacilityTypes::shipped().nearest(types.unknown[k], 3);
    g.hints.push_back({fmt::format("认不出的类型“{}”，请写进 types，最接近的：{}", types.unknown[k],
                                   fmt::join(near, ", ")),
                       "an unknown type: map it in types"});
  }
}

}  // namespace

bool guess_sites(const Layer& layer, Proposal& out) {
  if (layer.kind != Kind::points && layer.kind != Kind::table && layer.kind != Kind::polygons)
    return false;
  Fields fields = fields_of(layer);
  const auto xy = layer.kind == Kind::table ? xy_columns(layer) : std::nullopt;
  Types types;
  bool by_column = false;
  if (const auto type = fields.column.find("type"); type != fields.column.end()) {
    types = types_in(*layer.find(type->second));
    by_column = types.known_rows * 2 > layer.find(type->second)->values.size();
    if (!by_column) fields.column.erase(type);
  }
  const auto of_title = by_column ? std::nullopt : type_of_title(layer);
  const bool placed = layer.kind == Kind::points || xy.has_value();
  if (!by_column && !(of_title && (placed || fields.column.contains("beds")))) return false;
  Guess g = guess_of("facilities", layer);
  if (by_column) {
    g.reasons.push_back({fmt::format("{} 行，“{}”列是设施类型，认出 {} 种", layer.rows,
                                     fields.column["type"], types.ids.size()),
                         fmt::format("{} rows; column {} holds facility types, {} of them known",
                                     layer.rows, fields.column["type"], types.ids.size())});
  } else {
    types.ids.insert(*of_title);
    g.reasons.push_back({fmt::format("{} 行，没有类型列，按名称整层当作 {}", layer.rows, *of_title),
                         fmt::format("{} rows without a column of types: by its name all are {}",
                                     layer.rows, *of_title)});
    g.keys.emplace_back("type", toml_text(*of_title));
  }
  std::set<std::string> taken;
  for (const auto& [ours, theirs] : fields.column)
    if (ours != "unit") taken.insert(theirs);
  if (const Column* unit = finest_unit(layer, taken, out)) fields.column["unit"] = unit->name;
  if (xy) {
    fields.column["x"] = xy->first;
    fields.column["y"] = xy->second;
  } else if (layer.kind == Kind::table) {
    g.reasons.push_back({"没有坐标列：只按清单计入所属区划",
                         "no coordinates: its sites count for their units only"});
  }
  std::vector<KeyValue> columns;
  for (const char* key : {"id", "name", "type", "x", "y"})
    if (const auto it = fields.column.find(key); it != fields.column.end()) {
      columns.emplace_back(*it);
      fields.column.erase(it);
    }
  const bool beds = fields.column.contains("beds");
  columns.insert(columns.end(), fields.column.begin(), fields.column.end());
  g.keys.emplace_back("fields", inline_table(columns));
  std::set<std::string> used;
  for (const auto& [ours, theirs] : columns) used.insert(theirs);
  list_numbers_left(g, layer, used);
  if (!types.words.empty()) g.keys.emplace_back("types", inline_table(types.words));
  add_word_hints(g, types);
  offer_datum(g, layer);
  for (const std::string& id : types.ids) {
    bool& has_beds = out.types[id];
    has_beds = has_beds || beds;
  }
  out.guesses.push_back(std::move(g));
  return true;
}

}  // namespace fangyuan::init
