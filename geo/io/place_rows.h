// SPDX-License-Identifier: Apache-2.0
// From a layer's own coordinates to longitude/latitude and the project's CRS. Internal to geo/io.
#pragma once

#include "geo/io/raw_layer.h"
#include "geo/io/vector_layer.h"

namespace fangyuan {

/// Fills out.rows and out.has_geometry; `out` holds ref, layer, columns and declared_crs already.
/// Without a frame only longitude/latitude are filled.
void place_rows(RawLayer raw, const Frame* frame, VectorLayer& out, Problems& problems);

/// The x and y columns of a table: ref.fields, else the names found unasked. Absent: none.
struct PointColumns {
  std::size_t x, y;
};
std::optional<PointColumns> point_columns(const VectorLayer& layer, Problems& problems);

}  // namespace fangyuan
