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
  using Row = std::vector<std::string>;
  std::vector<std::string> columns;
  std::vector<Row> rows;
  /// Position of a column. Throws InputError (run-unreadable) when the table lacks it.
  std::size_t at(const std::string& column) const;
  bool has(const std::string& column) const;
  std::string file;  ///< for messages
};

/// An edit of a scenario, as its changes.json says it.
struct EditWords {
  Text sentence;
  std::string note, source;  ///< or empty
};

/// What a run folder says of itself.
struct RunFacts {
  std::string folder;  ///< as the user wrote it
  std::string project, crs, scenario, scenario_hash;
  Date date{};
  std::vector<std::string> files;              ///< of the scenario
  std::vector<EditWords> edits;                ///< in order; empty: the baseline
  std::map<std::string, std::string> leading;  ///< group whose reach leads, by service
  std::map<std::string, std::string> names;    ///< of services, by id
  /// "一刻钟养老服务圈"; the id where it has no name.
  const std::string& name_of(const std::string& service) const {
    const auto it = names.find(service);
    return it == names.end() ? service : it->second;
  }
};

/// Of a pair of numbers: absent where a run lacks the row, or the figure.
struct Pair {
  std::optional<Amount> a, b;
  /// Absent where one of them is: a figure that nobody told did not change by the other.
  std::optional<Amount> change() const { return a && b ? std::optional(*b - *a) : std::nullopt; }
  bool differs() const { return a != b; }
};

/// A service's only limit, which is another one in B: the rows of both are held against each other,
/// under B's.
struct LimitChange {
  std::string service, a, b;
};

/// A row of coverage.csv in both runs.
struct CoverageChange {
  std::string service, limit, measure, tree, level, code, name, group;
  Pair total, served, no_capacity, out_of_reach, unconnected;
  bool any() const;  ///< some figure differs
};

/// A row of indicators.csv in both runs.
struct RuleChange {
  std::string rule, name, level, code, unit, measure, source, comparator;
  Pair value, gap, target;
  std::string gap_unit, status_a, status_b;  ///< empty: the run lacks the row
  bool is_share = false;
  /// Another state; a row that only one run has comes or goes, and flips nothing.
  bool flips() const { return !is_of_one_run() && status_a != status_b; }
  bool is_of_one_run() const { return status_a.empty() || status_b.empty(); }
  bool any() const {
    return status_a != status_b || value.a != value.b || gap.a != gap.b || target.a != target.b;
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

/// A further table of both runs, joined by its keys.
struct FigureTable {
  std::string name;                  ///< "burial": of burial.csv
  std::vector<std::string> keys;     ///< columns that tell rows apart
  std::vector<std::string> figures;  ///< columns of numbers
  struct Row {
    std::vector<std::string> keys;
    std::string unit;  ///< the column `name`, or empty
    std::vector<Pair> figures;
    bool any() const;
  };
  std::vector<Row> rows;  ///< that differ; empty where a run lacks the table
};

/// People by what happened to their nearest site within one limit, from the cells. On the network
/// where the runs have it, else as the crow flies; before capacity.
struct Movement {
  std::string service, limit, group, measure;
  People gained;       ///< was beyond, is within
  People lost;         ///< was within, is beyond
  People kept;         ///< within before and after
  People kept_change;  ///< at places within before and after: how many more they are in B
  People nearer;       ///< of those kept: nearer than before
  People further;      ///< of those kept
  People new_within;   ///< at places that only B has
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
  std::vector<LimitChange> limits;
  std::vector<FigureTable> tables;   ///< burial, filling, access, equality
  std::vector<Movement> movements;   ///< empty where the cells are not those of one study
  std::vector<std::string> columns;  ///< of the cells: "care-15_ms"
  std::vector<CellChangeRow> cells;  ///< those in which something changed, by number

  /// What a row's limit was in A: the same but for `limits`.
  const std::string& limit_in_a(const std::string& service, const std::string& limit) const;
  /// The service's group, or a service that names none: for whom its rows are read first.
  bool leads(const std::string& service, const std::string& group) const;
};

/// Reads both folders and joins them. Warnings: compare-project, compare-date, compare-limits (a
/// service's limits are not the same), compare-cells (the cells are not those of one study: nothing
/// is said cell by cell). Throws InputError (run-missing, run-unreadable), all problems at once.
Comparison compare_runs(const std::filesystem::path& a, const std::filesystem::path& b,
                        Problems& problems);

/// compare.json, coverage_changes.csv, rule_changes.csv, site_changes.csv, overlap_changes.csv, one
/// file per table of `tables` (burial_changes.csv …), compare.xlsx and, with cells, compare.gpkg.
/// Throws std::runtime_error when the disk says no.
void write_comparison(const Comparison& comparison, const std::filesystem::path& folder);

}  // namespace fangyuan
