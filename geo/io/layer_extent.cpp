// SPDX-License-Identifier: Apache-2.0
#include <ogr_geometry.h>

#include "geo/io/datum_hints.h"
#include "geo/io/place_rows.h"
#include "geo/io/raw_layer.h"
#include "geo/io/vector_layer.h"

namespace fangyuan {

std::optional<Extent> layer_extent(const LayerRef& ref, Problems& problems) {
  std::optional<RawLayer> raw = read_raw_layer(ref, problems);
  if (!raw) return std::nullopt;
  tell_if_empty(ref, *raw, problems);
  VectorLayer layer;
  layer.ref = ref;
  layer.layer = raw->name;
  layer.columns = raw->columns;
  place_rows(std::move(*raw), nullptr, layer, problems);
  tell_datum_hints(layer, problems);
  OGREnvelope box;
  for (const Row& row : layer.rows) {
    if (!row.lonlat) continue;
    OGREnvelope one;
    row.lonlat->getEnvelope(&one);
    box.Merge(one);
  }
  if (!box.IsInit()) return std::nullopt;
  return Extent{{box.MinX, box.MinY}, {box.MaxX, box.MaxY}};
}

}  // namespace fangyuan
