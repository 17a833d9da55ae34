// SPDX-License-Identifier: Apache-2.0
// What the parts of the check of lines share. Internal to geo/lines.
#pragma once

#include <map>

#include "geo/lines/line_check.h"
#include "geo/lines/line_index.h"

namespace fangyuan {

/// Units of the legal tree by code or name.
class UnitFinder {
 public:
  explicit UnitFinder(const Units& units);
  /// In one layer; none: unknown, or a name that several have.
  UnitId find(std::size_t layer, std::string_view written) const;
  /// Layers of the legal tree of a level, or all.
  std::vector<std::size_t> layers(std::optional<Level> level) const;

 private:
  const Units& units_;
  std::vector<std::map<std::string, UnitId, std::less<>>> by_code_, by_name_;
};

/// Polylines in the order in which they were given, each turned so that it goes on where the one
/// before ends; where they meet within kSectionsMeetM they are one part. `jumps` tells where they
/// do not meet: the ends there and how far apart they are.
struct Jump {
  std::size_t before = 0;  ///< the polyline after which it is, as given
  XY from, to;
  double apart_m = 0;
};
struct Course {
  std::vector<std::vector<XY>> parts;
  std::vector<Jump> jumps;
};
Course course_of(std::span<const std::vector<XY>> pieces);
/// Pieces in no order: those that share ends are joined, parts run from west to east.
std::vector<std::vector<XY>> joined(std::vector<std::vector<XY>> pieces);
/// Turned so that it runs from west to east, or from north to south where it reaches farther that
/// way.
void turn_course(std::vector<std::vector<XY>>& parts);
double geodesic_length_m(std::span<const XY> line, const Frame& frame);
double geodesic_length_m(std::span<const std::vector<XY>> parts, const Frame& frame);
/// Half-way along.
XY middle_of(std::span<const std::vector<XY>> parts);

/// The state of one check.
struct LineWork {
  explicit LineWork(const LineCheckInput& input);

  const LineCheckInput& in;
  const LineBook& book;
  const Units& units;
  UnitFinder finder;
  LineCheck out;
  std::map<std::string, std::vector<std::size_t>> rows_of_code;  ///< marker rows by normal number

  struct Target {
    std::optional<std::size_t> line = {}, section = {}, marker = {}, junction = {};
  };
  LineFinding& add(std::string_view code, Target target, std::optional<XY> where, Text what);
  std::string unit_label(UnitId id) const;
  /// A marker that is named in a record; none: unknown.
  std::optional<std::size_t> marker_row(std::string_view written) const;
};

/// In this order.
void find_lines(LineWork& work);      ///< units, borders, courses, numbers
void check_sections(LineWork& work);  ///< records against the outlines and among themselves
void place_markers(LineWork& work);   ///< numbers, copies, lines, distances
void check_junctions(LineWork& work);
void check_markers(LineWork& work);  ///< order, sets, banks, condition, photographs
void describe_runs(LineWork& work);

}  // namespace fangyuan
