// SPDX-License-Identifier: Apache-2.0
#include "geo/out/run_folder.h"

#include "core/base/parallel.h"
#include "geo/out/csv.h"
#include "geo/out/gpkg.h"
#include "geo/out/xlsx.h"

namespace fangyuan {

void write_run_tables(const RunContents& contents, const std::filesystem::path& folder) {
  parallel_for(2, [&](std::size_t part) {
    if (part == 0) {
      write_coverage_gpkg(contents, folder / "coverage.gpkg");
      return;
    }
    write_coverage_csv(contents, folder / "coverage.csv");
    write_units_csv(contents, folder / "units.csv");
    write_facilities_csv(contents, folder / "facilities.csv");
    write_indicators_csv(contents, folder / "indicators.csv");
    if (contents.burial) {
      write_burial_csv(contents, folder / "burial.csv");
      write_burial_parameters_csv(contents, folder / "burial_parameters.csv");
    }
    write_overlap_csv(contents, folder / "overlap.csv");
    write_filling_csv(contents, folder / "filling.csv");
    write_access_csv(contents, folder / "access.csv");
    write_equality_csv(contents, folder / "equality.csv");
    if (!contents.dump.empty()) {
      write_network_csv(contents, folder / "network.csv");
      write_snap_csv(contents, folder / "snap.csv");
    }
    write_coverage_xlsx(contents, folder / "coverage.xlsx");
  });
}

}  // namespace fangyuan
