// SPDX-License-Identifier: Apache-2.0
// Layers of coverage.gpkg as GeoJSON in longitude/latitude. Internal to viewer/server.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/place.h"
#include "viewer/server/http.h"

class GDALDataset;
class OGRCoordinateTransformation;
class OGRFeature;
class OGRGeometry;
class OGRLayer;

namespace fangyuan {

/// Writes features of one layer; degrees with 6 decimals (0.1 m), which pictures need and no number
/// is made from.
class LonLatWriter {
 public:
  explicit LonLatWriter(OGRLayer& layer);
  ~LonLatWriter();
  /// A GeoJSON feature with every field that is set. `id` < 0: none.
  void feature(const OGRFeature& f, std::string& out, long id = -1) const;
  LonLat point(const OGRFeature& f) const;

 private:
  std::unique_ptr<OGRCoordinateTransformation> transform_;
};

/// A FeatureCollection around features that are already text, joined by commas.
Body collection(const std::string& features);

/// A whole layer; an empty collection when the file has no such layer.
Body layer_json(GDALDataset& data, const char* layer);

/// The units of one tree and level; `id` of each is the position of its code in `codes`.
Body units_json(GDALDataset& data, const std::string& tree, const std::string& level,
                const std::vector<std::string>& codes);

}  // namespace fangyuan
