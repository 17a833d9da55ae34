// SPDX-License-Identifier: Apache-2.0
#include "geo/io/gdal_open.h"

#include <ogrsf_frmts.h>

#include <filesystem>

#include "geo/io/gdal_scope.h"
#include "geo/io/raw_layer.h"

namespace fangyuan {

bool is_missing(const LayerRef& ref) {
  std::error_code ignored;
  const bool of_gdal =
      ref.resolved.starts_with("/vsi") || ref.resolved.find(':') != std::string::npos;
  return !of_gdal && !std::filesystem::exists(ref.resolved, ignored);
}

GDALDatasetUniquePtr open_vector(const LayerRef& ref, const std::vector<std::string>& options,
                                 Problems& problems) {
  GdalScope scope;
  std::vector<const char*> list;
  for (const std::string& option : options) list.push_back(option.c_str());
  list.push_back(nullptr);
  GDALDatasetUniquePtr dataset(GDALDataset::Open(
      ref.resolved.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr,
      list.data(), nullptr));
  if (dataset) return dataset;
  const std::string why = scope.take_error();
  if (is_missing(ref))
    problems.error(layer_problem(ref, "file-missing", {"没有这个文件", "no such file"}));
  else
    problems.error(
        layer_problem(ref, "file-unreadable", {"打不开：" + why, "cannot be opened: " + why}));
  return dataset;
}

OGRLayer* choose_layer(GDALDataset& dataset, const LayerRef& ref, Problems& problems) {
  std::string there;
  for (OGRLayer* layer : dataset.GetLayers())
    there += (there.empty() ? "" : ", ") + std::string(layer->GetName());
  if (!ref.layer.empty()) {
    if (OGRLayer* layer = dataset.GetLayerByName(ref.layer.c_str())) return layer;
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
  OGRLayer* first = dataset.GetLayer(0);
  if (dataset.GetLayerCount() > 1) {
    Problem p = layer_problem(ref, "layer-guessed",
                              {"没有写 layer，读了第一个图层；有：" + there,
                               "no layer was given, the first was read; there are: " + there});
    p.layer = first->GetName();
    p.field = "layer";
    p.value = first->GetName();
    problems.warning(std::move(p));
  }
  return first;
}

}  // namespace fangyuan
