// SPDX-License-Identifier: Apache-2.0
// The layers of a GeoPackage as collections of GeoJSON features. Internal to viewer/server.
#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "viewer/server/run_layers.h"

class OGRFeature;
class OGRGeometry;
class OGRCoordinateTransformation;

namespace fangyuan {

enum class FieldKind : std::uint8_t { text, whole, real, truth };

struct CollectionField {
  std::string name, title;
  FieldKind kind = FieldKind::text;
};

struct Collection {
  std::string id, title;
  std::string geometry;  ///< "Point", "MultiPolygon", …; empty: none
  std::vector<CollectionField> fields;
  LonLatBox bounds;
};

/// Which features: all conditions hold.
struct FeatureQuery {
  std::optional<LonLatBox> box;                            ///< their geometry meets it
  std::vector<std::pair<std::size_t, std::string>> equal;  ///< field and value, as text
};

/// Safe to share between threads: one reads at a time. The file stays open.
class FeatureStore {
 public:
  using Ids = std::shared_ptr<const std::vector<std::int64_t>>;

  /// Throws std::runtime_error saying what is wrong.
  explicit FeatureStore(const std::filesystem::path& gpkg);
  ~FeatureStore();

  const std::vector<Collection>& collections() const { return collections_; }
  /// Ascending. Exact: geometry is compared in longitude and latitude. Those asked for lately are
  /// kept. Linear in the features that a box around the box holds.
  Ids find(std::size_t collection, const FeatureQuery& query) const;
  /// Features joined by commas, until there are `most_bytes`; at least one. How many there are.
  std::size_t write(std::size_t collection, std::span<const std::int64_t> ids,
                    std::size_t most_bytes, std::string& out) const;
  /// One of them; empty: there is none.
  std::string feature(std::size_t collection, std::int64_t id) const;

 private:
  struct Layer;
  struct Found {
    std::string key;
    Ids ids;
  };
  std::vector<std::int64_t> search(std::size_t collection, const FeatureQuery& query) const;

  mutable std::mutex mutex_;
  std::vector<Collection> collections_;
  std::unique_ptr<GDALDataset> data_;
  std::vector<Layer> layers_;
  mutable std::list<Found> found_;  ///< newest first
};

}  // namespace fangyuan
