// SPDX-License-Identifier: Apache-2.0
#include "geo/io/raw_layer.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <filesystem>

#include "geo/io/gdal_scope.h"
#include "geo/io/geometry_points.h"

namespace fangyuan {

RawRow::RawRow() = default;
RawRow::~RawRow() = default;
RawRow::RawRow(RawRow&&) noexcept = default;
RawRow& RawRow::operator=(RawRow&&) noexcept = default;

Problem layer_problem(const LayerRef& ref, std::string code, Text rule) {
  return Problem{
      .code = std::move(code), .file = ref.path, .layer = ref.layer, .rule = std::move(rule)};
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

std::optional<std::string> value_text(const OGRFeature& feature, int i) {
  if (!feature.IsFieldSetAndNotNull(i)) return std::nullopt;
  const OGRFieldType type = feature.GetFieldDefnRef(i)->GetType();
  const std::string text =
      type == OFTReal ? number_text(feature.GetFieldAsDouble(i)) : feature.GetFieldAsString(i);
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

OGRLayer* choose_layer(GDALDataset& dataset, const LayerRef& ref, Problems& problems) {
  if (!ref.layer.empty()) {
    if (OGRLayer* layer = dataset.GetLayerByName(ref.layer.c_str())) return layer;
    std::string there;
    for (OGRLayer* layer : dataset.GetLayers())
      there += (there.empty() ? "" : ", ") + std::string(layer->GetName());
    Problem p = layer_problem(ref, "layer-missing",
                              {"没有这个图层；有：" + there, "no such layer; there are: " + there});
    p.field = "layer";
    p.value = ref.layer;
    problems.error(std::move(p));
    return nullptr;
  }
  if (dataset.GetLayerCount() == 0) {
    problems.error(
        layer_problem(ref, "layer-missing", {"文件里没有图层", "there is no layer in the file"}));
    return nullptr;
  }
  return dataset.GetLayer(0);
}

}  // namespace

std::optional<RawLayer> read_raw_layer(const LayerRef& ref, Problems& problems) {
  GdalScope scope;
  const GDALDatasetUniquePtr dataset(GDALDataset::Open(
      ref.resolved.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
  if (!dataset) {
    std::error_code ignored;
    const bool plain =
        ref.resolved.find(':') == std::string::npos && ref.resolved.compare(0, 4, "/vsi") != 0;
    if (plain && !std::filesystem::exists(ref.resolved, ignored))
      problems.error(layer_problem(ref, "file-missing", {"没有这个文件", "no such file"}));
    else
      problems.error(layer_problem(
          ref, "file-unreadable",
          {"打不开：" + scope.take_error(), "cannot be opened: " + scope.take_error()}));
    return std::nullopt;
  }
  OGRLayer* layer = choose_layer(*dataset, ref, problems);
  if (layer == nullptr) return std::nullopt;
  RawLayer out;
  out.name = layer->GetName();
  const OGRFeatureDefn& defn = *layer->GetLayerDefn();
  for (int i = 0; i < defn.GetFieldCount(); ++i)
    out.columns.emplace_back(defn.GetFieldDefn(i)->GetNameRef());
  out.has_geometry = defn.GetGeomFieldCount() > 0 && layer->GetGeomType() != wkbNone;
  if (out.has_geometry) describe_crs(layer->GetSpatialRef(), out);
  if (!ref.where.empty() && layer->SetAttributeFilter(ref.where.c_str()) != OGRERR_NONE) {
    Problem p = layer_problem(
        ref, "where-bad",
        {"条件写错了：" + scope.take_error(), "bad condition: " + scope.take_error()});
    p.field = "where";
    p.value = ref.where;
    problems.error(std::move(p));
    return std::nullopt;
  }
  scope.take_error();
  std::uint64_t number = 0;
  for (auto& feature : *layer) {
    RawRow row;
    row.number = ++number;
    row.values.reserve(out.columns.size());
    for (int i = 0; i < defn.GetFieldCount(); ++i) row.values.push_back(value_text(*feature, i));
    if (out.has_geometry)
      row.geometry = flat_geometry(std::unique_ptr<OGRGeometry>(feature->StealGeometry()));
    out.rows.push_back(std::move(row));
  }
  if (const std::string error = scope.take_error(); !error.empty()) {
    problems.error(layer_problem(ref, "file-damaged",
                                 {"读到一半出错：" + error, "reading broke off: " + error}));
    return std::nullopt;
  }
  return out;
}

}  // namespace fangyuan
