// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "geo/io/sha256.h"
#include "sim/scenario/edit_reader.h"
#include "sim/scenario/scenario_text.h"

namespace fangyuan {
namespace {

/// Keys in order, no comments: two files that say the same have the same text.
std::string canonical(const toml::table& table) {
  std::ostringstream out;
  out << toml::toml_formatter(table);
  return out.str();
}

/// What the file says, without what is only its author's remark.
std::string content_of(toml::table table) {
  if (toml::table* head = table["scenario"].as_table())
    for (const char* key : {"name", "note", "source"}) head->erase(key);
  if (const toml::table* head = table["scenario"].as_table(); head && head->empty())
    table.erase("scenario");
  if (toml::array* edits = table["edits"].as_array())
    for (toml::node& edit : *edits)
      if (toml::table* t = edit.as_table())
        for (const char* key : {"note", "source"}) t->erase(key);
  return canonical(table);
}

/// A file's table; absent when it is none (told).
template <class Parse>
std::optional<toml::table> parsed(Parse&& parse, Problems& problems) {
  try {
    return parse();
  } catch (const InputError& e) {
    for (const Problem& p : e.problems()) problems.add(p);
    return std::nullopt;
  }
}

void read_table(const toml::table& table, const std::string& shown, std::string name,
                Scenario& scenario, std::string& content, Problems& problems) {
  content += content_of(table);
  TomlReader root(table, shown, "", problems);
  if (auto head = root.table("scenario")) {
    name = head->text("name").value_or(name);
    if (const auto date = head->date("date")) scenario.date = date;
    head->text("note");
    head->text("source");
    head->finish();
  }
  scenario.name += (scenario.name.empty() ? "" : " + ") + name;
  for (TomlReader& t : root.tables("edits")) {
    Edit edit{shown, t.where(), t.text("note").value_or(""), t.text("source").value_or(""), {}};
    if (!read_action(t, edit.action)) continue;
    t.finish();
    scenario.edits.push_back(std::move(edit));
  }
  root.finish();
}

}  // namespace

Scenario read_scenario(std::span<const std::filesystem::path> files, Problems& problems) {
  Scenario scenario;
  std::string content;
  for (const auto& file : files) {
    const std::string shown = file.string();
    scenario.files.push_back(shown);
    if (const auto table = parsed([&] { return parse_toml_file(shown, shown); }, problems))
      read_table(*table, shown, file.stem().string(), scenario, content, problems);
  }
  scenario.hash = sha256_of_bytes(content);
  return scenario;
}

Scenario read_scenario_text(std::string_view toml, const std::string& shown, Problems& problems) {
  Scenario scenario;
  scenario.files.push_back(shown);
  std::string content;
  if (const auto table = parsed([&] { return parse_toml_text(toml, shown); }, problems))
    read_table(*table, shown, shown, scenario, content, problems);
  scenario.hash = sha256_of_bytes(content);
  return scenario;
}

}  // namespace fangyuan
