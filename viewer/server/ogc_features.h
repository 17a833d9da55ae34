// SPDX-License-Identifier: Apache-2.0
// OGC API Features, Part 1: Core, read-only, over the layers of a run's coverage.gpkg. Internal to
// viewer/server.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "viewer/server/feature_store.h"
#include "viewer/server/http.h"

namespace fangyuan {

/// Conformance classes core, geojson and oas30. Safe to share between threads.
class OgcFeatures {
 public:
  /// `title` and `description` stand on the landing page. Throws std::runtime_error.
  OgcFeatures(const std::filesystem::path& gpkg, std::string title, std::string description);

  /// Whether a path is one of those below.
  static bool knows(std::string_view path);

  HttpResponse landing(const HttpRequest& request) const;
  /// /conformance, /api, /collections, /collections/C, …/schema, …/items, …/items/ID.
  HttpResponse answer(const HttpRequest& request) const;

 private:
  HttpResponse items(const HttpRequest& request, std::size_t collection) const;
  HttpResponse item(const HttpRequest& request, std::size_t collection,
                    const std::string& id) const;
  HttpResponse of_collection(const HttpRequest& request, const std::string& rest) const;

  FeatureStore store_;
  std::string title_, description_;
};

}  // namespace fangyuan
