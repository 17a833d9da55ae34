// SPDX-License-Identifier: Apache-2.0
#include "geo/io/table_titles.h"

#include "geo/io/raw_layer.h"

namespace fangyuan {

std::vector<std::string> table_titles(const LayerRef& ref) {
  Problems ignored;
  const auto layer = read_raw_layer(ref, ignored);
  return layer ? layer->titles : std::vector<std::string>{};
}

}  // namespace fangyuan
