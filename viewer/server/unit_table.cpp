// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/unit_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "core/base/problem.h"

namespace fangyuan {
namespace {

const std::vector<std::string> kFront{"tree", "level", "code", "name"};
const std::set<std::string> kWords{"code", "name", "class", "parent", "trust", "reasons"};
const std::set<std::string> kFigures{"base", "value", "target", "gap"};

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void append_cell(bool is_figure, const std::string& cell, std::string& out) {
  if (is_figure)
    append_number(cell, out);
  else
    out += quoted(cell);
}

}  // namespace

UnitTable::UnitTable(const std::filesystem::path& path) {
  const auto bad = [&](const char* zh, const char* en) {
    return InputError(Problem{.code = "run-unreadable",
                              .file = path.parent_path().string(),
                              .layer = "units.csv",
                              .rule = {zh, en}});
  };
  std::optional<CsvFile> file;
  try {
    file.emplace(path);
  } catch (const std::exception&) {
    throw bad("缺少 units.csv", "units.csv is missing");
  }
  const std::string text = file->whole();
  std::size_t at = 0;
  header_ = csv_record(text, at);
  const auto trust = std::find(header_.begin(), header_.end(), "trust");
  if (header_.size() <= kFront.size() || trust == header_.end() ||
      !std::equal(kFront.begin(), kFront.end(), header_.begin()))
    throw bad("units.csv 的列与本程序不符", "units.csv has other columns");
  trust_ = static_cast<std::size_t>(trust - header_.begin());
  while (at < text.size()) {
    std::vector<std::string> row = csv_record(text, at);
    if (row.size() != header_.size() || text[at - 1] != '\n')
      throw bad("units.csv 不完整", "units.csv is incomplete");
    auto level = std::find_if(levels_.begin(), levels_.end(), [&](const UnitLevel& l) {
      return l.units.tree == row[0] && l.units.level == row[1];
    });
    if (level == levels_.end())
      level = levels_.insert(level, UnitLevel{{row[0], row[1], {}, {}}, {}});
    level->units.codes.push_back(row[2]);
    level->units.names.push_back(row[3]);
    level->rows.push_back(std::move(row));
  }
}

std::map<std::string, std::size_t> UnitTable::trust(const UnitLevel& level) const {
  std::map<std::string, std::size_t> grades;
  for (const auto& row : level.rows) ++grades[row[trust_]];
  return grades;
}

std::string UnitTable::columns_json(const CoverageTable::Level& order) const {
  std::unordered_map<std::string, const std::vector<std::string>*> rows;
  for (const UnitLevel& level : levels_)
    if (level.units.tree == order.tree && level.units.level == order.level)
      for (const auto& row : level.rows) rows.emplace(row[2], &row);
  std::string out = "{";
  for (std::size_t c = 2; c < header_.size(); ++c) {
    out += (c == 2 ? "" : ",") + quoted(header_[c]) + ":[";
    for (std::size_t i = 0; i < order.codes.size(); ++i) {
      if (i > 0) out += ',';
      const auto it = rows.find(order.codes[i]);
      if (it == rows.end())
        out += "null";
      else
        append_cell(!kWords.contains(header_[c]), (*it->second)[c], out);
    }
    out += ']';
  }
  return out + '}';
}

std::string study_indicators_json(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) return "[]";
  const std::string text = CsvFile(path).whole();
  std::size_t at = 0;
  const std::vector<std::string> header = csv_record(text, at);
  const auto level = std::find(header.begin(), header.end(), "level");
  if (level == header.end()) throw std::runtime_error("indicators.csv has other columns");
  const auto level_column = static_cast<std::size_t>(level - header.begin());
  std::string out = "[";
  while (at < text.size()) {
    const std::vector<std::string> row = csv_record(text, at);
    if (row.size() != header.size()) throw std::runtime_error("indicators.csv is incomplete");
    if (row[level_column] != "all") continue;
    out += out.size() > 1 ? ",{" : "{";
    for (std::size_t c = 0; c < header.size(); ++c) {
      if (c > 0) out += ',';
      out += quoted(header[c]) + ':';
      append_cell(kFigures.contains(header[c]), row[c], out);
    }
    out += '}';
  }
  return out + ']';
}

}  // namespace fangyuan
