// SPDX-License-Identifier: Apache-2.0
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>

#include "geo/io/gdal_scope.h"
#include "geo/io/geometry_points.h"
#include "geo/io/table_grid.h"
#include "geo/io/text_fold.h"
#include "geo/io/vector_layer.h"

namespace fangyuan {
namespace {

OGRFieldType column_type(const RawLayer& layer, std::size_t column) {
  bool whole = true, some = false;
  for (const RawRow& row : layer.rows) {
    const auto& value = row.values[column];
    if (!value) continue;
    some = true;
    const bool digits = value->find_first_not_of("0123456789") == std::string::npos;
    if (digits && value->size() > 1 && value->front() == '0') return OFTString;  // a code
    if (digits && value->size() > 18) return OFTString;
    whole = whole && digits;
    if (!digits && !parse_amount(*value)) return OFTString;
  }
  if (!some) return OFTString;
  return whole ? OFTInteger64 : OFTReal;
}

/// Which rows pass `where`, by GDAL's own SQL over a copy in memory. Absent when it does not parse.
std::optional<std::vector<bool>> passing(const RawLayer& layer, const std::string& where,
                                         bool typed) {
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("Memory");
  const GDALDatasetUniquePtr dataset(driver->Create("", 0, 0, 0, GDT_Unknown, nullptr));
  OGRLayer* copy = dataset->CreateLayer("rows", nullptr, wkbNone, nullptr);
  for (std::size_t i = 0; i < layer.columns.size(); ++i) {
    OGRFieldDefn field(layer.columns[i].c_str(), typed ? column_type(layer, i) : OFTString);
    copy->CreateField(&field);
  }
  if (copy->SetAttributeFilter(where.c_str()) != OGRERR_NONE) return std::nullopt;
  copy->SetAttributeFilter(nullptr);
  for (std::size_t r = 0; r < layer.rows.size(); ++r) {
    OGRFeature feature(copy->GetLayerDefn());
    for (std::size_t i = 0; i < layer.columns.size(); ++i) {
      const auto& value = layer.rows[r].values[i];
      const int field = static_cast<int>(i);
      if (!value) continue;
      if (feature.GetFieldDefnRef(field)->GetType() == OFTString)
        feature.SetField(field, value->c_str());
      else if (const auto number = parse_amount(*value))
        feature.SetField(field, number->to_string().c_str());
    }
    feature.SetFID(static_cast<GIntBig>(r));
    if (copy->CreateFeature(&feature) != OGRERR_NONE) return std::nullopt;
  }
  if (copy->SetAttributeFilter(where.c_str()) != OGRERR_NONE) return std::nullopt;
  std::vector<bool> pass(layer.rows.size(), false);
  for (auto& feature : *copy) pass[static_cast<std::size_t>(feature->GetFID())] = true;
  return pass;
}

bool filter(RawLayer& layer, const LayerRef& ref, Problems& problems) {
  if (ref.where.empty() || layer.rows.empty()) return true;
  GdalScope scope;
  auto pass = passing(layer, ref.where, true);
  const std::string why = scope.take_error();
  // "code = '410202'" over a column of numbers: compared as text.
  if (!pass) pass = passing(layer, ref.where, false);
  if (!pass) {
    Problem p = layer_problem(ref, "where-bad", where_rule(why, layer.columns));
    p.layer = layer.name;
    p.field = "where";
    p.value = ref.where;
    problems.error(std::move(p));
    return false;
  }
  std::size_t i = 0;
  std::erase_if(layer.rows, [&](const RawRow&) { return !(*pass)[i++]; });
  return true;
}

void read_wkt(RawLayer& layer) {
  const auto column =
      std::find_if(layer.columns.begin(), layer.columns.end(), [](const std::string& name) {
        return EQUAL(name.c_str(), "wkt") || EQUAL(name.c_str(), "geometry") ||
               EQUAL(name.c_str(), "geom") || EQUAL(name.c_str(), "the_geom");
      });
  if (column == layer.columns.end()) return;
  const auto i = static_cast<std::size_t>(column - layer.columns.begin());
  for (RawRow& row : layer.rows) {
    if (!row.values[i]) continue;
    OGRGeometry* made = nullptr;
    if (OGRGeometryFactory::createFromWkt(row.values[i]->c_str(), nullptr, &made) == OGRERR_NONE)
      row.geometry = flat_geometry(std::unique_ptr<OGRGeometry>(made));
    if (row.geometry) layer.has_geometry = layer.points_from_columns = true;
  }
}

void tell_header(const Header& header, const LayerRef& ref, const Grid& grid, Problems& problems) {
  const std::string first = header.columns.empty() ? "" : header.columns.front();
  if (header.found && header.titles > 0) {
    Problem p =
        layer_problem(ref, "title-rows",
                      {"表头不在第一行：上面的标题行没有当作数据，表头取第 " +
                           std::to_string(grid.lines[header.first_row - header.rows]) + " 行",
                       "the header is not the first row: the titles above it were left out, row " +
                           std::to_string(grid.lines[header.first_row - header.rows]) +
                           " was taken as the header"});
    p.layer = grid.name;
    p.value = first;
    p.count = header.titles;
    problems.warning(std::move(p));
  }
  if (header.found && header.rows > 1) {
    std::string names;
    const std::size_t upper = header.first_row - header.rows;
    for (std::size_t i = 0; i < header.columns.size(); ++i)
      if (i >= grid.rows[upper].size() || trim_text(grid.rows[upper][i]) != header.columns[i])
        names += (names.empty() ? "" : "、") + header.columns[i];
    const std::string row = std::to_string(grid.lines[upper]);
    Problem p = layer_problem(
        ref, "header-joined",
        {"表头占两行（从第 " + row + " 行起），上下两格的字合为列名",
         "the header has two rows, from row " + row + " on; their texts were joined"});
    p.layer = grid.name;
    p.value = names;
    problems.warning(std::move(p));
  }
  if (!header.found) {
    Problem p = layer_problem(ref, "header-missing",
                              {"没有表头，各列称为 field_1、field_2……",
                               "no header; the columns are called field_1, field_2, …"});
    p.layer = grid.name;
    p.value = grid.rows[header.first_row].empty() ? "" : grid.rows[header.first_row].front();
    problems.warning(std::move(p));
  }
}

}  // namespace

std::optional<RawLayer> layer_from_grid(Grid grid, const LayerRef& ref, Problems& problems) {
  if (!ref.layer.empty() && ref.layer != grid.name) {
    Problem p =
        layer_problem(ref, "layer-missing",
                      {"没有这个图层；有：" + grid.name, "no such layer; there are: " + grid.name});
    p.field = "layer";
    p.value = ref.layer;
    problems.error(std::move(p));
    return std::nullopt;
  }
  const Header header = find_header(grid.rows);
  tell_header(header, ref, grid, problems);
  carry_down(grid, header, ref, problems);
  drop_notes(grid, header, ref, problems);
  RawLayer out;
  out.name = grid.name;
  out.encoding = grid.encoding;
  out.columns = header.columns;
  for (std::size_t r = 0; header.found && r + header.rows < header.first_row; ++r)
    for (const std::string& cell : grid.rows[r])
      if (!trim_text(cell).empty()) out.titles.emplace_back(trim_text(cell));
  for (std::size_t r = header.first_row; r < grid.rows.size(); ++r) {
    RawRow row;
    row.number = grid.lines[r];
    row.values.resize(out.columns.size());
    bool some = false;
    for (std::size_t i = 0; i < grid.rows[r].size(); ++i) {
      const std::string_view text = trim_text(grid.rows[r][i]);
      if (text.empty()) continue;
      row.values[i] = plain_cell(text);
      some = true;
    }
    if (some) out.rows.push_back(std::move(row));
  }
  if (!filter(out, ref, problems)) return std::nullopt;
  read_wkt(out);
  return out;
}

}  // namespace fangyuan
