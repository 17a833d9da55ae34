// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/frame.h"
#include "geo/out/gdal_file.h"
#include "sim/compare/write_parts.h"

namespace fangyuan {
namespace {

/// What became of a cost. Reached is within the largest limit.
const char* word_of(const CellChangeRow& row, std::size_t i) {
  const auto &a = row.a[i], &b = row.b[i];
  if (row.is_new) return "new";
  if (a == b) return "same";
  if (!a) return "gained";
  if (!b) return "lost";
  return *b < *a ? "nearer" : "further";
}

}  // namespace

void write_compare_gpkg(const Comparison& comparison, const std::filesystem::path& path) {
  const Frame frame(comparison.b.crs);
  GpkgFile file(path, comparison.b.date);
  std::vector<GpkgFile::Field> fields{{"cell", OFTInteger64}};
  for (const std::string& column : comparison.columns) {
    fields.push_back({column + "_a", OFTReal, "前"});
    fields.push_back({column + "_b", OFTReal, "后"});
    fields.push_back({column + "_what", OFTString, "变化"});
  }
  OGRLayer& layer = file.add_layer(
      "cells", wkbPoint, &frame.srs(), fields,
      "有变化的人口点：前、后的时间或距离（空：超出最大限值） / cells in which something "
      "changed: costs before and after (NULL: beyond the largest limit)");
  OGRFeature feature(layer.GetLayerDefn());
  for (const CellChangeRow& row : comparison.cells) {
    feature.Reset();
    int field = 0;
    feature.SetField(field++, static_cast<GIntBig>(row.cell));
    for (std::size_t i = 0; i < comparison.columns.size(); ++i) {
      if (row.a[i]) feature.SetField(field, *row.a[i]);
      if (row.b[i]) feature.SetField(field + 1, *row.b[i]);
      feature.SetField(field + 2, word_of(row, i));
      field += 3;
    }
    OGRPoint point(row.xy.x, row.xy.y);
    feature.SetGeometry(&point);
    file.add(layer, feature);
  }
  file.close();
}

}  // namespace fangyuan
