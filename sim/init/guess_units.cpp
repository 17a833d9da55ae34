// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "geo/units/code.h"
#include "geo/units/names.h"
#include "sim/init/guesses.h"
#include "sim/init/header_words.h"

namespace fangyuan::init {
namespace {

constexpr std::string_view kManagementWords = "示范区|开发区|高新区|管理区|功能区|园区|management";

/// 功能区 by class, by name or by title: units that lie inside legal ones.
bool is_management(const Layer& layer, const Column* names, const Column* classes) {
  const auto most = [](const Column& c, auto&& is) {
    const auto n = std::count_if(c.values.begin(), c.values.end(), is);
    return n > 0 && static_cast<std::size_t>(n) * 2 > c.values.size();
  };
  if (classes)
    return most(*classes, [](const std::string& v) { return normal_class(v) == "功能区"; });
  if (names && most(*names, [](const std::string& v) {
        return class_from_name(v, Level::county) == "功能区";
      }))
    return true;
  return mentions(layer.title(), kManagementWords);
}

/// A class column holds words of contract.md's list.
bool holds_classes(const Column& column) {
  const auto n = std::count_if(column.values.begin(), column.values.end(),
                               [](const std::string& v) { return normal_class(v).has_value(); });
  return n > 0 && static_cast<std::size_t>(n) * 2 > column.values.size();
}

/// So that tables can be compared with them.
void remember(Level level, const Column* codes, const Column* names, Proposal& out) {
  auto& known = out.units[std::string(to_string(level))];
  if (codes)
    for (const std::string& v : codes->values) known.insert(normal_code(v, level).text);
  if (names)
    for (const std::string& v : names->values)
      for (const NameParts& parts : name_parts(v)) known.insert(parts.core);
}

}  // namespace

bool guess_units(const Layer& layer, Proposal& out) {
  if (layer.kind != Kind::polygons) return false;
  const Column* codes = unit_column(layer, "code");
  const Column* names = unit_column(layer, "name");
  const Column* classes = unit_column(layer, "class");
  const Column* parents = unit_column(layer, "parent");
  if (classes && !holds_classes(*classes)) classes = nullptr;
  if (parents == codes || parents == names || (parents && !level_of_codes(*parents)))
    parents = nullptr;
  std::optional<Level> level = codes ? level_of_codes(*codes) : std::nullopt;
  Guess g = guess_of("boundaries", layer);
  if (level) {
    const Text words = level_words(*level);
    g.reasons.push_back({fmt::format("{} 个面，“{}”列像{}区划代码，如 {}", layer.rows, codes->name,
                                     words.zh, codes->values.front()),
                         fmt::format("{} areas; column {} looks like {} codes, e.g. {}", layer.rows,
                                     codes->name, words.en, codes->values.front())});
  } else {
    codes = nullptr;
    if (names) level = level_of_names(*names);
    if (!level) return false;
    const Text words = level_words(*level);
    g.reasons.push_back(
        {fmt::format("{} 个面，没有代码列，“{}”列像{}区划名称，如 {}", layer.rows, names->name,
                     words.zh, names->values.front()),
         fmt::format("{} areas without codes; column {} looks like {} names, e.g. {}", layer.rows,
                     names->name, words.en, names->values.front())});
  }
  const bool management = is_management(layer, names, classes);
  if (management)
    g.reasons.push_back({"多为功能区（示范区、高新区之类），归管理体系",
                         "mostly functional areas, which lie inside legal units"});
  g.order = static_cast<int>(*level) + (management ? 10 : 0);
  g.keys.insert(g.keys.begin(), {{"level", toml_text(std::string(to_string(*level)))},
                                 {"tree", toml_text(management ? "management" : "legal")}});
  std::vector<KeyValue> fields;
  for (const auto& [key, column] : {std::pair("code", codes), std::pair("name", names),
                                    std::pair("class", classes), std::pair("parent", parents)})
    if (column) fields.emplace_back(key, column->name);
  g.keys.emplace_back("fields", inline_table(fields));
  offer_datum(g, layer);
  out.guesses.push_back(std::move(g));
  remember(*level, codes, names, out);
  return true;
}

std::set<const Layer*> guess_other_units(std::vector<const Layer*> layers, Proposal& out) {
  constexpr std::size_t kMostUnits = 20'000;
  std::erase_if(layers, [&](const Layer* layer) {
    const Column* code = unit_column(*layer, "code");
    const Column* name = unit_column(*layer, "name");
    return layer->kind != Kind::polygons || layer->rows > kMostUnits || !code || !name ||
           code == name || name->is_numeric() || name->values.size() != layer->rows ||
           code->values.size() != layer->rows ||
           std::set<std::string>(code->values.begin(), code->values.end()).size() != layer->rows;
  });
  std::stable_sort(layers.begin(), layers.end(),
                   [](const Layer* a, const Layer* b) { return a->rows < b->rows; });
  const bool has_units = !out.units.empty();
  auto next = static_cast<std::size_t>(Level::county);
  std::size_t rows = 0;
  for (const Layer* layer : layers) {
    const Column* code = unit_column(*layer, "code");
    const Column* name = unit_column(*layer, "name");
    const bool fits =
        !has_units && layer->rows > rows && next <= static_cast<std::size_t>(Level::village);
    const Level level = fits ? static_cast<Level>(next++) : Level::county;
    const Text words = level_words(level);
    Guess g = guess_of("boundaries", *layer);
    g.reasons.push_back(
        {fmt::format("{} 个面，“{}”列的代码不像国内区划代码，如 {}；先当作{}区划，请核对 level",
                     layer->rows, code->name, code->values.front(), words.zh),
         fmt::format("{} areas; the codes in column {} are not like China's, e.g. {}: taken as {} "
                     "units, check level",
                     layer->rows, code->name, code->values.front(), words.en)});
    g.commented_out = !fits;
    if (!fits)
      g.reasons.push_back({"已有别的区划，所以先不用；需要时去掉各行前的 #",
                           "there are other units, so it is left off; remove the # to use it"});
    g.order = static_cast<int>(level) + (fits ? 0 : 20);
    g.keys.insert(g.keys.begin(), {{"level", toml_text(std::string(to_string(level)))},
                                   {"tree", toml_text("legal")}});
    g.keys.emplace_back("fields", inline_table({{"code", code->name}, {"name", name->name}}));
    offer_datum(g, *layer);
    out.guesses.push_back(std::move(g));
    if (!fits) continue;
    rows = layer->rows;
    remember(level, code, name, out);
  }
  return {layers.begin(), layers.end()};
}

}  // namespace fangyuan::init
