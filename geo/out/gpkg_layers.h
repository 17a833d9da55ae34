// SPDX-License-Identifier: Apache-2.0
// One function per layer of coverage.gpkg. Internal to geo/out.
#pragma once

#include "geo/out/gdal_file.h"
#include "geo/out/run_contents.h"

namespace fangyuan {

void add_units(GpkgFile& file, const RunContents& contents);
void add_facilities(GpkgFile& file, const RunContents& contents);
void add_circles(GpkgFile& file, const RunContents& contents);
void add_cells(GpkgFile& file, const RunContents& contents);
void add_gaps(GpkgFile& file, const RunContents& contents);
/// Nothing where there are no indicators.
void add_indicators(GpkgFile& file, const RunContents& contents);

}  // namespace fangyuan
