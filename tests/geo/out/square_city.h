// SPDX-License-Identifier: Apache-2.0
// A synthetic square city near 114° E, 34° N, for tests of the writers: a county of four townships,
// a management unit across two of them, cells on a grid, care centres, and a walk service whose
// times follow from the distance, cut by a river. Every table agrees with every other.
#pragma once

#include <memory>
#include <vector>

#include "geo/out/run_contents.h"

namespace fangyuan::test {

class SquareCity {
 public:
  /// side × side cells of 100 m; one person and a third per cell, a fifth of them older.
  explicit SquareCity(int side = 20);
  ~SquareCity();
  SquareCity(const SquareCity&) = delete;
  SquareCity& operator=(const SquareCity&) = delete;

  RunContents contents() const;

  RunInfo info;
  Units units;
  Cells cells;
  std::vector<Facility> facilities;
  std::vector<Service> services;
  std::vector<ServiceReach> reach;
  std::vector<CoverageRow> coverage;
  std::vector<UnitRow> unit_rows;
  std::vector<FacilityRow> facility_rows;
  std::vector<Circle> circles;
  std::vector<IndicatorRow> indicators;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fangyuan::test
