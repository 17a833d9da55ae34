// SPDX-License-Identifier: Apache-2.0
// In which area each name has to be unique: from codes, columns, outlines, coordinates.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/names/check_names.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

/// 建成区 as areas.
struct BuiltUpArea {
  std::string name;
  std::vector<PolygonXY> outline;
};

struct ScopeSources {
  const Boundaries* boundaries = nullptr;      ///< may be absent
  std::span<const BuiltUpArea> built_up = {};  ///< may be empty
  bool subdistricts = false;
};

/// Province and county: the front of the name's code, else of its unit's code, else the unit or
/// county by that name, else the legal county that holds its place, else what its column says.
/// 建成区: the column, else the area that holds its place. Where a project has neither, the
/// districts of one prefecture are taken together, and each county alone (one warning
/// built-up-missing).
std::vector<NameScope> find_scopes(const Gazetteer& gazetteer, const ScopeSources& sources,
                                   Problems& problems);

}  // namespace fangyuan
