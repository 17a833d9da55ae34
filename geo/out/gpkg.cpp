// SPDX-License-Identifier: Apache-2.0
#include "geo/out/gpkg.h"

#include "geo/out/gpkg_layers.h"

namespace fangyuan {

void write_coverage_gpkg(const RunContents& contents, const std::filesystem::path& path) {
  GpkgFile file(path, contents.info.date);
  add_units(file, contents);
  add_facilities(file, contents);
  add_circles(file, contents);
  add_cells(file, contents);
  add_gaps(file, contents);
  add_indicators(file, contents);
  file.close();
}

}  // namespace fangyuan
