// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/place.h"

namespace fangyuan {

/// Position on a Hilbert curve through a grid of 65,536 × 65,536 cells.
/// The quadrants of each level in the order 0 1 2 3, turned as the curve turns (Hilbert 1891).
std::uint32_t hilbert_key(std::uint16_t x, std::uint16_t y);

/// Indices of `points` along a Hilbert curve over their bounding square; equal keys by index.
std::vector<std::uint32_t> hilbert_order(std::span<const XY> points);

}  // namespace fangyuan
