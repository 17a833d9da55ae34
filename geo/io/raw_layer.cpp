// SPDX-License-Identifier: Apache-2.0
#include "geo/io/raw_layer.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <map>

#include "geo/io/dbf_text.h"
#include "geo/io/gdal_open.h"
#include "geo/io/gdal_scope.h"
#include "geo/io/geometry_points.h"
#include "geo/io/table_grid.h"

namespace fangyuan {

RawRow::RawRow() = default;
RawRow::~RawRow() = default;
RawRow::RawRow(RawRow&&) noexcept = default;
RawRow& RawRow::operator=(RawRow&&) noexcept = default;

Problem layer_problem(const LayerRef& ref, std::string code, Text rule) {
  return Problem{
      .code = std::move(code), .file = ref.path, .layer = ref.layer, .rule = std::move(rule)};
}

void tell_if_empty(const LayerRef& ref, const RawLayer& layer, Problems& problems) {
  if (!layer.rows.empty()) return;
  Problem p = layer_problem(ref, "layer-empty",
                            ref.where.empty() ? Text{"图层里没有一行", "the layer has no rows"}
                                              : Text{"没有一行符合 where", "no row passes where"});
  p.layer = layer.name;
  p.value = ref.where;
  problems.warning(std::move(p));
}

std::string_view trim_text(std::string_view text) {
  const auto blank_front = [&]() -> std::size_t {
    if (text.empty()) return 0;
    const auto c = static_cast<unsigned char>(text.front());
    if (c <= ' ') return 1;
    for (const std::string_view wide : {"\u3000", "\u00a0", "\ufeff"})
      if (text.substr(0, wide.size()) == wide) return wide.size();
    return 0;
  };
  const auto blank_back = [&]() -> std::size_t {
    if (text.empty()) return 0;
    const auto c = static_cast<unsigned char>(text.back());
    if (c <= ' ') return 1;
    for (const std::string_view wide : {"\u3000", "\u00a0", "\ufeff"})
      if (text.size() >= wide.size() && text.substr(text.size() - wide.size()) == wide)
        return wide.size();
    return 0;
  };
  while (const std::size_t n = blank_front()) text.remove_prefix(n);
  while (const std::size_t n = blank_back()) text.remove_suffix(n);
  return text;
}

namespace {

/// "410202", never "410202.0" or 4.10202e+11.
std::string number_text(double value) {
  if (std::isfinite(value) && std::fabs(value) < 9e15 && value == std::trunc(value))
    return std::to_string(static_cast<long long>(value));
  return CPLSPrintf("%.15g", value);
}

std::optional<std::string> value_text(const OGRFeature& feature, int i, const TextReading& reading,
                                      TextCount& count) {
  if (!feature.IsFieldSetAndNotNull(i)) return std::nullopt;
  const OGRFieldType type = feature.GetFieldDefnRef(i)->GetType();
  const std::string text = type == OFTReal ? number_text(feature.GetFieldAsDouble(i))
                                           : reading.text(feature.GetFieldAsString(i), count);
  const std::string_view trimmed = trim_text(text);
  if (trimmed.empty()) return std::nullopt;
  return std::string(trimmed);
}

void describe_crs(const OGRSpatialReference* srs, RawLayer& out) {
  if (srs == nullptr || srs->IsLocal() || srs->IsEmpty()) return;
  const std::unique_ptr<OGRSpatialReference> copy(srs->Clone());
  copy->AutoIdentifyEPSG();
  if (const char* code = copy->GetAuthorityCode(nullptr))
    out.crs_name = std::string(copy->GetAuthorityName(nullptr)) + ':' + code;
  else if (copy->GetName() != nullptr)
    out.crs_name = copy->GetName();
  char* wkt = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  if (copy->exportToWkt(&wkt, options) == OGRERR_NONE) out.crs = wkt;
  CPLFree(wkt);
}

}  // namespace

namespace {

std::optional<RawLayer> read_gdal_layer(const LayerRef& ref, Problems& problems) {
  GdalScope scope;
  GDALDatasetUniquePtr dataset = open_vector(ref, {}, problems);
  if (!dataset) return std::nullopt;
  RawLayer out;
  TextReading reading;
  if (EQUAL(dataset->GetDriverName(), "ESRI Shapefile")) {
    Problems ignored;  // told below, of the dataset that is read
    OGRLayer* layer = choose_layer(*dataset, ref, ignored);
    if (layer == nullptr) return problems.error(ignored.all().front()), std::nullopt;
    reading = dbf_reading(ref, *layer, problems);
    dataset = open_vector(ref, {"ENCODING=" + reading.gdal_encoding}, problems);
    if (!dataset) return std::nullopt;
  }
  OGRLayer* layer = choose_layer(*dataset, ref, problems);
  if (layer == nullptr) return std::nullopt;
  out.name = layer->GetName();
  out.encoding = reading.encoding;
  if (char** files = dataset->GetFileList()) {
    for (char** file = files; *file != nullptr; ++file) out.files.emplace_back(*file);
    CSLDestroy(files);
  }
  std::map<GIntBig, std::uint64_t> numbers;
  if (!ref.where.empty()) {
    std::uint64_t n = 0;
    for (auto& feature : *layer) numbers.emplace(feature->GetFID(), ++n);
    scope.take_error();
    if (layer->SetAttributeFilter(ref.where.c_str()) != OGRERR_NONE) {
      const std::string why = scope.take_error();
      std::vector<std::string> columns;
      TextCount ignored;
      for (int i = 0; i < layer->GetLayerDefn()->GetFieldCount(); ++i)
        columns.push_back(
            reading.text(layer->GetLayerDefn()->GetFieldDefn(i)->GetNameRef(), ignored));
      Problem p = layer_problem(ref, "where-bad", where_rule(why, columns));
      p.layer = out.name;
      p.field = "where";
      p.value = ref.where;
      problems.error(std::move(p));
      return std::nullopt;
    }
  }
  const OGRFeatureDefn& defn = *layer->GetLayerDefn();
  TextCount count;
  for (int i = 0; i < defn.GetFieldCount(); ++i)
    out.columns.push_back(reading.text(defn.GetFieldDefn(i)->GetNameRef(), count));
  out.has_geometry = defn.GetGeomFieldCount() > 0 && layer->GetGeomType() != wkbNone;
  if (out.has_geometry) describe_crs(layer->GetSpatialRef(), out);
  scope.take_error();
  std::uint64_t number = 0;
  for (auto& feature : *layer) {
    RawRow row;
    ++number;
    row.number = numbers.empty() ? number : numbers.at(feature->GetFID());
    row.values.reserve(out.columns.size());
    for (int i = 0; i < defn.GetFieldCount(); ++i)
      row.values.push_back(value_text(*feature, i, reading, count));
    if (out.has_geometry)
      row.geometry = flat_geometry(std::unique_ptr<OGRGeometry>(feature->StealGeometry()));
    out.rows.push_back(std::move(row));
  }
  if (const std::string error = scope.take_error(); !error.empty()) {
    problems.error(layer_problem(ref, "file-damaged",
                                 {"读到一半出错：" + error, "reading broke off: " + error}));
    return std::nullopt;
  }
  tell_texts(ref, out, count, problems);
  return out;
}

}  // namespace

std::optional<RawLayer> read_raw_layer(const LayerRef& ref, Problems& problems) {
  const GdalScope quiet;
  if (!is_text_table(ref.resolved) && !is_workbook(ref.resolved))
    return read_gdal_layer(ref, problems);
  std::optional<Grid> grid =
      is_text_table(ref.resolved) ? read_text_grid(ref, problems) : read_sheet_grid(ref, problems);
  if (!grid) return std::nullopt;
  std::optional<RawLayer> out = layer_from_grid(std::move(*grid), ref, problems);
  if (out) out->files = {ref.resolved};
  return out;
}

}  // namespace fangyuan
