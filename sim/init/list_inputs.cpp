// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "sim/init/survey.h"

namespace fangyuan::init {
namespace {

namespace fs = std::filesystem;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string ending_of(const fs::path& file) {
  std::string e = file.extension().string();
  std::transform(e.begin(), e.end(), e.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return e;
}

bool is_input(const std::string& ending) {
  return is_one_of(ending, {".shp", ".gpkg", ".geojson", ".json", ".kml", ".gml",  ".dxf", ".fgb",
                            ".tab", ".gdb",  ".csv",     ".tsv",  ".txt", ".xlsx", ".xls", ".ods",
                            ".dbf", ".tif",  ".tiff",    ".vrt",  ".asc", ".pbf",  ".osm"});
}

/// Belongs to another file, or is ours.
bool is_sidecar(const fs::path& file, const std::string& ending) {
  if (is_one_of(ending, {".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj", ".ovr", ".tfw",
                         ".xml", ".dat", ".id", ".map", ".ind", ".toml", ".qml", ".sld", ".md"}))
    return true;
  const std::string name = file.filename().string();
  if (name.ends_with("-wal") || name.ends_with("-shm") || name.starts_with("~$") ||
      name.starts_with("."))
    return true;
  std::error_code ignored;
  if (ending == ".dbf")
    return fs::exists(fs::path(file).replace_extension(".shp"), ignored) ||
           fs::exists(fs::path(file).replace_extension(".SHP"), ignored);
  return ending == ".txt" && (name.starts_with("README") || name.starts_with("readme"));
}

}  // namespace

std::string relative_path(const fs::path& path, const fs::path& folder) {
  return path.lexically_relative(folder).generic_string();
}

Inputs list_inputs(const fs::path& folder) {
  Inputs out;
  std::error_code ignored;
  auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied,
                                             ignored);
  for (; it != fs::recursive_directory_iterator(); it.increment(ignored)) {
    const fs::path path = it->path();
    const std::string ending = ending_of(path);
    if (it->is_directory(ignored)) {
      const bool hidden = path.filename().string().starts_with(".");
      if (ending == ".gdb" || hidden || fs::exists(path / "run.json", ignored))
        it.disable_recursion_pending();
      if (ending == ".gdb" && !hidden) out.files.push_back(path);
      continue;
    }
    if (is_sidecar(path, ending)) continue;
    if (is_input(ending))
      out.files.push_back(path);
    else
      out.others.push_back(relative_path(path, folder));
  }
  std::sort(out.files.begin(), out.files.end());
  std::sort(out.others.begin(), out.others.end());
  return out;
}

}  // namespace fangyuan::init
