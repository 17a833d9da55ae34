// SPDX-License-Identifier: Apache-2.0
// What a layer's own columns say about its datum. Internal to geo/io.
#pragma once

#include "geo/io/vector_layer.h"

namespace fangyuan {

/// Warns datum-suspect where columns give a commercial map away or a column (坐标系, 坐标来源, …)
/// names GCJ-02 or BD-09 for all rows, datum-rows where it does for some. Silent when the project
/// gives the datum, and outside China.
void tell_datum_hints(const VectorLayer& layer, Problems& problems);

}  // namespace fangyuan
