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

class GpkgFile;
class XlsxBook;

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

/// What a row of the gazetteer is called in a finding: "柳林镇（410221100）"; without a code of its
/// own the unit that it lies in: "马道街（410202）".
std::string name_label(const PlaceName& n);
/// 「标志设置」 and 「设标与巡检清单」; nothing where no list tells of signs.
void write_sign_sheets(XlsxBook& book, const NamesContents& contents);
/// The layer `signs`: a point per name that has, or ought to have, a sign; likewise.
void add_signs(GpkgFile& file, const NamesContents& contents);
/// "410202 顺河区" where the gazetteer has that county, else what it is given.
std::string county_label(const Gazetteer& g, const std::string& county);

/// Names of the sheet 地名录; more rows than this are in names.gpkg only.
inline constexpr std::size_t kMostListedNames = 100'000;

}  // namespace fangyuan
