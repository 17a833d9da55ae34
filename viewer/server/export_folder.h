// SPDX-License-Identifier: Apache-2.0
// A folder that shows a run in a browser without a server: the page, and beside it everything that
// the server would answer.
#pragma once

#include <cstdint>
#include <filesystem>

namespace fangyuan {

struct ExportOptions {
  std::filesystem::path run_folder, out;
  bool force = false;
};

struct ExportSummary {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  bool has_places = false;  ///< what a click on the map tells; left out where there are too many
};

/// The folder appears complete or keeps its old content; index.html is what is opened. Throws
/// InputError (run-missing, run-unreadable, and those of AtomicFolder), std::runtime_error when the
/// page was not built into the program or the disk says no.
ExportSummary export_folder(const ExportOptions& options);

}  // namespace fangyuan
