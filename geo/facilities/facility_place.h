// SPDX-License-Identifier: Apache-2.0
// Where a facility is. Internal to geo/facilities.
#pragma once

#include "core/study/facility.h"
#include "geo/crs/frame.h"
#include "geo/facilities/row_report.h"

namespace fangyuan {

/// Sets place, outline, holes and entrances from the row's geometry; leaves them alone where the
/// row has none. False after an error.
bool read_place(const Row& row, const Frame& frame, Facility& f, RowReport& report);

}  // namespace fangyuan
