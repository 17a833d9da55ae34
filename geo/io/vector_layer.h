// SPDX-License-Identifier: Apache-2.0
// Reading any vector layer or table that GDAL opens, with what real files do wrong put right or
// told: encodings, datums, missing CRS, swapped axes, zone-prefixed eastings,
// degrees–minutes–seconds.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/amount.h"
#include "core/base/problem.h"
#include "geo/crs/frame.h"
#include "geo/io/layer_ref.h"

class OGRGeometry;

namespace fangyuan {

/// One row. Values are text as the file holds them, in UTF-8, outer spaces taken off (also U+3000);
/// numbers are printed without a spurious ".0" ("410202" also when a DBF or XLSX holds 410202.0).
struct Row {
  /// As people count: of a sheet its own row, of a text table the line of the file on which it
  /// begins (titles and header count), else 1-based among the rows of the layer (before `where`).
  std::uint64_t number = 0;
  std::vector<std::optional<std::string>> values;  ///< by column; absent: null or empty
  std::unique_ptr<OGRGeometry>
      lonlat;  ///< WGS 84 longitude/latitude, datum undone; null: no geometry
  std::unique_ptr<OGRGeometry>
      xy;  ///< the same in the project's CRS (as read, when the file is in it)
  Row();
  ~Row();
  Row(Row&&) noexcept;
  Row& operator=(Row&&) noexcept;
};

/// A whole layer in memory.
struct VectorLayer {
  LayerRef ref;
  std::string layer;                 ///< the name actually read
  std::vector<std::string> columns;  ///< in file order, UTF-8
  std::vector<Row> rows;
  bool has_geometry = false;  ///< a geometry column, or x/y columns that were found
  std::string declared_crs;   ///< as the file says; empty: nothing said
  std::string encoding;       ///< of its texts, as found: "UTF-8", "GB18030", …; may be empty
  std::string sha256;         ///< of the file(s) behind it; empty for databases

  std::optional<std::size_t> find_column(
      std::string_view name) const;  ///< exact, then case-insensitive
  /// The column for our name `key`: ref.fields[key] if given, else `key` itself; absent if neither
  /// is there. A given field that does not exist is an error (field-missing) with the nearest name.
  std::optional<std::size_t> field(std::string_view key, Problems& problems) const;
};

/// Extent in longitude/latitude, for choosing the project's CRS before anything is read in full.
/// Absent when the layer has no geometry or no rows. Tells the same problems as reading would: pass
/// a collector of its own when the layer is read later.
struct Extent {
  LonLat min, max;
};
std::optional<Extent> layer_extent(const LayerRef& ref, Problems& problems);

/// Reads everything. Problems (file-missing, layer-missing, layer-empty, where-bad, crs-missing,
/// crs-mismatch, axes-swapped, zone-prefix, dms, coordinates-…, encoding-…, title-rows, …) go to
/// `problems`, row by row where single rows are meant ("12 城关镇敬老院, 15 …" by Row::number);
/// with an error the layer returned may be empty. Rows whose coordinates cannot be anywhere
/// (swapped degrees with a latitude of 114) keep null geometry; one problem says so.
/// Degrees–minutes–seconds are exact and so are read, with a warning; everything else is used as
/// written until ref accepts a proposal. x/y columns of tables: ref.fields "x" and "y", else names
/// found unasked (x, y, lon, lat, lng, longitude, latitude, 经度, 纬度). Rows whose coordinates are
/// absent keep null geometry. Never throws for bad input; std::bad_alloc and the like pass through.
VectorLayer read_vector_layer(const LayerRef& ref, const Frame& frame, Problems& problems);

/// A number as offices write it: "1,234", "１２３", "12 " are numbers; "12人" is not.
/// Absent when it is none.
std::optional<Amount> parse_amount(std::string_view text);

}  // namespace fangyuan
