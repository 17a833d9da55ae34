// SPDX-License-Identifier: Apache-2.0
// Small files of every kind, written in the test.
#pragma once

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <iconv.h>
#include <ogrsf_frmts.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "geo/io/gdal_scope.h"
#include "geo/io/vector_layer.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {

/// A sheet's cell: empty, a number, or text.
using Cell = std::variant<std::monostate, double, std::string>;

/// Shown as one cell; rows and columns from 0.
struct MergedRange {
  unsigned first_row, first_column, last_row, last_column;
  Cell value;
};

struct Sheet {
  std::string name;
  std::vector<std::vector<Cell>> rows;
  bool title = false;  ///< the first row is one merged cell
  std::vector<MergedRange> merged = {};
};

inline std::string recoded(const std::string& utf8, const char* to) {
  iconv_t handle = iconv_open(to, "UTF-8");
  std::string in = utf8, out(utf8.size() * 4 + 16, '\0');
  char* from = in.data();
  char* into = out.data();
  std::size_t left = in.size(), room = out.size();
  EXPECT_EQ(iconv(handle, &from, &left, &into, &room), 0U);
  iconv_close(handle);
  out.resize(out.size() - room);
  return out;
}

/// A shapefile's field and feature: geometry as WKT.
struct ShapeRow {
  std::string wkt;
  std::string name;
  double code = 0;
};

class LayerTest : public ::testing::Test {
 protected:
  LayerRef ref_to(const std::string& name) const {
    LayerRef ref;
    ref.path = name;
    ref.resolved = (folder_.path() / name).string();
    return ref;
  }
  LayerRef write(const std::string& name, const std::string& content) const {
    put_file(folder_.path() / name, content);
    return ref_to(name);
  }
  LayerRef write_xlsx(const std::string& name, const std::vector<Sheet>& sheets) const {
    const std::string path = (folder_.path() / name).string();
    lxw_workbook* book = workbook_new(path.c_str());
    for (const Sheet& sheet : sheets) {
      lxw_worksheet* into = workbook_add_worksheet(book, sheet.name.c_str());
      for (std::size_t r = 0; r < sheet.rows.size(); ++r)
        for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
          const auto row = static_cast<lxw_row_t>(r);
          const auto column = static_cast<lxw_col_t>(c);
          const Cell& cell = sheet.rows[r][c];
          if (const auto* number = std::get_if<double>(&cell))
            worksheet_write_number(into, row, column, *number, nullptr);
          if (const auto* text = std::get_if<std::string>(&cell)) {
            if (sheet.title && r == 0)
              worksheet_merge_range(into, 0, 0, 0, 5, text->c_str(), nullptr);
            else
              worksheet_write_string(into, row, column, text->c_str(), nullptr);
          }
        }
      for (const MergedRange& m : sheet.merged) {
        const auto column = static_cast<lxw_col_t>(m.first_column);
        worksheet_merge_range(into, m.first_row, column, m.last_row,
                              static_cast<lxw_col_t>(m.last_column), "", nullptr);
        if (const auto* number = std::get_if<double>(&m.value))
          worksheet_write_number(into, m.first_row, column, *number, nullptr);
        if (const auto* text = std::get_if<std::string>(&m.value))
          worksheet_write_string(into, m.first_row, column, text->c_str(), nullptr);
      }
    }
    EXPECT_EQ(workbook_close(book), LXW_NO_ERROR);
    return ref_to(name);
  }
  /// Bytes of `name` go into the DBF as they are; `cpg`: content of the .cpg, none if empty.
  LayerRef write_shapefile(const std::string& name, const std::vector<ShapeRow>& rows,
                           const std::string& crs, const std::string& cpg = {},
                           const std::string& field = "name") const {
    const GdalScope quiet;
    const std::string path = (folder_.path() / name).string();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
    {
      const GDALDatasetUniquePtr data(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
      OGRSpatialReference srs;
      if (!crs.empty()) srs.SetFromUserInput(crs.c_str());
      char* options[] = {const_cast<char*>("ENCODING="), nullptr};
      OGRLayer* layer =
          data->CreateLayer("layer", crs.empty() ? nullptr : &srs, wkbUnknown, options);
      OGRFieldDefn text(field.c_str(), OFTString);
      text.SetWidth(20);
      OGRFieldDefn code("code", OFTReal);
      code.SetWidth(20);
      code.SetPrecision(4);
      layer->CreateField(&text);
      layer->CreateField(&code);
      for (const ShapeRow& row : rows) {
        OGRFeature feature(layer->GetLayerDefn());
        OGRGeometry* geometry = nullptr;
        if (!row.wkt.empty())
          OGRGeometryFactory::createFromWkt(row.wkt.c_str(), nullptr, &geometry);
        feature.SetGeometryDirectly(geometry);
        feature.SetField(0, row.name.c_str());
        feature.SetField(1, row.code);
        EXPECT_EQ(layer->CreateFeature(&feature), OGRERR_NONE);
      }
    }
    const auto cpg_path = std::filesystem::path(path).replace_extension(".cpg");
    std::filesystem::remove(cpg_path);
    if (!cpg.empty()) put_file(cpg_path, cpg);
    return ref_to(name);
  }

  VectorLayer read(const LayerRef& ref) { return read_vector_layer(ref, frame_, problems_); }
  /// The only problem of this code.
  Problem problem(const std::string& code) const {
    std::vector<Problem> found;
    for (const Problem& p : problems_.all())
      if (p.code == code) found.push_back(p);
    EXPECT_EQ(found.size(), 1U) << code << '\n' << told();
    return found.empty() ? Problem{} : found.front();
  }
  std::string told() const {
    std::string out;
    for (const Problem& p : problems_.all()) out += to_line(p, Language::en) + '\n';
    return out;
  }

  TempFolder folder_;
  Frame frame_{"EPSG:4547"};
  Problems problems_;
};

}  // namespace fangyuan::test
