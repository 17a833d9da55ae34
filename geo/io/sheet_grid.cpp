// SPDX-License-Identifier: Apache-2.0
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <filesystem>

#include "geo/io/gdal_open.h"
#include "geo/io/gdal_scope.h"
#include "geo/io/table_grid.h"
#include "geo/io/text_fold.h"

namespace fangyuan {
namespace {

Grid sheet(OGRLayer& layer) {
  Grid grid;
  grid.name = layer.GetName();
  grid.encoding = "UTF-8";
  for (auto& feature : layer) {
    std::vector<std::string> row;
    for (int i = 0; i < feature->GetFieldCount(); ++i)
      row.push_back(feature->IsFieldSetAndNotNull(i)
                        ? plain_cell(trim_text(feature->GetFieldAsString(i)))
                        : std::string());
    grid.rows.push_back(std::move(row));
    // With headers disabled the drivers number features as the sheet numbers its rows.
    const std::uint64_t next = grid.lines.empty() ? 1 : grid.lines.back() + 1;
    const auto id = static_cast<std::int64_t>(feature->GetFID());
    grid.lines.push_back(std::max(next, static_cast<std::uint64_t>(std::max<std::int64_t>(id, 0))));
  }
  return grid;
}

bool has_content(const Grid& grid) {
  return std::any_of(grid.rows.begin(), grid.rows.end(), [](const auto& row) {
    return std::any_of(row.begin(), row.end(), [](const auto& cell) { return !cell.empty(); });
  });
}

void find_merged(Grid& grid, const LayerRef& ref) {
  std::string ending = std::filesystem::path(ref.resolved).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (ending == ".xlsx" || ending == ".xlsm") grid.merged = merged_cells(ref.resolved, grid.name);
}

}  // namespace

std::optional<Grid> read_sheet_grid(const LayerRef& ref, Problems& problems) {
  // The drivers' own guesses at header and types lose titles and leading zeros.
  GdalScope scope({{"OGR_XLSX_HEADERS", "DISABLE"},
                   {"OGR_XLSX_FIELD_TYPES", "STRING"},
                   {"OGR_ODS_HEADERS", "DISABLE"},
                   {"OGR_ODS_FIELD_TYPES", "STRING"},
                   {"OGR_XLS_HEADERS", "DISABLE"},
                   {"OGR_XLS_FIELD_TYPES", "STRING"}});
  const GDALDatasetUniquePtr dataset = open_vector(ref, {}, problems);
  if (!dataset) return std::nullopt;
  if (!ref.layer.empty()) {
    OGRLayer* layer = choose_layer(*dataset, ref, problems);
    if (layer == nullptr) return std::nullopt;
    Grid grid = sheet(*layer);
    find_merged(grid, ref);
    return grid;
  }
  std::optional<Grid> first;
  std::string others;
  for (OGRLayer* layer : dataset->GetLayers()) {
    Grid grid = sheet(*layer);
    if (!has_content(grid)) continue;
    if (first)
      others += (others.empty() ? "" : ", ") + grid.name;
    else
      first = std::move(grid);
  }
  if (!first) {
    Grid empty;
    if (dataset->GetLayerCount() > 0) empty.name = dataset->GetLayer(0)->GetName();
    return empty;
  }
  find_merged(*first, ref);
  if (!others.empty()) {
    Problem p =
        layer_problem(ref, "layer-guessed",
                      {"没有写 layer，读了第一个工作表；还有：" + others,
                       "no layer was given, the first sheet was read; there are also: " + others});
    p.layer = first->name;
    p.field = "layer";
    p.value = first->name;
    problems.warning(std::move(p));
  }
  return first;
}

}  // namespace fangyuan
