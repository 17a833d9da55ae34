// SPDX-License-Identifier: Apache-2.0
// Which CRS a layer's coordinates are in, and what to say when they look like another. Internal to
// geo/io.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "geo/crs/frame.h"
#include "geo/crs/projection.h"
#include "geo/io/raw_layer.h"

namespace fangyuan {

/// One point of each row as read (axes already as ref.axes says), for judging; absent: no geometry.
using SamplePoints = std::vector<std::optional<XY>>;

/// The rows that one problem names.
struct NamedRows {
  std::vector<std::size_t> rows;  ///< indices into RawLayer::rows
  /// "12 城关镇敬老院, 15 …", the numbers alone where there is no name; at most 200.
  std::string list(const RawLayer& layer) const;
};

/// The column that names rows: ref.fields["name"], else 名称, name and the like.
std::optional<std::size_t> name_column(const RawLayer& layer);

/// The projection to read with: ref.crs, else the declared, else EPSG:4326 for tables whose numbers
/// can be degrees. Null after an error: crs-missing with the likely reading, crs-unknown,
/// crs-mismatch (hardly a row can be where the CRS says). Warns crs-mismatch, zone-prefix,
/// axes-swapped, coordinates-zero, datum-approximate.
std::unique_ptr<Projection> layer_projection(const LayerRef& ref, const RawLayer& layer,
                                             const SamplePoints& points, const Frame* frame,
                                             Problems& problems);

}  // namespace fangyuan
