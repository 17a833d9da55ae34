// SPDX-License-Identifier: Apache-2.0
// All files of a run folder.
#pragma once

#include <filesystem>

#include "geo/out/run_contents.h"

namespace fangyuan {

/// coverage.csv, units.csv, facilities.csv, indicators.csv, coverage.gpkg, coverage.xlsx, and with
/// --dump network.csv and snap.csv, into an existing folder (AtomicFolder::staging()). Not
/// run.json: it tells how long this took, and is written last, by write_run_json. Throws
/// std::runtime_error when the disk says no; what was written so far is then worthless.
void write_run_tables(const RunContents& contents, const std::filesystem::path& folder);

}  // namespace fangyuan
