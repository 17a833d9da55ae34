// SPDX-License-Identifier: Apache-2.0
// Red lines (红线) and points of proposed sites, as offices hand them in. Unlike other land they
// are not repaired: an area with a legal meaning is right or is sent back.
#pragma once

#include "geo/facilities/land.h"

namespace fangyuan {

/// Rows of a layer as land of role candidate: polygons, closed lines, or points. Of a drawing
/// (DXF), points without a text are passed over, and a text that stands in one red line alone is
/// its name and, where `id` names no column, its id. Fields: id, name, and any amount.
///
/// Told as errors, row by row: redline-open (a line that does not close, with its gap),
/// redline-crosses (a ring that crosses itself, with the place), redline-empty (no geometry), and
/// what read_vector_layer and amounts tell. Never throws for bad input.
Land read_red_lines(const LayerRef& ref, const Frame& frame, Problems& problems);

}  // namespace fangyuan
