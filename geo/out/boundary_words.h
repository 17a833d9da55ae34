// SPDX-License-Identifier: Apache-2.0
// Names for the tables of a boundary check. Internal to geo/out.
#pragma once

#include <optional>
#include <string>

#include "geo/out/boundary_report.h"

namespace fangyuan {

/// "unit-gap" → 空隙.
std::string finding_zh(const std::string& code);
/// "410202 甲区"; empty: none.
std::string unit_label(const Units& units, UnitId id);
/// 地级、县级、乡级、村级, with 管理区划 where the tree is that.
std::string layer_zh(const UnitLayer& layer);
/// Of findings of the tiling only.
std::optional<double> length_of(const BoundaryFinding& f);
std::optional<double> width_of(const BoundaryFinding& f);
std::optional<double> apart_of(const BoundaryFinding& f);
/// The two units that a finding is about; of a gap those with the longest borders to it.
std::pair<UnitId, UnitId> units_of(const Boundaries& boundaries, const BoundaryFinding& f);
/// The parent that it is about, or none.
UnitId parent_of(const BoundaryFinding& f);

// One per file.
void write_boundary_json(const BoundaryReport& report, const std::filesystem::path& path);
void write_boundary_gpkg(const BoundaryReport& report, const std::filesystem::path& path);
void write_boundary_xlsx(const BoundaryReport& report, const std::filesystem::path& path);

}  // namespace fangyuan
