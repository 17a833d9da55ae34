// SPDX-License-Identifier: Apache-2.0
// A study as the core's computations see it.
#pragma once

#include "core/coverage/coverage.h"
#include "geo/crs/straight_line.h"
#include "sim/run/hierarchies.h"
#include "sim/study/study.h"

namespace fangyuan {

/// A StudyView with all that it borrows besides the study itself, which must outlive it.
class BorrowedView {
 public:
  /// Finds or reads from the cache the hierarchies that are worth it (hierarchies_for).
  explicit BorrowedView(const Study& study);
  BorrowedView(const BorrowedView&) = delete;
  BorrowedView& operator=(const BorrowedView&) = delete;
  const StudyView& view() const { return view_; }

 private:
  Hierarchies hierarchies_;
  GeodesicLines straight_;
  StudyView view_;
};

}  // namespace fangyuan
