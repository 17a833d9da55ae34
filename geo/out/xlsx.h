// SPDX-License-Identifier: Apache-2.0
// coverage.xlsx: the unit tables as a planner opens them in Excel.
#pragma once

#include <filesystem>

#include "geo/out/run_contents.h"

namespace fangyuan {

/// One sheet per level of each tree, the finest last, and 说明 (definitions, services, sources,
/// balance of people). One row per unit, codes as text; columns: what the unit is, people by group,
/// facilities by type, per service × limit the leading group's people served and their share by
/// network and straight line, trust. Below the table, people in no unit and the whole study, so
/// that a column's rows add up to its last. Equal contents give equal bytes. Throws
/// std::runtime_error when the disk says no.
void write_coverage_xlsx(const RunContents& contents, const std::filesystem::path& path);

}  // namespace fangyuan
