// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/coverage_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "core/base/problem.h"

namespace fangyuan {
namespace {

constexpr std::size_t kPartColumns = 5;              // service … level
constexpr std::size_t kGroup = 2, kFirstFigure = 3;  // in a Line
const std::vector<std::string> kHeader{
    "service",     "limit",        "measure",     "tree",       "level",       "code",
    "name",        "group",        "total",       "served",     "no_capacity", "out_of_reach",
    "unconnected", "share_served", "mean_time_s", "p90_time_s", "mean_m",      "p90_m"};

void add_once(std::vector<std::string>& words, const std::string& word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

std::vector<std::string> cells_of(std::string_view record) {
  std::size_t at = 0;
  return csv_record(record, at);
}

/// Length of the record's first columns with the comma behind them; 0 when quotes hide commas.
std::size_t front_length(std::string_view record) {
  std::size_t at = 0;
  for (std::size_t column = 0; column < kPartColumns; ++column) {
    at = record.find(',', at);
    if (at == std::string_view::npos) return 0;
    ++at;
  }
  const std::string_view front = record.substr(0, at);
  return front.find('"') == std::string_view::npos ? at : 0;
}

std::size_t columns_of(std::string_view record) {
  if (record.find('"') != std::string_view::npos) return cells_of(record).size();
  return static_cast<std::size_t>(std::count(record.begin(), record.end(), ',')) + 1;
}

}  // namespace

CoverageTable::CoverageTable(const std::filesystem::path& path) {
  const auto bad = [&](const char* zh, const char* en) {
    return InputError(Problem{.code = "run-unreadable",
                              .file = path.parent_path().string(),
                              .layer = "coverage.csv",
                              .rule = {zh, en}});
  };
  try {
    file_ = std::make_shared<const CsvFile>(path);
  } catch (const std::exception&) {
    throw bad("缺少 coverage.csv", "coverage.csv is missing");
  }
  bool header = true;
  std::string front;  // of the rows of one part, as written
  Range* last = nullptr;
  file_->each_record([&](std::string_view record, std::uint64_t begin) {
    if (header) {
      if (cells_of(record) != kHeader)
        throw bad("coverage.csv 的列与本程序不符", "coverage.csv has other columns");
      header = false;
      return;
    }
    if (columns_of(record) != kHeader.size() || !record.ends_with('\n'))
      throw bad("coverage.csv 不完整", "coverage.csv is incomplete");
    const std::uint64_t end = begin + record.size();
    if (last && !front.empty() && record.starts_with(front)) {
      last->end = end;
      return;
    }
    front = std::string(record.substr(0, front_length(record)));
    const std::vector<std::string> row = cells_of(record);
    add_once(services_, row[0]);
    add_once(limits_[row[0]], row[1]);
    add_once(measures_[row[0]], row[2]);
    auto& ranges = parts_[{row[0], row[1], row[2], row[3], row[4]}];
    ranges.push_back({begin, end});
    last = &ranges.back();
  });
  if (header) throw bad("coverage.csv 的列与本程序不符", "coverage.csv has other columns");
  learn_levels();
}

std::vector<CoverageTable::Line> CoverageTable::lines(const Part& part) const {
  std::vector<Line> found;
  const auto it = parts_.find(part);
  if (it == parts_.end()) return found;
  for (const Range& range : it->second) {
    const std::string text = file_->part(range.begin, range.end);
    for (std::size_t at = 0; at < text.size();) {
      std::vector<std::string> row = csv_record(text, at);
      found.emplace_back(std::make_move_iterator(row.begin() + kPartColumns),
                         std::make_move_iterator(row.end()));
    }
  }
  return found;
}

/// Groups from the rows of everyone; codes from the first part of each level.
void CoverageTable::learn_levels() {
  std::map<std::pair<std::string, std::string>, std::pair<std::uint64_t, Part>> first;
  for (const auto& [part, ranges] : parts_) {
    const auto& [service, limit, measure, tree, level] = part;
    if (level == "all") {
      for (const Line& line : lines(part)) add_once(groups_, line[kGroup]);
      continue;
    }
    const auto [it, is_new] = first.try_emplace({tree, level}, ranges.front().begin, part);
    if (!is_new && ranges.front().begin < it->second.first)
      it->second = {ranges.front().begin, part};
  }
  std::map<std::uint64_t, Part> in_file_order;
  for (const auto& [level, at] : first) in_file_order.insert(at);
  for (const auto& [begin, part] : in_file_order) {
    Level level{std::get<3>(part), std::get<4>(part), {}, {}};
    std::set<std::string> seen;
    for (const Line& line : lines(part)) {
      if (!seen.insert(line[0]).second) continue;
      level.codes.push_back(line[0]);
      level.names.push_back(line[1]);
    }
    levels_.push_back(std::move(level));
  }
}

std::string CoverageTable::columns_json(const Key& key, const Level& level) const {
  std::unordered_map<std::string, std::size_t> row_of;
  for (std::size_t i = 0; i < level.codes.size(); ++i) row_of.emplace(level.codes[i], i);
  std::vector<Line> rows(level.codes.size());
  for (Line& line : lines({key.service, key.limit, key.measure, level.tree, level.level})) {
    if (line[kGroup] != key.group) continue;
    const auto it = row_of.find(line[0]);
    if (it == row_of.end()) throw std::runtime_error("coverage.csv names an unknown unit");
    rows[it->second] = std::move(line);
  }
  std::string out = "{";
  if (!level.level.empty())
    out += "\"codes\":" + nlohmann::json(level.codes).dump() +
           ",\"names\":" + nlohmann::json(level.names).dump() + ',';
  const auto column = [&](std::size_t c) { return kHeader[c + kPartColumns]; };
  const std::size_t columns = kHeader.size() - kPartColumns;
  for (std::size_t c = kFirstFigure; c < columns && !level.level.empty(); ++c) {
    out += '"' + column(c) + "\":[";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0) out += ',';
      append_number(rows[i].empty() ? "" : rows[i][c], out);
    }
    out += "],";
  }
  out += "\"all\":";
  for (const Line& line : lines({key.service, key.limit, key.measure, "", "all"})) {
    if (line[kGroup] != key.group) continue;
    for (std::size_t c = kFirstFigure; c < columns; ++c) {
      out += (c == kFirstFigure ? "{\"" : ",\"") + column(c) + "\":";
      append_number(line[c], out);
    }
    return out + "}}";
  }
  return out + "null}";
}

}  // namespace fangyuan
