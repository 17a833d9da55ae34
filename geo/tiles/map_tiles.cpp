// SPDX-License-Identifier: Apache-2.0
#include "geo/tiles/map_tiles.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "geo/tiles/pmtiles.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what + ": " + CPLGetLastErrorMsg());
}

struct Options {
  CPLStringList list;
  Options& set(const char* name, const std::string& value) {
    list.SetNameValue(name, value.c_str());
    return *this;
  }
};

void copy_layer(const TiledLayer& from, GDALDataset& tiles) {
  Options options;
  options.set("MINZOOM", std::to_string(from.low_zoom))
      .set("MAXZOOM", std::to_string(from.high_zoom))
      .set("NAME", from.name)
      .set("DESCRIPTION", from.about);
  OGRLayer* to = tiles.CreateLayer(from.name.c_str(), from.layer->GetSpatialRef(),
                                   from.layer->GetGeomType(), options.list.List());
  if (to == nullptr) fail(from.name);
  OGRFeatureDefn& defn = *from.layer->GetLayerDefn();
  for (int i = 0; i < defn.GetFieldCount(); ++i)
    if (to->CreateField(defn.GetFieldDefn(i)) != OGRERR_NONE) fail(from.name);
  from.layer->ResetReading();
  while (const std::unique_ptr<OGRFeature> f{from.layer->GetNextFeature()}) {
    OGRFeature copy(to->GetLayerDefn());
    copy.SetFrom(f.get());
    copy.SetFID(f->GetFID());
    if (to->CreateFeature(&copy) != OGRERR_NONE) fail(from.name);
  }
}

/// Into folder/Z/X/Y.pbf, each compressed by gzip.
void make_tiles(const TilesRequest& request, const fs::path& folder) {
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MVT");
  if (driver == nullptr) throw std::runtime_error("this GDAL writes no vector tiles");
  int low = 30, high = 0;
  for (const TiledLayer& l : request.layers) {
    low = std::min(low, l.low_zoom);
    high = std::max(high, l.high_zoom);
  }
  Options options;
  options.set("FORMAT", "DIRECTORY")
      .set("COMPRESS", "YES")
      .set("TILE_EXTENSION", "pbf")
      .set("NAME", request.title)
      .set("MINZOOM", std::to_string(low))
      .set("MAXZOOM", std::to_string(high))
      .set("TEMPORARY_DB", (request.work / "tiles.temporary.db").string());
  std::unique_ptr<GDALDataset> tiles(
      driver->Create(folder.c_str(), 0, 0, 0, GDT_Unknown, options.list.List()));
  if (!tiles) fail("vector tiles");
  for (const TiledLayer& l : request.layers) copy_layer(l, *tiles);
  CPLErrorReset();
  tiles.reset();  // here they are written
  if (CPLGetLastErrorType() >= CE_Failure) fail("vector tiles");
}

std::string read_all(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  if (!in || bytes.empty()) throw std::runtime_error(file.string() + ": cannot be read");
  return bytes;
}

std::uint32_t number(const fs::path& name) {
  const std::string text = name.stem().string();
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::runtime_error(name.string() + ": no tile");
  return value;
}

PmtilesWriter pack(const fs::path& folder) {
  PmtilesWriter writer;
  for (const auto& zoom : fs::directory_iterator(folder)) {
    if (!zoom.is_directory()) continue;  // metadata.json
    const auto z = static_cast<std::uint8_t>(number(zoom.path()));
    for (const auto& column : fs::directory_iterator(zoom.path()))
      for (const auto& tile : fs::directory_iterator(column.path()))
        writer.add({z, number(column.path()), number(tile.path())}, read_all(tile.path()));
  }
  return writer;
}

/// GDAL's own description, of which "json" holds the layers and their fields.
std::string metadata_of(const TilesRequest& request, const fs::path& folder) {
  const Json given = Json::parse(read_all(folder / "metadata.json"));
  const Json inner = Json::parse(given.value("json", "{}"));
  Json out{{"name", request.title}, {"format", "pbf"}, {"generator", "fangyuan"}};
  out["vector_layers"] = inner.value("vector_layers", Json::array());
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Of all layers, in degrees.
TileSet bounds_of(const TilesRequest& request) {
  OGRSpatialReference lonlat;
  lonlat.SetWellKnownGeogCS("CRS84");
  lonlat.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGREnvelope all;
  for (const TiledLayer& l : request.layers) {
    OGREnvelope e;
    if (l.layer->GetExtent(&e) != OGRERR_NONE) continue;
    const std::unique_ptr<OGRCoordinateTransformation> to(
        OGRCreateCoordinateTransformation(l.layer->GetSpatialRef(), &lonlat));
    double x[2], y[2];
    if (to && to->TransformBounds(e.MinX, e.MinY, e.MaxX, e.MaxY, &x[0], &y[0], &x[1], &y[1], 21)) {
      all.Merge(x[0], y[0]);
      all.Merge(x[1], y[1]);
    }
  }
  return {{all.MinX, all.MinY}, {all.MaxX, all.MaxY}, {}};
}

}  // namespace

std::size_t write_map_tiles(const TilesRequest& request, const fs::path& file) {
  const fs::path folder = request.work / "tiles";
  make_tiles(request, folder);
  PmtilesWriter writer = pack(folder);
  TileSet set = bounds_of(request);
  set.metadata = metadata_of(request, folder);
  writer.write(file, set);
  fs::remove_all(folder);
  return writer.size();
}

}  // namespace fangyuan
