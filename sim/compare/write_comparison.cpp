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
  csv.amount(pair.a).amount(pair.b).amount(pair.change());
}

void write_coverage(const Comparison& c, const std::filesystem::path& path) {
  Names columns{"service", "limit", "measure", "tree", "level", "code", "name", "group"};
  for (const char* figure : {"total", "served", "no_capacity", "out_of_reach", "unconnected"})
    for (const char* which : {"_a", "_b", "_change"})
      columns.push_back(std::string(figure) + which);
  columns.emplace_back("limit_a");
  CsvWriter csv(path, columns);
  for (const CoverageChange& row : c.coverage) {
    if (!row.any() && row.level != "all") continue;
    csv.text(row.service).text(row.limit).text(row.measure).text(row.tree).text(row.level);
    csv.text(row.code).text(row.name).text(row.group);
    for (const Pair* p :
         {&row.total, &row.served, &row.no_capacity, &row.out_of_reach, &row.unconnected})
      add(csv, *p);
    csv.text(c.limit_in_a(row.service, row.limit));
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

void write_figures(const FigureTable& table, const std::filesystem::path& path) {
  Names columns = table.keys;
  columns.emplace_back("name");
  for (const std::string& figure : table.figures)
    for (const char* which : {"_a", "_b", "_change"}) columns.push_back(figure + which);
  CsvWriter csv(path, columns);
  for (const FigureTable::Row& row : table.rows) {
    for (const std::string& key : row.keys) csv.text(key);
    csv.text(row.unit);
    for (const Pair& p : row.figures) add(csv, p);
    csv.end_row();
  }
  csv.close();
}

Json facts_json(const RunFacts& f) {
  Json j{{"folder", f.folder}, {"project", f.project}, {"date", to_string(f.date)}};
  if (!f.scenario_hash.empty()) {
    j["scenario"] = f.scenario;
    j["hash"] = f.scenario_hash;
    j["files"] = f.files;
    Json edits = Json::array();
    for (const EditWords& e : f.edits) {
      Json& edit = edits.emplace_back(Json{{"zh", e.sentence.zh}, {"en", e.sentence.en}});
      if (!e.note.empty()) edit["note"] = e.note;
      if (!e.source.empty()) edit["source"] = e.source;
    }
    j["edits"] = std::move(edits);
  }
  return j;
}

Json number(People p) { return p.to_double(); }

void put(Json& j, const std::string& name, const Pair& p) {
  if (p.a) j[name + "_a"] = number(*p.a);
  if (p.b) j[name + "_b"] = number(*p.b);
}

/// A row of one run only has that run's figure, and no change.
Json totals_json(const Comparison& c) {
  Json totals = Json::array();
  for (const CoverageChange& row : c.coverage) {
    if (row.level != "all") continue;
    Json& j = totals.emplace_back(Json{{"service", row.service},
                                       {"limit", row.limit},
                                       {"measure", row.measure},
                                       {"group", row.group}});
    if (c.limit_in_a(row.service, row.limit) != row.limit)
      j["limit_a"] = c.limit_in_a(row.service, row.limit);
    put(j, "served", row.served);
    if (const auto change = row.served.change()) j["change"] = number(*change);
  }
  return totals;
}

Json movements_json(const Comparison& c) {
  Json movements = Json::array();
  for (const Movement& m : c.movements) {
    Json& j = movements.emplace_back(Json{{"service", m.service},
                                          {"limit", m.limit},
                                          {"measure", m.measure},
                                          {"group", m.group},
                                          {"gained", number(m.gained)},
                                          {"lost", number(m.lost)},
                                          {"kept", number(m.kept)},
                                          {"kept_change", number(m.kept_change)},
                                          {"nearer", number(m.nearer)},
                                          {"further", number(m.further)},
                                          {"new_within", number(m.new_within)},
                                          {"new_beyond", number(m.new_beyond)}});
    if (c.limit_in_a(m.service, m.limit) != m.limit)
      j["limit_a"] = c.limit_in_a(m.service, m.limit);
  }
  return movements;
}

/// Rows of burial.csv that differ, by the figures that are asked for first.
Json burial_json(const Comparison& c) {
  Json out = Json::array();
  for (const FigureTable& table : c.tables) {
    if (table.name != "burial") continue;
    for (const FigureTable::Row& row : table.rows) {
      Json& j =
          out.emplace_back(Json{{"level", row.keys[0]}, {"code", row.keys[1]}, {"name", row.unit}});
      for (std::size_t f = 0; f < table.figures.size(); ++f)
        for (const char* wanted : {"places", "left", "demand", "years_left", "missing"})
          if (table.figures[f] == wanted) put(j, wanted, row.figures[f]);
    }
  }
  return out;
}

void write_json(const Comparison& c, const std::filesystem::path& path) {
  Json flips = Json::array();
  std::size_t only_a = 0, only_b = 0;
  for (const RuleChange& r : c.rules)
    if (r.is_of_one_run()) ++(r.status_b.empty() ? only_a : only_b);
  for (const RuleChange& r : c.rules)
    if (r.flips())
      flips.push_back({{"rule", r.rule},
                       {"name", r.name},
                       {"level", r.level},
                       {"code", r.code},
                       {"unit", r.unit},
                       {"from", r.status_a},
                       {"to", r.status_b}});
  Json overlap = Json::array();
  for (const OverlapChange& row : c.overlap) {
    if (row.level != "all") continue;
    Json& j = overlap.emplace_back(
        Json{{"service", row.service}, {"limit", row.limit}, {"measure", row.measure}});
    put(j, "several", row.several);
    put(j, "mean_sites", row.mean_sites);
    put(j, "idle", row.idle);
  }
  const Json out{{"fangyuan", FANGYUAN_VERSION},
                 {"a", facts_json(c.a)},
                 {"b", facts_json(c.b)},
                 {"totals", totals_json(c)},
                 {"movements", movements_json(c)},
                 {"overlap", std::move(overlap)},
                 {"rules_that_flip", std::move(flips)},
                 {"rules_only_in_a", only_a},
                 {"rules_only_in_b", only_b},
                 {"burial", burial_json(c)},
                 {"changed_cells", c.cells.size()}};
  write_file(path, out.dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
}

}  // namespace

void write_comparison(const Comparison& comparison, const std::filesystem::path& folder) {
  write_coverage(comparison, folder / "coverage_changes.csv");
  write_rules(comparison, folder / "rule_changes.csv");
  write_sites(comparison, folder / "site_changes.csv");
  write_overlap(comparison, folder / "overlap_changes.csv");
  for (const FigureTable& table : comparison.tables)
    write_figures(table, folder / (table.name + "_changes.csv"));
  write_compare_xlsx(comparison, folder / "compare.xlsx");
  if (!comparison.cells.empty()) write_compare_gpkg(comparison, folder / "compare.gpkg");
  write_json(comparison, folder / "compare.json");
}

}  // namespace fangyuan
