// SPDX-License-Identifier: Apache-2.0
// One layer of a gazetteer. Internal to geo/names.
#pragma once

#include "geo/names/gazetteer.h"

namespace fangyuan {

/// Adds the rows of one source, its input and what columns it has.
void read_names_layer(const NamesSource& source, std::uint32_t number, const Frame& frame,
                      Gazetteer& out, Problems& problems);

}  // namespace fangyuan
