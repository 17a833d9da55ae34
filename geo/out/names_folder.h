// SPDX-License-Identifier: Apache-2.0
// The folder that `fangyuan names` writes.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "core/base/problem.h"
#include "geo/names/check_names.h"
#include "geo/out/run_contents.h"

namespace fangyuan {

/// Everything that the files hold; borrows.
struct NamesContents {
  std::string version;
  std::string project;
  Date date{};
  const Frame& frame;
  const Gazetteer& gazetteer;
  const NameReport& report;
  std::span<const InputInfo> inputs;
  std::span<const Problem> warnings;
  bool subdistricts = false;
};

/// names.xlsx, names.json, names.gpkg. Equal contents give equal bytes. Throws std::runtime_error
/// when the disk says no.
void write_names_folder(const NamesContents& contents, const std::filesystem::path& folder);

void write_names_xlsx(const NamesContents& contents, const std::filesystem::path& path);
void write_names_json(const NamesContents& contents, const std::filesystem::path& path);
void write_names_gpkg(const NamesContents& contents, const std::filesystem::path& path);

/// What a row of the gazetteer is called in a finding: "柳林镇（410221100）".
std::string name_label(const PlaceName& n);
/// Names of the sheet 地名录; more rows than this are in names.gpkg only.
inline constexpr std::size_t kMostListedNames = 100'000;

}  // namespace fangyuan
