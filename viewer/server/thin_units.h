// SPDX-License-Identifier: Apache-2.0
// Outlines that a page can draw. Internal to viewer/server.
#pragma once

#include <memory>
#include <vector>

class OGRFeature;

namespace fangyuan {

/// More corners than this a browser draws slowly; a city's towns and villages have far fewer.
inline constexpr std::size_t kDrawnCorners = 300'000;

/// Units of one level, in a CRS in metres. Where they have more corners than `most`, the lines are
/// thinned, each once for both its neighbours, so that no gaps open: by 2 m (at 1:10,000 a fifth of
/// a millimetre), 4 m, … 64 m, until they have few enough. Else untouched. For pictures only: no
/// number is made from them. O(n log n).
void thin_units(std::vector<std::unique_ptr<OGRFeature>>& units, std::size_t most = kDrawnCorners);

}  // namespace fangyuan
