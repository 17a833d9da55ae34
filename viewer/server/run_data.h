// SPDX-License-Identifier: Apache-2.0
// A run folder as the page asks for it. The start reads what every view needs; units, circles,
// facilities and places are read when first asked for.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "viewer/server/http.h"

namespace fangyuan {

/// Immutable after construction, safe to share between threads.
struct Study;

class RunData {
 public:
  /// Reads run.json, units.csv and indicators.csv, looks through coverage.csv and opens
  /// coverage.gpkg. Throws InputError (run-missing, run-unreadable) naming what is not there or not
  /// readable; with a `study`, project-differs unless the run is of it, without a scenario.
  explicit RunData(const std::filesystem::path& folder, const Study* study = nullptr);
  ~RunData();

  /// {project, date, crs, fangyuan, services[], groups[], figures, limits{}, measures{}, levels[],
  /// warnings[], tables[], hash, sources{}, changes, what_if, bounds}; `what_if`: there is a study
  /// to edit; `figures`: whether coverage.csv has any; `tables`: what rows() knows; `sources`:
  /// files by kind; `changes`: changes.json, or null; `hash`: 16 hex digits over program, settings
  /// and inputs, equal for two runs of the same. A run without boundaries, services or people has
  /// them empty, never missing.
  HttpResponse project() const;
  /// ?tree&level: GeoJSON of the units in longitude/latitude; `id` is the row in coverage answers.
  HttpResponse units(const HttpRequest& request) const;
  /// ?tree&level: columns of units.csv, one entry per unit in the order of coverage answers.
  HttpResponse facts(const HttpRequest& request) const;
  /// The rows of indicators.csv about the whole study.
  HttpResponse indicators(const HttpRequest& request) const;
  /// ?table&<column>=<value>…: the rows of one of `tables` with these cells, as {columns, rows};
  /// every cell is the table's own text. Of more than 30,000 rows none are sent (413).
  HttpResponse rows(const HttpRequest& request) const;
  /// The same of all rows, however many. REQUIRES: one of `tables`.
  std::string whole_table(const std::string& table) const;
  /// ?service&limit&measure&group&tree&level: columns of coverage.csv, one entry per unit; `all` is
  /// the row of the whole study. Counts are the decimals of the table; an empty cell is null.
  HttpResponse coverage(const HttpRequest& request) const;
  /// ?service&limit[&site]: GeoJSON; without `site` the service's union, with `site=*` every
  /// site's.
  HttpResponse circles(const HttpRequest& request) const;
  /// ?service: GeoJSON of the ground where people live beyond the service's largest limit.
  HttpResponse gaps(const HttpRequest& request) const;
  HttpResponse facilities(const HttpRequest& request) const;
  /// ?service&measure&group: binary, little-endian: "FYC2", u32 n, f64 people[n], f32 lon[n],
  /// f32 lat[n], u16 cost[n]. `people`: whole millionths, so that sums are exact; `cost`: whole
  /// seconds (or, by length, units of 10 m) rounded up, in a straight line too; 65535 is not
  /// reached, 65534 not connected to the network, and neither ever a number. A measure that the
  /// service was not computed by reaches nobody.
  HttpResponse cells(const HttpRequest& request) const;
  /// ?tree&level: binary, little-endian: "FYU1", u32 n, u32 row[n]: where the unit of each cell is
  /// in coverage answers; 2³²−1 for a cell whose unit is not among them.
  HttpResponse cell_units(const HttpRequest& request) const;
  /// ?cell=N: everything that the run knows of the N-th cell, counted from 0.
  HttpResponse place(const HttpRequest& request) const;
  /// The same of all cells, as texts in their order.
  std::vector<std::string> places() const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
  bool what_if_ = false;
};

}  // namespace fangyuan
