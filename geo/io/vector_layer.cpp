// SPDX-License-Identifier: Apache-2.0
#include "geo/io/vector_layer.h"

#include <ogr_geometry.h>

#include <algorithm>

#include "geo/io/datum_hints.h"
#include "geo/io/gdal_scope.h"
#include "geo/io/place_rows.h"
#include "geo/io/raw_layer.h"
#include "geo/io/sha256.h"

namespace fangyuan {

Row::Row() = default;
Row::~Row() = default;
Row::Row(Row&&) noexcept = default;
Row& Row::operator=(Row&&) noexcept = default;

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

std::optional<std::size_t> VectorLayer::find_column(std::string_view name) const {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i] == name) return i;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (lower(columns[i]) == lower(name)) return i;
  return std::nullopt;
}

std::optional<std::size_t> VectorLayer::field(std::string_view key, Problems& problems) const {
  const auto given = ref.fields.find(std::string(key));
  if (given == ref.fields.end()) return find_column(key);
  if (const auto found = find_column(given->second)) return found;
  const auto nearest = nearest_column(columns, given->second);
  Problem p = layer_problem(ref, "field-missing", {"没有这个字段", "no such field"});
  if (nearest) {
    p.rule.zh += "；最接近的是 " + *nearest;
    p.rule.en += "; the nearest is " + *nearest;
  }
  p.layer = layer;
  p.field = std::string(key);
  p.value = given->second;
  problems.error(std::move(p));
  return std::nullopt;
}

VectorLayer read_vector_layer(const LayerRef& ref, const Frame& frame, Problems& problems) {
  const GdalScope quiet;
  VectorLayer out;
  out.ref = ref;
  std::optional<RawLayer> raw = read_raw_layer(ref, problems);
  if (!raw) return out;
  out.layer = raw->name;
  out.columns = raw->columns;
  out.declared_crs = raw->crs_name;
  out.encoding = raw->encoding;
  tell_if_empty(ref, *raw, problems);
  out.sha256 = sha256_of_files(raw->files);
  place_rows(std::move(*raw), &frame, out, problems);
  tell_datum_hints(out, problems);
  return out;
}

}  // namespace fangyuan
