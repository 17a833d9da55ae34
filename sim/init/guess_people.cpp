// SPDX-License-Identifier: Apache-2.0
// People and other numbers: of places, of rasters, or of units by their code or name.
#include <fmt/format.h>

#include <algorithm>

#include "sim/init/guesses.h"
#include "sim/init/header_words.h"

namespace fangyuan::init {
namespace {

void add_join(Guess& g, const Layer& layer, const Join& join) {
  const Text level = level_words(join.level);
  g.reasons.push_back(
      {fmt::format("没有坐标，按“{}”列{}连接{}区划：{} 行中 {} 行对得上", join.column->name,
                   join.by_code ? "的代码" : "的名称", level.zh, layer.rows, join.found),
       fmt::format("without coordinates: joined to {} units by the {} in column {}; {} of {} rows "
                   "agree",
                   level.en, join.by_code ? "codes" : "names", join.column->name, join.found,
                   layer.rows)});
  g.keys.emplace_back("join", toml_text(join.by_code ? "code" : "name"));
  g.keys.emplace_back("level", toml_text(std::string(to_string(join.level))));
  std::vector<KeyValue> fields{{join.by_code ? "code" : "name", join.column->name}};
  const Column* parent = unit_column(layer, "parent");
  if (!join.by_code && parent && parent != join.column) fields.emplace_back("parent", parent->name);
  g.keys.emplace_back("fields", inline_table(fields));
}

std::string columns_text(const std::map<std::string, std::string>& columns) {
  return inline_table({columns.begin(), columns.end()});
}

/// The columns that a table of people, statistics or counts of this layer names.
std::set<std::string> named_in(const Layer& layer) {
  std::set<std::string> out;
  for (const auto& columns : {people_columns(layer), statistics_columns(layer)})
    for (const auto& [ours, theirs] : columns) out.insert(theirs);
  for (const Column& c : layer.columns)
    if (type_of_counts(c.name)) out.insert(c.name);
  return out;
}

bool guess_raster(const Layer& layer, Proposal& out) {
  if (!mentions(layer.title(), "人口|pop|ghs|worldpop|people")) return false;
  Guess g = guess_of("population", layer);
  g.reasons.push_back(
      {fmt::format("栅格，{} 个波段，文件名像人口格网；第 1 波段当作总人口，请核对", layer.bands),
       fmt::format("a raster with {} bands, named like a population grid; band 1 is taken as total",
                   layer.bands)});
  g.keys.emplace_back("columns", "{ total = 1 }");
  g.commented_out = out.groups.contains("total");
  out.groups.insert("total");
  out.guesses.push_back(std::move(g));
  return true;
}

}  // namespace

bool guess_people(const Layer& layer, Proposal& out) {
  if (layer.kind == Kind::raster) return guess_raster(layer, out);
  if (layer.kind == Kind::osm || layer.kind == Kind::lines) return false;
  const auto columns = people_columns(layer);
  if (columns.empty() || (columns.size() == 1 && columns.contains("households") && !layer.rows))
    return false;
  Guess g = guess_of("population", layer);
  if (layer.kind == Kind::table && !xy_columns(layer)) {
    const auto join = join_of(layer, out);
    if (!join) return false;
    add_join(g, layer, *join);
  } else {
    g.reasons.push_back({fmt::format("{} 行有位置，也有人口列", layer.rows),
                         fmt::format("{} rows with a place and columns of people", layer.rows)});
    if (layer.kind == Kind::table) {
      const auto xy = xy_columns(layer);
      g.keys.emplace_back("fields", inline_table({{"x", xy->first}, {"y", xy->second}}));
    }
  }
  g.keys.emplace_back("columns", columns_text(columns));
  list_numbers_left(g, layer, named_in(layer));
  const bool again = std::any_of(columns.begin(), columns.end(),
                                 [&](const auto& c) { return out.groups.contains(c.first); });
  if (again) {
    g.commented_out = true;
    g.reasons.push_back({"上面已有同一人群；两处会相加，所以先不用，请择一",
                         "a layer above has these groups and layers add up: choose one"});
  }
  for (const auto& [group, column] : columns) out.groups.insert(group);
  out.guesses.push_back(std::move(g));
  guess_counts(layer, out);
  return true;
}

bool guess_statistics(const Layer& layer, Proposal& out) {
  if (layer.kind != Kind::table) return false;
  const auto columns = statistics_columns(layer);
  const auto join = columns.empty() ? std::nullopt : join_of(layer, out);
  if (!join) return false;
  Guess g = guess_of("statistics", layer);
  add_join(g, layer, *join);
  g.keys.emplace_back("columns", columns_text(columns));
  if (people_columns(layer).empty()) list_numbers_left(g, layer, named_in(layer));
  out.guesses.push_back(std::move(g));
  return true;
}

}  // namespace fangyuan::init
