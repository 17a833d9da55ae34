// SPDX-License-Identifier: Apache-2.0
// What is in a folder: every layer of every file, with what its columns hold. Internal to sim/init.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/problem.h"

namespace fangyuan::init {

enum class Kind { table, points, lines, polygons, raster, osm };

/// A column and what its rows say.
struct Column {
  std::string name;
  std::vector<std::string> values;  ///< those that are not empty, in row order
  std::size_t numbers = 0;          ///< of the values, those that parse as a number
  /// Nine in ten of the values, and at least one, are numbers.
  bool is_numeric() const { return numbers > 0 && numbers * 10 >= values.size() * 9; }
};

struct Layer {
  std::string path;   ///< relative to the folder, with /
  std::string layer;  ///< empty: the only one of its file
  Kind kind = Kind::table;
  std::size_t rows = 0;
  std::vector<Column> columns;
  std::size_t bands = 0;             ///< of a raster
  std::vector<std::string> titles;   ///< the texts above a table's header
  std::vector<Problem> of_position;  ///< what the reader says of CRS, axes and the like
  bool maybe_shifted = false;  ///< its place is unknown, or where the maps of China are shifted
  /// Path without ending, and layer: what names may tell.
  std::string title() const;
  /// For people: "units.gpkg:county".
  std::string shown() const;
  const Column* find(const std::string& name) const;
};

/// A file that is no input, and why.
struct Unused {
  std::string path;
  Text why;
};

struct Inputs {
  std::vector<std::filesystem::path> files;  ///< by path; sidecars are not among them
  std::vector<std::string> others;           ///< of unknown kinds, relative
};

/// Absolute or relative as `folder` is; geodatabases count as files.
Inputs list_inputs(const std::filesystem::path& folder);

/// `path` as project.toml writes it.
std::string relative_path(const std::filesystem::path& path, const std::filesystem::path& folder);

/// All layers of one file; what cannot be read goes to `unused`.
std::vector<Layer> survey(const std::filesystem::path& file, const std::filesystem::path& folder,
                          std::vector<Unused>& unused);

}  // namespace fangyuan::init
