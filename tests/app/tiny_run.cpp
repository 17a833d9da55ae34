// SPDX-License-Identifier: Apache-2.0
#include "tests/app/tiny_run.h"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace fangyuan::test {

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "fangyuan-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

namespace {

void write_table(const std::filesystem::path& file, const TinyRun& has) {
  std::string csv =
      "\xEF\xBB\xBF"
      "service,limit,measure,tree,level,code,name,group,total,served,no_capacity,out_of_reach,"
      "unconnected,share_served,mean_time_s,p90_time_s,mean_m,p90_m\r\n";
  for (const char* limit : {"300", "900"}) {
    if (!has.people || !has.services) break;
    const int served = limit[0] == '9' ? 30 : 10;
    csv += fmt::format("care,{},network,,all,all,全部,total,100.5,{},0,{}.5,20,0.3,100,200,,\r\n",
                       limit, served, 80 - served);
    if (!has.boundaries) continue;
    csv += fmt::format(
        "care,{},network,legal,township,410001001,\"甲\"\"镇\"\"\",total,60,{},0,{},0,0.5,100,200,,"
        "\r\n",
        limit, served, 60 - served);
    csv += fmt::format(
        "care,{},network,legal,township,410001002,乙镇,total,40.5,0,0,20.5,20,0,,,,\r\n", limit);
  }
  write_text(file, csv);
}

void write_units(const std::filesystem::path& file, const TinyRun& has) {
  std::string csv =
      "\xEF\xBB\xBF"
      "tree,level,code,name,class,parent,area_km2,total,facilities_community_care,road_km,trust,"
      "reasons\r\n";
  if (has.boundaries)
    csv +=
        "legal,township,410001001,\"甲\"\"镇\"\"\",镇,410001,1.000000,60,1,9.500,A,\r\n"
        "legal,township,410001002,乙镇,镇,410001,1.000000,40.5,0,0.100,C,roads-thin-c\r\n";
  write_text(file, csv);
}

OGRLayer* layer_of(GDALDataset& data, const char* name, OGRwkbGeometryType type,
                   const std::vector<std::pair<const char*, OGRFieldType>>& fields) {
  OGRSpatialReference crs;
  crs.importFromEPSG(4547);
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRLayer* layer = data.CreateLayer(name, &crs, type, nullptr);
  for (const auto& [field, kind] : fields) {
    OGRFieldDefn definition(field, kind);
    if (layer->CreateField(&definition) != OGRERR_NONE) throw std::runtime_error("no field");
  }
  return layer;
}

void add(OGRLayer& layer, const std::string& wkt,
         const std::vector<std::pair<const char*, std::string>>& values) {
  const std::unique_ptr<OGRFeature> f(OGRFeature::CreateFeature(layer.GetLayerDefn()));
  for (const auto& [field, value] : values) f->SetField(field, value.c_str());
  OGRGeometry* geometry = nullptr;
  if (OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &geometry) != OGRERR_NONE)
    throw std::runtime_error("no geometry");
  f->SetGeometryDirectly(geometry);
  if (layer.CreateFeature(f.get()) != OGRERR_NONE) throw std::runtime_error("no feature");
}

std::string square(double x, double y, double side) {
  return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x, y, x + side,
                     y + side);
}

}  // namespace

void write_tiny_run(const std::filesystem::path& folder, const TinyRun& has) {
  std::filesystem::create_directories(folder);
  const std::string services = R"([{"id": "care", "name": "养老", "group": "total", "mode": "walk",
      "speed_mps": 1.25, "measures": ["network"], "facilities": ["community_care"], "limits": ["300", "900"]},
      {"id": "both", "name": "联合", "group": "total", "all": ["care", "care"]}])";
  write_text(folder / "run.json", fmt::format(R"({{
    "fangyuan": "0", "project": "试验 <b>", "date": "2025-12-31", "crs": "EPSG:4547",
    "config": {{{}}}, "inputs": [], "warnings": []}})",
                                              has.services ? "\"services\": " + services : ""));
  write_table(folder / "coverage.csv", has);
  write_units(folder / "units.csv", has);
  write_text(folder / "filling.csv",
             "\xEF\xBB\xBFtree,name,need\n,全部,4.000000\nlegal,\"甲\"\"镇\"\"\",2.500000\n"
             "legal,乙镇,1.500000\n");

  GDALAllRegister();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  const std::unique_ptr<GDALDataset> data(
      driver->Create((folder / "coverage.gpkg").c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  constexpr double kX = 500000, kY = 3830000;
  OGRLayer* units = layer_of(
      *data, "units", wkbPolygon,
      {{"tree", OFTString}, {"level", OFTString}, {"code", OFTString}, {"name", OFTString}});
  if (has.boundaries)
    add(*units, square(kX, kY, 1000),
        {{"tree", "legal"}, {"level", "township"}, {"code", "410001001"}, {"name", "甲\"镇\""}});
  if (has.boundaries)
    add(*units, square(kX + 1000, kY, 1000),
        {{"tree", "legal"}, {"level", "township"}, {"code", "410001002"}, {"name", "乙镇"}});
  OGRLayer* facilities =
      layer_of(*data, "facilities", wkbPoint,
               {{"id", OFTString}, {"name", OFTString}, {"type", OFTString}, {"beds", OFTReal}});
  add(*facilities, "POINT(500500 3830500)",
      {{"id", "f1"},
       {"name", "甲站"},
       {"type", has.listed ? "community_care" : "school"},
       {"beds", "12"}});
  OGRLayer* circles = layer_of(*data, "circles", wkbPolygon,
                               {{"service", OFTString}, {"limit", OFTString}, {"site", OFTString}});
  if (has.services)
    add(*circles, square(kX + 300, kY + 300, 400), {{"service", "care"}, {"limit", "900"}});
  if (has.services)
    add(*circles, square(kX + 300, kY + 300, 400),
        {{"service", "care"}, {"limit", "900"}, {"site", "f1"}});
  OGRLayer* cells = layer_of(*data, "cells", wkbPoint,
                             {{"total", OFTReal},
                              {"access_m", OFTReal},
                              {"township", OFTString},
                              {"care_ms", OFTInteger64},
                              {"care_site", OFTString},
                              {"care_straight_m", OFTReal}});
  if (!has.people) return;
  add(*cells, "POINT(500500 3830500)",
      {{"total", "10"},
       {"access_m", "5"},
       {"township", "410001001"},
       {"care_ms", "100001"},
       {"care_straight_m", "0"}});
  add(*cells, "POINT(500600 3830500)",
      {{"total", "20"},
       {"access_m", "0"},
       {"township", "410001001"},
       {"care_ms", "900000"},
       {"care_site", "f1"},
       {"care_straight_m", "375"}});
  add(*cells, "POINT(500100 3830100)",
      {{"total", "30"}, {"access_m", "0"}, {"care_straight_m", "565.685"}});
  add(*cells, "POINT(501500 3830500)", {{"total", "40.5"}, {"township", "410001002"}});
}

}  // namespace fangyuan::test
