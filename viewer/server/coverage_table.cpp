// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/coverage_table.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/base/problem.h"

namespace fangyuan {
namespace {

constexpr std::size_t kKeyColumns = 8;  // service … group
const std::vector<std::string> kHeader{
    "service",     "limit",        "measure",     "tree",       "level",       "code",
    "name",        "group",        "total",       "served",     "no_capacity", "out_of_reach",
    "unconnected", "share_served", "mean_time_s", "p90_time_s", "mean_m",      "p90_m"};

/// Splits one record of RFC 4180 text that begins at `at`; moves `at` behind it.
std::vector<std::string> record(const std::string& text, std::size_t& at) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c != '"')
        cells.back() += c;
      else if (at + 1 < text.size() && text[at + 1] == '"')
        cells.back() += text[++at];
      else
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      cells.emplace_back();
    } else if (c == '\n') {
      ++at;
      break;
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

void add_once(std::vector<std::string>& words, const std::string& word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

void number(const std::string& cell, std::string& out) { out += cell.empty() ? "null" : cell; }

}  // namespace

CoverageTable read_coverage_table(const std::filesystem::path& path) {
  const auto bad = [&](const char* zh, const char* en) {
    return InputError(Problem{.code = "run-unreadable",
                              .file = path.parent_path().string(),
                              .layer = "coverage.csv",
                              .rule = {zh, en}});
  };
  std::ifstream in(path, std::ios::binary);
  if (!in) throw bad("缺少 coverage.csv", "coverage.csv is missing");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  CoverageTable t;
  if (record(text, at) != kHeader)
    throw bad("coverage.csv 的列与本程序不符", "coverage.csv has other columns");
  t.columns.assign(kHeader.begin() + kKeyColumns, kHeader.end());
  std::map<std::string, std::map<std::string, bool>> seen;
  while (at < text.size()) {
    std::vector<std::string> row = record(text, at);
    if (row.size() != kHeader.size())
      throw bad("coverage.csv 不完整", "coverage.csv is incomplete");
    add_once(t.services, row[0]);
    add_once(t.limits[row[0]], row[1]);
    add_once(t.measures[row[0]], row[2]);
    add_once(t.groups, row[7]);
    CoverageTable::Key key{row[0], row[1], row[2], row[7], row[3], row[4]};
    if (row[4] != "all") {
      auto& level = t.levels[row[3] + "/" + row[4]];
      level.tree = row[3];
      level.level = row[4];
      auto& codes = seen[row[3] + "/" + row[4]];
      if (codes.emplace(row[5], true).second) {
        level.codes.push_back(row[5]);
        level.names.push_back(row[6]);
      }
    }
    t.lines[std::move(key)].emplace_back(row.begin() + kKeyColumns, row.end());
  }
  return t;
}

std::string CoverageTable::columns_json(const Key& key) const {
  std::string out = "{";
  const auto level = levels.find(key.tree + "/" + key.level);
  const auto it = lines.find(key);
  if (level != levels.end()) {
    out += "\"codes\":" + nlohmann::json(level->second.codes).dump() +
           ",\"names\":" + nlohmann::json(level->second.names).dump() + ',';
    for (std::size_t c = 0; c < columns.size(); ++c) {
      out += '"' + columns[c] + "\":[";
      if (it != lines.end()) {
        for (std::size_t i = 0; i < it->second.size(); ++i) {
          if (i > 0) out += ',';
          number(it->second[i][c], out);
        }
      }
      out += "],";
    }
  }
  out += "\"all\":";
  Key whole = key;
  whole.tree.clear();
  whole.level = "all";
  if (const auto all = lines.find(whole); all != lines.end()) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      out += (c == 0 ? "{\"" : ",\"") + columns[c] + "\":";
      number(all->second.front()[c], out);
    }
    out += '}';
  } else {
    out += "null";
  }
  return out + '}';
}

}  // namespace fangyuan
