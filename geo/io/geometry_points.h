// SPDX-License-Identifier: Apache-2.0
// All points of a geometry, at once.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "core/base/place.h"

class OGRGeometry;

namespace fangyuan {

/// Two dimensions, curves made into lines, TINs and polyhedral surfaces into multipolygons.
std::unique_ptr<OGRGeometry> flat_geometry(std::unique_ptr<OGRGeometry> geometry);

/// Calls `change` once per point, line or ring with its points, which it may alter in place.
/// REQUIRES: a result of flat_geometry.
void map_points(OGRGeometry& geometry, const std::function<void(std::span<XY>)>& change);

/// Whether every point is finite.
bool all_finite(const OGRGeometry& geometry);

}  // namespace fangyuan
