// SPDX-License-Identifier: Apache-2.0
// coverage.gpkg: the result for GIS programs, in the project's CRS, easting first.
#pragma once

#include <filesystem>

#include "geo/out/run_contents.h"

namespace fangyuan {

/// Layers, each with the style that QGIS takes unasked:
///   units       every level; area, people by group, facilities by type, trust, and of the leading
///               group `<service>_<limit>_served` and `_share`, `_straight_share` beside it
///   facilities  points as read (no geometry: unlocated); amounts as columns; of the largest limit
///               `<service>_in_reach`, `_served`, `_load`
///   circles     one per facility and limit, larger limits first; `site` NULL: a service's union
///   cells       the contract's columns; NULL: not reached within the largest limit. `access_m` is
///               that of the first service, `access_m_<mode>` of services by other modes
///   gaps        see gaps.h
/// Equal contents give equal bytes. Throws std::runtime_error when the disk says no.
void write_coverage_gpkg(const RunContents& contents, const std::filesystem::path& path);

}  // namespace fangyuan
