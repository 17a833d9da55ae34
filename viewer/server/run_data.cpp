// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/run_data.h"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/base/problem.h"
#include "viewer/server/coverage_table.h"
#include "viewer/server/layer_json.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void unreadable(const std::filesystem::path& folder, const char* file,
                             const std::string& why) {
  throw InputError(
      Problem{.code = "run-unreadable",
              .file = folder.string(),
              .layer = file,
              .rule = {"不是可读的结果文件夹：" + why, "not a readable run folder: " + why}});
}

/// What a request must name, checked against what there is; every wrong one is told.
class Parameters {
 public:
  explicit Parameters(const HttpRequest& request) : request_(request) {}

  std::string one_of(const char* key, const std::vector<std::string>& words) {
    known_.insert(key);
    const auto it = request_.query.find(key);
    if (it == request_.query.end()) {
      if (!words.empty()) return words.front();
    } else if (std::find(words.begin(), words.end(), it->second) != words.end()) {
      return it->second;
    }
    problems_.push_back({std::string("/query/") + key, it == request_.query.end() ? "" : it->second,
                         fmt::format("must be one of {}", fmt::join(words, ", "))});
    return {};
  }
  void also(const char* key) { known_.insert(key); }
  /// To be asked when every parameter was named: what is left over is wrong, too.
  bool good() {
    for (const auto& [key, value] : request_.query)
      if (!known_.contains(key))
        problems_.push_back({"/query/" + key, value,
                             fmt::format("unknown; known are {}", fmt::join(known_, ", "))});
    return problems_.empty();
  }
  HttpResponse refusal() const {
    return HttpResponse::problem(400, "the request names what is not there", problems_);
  }

 private:
  const HttpRequest& request_;
  std::set<std::string> known_{"token"};
  std::vector<HttpResponse::FieldProblem> problems_;
};

/// Bodies that never change, compressed when first asked for.
class PackedBodies {
 public:
  HttpResponse answer(const Body& body, std::string type) const {
    HttpResponse r;
    r.type = std::move(type);
    r.body = body;
    const std::lock_guard lock(mutex_);
    Packed& p = packed_[body.get()];
    if (!p.gzip) p = {body, std::make_shared<const std::string>(gzip(*body))};
    r.gzip = p.gzip;
    return r;
  }

 private:
  struct Packed {
    Body body, gzip;
  };
  mutable std::mutex mutex_;
  mutable std::map<const std::string*, Packed> packed_;
};

template <class T>
void append(std::string& out, const std::vector<T>& values) {
  static_assert(std::endian::native == std::endian::little, "the wire is little-endian");
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

}  // namespace

struct RunData::Impl {
  explicit Impl(const std::filesystem::path& run_folder) : folder(run_folder) {
    if (!std::filesystem::is_directory(folder))
      throw InputError(Problem{.code = "run-missing",
                               .file = folder.string(),
                               .rule = {"没有这个结果文件夹", "there is no such run folder"}});
    std::ifstream in(folder / "run.json");
    if (!in) unreadable(folder, "run.json", "run.json is missing");
    try {
      in >> run;
    } catch (const std::exception&) {
      unreadable(folder, "run.json", "run.json is not JSON");
    }
    if (!run.is_object() || !run.value("config", Json()).is_object())
      unreadable(folder, "run.json", "run.json has no config");
    table = read_coverage_table(folder / "coverage.csv");
    const std::string path = (folder / "coverage.gpkg").string();
    GDALAllRegister();
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);  // it is told below, once and as ours
    const std::unique_ptr<GDALDataset> data(
        GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    if (!data) unreadable(folder, "coverage.gpkg", "coverage.gpkg cannot be opened");
    try {
      for (const auto& [key, level] : table.levels)
        units[key] = units_json(*data, level.tree, level.level, level.codes);
      facilities = layer_json(*data, "facilities");
      read_circles(*data);
      read_cells(*data);
    } catch (const std::exception& e) {
      unreadable(folder, "coverage.gpkg", e.what());
    }
  }

  std::vector<std::string> service_ids() const {
    std::vector<std::string> ids;
    for (const Json& s : run.at("config").value("services", Json::array()))
      ids.push_back(s.at("id"));
    return ids;
  }

  /// Of an unknown service: every limit there is, so that only a limit of no service is named too.
  std::vector<std::string> limits_of(const std::string& service) const {
    if (const auto it = table.limits.find(service); it != table.limits.end()) return it->second;
    std::set<std::string> all;
    for (const auto& [id, limits] : table.limits) all.insert(limits.begin(), limits.end());
    return {all.begin(), all.end()};
  }

  void read_circles(GDALDataset& data);
  void read_cells(GDALDataset& data);

  std::filesystem::path folder;
  Json run;
  CoverageTable table;
  std::map<std::string, Body> units;  ///< by "tree/level"
  Body facilities;
  Body none = collection("");
  PackedBodies packed;
  std::map<std::string, Body> circles;  ///< by "service/limit/each" and "service/limit/union"
  std::vector<float> lon, lat;
  std::map<std::string, std::vector<std::uint16_t>> cost;  ///< by service
  std::map<std::string, std::vector<float>> people;        ///< by group
};

void RunData::Impl::read_circles(GDALDataset& data) {
  OGRLayer* layer = data.GetLayerByName("circles");
  if (!layer) return;
  const LonLatWriter writer(*layer, {"site", "name", "cell_m"});
  std::map<std::string, std::string> parts;
  const int service = field_of(*layer, "service"), limit = field_of(*layer, "limit"),
            site = field_of(*layer, "site");
  while (const std::unique_ptr<OGRFeature> f{layer->GetNextFeature()}) {
    const bool whole = !f->IsFieldSetAndNotNull(site);
    std::string& out = parts[fmt::format("{}/{}/{}", f->GetFieldAsString(service),
                                         f->GetFieldAsString(limit), whole ? "union" : "each")];
    out += out.empty() ? "" : ",\n";
    writer.feature(*f, out);
  }
  for (auto& [key, features] : parts) circles[key] = collection(features);
}

void RunData::Impl::read_cells(GDALDataset& data) {
  OGRLayer* layer = data.GetLayerByName("cells");
  if (!layer) return;
  LonLatWriter writer(*layer);
  const OGRFeatureDefn& fields = *layer->GetLayerDefn();
  struct Column {
    int field;
    double scale;  ///< to whole units of the wire
    std::vector<std::uint16_t>* out;
  };
  std::vector<Column> columns;
  for (const std::string& id : service_ids()) {
    const int ms = fields.GetFieldIndex((id + "_ms").c_str()),
              m = fields.GetFieldIndex((id + "_net_m").c_str());
    if (ms >= 0)
      columns.push_back({ms, 1e-3, &cost[id]});
    else if (m >= 0)
      columns.push_back({m, 0.1, &cost[id]});
  }
  std::vector<std::pair<int, std::vector<float>*>> groups;
  for (const std::string& g : table.groups)
    if (const int field = fields.GetFieldIndex(g.c_str()); field >= 0)
      groups.emplace_back(field, &people[g]);
  constexpr std::uint16_t kNotReached = 65535;
  while (const std::unique_ptr<OGRFeature> f{layer->GetNextFeature()}) {
    const auto at = writer.point(*f);
    lon.push_back(static_cast<float>(at.lon));
    lat.push_back(static_cast<float>(at.lat));
    for (const Column& c : columns) {
      if (!f->IsFieldSetAndNotNull(c.field)) {
        c.out->push_back(kNotReached);
        continue;
      }
      const double wire = std::ceil(f->GetFieldAsDouble(c.field) * c.scale);
      c.out->push_back(static_cast<std::uint16_t>(wire > 0 ? std::min(wire, 65534.0) : 0.0));
    }
    for (const auto& [field, out] : groups)
      out->push_back(static_cast<float>(f->GetFieldAsDouble(field)));
  }
}

RunData::RunData(const std::filesystem::path& folder)
    : impl_(std::make_unique<const Impl>(folder)) {}
RunData::~RunData() = default;

HttpResponse RunData::project() const {
  const Json& run = impl_->run;
  Json j;
  for (const char* key : {"project", "date", "crs", "fangyuan", "network", "population", "inputs"})
    j[key] = run.value(key, Json());
  j["services"] = run.at("config").value("services", Json::array());
  j["modes"] = run.at("config").value("modes", Json::object());
  j["groups"] = impl_->table.groups;
  for (const std::string& id : impl_->table.services) {  // in the project's order
    j["limits"][id] = impl_->table.limits.at(id);
    j["measures"][id] = impl_->table.measures.at(id);
  }
  for (const auto& [key, level] : impl_->table.levels)
    j["levels"].push_back(
        {{"tree", level.tree}, {"level", level.level}, {"units", level.codes.size()}});
  j["warnings"] = run.value("warnings", Json::array());
  float west = 180, south = 90, east = -180, north = -90;
  for (std::size_t i = 0; i < impl_->lon.size(); ++i) {
    west = std::min(west, impl_->lon[i]);
    east = std::max(east, impl_->lon[i]);
    south = std::min(south, impl_->lat[i]);
    north = std::max(north, impl_->lat[i]);
  }
  if (!impl_->lon.empty()) j["bounds"] = {west, south, east, north};
  return HttpResponse::of(j.dump());
}

HttpResponse RunData::units(const HttpRequest& request) const {
  Parameters p(request);
  std::vector<std::string> trees, levels;
  for (const auto& [key, level] : impl_->table.levels) {
    trees.push_back(level.tree);
    levels.push_back(level.level);
  }
  const std::string tree = p.one_of("tree", trees), level = p.one_of("level", levels);
  if (!p.good()) return p.refusal();
  const auto it = impl_->units.find(tree + "/" + level);
  if (it == impl_->units.end())
    return HttpResponse::problem(404, "no units of this tree and level");
  return impl_->packed.answer(it->second, "application/geo+json");
}

HttpResponse RunData::coverage(const HttpRequest& request) const {
  Parameters p(request);
  const CoverageTable& t = impl_->table;
  std::vector<std::string> trees, levels;
  for (const auto& [key, level] : t.levels) {
    trees.push_back(level.tree);
    levels.push_back(level.level);
  }
  const std::string service = p.one_of("service", t.services);
  const std::string limit = p.one_of("limit", impl_->limits_of(service));
  const std::string measure = p.one_of("measure", {"network", "straight"});
  const std::string group = p.one_of("group", t.groups);
  const std::string tree = trees.empty() ? "" : p.one_of("tree", trees);
  const std::string level = levels.empty() ? "" : p.one_of("level", levels);
  if (!p.good()) return p.refusal();
  return HttpResponse::of(t.columns_json({service, limit, measure, group, tree, level}));
}

HttpResponse RunData::circles(const HttpRequest& request) const {
  Parameters p(request);
  const std::string service = p.one_of("service", impl_->table.services);
  const std::string limit = p.one_of("limit", impl_->limits_of(service));
  p.also("site");
  if (!p.good()) return p.refusal();
  const auto it = impl_->circles.find(service + "/" + limit +
                                      (request.query.contains("site") ? "/each" : "/union"));
  return impl_->packed.answer(it == impl_->circles.end() ? impl_->none : it->second,
                              "application/geo+json");
}

HttpResponse RunData::facilities(const HttpRequest& request) const {
  Parameters p(request);
  if (!p.good()) return p.refusal();
  return impl_->packed.answer(impl_->facilities, "application/geo+json");
}

HttpResponse RunData::cells(const HttpRequest& request) const {
  Parameters p(request);
  std::vector<std::string> services;
  for (const auto& [id, costs] : impl_->cost) services.push_back(id);
  const std::string service = p.one_of("service", services);
  const std::string group = impl_->people.empty() ? "" : p.one_of("group", impl_->table.groups);
  if (!p.good()) return p.refusal();
  std::string out = "FYC1";
  append(out, std::vector<std::uint32_t>{static_cast<std::uint32_t>(impl_->lon.size())});
  append(out, impl_->lon);
  append(out, impl_->lat);
  append(out, impl_->cost.at(service));
  const auto it = impl_->people.find(group);
  append(out, it != impl_->people.end() ? it->second : std::vector<float>(impl_->lon.size(), 0.0F));
  return HttpResponse::of(std::move(out), "application/vnd.fangyuan.cells");
}

}  // namespace fangyuan
