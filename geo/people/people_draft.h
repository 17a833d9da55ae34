// SPDX-License-Identifier: Apache-2.0
// Cells in the making. Internal to geo/people.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/people/placement.h"
#include "geo/people/population.h"

namespace fangyuan {

/// One source's groups: the project's group and where its counts are.
struct GroupColumn {
  std::size_t group = 0;  ///< into the project's groups
  std::string name;       ///< "total"
  std::string column;     ///< as written: band, field or column
};

/// Collects cells in order, with every count that came in booked at once.
class PeopleDraft {
 public:
  PeopleDraft(std::vector<std::string> groups, std::size_t units);

  std::size_t groups() const { return result_.cells.groups.size(); }
  /// `counts` by group, here and below.
  void add_cell(const Place& place, std::span<const People> counts);
  /// Equal shares over `points`; `own`: the unit they were counted for, or none.
  void add_area(std::span<const XY> points, std::span<const People> counts, UnitId own,
                const Frame& frame);
  /// At a place that is known to be outside every unit. REQUIRES: there are units.
  void add_outside(std::span<const People> counts);
  /// `above`: a unit that the row still names, or none.
  void add_unlocated(UnmatchedRow row, UnitId above);
  void add_input(LayerUse use) { result_.inputs.push_back(std::move(use)); }
  /// After each source, in order: takes its sample. `told`: the name of a list whose people are all
  /// expected inside the units; empty for a raster, which covers what it covers.
  void end_source(std::string told);

  /// Locates the cells, leaves out those in no unit, and balances.
  Population finish(const Boundaries& boundaries, Problems& problems) &&;

 private:
  struct List {
    std::string path;
    std::size_t begin, end;  // of its cells
  };

  void book(std::span<const People> counts);
  void tell_outside(const List& list, const std::vector<bool>& keep, Problems& problems) const;

  Population result_;
  std::vector<List> lists_;
  std::vector<UnitId> own_;       ///< by cell
  std::size_t source_begin_ = 0;  ///< the first cell of the current source
};

/// What each reader needs.
struct PeopleReading {
  const PopulationSource& source;
  std::vector<GroupColumn> groups;
  const Boundaries& boundaries;
  const Placement& placement;
  const Frame& frame;
  PeopleDraft& draft;
  Problems& problems;
};

/// Whether GDAL takes the path for a raster (and not for a table of points).
bool is_raster(const LayerRef& ref);
void read_raster_people(const PeopleReading& in);
void read_vector_people(const PeopleReading& in);
void read_joined_people(const PeopleReading& in);

}  // namespace fangyuan
