// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "geo/out/csv_writer.h"
#include "geo/out/output_file.h"
#include "sim/compare/write_parts.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

void add(CsvWriter& csv, const Pair& pair) {
  csv.amount(pair.a).amount(pair.b);
  if (pair.a && pair.b)
    csv.amount(pair.change());
  else
    csv.missing();
}

void write_coverage(const Comparison& c, const std::filesystem::path& path) {
  Names columns{"service", "limit", "measure", "tree", "level", "code", "name", "group"};
  for (const char* figure : {"total", "served", "no_capacity", "out_of_reach", "unconnected"})
    for (const char* which : {"_a", "_b", "_change"})
      columns.push_back(std::string(figure) + which);
  CsvWriter csv(path, columns);
  for (const CoverageChange& row : c.coverage) {
    if (!row.any() && row.level != "all") continue;
    csv.text(row.service).text(row.limit).text(row.measure).text(row.tree).text(row.level);
    csv.text(row.code).text(row.name).text(row.group);
    for (const Pair* p :
         {&row.total, &row.served, &row.no_capacity, &row.out_of_reach, &row.unconnected})
      add(csv, *p);
    csv.end_row();
  }
  csv.close();
}

void write_rules(const Comparison& c, const std::filesystem::path& path) {
  const Names columns{"rule",     "name",     "level",        "code",   "unit",     "measure",
                      "value_a",  "value_b",  "value_change", "gap_a",  "gap_b",    "gap_change",
                      "gap_unit", "status_a", "status_b",     "source", "target_a", "target_b"};
  CsvWriter csv(path, columns);
  for (const RuleChange& row : c.rules) {
    if (!row.any()) continue;
    csv.text(row.rule).text(row.name).text(row.level).text(row.code).text(row.unit);
    csv.text(row.measure);
    add(csv, row.value);
    add(csv, row.gap);
    csv.text(row.gap_unit).text(row.status_a).text(row.status_b).text(row.source);
    csv.amount(row.target.a).amount(row.target.b);
    csv.end_row();
  }
  csv.close();
}

void write_sites(const Comparison& c, const std::filesystem::path& path) {
  Names columns{"service", "limit", "facility", "name", "type", "status_a", "status_b"};
  for (const char* figure : {"in_reach", "served", "capacity", "load", "only_here"})
    for (const char* which : {"_a", "_b", "_change"})
      columns.push_back(std::string(figure) + which);
  CsvWriter csv(path, columns);
  for (const SiteChange& row : c.sites) {
    if (!row.any()) continue;
    csv.text(row.service).text(row.limit).text(row.facility).text(row.name).text(row.type);
    csv.text(row.state_a).text(row.state_b);
    for (const Pair* p : {&row.in_reach, &row.served, &row.capacity, &row.load, &row.only_here})
      add(csv, *p);
    csv.end_row();
  }
  csv.close();
}

void write_overlap(const Comparison& c, const std::filesystem::path& path) {
  Names columns{"service", "limit", "measure", "tree", "level", "code", "name"};
  for (const char* figure : {"none", "one", "several", "mean_sites", "sites", "capacity", "idle"})
    for (const char* which : {"_a", "_b", "_change"})
      columns.push_back(std::string(figure) + which);
  CsvWriter csv(path, columns);
  for (const OverlapChange& row : c.overlap) {
    if (!row.any() && row.level != "all") continue;
    csv.text(row.service).text(row.limit).text(row.measure).text(row.tree).text(row.level);
    csv.text(row.code).text(row.name);
    for (const Pair* p :
         {&row.none, &row.one, &row.several, &row.mean_sites, &row.sites, &row.capacity, &row.idle})
      add(csv, *p);
    csv.end_row();
  }
  csv.close();
}

Json facts_json(const RunFacts& f) {
  Json j{{"folder", f.folder}, {"project", f.project}, {"date", to_string(f.date)}};
  if (!f.scenario_hash.empty()) {
    j["scenario"] = f.scenario;
    j["hash"] = f.scenario_hash;
  }
  return j;
}

Json number(People p) { return p.to_double(); }

void write_json(const Comparison& c, const std::filesystem::path& path) {
  Json totals = Json::array(), movements = Json::array(), flips = Json::array();
  for (const CoverageChange& row : c.coverage)
    if (row.level == "all" && row.served.a && row.served.b)
      totals.push_back({{"service", row.service},
                        {"limit", row.limit},
                        {"measure", row.measure},
                        {"group", row.group},
                        {"served_a", number(*row.served.a)},
                        {"served_b", number(*row.served.b)},
                        {"change", number(row.served.change())}});
  for (const Movement& m : c.movements)
    movements.push_back({{"service", m.service},
                         {"limit", m.limit},
                         {"measure", m.measure},
                         {"group", m.group},
                         {"gained", number(m.gained)},
                         {"lost", number(m.lost)},
                         {"kept", number(m.kept)},
                         {"nearer", number(m.nearer)},
                         {"further", number(m.further)},
                         {"new_within", number(m.new_within)},
                         {"new_beyond", number(m.new_beyond)}});
  for (const RuleChange& r : c.rules)
    if (r.flips())
      flips.push_back({{"rule", r.rule},
                       {"name", r.name},
                       {"level", r.level},
                       {"code", r.code},
                       {"unit", r.unit},
                       {"from", r.status_a},
                       {"to", r.status_b}});
  const auto of_pair = [](Json& j, const std::string& name, const Pair& p) {
    if (p.a) j[name + "_a"] = number(*p.a);
    if (p.b) j[name + "_b"] = number(*p.b);
  };
  Json overlap = Json::array();
  for (const OverlapChange& row : c.overlap) {
    if (row.level != "all") continue;
    Json& j = overlap.emplace_back(
        Json{{"service", row.service}, {"limit", row.limit}, {"measure", row.measure}});
    of_pair(j, "several", row.several);
    of_pair(j, "mean_sites", row.mean_sites);
    of_pair(j, "idle", row.idle);
  }
  const Json out{{"fangyuan", FANGYUAN_VERSION},
                 {"a", facts_json(c.a)},
                 {"b", facts_json(c.b)},
                 {"totals", std::move(totals)},
                 {"movements", std::move(movements)},
                 {"overlap", std::move(overlap)},
                 {"rules_that_flip", std::move(flips)},
                 {"changed_cells", c.cells.size()}};
  write_file(path, out.dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
}

}  // namespace

void write_comparison(const Comparison& comparison, const std::filesystem::path& folder) {
  write_coverage(comparison, folder / "coverage_changes.csv");
  write_rules(comparison, folder / "rule_changes.csv");
  write_sites(comparison, folder / "site_changes.csv");
  write_overlap(comparison, folder / "overlap_changes.csv");
  write_compare_xlsx(comparison, folder / "compare.xlsx");
  if (!comparison.cells.empty()) write_compare_gpkg(comparison, folder / "compare.gpkg");
  write_json(comparison, folder / "compare.json");
}

}  // namespace fangyuan
