// SPDX-License-Identifier: Apache-2.0
// What project.toml says of place names: [[names]], [[map_names]], [name_checks].
#pragma once

#include <optional>
#include <vector>

#include "geo/io/layer_ref.h"
#include "geo/names/gazetteer.h"

namespace fangyuan {

struct NamesSettings {
  std::vector<NamesSource> gazetteers;
  std::vector<LayerRef> maps;  ///< [[map_names]]: layers whose names should be the standard ones
  std::optional<LayerRef> built_up;  ///< 建成区; field name
  std::optional<LayerRef> readings;  ///< own readings; fields name, reading
  std::optional<LayerRef> words;     ///< own words that need a decision; fields word, kind
  bool subdistricts = false;
  int patrol_months = 12;
};

}  // namespace fangyuan
