// SPDX-License-Identifier: Apache-2.0
#include "geo/io/datum_hints.h"

#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <array>

#include "geo/crs/shift_detect.h"
#include "geo/io/raw_layer.h"

namespace fangyuan {
namespace {

std::optional<LonLat> some_point(const Row& row) {
  if (!row.lonlat) return std::nullopt;
  OGREnvelope box;
  row.lonlat->getEnvelope(&box);
  return LonLat{(box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2};
}

Problem suspect(const VectorLayer& layer, const char* code, Datum datum, Text rule) {
  Problem p = layer_problem(layer.ref, code, std::move(rule));
  p.layer = layer.layer;
  p.field = "datum";
  p.value = to_string(datum);
  return p;
}

std::optional<std::size_t> datum_column(const VectorLayer& layer) {
  static constexpr std::array<const char*, 8> kNames = {
      "坐标系", "坐标系统", "坐标类型", "坐标来源", "坐标基准", "定位来源", "datum", "coord_type"};
  for (const char* name : kNames)
    if (const auto column = layer.find_column(name)) return column;
  return std::nullopt;
}

void tell_row_words(const VectorLayer& layer, Problems& problems) {
  const auto column = datum_column(layer);
  if (!column) return;
  std::size_t located = 0;
  for (const Row& row : layer.rows) located += row.lonlat ? 1U : 0U;
  for (const Datum datum : {Datum::gcj02, Datum::bd09}) {
    const std::string word(to_string(datum));
    std::string list;
    std::uint64_t count = 0;
    std::optional<LonLat> where;
    for (const Row& row : layer.rows) {
      const auto& value = row.values[*column];
      const auto at = some_point(row);
      if (!value || !at || datum_in_words(*value) != datum || !in_shifted_area(*at)) continue;
      if (++count <= 200) list += (count == 1 ? "" : ", ") + std::to_string(row.number);
      if (!where) where = at;
    }
    if (count == 0) continue;
    const std::string& name = layer.columns[*column];
    Problem p = suspect(
        layer, count == located ? "datum-suspect" : "datum-rows", datum,
        {fmt::format("字段 {0} 说坐标是 {1}；按原值使用，若是，请写 datum = \"{1}\"（只有部分行时"
                     "先用 where 分成两项）：{2}",
                     name, word, list),
         fmt::format("the column {0} says that coordinates are {1}; used as written. If it "
                     "is so, write datum = \"{1}\" (for some rows only, split the layer by "
                     "where): {2}",
                     name, word, list)});
    p.count = count;
    p.where = where;
    problems.warning(std::move(p));
  }
}

}  // namespace

void tell_datum_hints(const VectorLayer& layer, Problems& problems) {
  if (layer.ref.datum_given || layer.ref.datum != "as-declared") return;
  tell_row_words(layer, problems);
  const std::string columns = telltale_columns(layer.columns);
  if (columns.empty()) return;
  for (const Row& row : layer.rows) {
    const auto at = some_point(row);
    if (!at || !in_shifted_area(*at)) continue;
    Problem p = suspect(layer, "datum-suspect", Datum::gcj02,
                        {"字段 " + columns +
                             " 是商业地图数据服务的写法，坐标多半是 GCJ-02；按原值使用，若是，请写 "
                             "datum = \"gcj02\"，若不是，写 datum = \"as-declared\"",
                         "the columns " + columns +
                             " are those of a commercial map's data service, whose coordinates are "
                             "in GCJ-02; used as written. If it is so, write datum = \"gcj02\", if "
                             "not, datum = \"as-declared\""});
    p.where = at;
    problems.warning(std::move(p));
    return;
  }
}

}  // namespace fangyuan
