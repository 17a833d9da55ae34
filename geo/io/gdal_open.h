// SPDX-License-Identifier: Apache-2.0
// Opening a vector dataset and choosing its layer, with problems instead of noise. Internal to
// geo/io; call within a GdalScope.
#pragma once

#include <gdal_priv.h>

#include <string>
#include <vector>

#include "core/base/problem.h"
#include "geo/io/layer_ref.h"

namespace fangyuan {

/// Null after an error (file-missing, file-unreadable).
GDALDatasetUniquePtr open_vector(const LayerRef& ref, const std::vector<std::string>& options,
                                 Problems& problems);

/// ref.layer, else the first layer; more than one layer without ref.layer is warned
/// (layer-guessed). Null after an error (layer-missing).
OGRLayer* choose_layer(GDALDataset& dataset, const LayerRef& ref, Problems& problems);

}  // namespace fangyuan
