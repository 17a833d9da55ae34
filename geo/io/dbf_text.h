// SPDX-License-Identifier: Apache-2.0
// Texts of shapefiles and other layers whose declared encoding cannot be believed. Internal to
// geo/io.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/problem.h"
#include "geo/io/layer_ref.h"
#include "geo/io/raw_layer.h"

class OGRLayer;

namespace fangyuan {

/// Texts that were not whole.
struct TextCount {
  std::size_t damaged = 0;
  std::size_t cut = 0;
};

/// How to read a layer's bytes.
struct TextReading {
  std::string encoding = "UTF-8";
  std::string gdal_encoding;  ///< what GDAL is to recode from; empty: GDAL leaves the bytes alone

  /// What GDAL gives, as UTF-8.
  std::string text(const char* from_gdal, TextCount& count) const;
};

/// Looks at all texts of a shapefile as bytes and decides, also against its .cpg (told as
/// encoding-mislabelled).
TextReading dbf_reading(const LayerRef& ref, const OGRLayer& labelled, Problems& problems);

void tell_texts(const LayerRef& ref, const RawLayer& layer, const TextCount& count,
                Problems& problems);

}  // namespace fangyuan
