// SPDX-License-Identifier: Apache-2.0
// A layer as project.toml names it.
#pragma once

#include <map>
#include <string>

namespace fangyuan {

struct LayerRef {
  std::string key;   ///< where project.toml names it: "boundaries[0]"
  std::string path;  ///< as written
  std::string
      resolved;       ///< what GDAL opens: relative paths made absolute, PG: and /vsi… left alone
  std::string layer;  ///< empty: the only or first layer
  std::string where;  ///< empty: every row
  std::string datum = "as-declared";  ///< or "gcj02", "bd09"
  bool datum_given = false;  ///< the project says it, also "as-declared": it is not doubted then
  std::string crs;           ///< empty: as the file declares; else overrides it ("EPSG:4547")
  std::string axes;          ///< empty or "xy": as read; "yx": swapped
  std::map<std::string, std::string> fields;  ///< our name → theirs
  std::map<std::string, std::string>
      columns;  ///< group → band number, field or column (population, statistics)
};

/// A plain path, not one of GDAL's own kinds (PG:…, /vsi…), at which nothing is.
bool is_missing(const LayerRef& ref);

}  // namespace fangyuan
