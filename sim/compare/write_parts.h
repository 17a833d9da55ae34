// SPDX-License-Identifier: Apache-2.0
// The workbook and the map of a comparison. Internal to sim/compare.
#pragma once

#include "sim/compare/compare.h"

namespace fangyuan {

void write_compare_xlsx(const Comparison& comparison, const std::filesystem::path& path);
/// Layer `cells`: the points in which something changed, costs before and after, and per column a
/// word: gained, lost, nearer, further, new. REQUIRES: comparison.cells is not empty.
void write_compare_gpkg(const Comparison& comparison, const std::filesystem::path& path);

}  // namespace fangyuan
