// SPDX-License-Identifier: Apache-2.0
// Two run folders beside each other: who gains, who loses, which rules flip.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/base/date.h"
#include "core/base/place.h"
#include "core/base/problem.h"

namespace fangyuan {

/// One table of a run folder, cells as printed.
struct PrintedTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  /// Position of a column. Throws InputError (run-unreadable) when the table lacks it.
  std::size_t at(const std::string& column) const;
  bool has(const std::string& column) const;
  std::string file;  ///< for messages
};

/// What a run folder says of itself.
struct RunFacts {
  std::string folder;  ///< as the user wrote it
  std::string project, crs, scenario, scenario_hash;
  Date date{};
  std::map<std::string, std::string> leading;  ///< group whose reach leads, by service
  std::map<std::string, std::string> names;    ///< of services, by id
  /// "一刻钟养老服务圈"; the id where it has no name.
  const std::string& name_of(const std::string& service) const {
    const auto it = names.find(service);
    return it == names.end() ? service : it->second;
  }
};

/// Of a pair of numbers: absent where a run lacks the row.
struct Pair {
  std::optional<Amount> a, b;
  Amount change() const { return b.value_or(Amount()) - a.value_or(Amount()); }
};

/// A row of coverage.csv in both runs.
struct CoverageChange {
  std::string service, limit, measure, tree, level, code, name, group;
  Pair total, served, no_capacity, out_of_reach, unconnected;
  bool any() const;  ///< some figure differs
};

/// A row of indicators.csv in both runs.
struct RuleChange {
  std::string rule, name, level, code, unit, measure, source;
  Pair value, gap, target;
  std::string gap_unit, status_a, status_b;  ///< empty: the run lacks the row
  bool is_share = false;
  bool flips() const { return status_a != status_b; }
  bool any() const {
    return flips() || value.a != value.b || gap.a != gap.b || target.a != target.b;
  }
};

/// A row of facilities.csv in both runs.
struct SiteChange {
  std::string service, limit, facility, name, type, state_a, state_b;
  Pair in_reach, served, capacity, load;
  Pair only_here;  ///< who have no other site within the limit
  bool any() const;
};

/// A row of overlap.csv in both runs: who has how many sites within the limit, and what is idle.
struct OverlapChange {
  std::string service, limit, measure, tree, level, code, name;
  Pair none, one, several;  ///< people with no, one, two or more sites within the limit
  Pair mean_sites;          ///< a person's, as printed
  Pair sites, capacity, idle;
  bool any() const;
};

/// People by what happened to their nearest site within one limit, from the cells. On the network
/// where the runs have it, else as the crow flies; before capacity.
struct Movement {
  std::string service, limit, group, measure;
  People gained;      ///< was beyond, is within
  People lost;        ///< was within, is beyond
  People kept;        ///< within before and after
  People nearer;      ///< of those kept: nearer than before
  People further;     ///< of those kept
  People new_within;  ///< at places that only B has
  People new_beyond;
};

/// A cell for the map: what changed there.
struct CellChangeRow {
  std::uint64_t cell = 0;
  XY xy;
  bool is_new = false;                      ///< only B has it
  std::vector<std::optional<double>> a, b;  ///< by Comparison::columns: ms or m
};

struct Comparison {
  RunFacts a, b;
  std::vector<CoverageChange> coverage;  ///< in B's order, then what only A has
  std::vector<RuleChange> rules;
  std::vector<SiteChange> sites;
  std::vector<OverlapChange> overlap;  ///< empty where a run has no overlap.csv
  std::vector<Movement> movements;     ///< empty where the cells are not those of one study
  std::vector<std::string> columns;    ///< of the cells: "care-15_ms"
  std::vector<CellChangeRow> cells;    ///< those in which something changed, by number
};

/// Reads both folders and joins them. Warnings: compare-project, compare-date, compare-crs,
/// compare-cells (the cells are not those of one study: nothing is said cell by cell). Throws
/// InputError (run-missing, run-unreadable), all problems at once.
Comparison compare_runs(const std::filesystem::path& a, const std::filesystem::path& b,
                        Problems& problems);

/// compare.json, coverage_changes.csv, rule_changes.csv, site_changes.csv, overlap_changes.csv,
/// compare.xlsx and, with cells, compare.gpkg. Throws std::runtime_error when the disk says no.
void write_comparison(const Comparison& comparison, const std::filesystem::path& folder);

}  // namespace fangyuan
