// SPDX-License-Identifier: Apache-2.0
// Layers of coverage.gpkg as GeoJSON in longitude/latitude. Internal to viewer/server.
#pragma once

#include <memory>
#include <set>
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

/// Writes features of one layer; degrees with 5 decimals (1.1 m) in outlines and 6 in points, which
/// pictures need and no number is made from.
class LonLatWriter {
 public:
  /// With `fields`, only those.
  explicit LonLatWriter(OGRLayer& layer, const std::set<std::string>& fields = {});
  ~LonLatWriter();
  /// A GeoJSON feature with the fields that are set. `id` < 0: none.
  void feature(const OGRFeature& f, std::string& out, long id = -1) const;
  LonLat point(const OGRFeature& f) const;

 private:
  std::unique_ptr<OGRCoordinateTransformation> transform_;
  std::vector<bool> written_;  ///< by field
};

/// A FeatureCollection around features that are already text, joined by commas.
Body collection(const std::string& features);

/// Position of a field. Throws std::runtime_error naming layer and field when there is none.
int field_of(OGRLayer& layer, const char* field);

/// A whole layer; an empty collection when the file has no such layer.
Body layer_json(GDALDataset& data, const char* name);

/// The units of one tree and level; `id` of each is the position of its code in `codes`.
Body units_json(GDALDataset& data, const std::string& tree, const std::string& level,
                const std::vector<std::string>& codes);

}  // namespace fangyuan
