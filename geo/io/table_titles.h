// SPDX-License-Identifier: Apache-2.0
// What stands above a table's header: its title, the unit of its figures.
#pragma once

#include <string>
#include <vector>

#include "geo/io/layer_ref.h"

namespace fangyuan {

/// The texts above the header, row by row, outer blanks taken off; none where the header is the
/// first row, and of what is no table. Reads the table; what is wrong with it is not told here.
std::vector<std::string> table_titles(const LayerRef& ref);

}  // namespace fangyuan
