// SPDX-License-Identifier: Apache-2.0
// A layer as its file holds it, before anything is placed on the map. Internal to geo/io.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/problem.h"
#include "geo/io/layer_ref.h"

class OGRGeometry;

namespace fangyuan {

struct RawRow {
  std::uint64_t number = 0;  ///< Row::number
  std::vector<std::optional<std::string>> values;
  std::unique_ptr<OGRGeometry> geometry;  ///< in the file's coordinates, easting first
  RawRow();
  ~RawRow();
  RawRow(RawRow&&) noexcept;
  RawRow& operator=(RawRow&&) noexcept;
};

struct RawLayer {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> titles;  ///< texts above a table's header, which are no rows
  std::vector<RawRow> rows;
  bool has_geometry = false;
  bool points_from_columns = false;  ///< x and y or WKT in a table: degrees unless told
  std::string name_field;            ///< ref.fields["name"], for messages
  std::string encoding;              ///< of its texts: "UTF-8", "GB18030", …
  std::string crs;                   ///< what PROJ reads, WKT; empty: the file says nothing
  std::string crs_name;              ///< "EPSG:4547" or its name, for people
  std::vector<std::string> files;    ///< behind it, the main file first; empty for databases
};

/// Reads all rows that pass `where`. Absent after an error.
std::optional<RawLayer> read_raw_layer(const LayerRef& ref, Problems& problems);

/// What is wrong with a `where`: the field that is not there, with the nearest of `columns`, or
/// GDAL's own words `why`.
Text where_rule(const std::string& why, const std::vector<std::string>& columns);

/// The column with the least edit distance, letter case aside. Absent: there is none.
std::optional<std::string> nearest_column(const std::vector<std::string>& columns,
                                          std::string_view word);

/// layer-empty where it has no rows.
void tell_if_empty(const LayerRef& ref, const RawLayer& layer, Problems& problems);

/// A problem that names the layer.
Problem layer_problem(const LayerRef& ref, std::string code, Text rule);

/// Outer blanks taken off, also U+3000, U+00A0 and U+FEFF.
std::string_view trim_text(std::string_view text);

}  // namespace fangyuan
