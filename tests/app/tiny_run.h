// SPDX-License-Identifier: Apache-2.0
// A run folder small enough to know by heart: two townships, one service, two limits, four cells.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

namespace fangyuan::test {

/// A folder under the system's temporary one, gone with this object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// What a run may lack.
struct TinyRun {
  bool boundaries = true, people = true, services = true;
  bool listed = true;  ///< the facility is of the service's type
};

/// Writes run.json, coverage.csv, units.csv and coverage.gpkg into `folder`.
void write_tiny_run(const std::filesystem::path& folder, const TinyRun& has = {});

void write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace fangyuan::test
