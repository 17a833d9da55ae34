// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/read_runs.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "geo/io/csv_text.h"

namespace fangyuan {
namespace {

using Json = nlohmann::json;

Problem unreadable(const std::filesystem::path& folder, const std::string& file, Text rule) {
  return {.severity = Severity::error,
          .code = "run-unreadable",
          .file = folder.string(),
          .layer = file,
          .rule = std::move(rule)};
}

/// Null when there is no such file or it is not JSON.
Json json_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return nullptr;
  return Json::parse(in, nullptr, false);
}

}  // namespace

bool PrintedTable::has(const std::string& column) const {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::size_t PrintedTable::at(const std::string& column) const {
  const auto it = std::find(columns.begin(), columns.end(), column);
  if (it == columns.end())
    throw InputError(
        Problem{.code = "run-unreadable",
                .file = file,
                .field = column,
                .rule = {"没有这一列：由不同版本写成", "no such column: of another version"}});
  return static_cast<std::size_t>(it - columns.begin());
}

RunFacts read_facts(const std::filesystem::path& folder, Problems& problems) {
  RunFacts facts;
  facts.folder = folder.string();
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) {
    problems.error({.code = "run-missing",
                    .file = folder.string(),
                    .rule = {"没有这个结果文件夹", "there is no such run folder"}});
    return facts;
  }
  const Json run = json_of(folder / "run.json");
  if (!run.is_object() || !run.contains("fangyuan")) {
    problems.add(unreadable(
        folder, "run.json",
        {"缺少 run.json，或不是本程序写的", "run.json is missing, or not of this program"}));
    return facts;
  }
  facts.project = run.value("project", "");
  facts.crs = run.value("crs", "");
  if (const auto date = parse_date(run.value("date", ""))) facts.date = *date;
  if (const auto config = run.find("config"); config != run.end() && config->is_object())
    for (const Json& service : config->value("services", Json::array())) {
      const std::string id = service.value("id", "");
      facts.leading[id] = service.value("group", "total");
      facts.names[id] = service.value("name", id);
    }
  const Json changes = json_of(folder / "changes.json");
  if (changes.is_object()) {
    facts.scenario = changes.value("scenario", "");
    facts.scenario_hash = changes.value("hash", "");
    for (const Json& file : changes.value("files", Json::array()))
      if (file.is_string()) facts.files.push_back(file);
    for (const Json& edit : changes.value("edits", Json::array()))
      if (edit.is_object())
        facts.edits.push_back({{edit.value("zh", ""), edit.value("en", "")},
                               edit.value("note", ""),
                               edit.value("source", "")});
  }
  return facts;
}

PrintedTable read_table(const std::filesystem::path& folder, const std::string& name,
                        Problems& problems) {
  PrintedTable table;
  table.file = (folder / name).string();
  std::string text;
  try {
    text = CsvFile(folder / name).whole();
  } catch (const std::exception&) {
    problems.add(unreadable(folder, name, {"缺少 " + name, name + " is missing"}));
    return table;
  }
  std::size_t at = 0;
  table.columns = csv_record(text, at);
  while (at < text.size()) {
    table.rows.push_back(csv_record(text, at));
    if (table.rows.back().size() == table.columns.size() && text[at - 1] == '\n') continue;
    problems.add(unreadable(folder, name, {name + " 不完整", name + " is incomplete"}));
    table.rows.clear();
    break;
  }
  return table;
}

}  // namespace fangyuan
