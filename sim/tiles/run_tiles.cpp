// SPDX-License-Identifier: Apache-2.0
#include "sim/tiles/run_tiles.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "geo/io/gdal_scope.h"
#include "geo/roads/read_network.h"
#include "geo/tiles/map_tiles.h"
#include "sim/project/project.h"
#include "sim/study/study.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

struct Shown {
  const char *name, *about;
  int low_zoom, high_zoom;
};
/// Many small things only where they can be told apart.
constexpr std::array kShown{Shown{"units", "区划 / units", 5, 12},
                            Shown{"circles", "服务圈 / circles", 7, 12},
                            Shown{"gaps", "空白区 / gaps", 7, 12},
                            Shown{"facilities", "设施 / facilities", 8, 13},
                            Shown{"indicators", "指标 / indicators", 5, 12},
                            Shown{"cells", "居民点 / places of people", 11, 13},
                            Shown{"roads", "道路 / roads", 9, 13}};

Problem problem(const char* code, const fs::path& file, const char* field, std::string value,
                Text rule) {
  Problem p;
  p.severity = Severity::error;
  p.code = code;
  p.file = file.string();
  p.field = field;
  p.value = std::move(value);
  p.rule = std::move(rule);
  return p;
}

/// Removes what is beside the file that is to be written, also after an error.
class Beside {
 public:
  explicit Beside(const fs::path& out)
      : folder_(out.parent_path() / ("." + out.filename().string() + ".fangyuan-tiles")) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Beside() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  const fs::path& path() const { return folder_; }

 private:
  fs::path folder_;
};

using Dataset = std::unique_ptr<GDALDataset>;

Dataset open_run(const fs::path& run) {
  if (!fs::exists(run / "run.json"))
    throw InputError(
        problem("run-missing", run, "", "", {"没有这个结果文件夹", "there is no such run folder"}));
  Dataset data(
      GDALDataset::Open((run / "coverage.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!data)
    throw InputError(problem("run-unreadable", run, "", "coverage.gpkg",
                             {"不是可读的结果文件夹", "not a readable run folder"}));
  return data;
}

/// Streets as drawn, with their class.
Dataset roads_of(const fs::path& project_file, const Progress& progress) {
  Problems problems;
  const Project project = read_project(project_file, problems);
  problems.throw_if_errors();
  if (progress) progress("read roads");
  const Frame frame(choose_crs(project, problems));
  const Roads roads = read_roads(project.network, {}, frame, problems);
  problems.throw_if_errors();
  Dataset data(
      GetGDALDriverManager()->GetDriverByName("Memory")->Create("", 0, 0, 0, GDT_Unknown, nullptr));
  OGRSpatialReference srs = frame.srs();
  OGRLayer* layer = data->CreateLayer("roads", &srs, wkbLineString);
  OGRFieldDefn of_class("class", OFTString);
  layer->CreateField(&of_class);
  const Network& network = roads.network;
  OGRFeature feature(layer->GetLayerDefn());
  for (std::size_t e = 0; e < network.edges.size(); ++e) {
    OGRLineString line;
    for (const Place& p : network.shape_of(EdgeId(e))) line.addPoint(p.xy.x, p.xy.y);
    feature.SetFID(OGRNullFID);
    feature.SetField(0, network.classes[network.edges[e].road_class].c_str());
    feature.SetGeometry(&line);
    if (layer->CreateFeature(&feature) != OGRERR_NONE) throw std::runtime_error("roads");
  }
  return data;
}

std::vector<TiledLayer> layers_of(const TilesOptions& options, GDALDataset& run,
                                  GDALDataset* roads) {
  std::vector<TiledLayer> found;
  std::vector<std::string> there;
  for (const Shown& s : kShown) {
    OGRLayer* layer = std::string(s.name) == "roads" ? roads ? roads->GetLayer(0) : nullptr
                                                     : run.GetLayerByName(s.name);
    if (layer == nullptr || layer->GetSpatialRef() == nullptr || layer->GetFeatureCount() == 0)
      continue;
    there.emplace_back(s.name);
    const auto& wanted = options.layers;
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), s.name) != wanted.end())
      found.push_back({layer, s.name, s.about, s.low_zoom, s.high_zoom});
  }
  Problems problems;
  for (const std::string& name : options.layers)
    if (std::find(there.begin(), there.end(), name) == there.end())
      problems.error(
          problem("value-bad", options.run, "--layers", name,
                  {fmt::format("没有这个图层；有：{}", fmt::join(there, "、")),
                   fmt::format("there is no such layer; there are {}", fmt::join(there, ", "))}));
  problems.throw_if_errors();
  if (found.empty())
    throw InputError(problem("run-unreadable", options.run, "", "coverage.gpkg",
                             {"没有可画的图层", "there is nothing to be drawn"}));
  return found;
}

}  // namespace

TilesSummary write_run_tiles(const TilesOptions& options, const Progress& progress) {
  const fs::path out = fs::absolute(options.out);
  if (fs::is_directory(out) || (!options.force && fs::exists(out)))
    throw InputError(problem("out-not-empty", options.out, "--out", "",
                             {"已有这个文件，未改动；加 --force 替换",
                              "the file is there already and was left; add --force"}));
  const GdalScope scope;
  const Dataset run = open_run(options.run);
  const Dataset roads = options.project ? roads_of(*options.project, progress) : nullptr;
  TilesRequest request;
  request.layers = layers_of(options, *run, roads.get());
  request.title = fs::absolute(options.run).filename().string();
  const Beside beside(out);
  request.work = beside.path();
  if (progress) progress("tiles");
  TilesSummary summary;
  summary.tiles = write_map_tiles(request, beside.path() / "out.pmtiles");
  summary.bytes = fs::file_size(beside.path() / "out.pmtiles");
  fs::rename(beside.path() / "out.pmtiles", out);
  for (const TiledLayer& l : request.layers) summary.layers.push_back(l.name);
  return summary;
}

}  // namespace fangyuan
