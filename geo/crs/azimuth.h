// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/place.h"

namespace fangyuan {

/// The geodesic's direction at `from` on WGS 84, clockwise from true north in degrees, 0 ≤ a < 360;
/// equal points: 0.
double geodesic_azimuth_deg(LonLat from, LonLat to);

}  // namespace fangyuan
