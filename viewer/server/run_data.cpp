// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/run_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/problem.h"
#include "geo/io/sha256.h"
#include "sim/study/study.h"
#include "viewer/server/body_cache.h"
#include "viewer/server/coverage_table.h"
#include "viewer/server/row_table.h"
#include "viewer/server/run_layers.h"
#include "viewer/server/unit_table.h"

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

  /// The first word when the request is silent; nothing where there are no words to choose from.
  std::string one_of(const char* key, const std::vector<std::string>& words) {
    known_.insert(key);
    const auto it = request_.query.find(key);
    if (words.empty() && (it == request_.query.end() || it->second.empty())) return {};
    if (it == request_.query.end()) {
      return words.front();
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

using Words = std::vector<std::string>;
constexpr std::size_t kCacheBytes = std::size_t{96} << 20;
constexpr std::size_t kMostRows = 30000;
/// Tables of a run folder that rows() may be asked for, where they are there.
constexpr const char* kTables[] = {"indicators", "filling", "access",
                                   "equality",   "burial",  "burial_parameters"};

}  // namespace

struct RunData::Impl {
  explicit Impl(const std::filesystem::path& run_folder)
      : folder(run_folder),
        run(read_run(run_folder)),
        services(run_services(run_folder, run)),
        table(folder / "coverage.csv"),
        units(folder / "units.csv"),
        layers(open_layers()) {
    for (const UnitLevel& own : units.levels()) levels.push_back(own.units);
    for (const CoverageTable::Level& measured : table.levels()) {
      const auto same = std::find_if(levels.begin(), levels.end(), [&](const auto& l) {
        return l.tree == measured.tree && l.level == measured.level;
      });
      if (same == levels.end())
        levels.push_back(measured);
      else
        *same = measured;  // it also has those in no unit
    }
    if (std::filesystem::exists(folder / "changes.json"))
      changes = read_json(folder, "changes.json");
    for (const Json& service : services) learn_service(service);
    for (const std::string& group : table.groups()) groups.push_back(group);
    try {
      indicators = study_indicators_json(folder / "indicators.csv");
    } catch (const std::exception& e) {
      unreadable(folder, "indicators.csv", e.what());
    }
    for (const char* name : kTables) {
      const std::string file = std::string(name) + ".csv";
      if (!std::filesystem::exists(folder / file)) continue;
      try {
        tables[name] = std::make_unique<const RowTable>(folder / file);
      } catch (const std::exception& e) {
        unreadable(folder, file.c_str(), e.what());
      }
    }
  }

  /// The same for two runs of one program with one project, whenever and wherever they ran.
  std::string hash() const {
    Json what;
    for (const char* key : {"fangyuan", "date", "config", "inputs"})
      what[key] = run.value(key, Json());
    what["scenario"] = changes.is_object() ? changes.value("hash", Json()) : Json();
    constexpr std::size_t kDigits = 16;
    return sha256_of_bytes(what.dump()).substr(0, kDigits);
  }

  /// The same settings and the same files, to the byte.
  void expect(const Study& study) const {
    Json hashes = Json::array(), own = Json::array();
    for (const InputInfo& i : study.inputs) hashes.push_back(i.sha256);
    for (const Json& i : run.value("inputs", Json::array())) own.push_back(i.value("sha256", ""));
    // Whatever the order of their keys.
    const bool same = nlohmann::json::parse(effective_config_json(study.project)) ==
                      nlohmann::json::parse(run.at("config").dump());
    if (same && hashes == own && changes.is_null()) return;
    const Text rule =
        !changes.is_null() ? Text{"这是方案的结果，不是现状的；改动要从现状的结果开始",
                                  "the run is of a scenario; edits start from the baseline's run"}
        : !same ? Text{"project.toml 与结果里记下的设置不同；请重新运行 fangyuan run",
                       "project.toml is not what the run was made with; run it again"}
                : Text{"项目的输入文件与结果用的不同；请重新运行 fangyuan run",
                       "the project's files are not those that the run was made of; run it again"};
    throw InputError(Problem{.code = "project-differs",
                             .file = study.project.file.string(),
                             .field = "--project",
                             .value = folder.string(),
                             .rule = rule});
  }

  static Json read_run(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder))
      throw InputError(Problem{.code = "run-missing",
                               .file = folder.string(),
                               .rule = {"没有这个结果文件夹", "there is no such run folder"}});
    Json run = read_json(folder, "run.json");
    if (!run.is_object() || !run.value("config", Json()).is_object())
      unreadable(folder, "run.json", "run.json has no config");
    return run;
  }

  static Json read_json(const std::filesystem::path& folder, const char* file) {
    std::ifstream in(folder / file);
    if (!in) unreadable(folder, file, std::string(file) + " is missing");
    Json json;
    try {
      in >> json;
    } catch (const std::exception&) {
      unreadable(folder, file, std::string(file) + " is not JSON");
    }
    return json;
  }

  static Json run_services(const std::filesystem::path& folder, const Json& run) {
    Json services = run.at("config").value("services", Json::array());
    for (const Json& s : services)
      if (!s.is_object() || !s.value("id", Json()).is_string())
        unreadable(folder, "run.json", "a service has no id");
    return services;
  }

  std::unique_ptr<RunLayers> open_layers() const {
    std::vector<RunLayers::ServiceCosts> costs;
    for (const Json& s : services)
      costs.push_back({s.at("id"), s.value("mode", ""),
                       s.value("straight_speed_mps", s.value("speed_mps", 0.0))});
    try {
      return std::make_unique<RunLayers>(folder / "coverage.gpkg", costs);
    } catch (const std::exception& e) {
      unreadable(folder, "coverage.gpkg", e.what());
    }
  }

  /// What was computed for the service; where nobody is known, what the project asks for (joint
  /// services have no circles of their own and are left out).
  void learn_service(const Json& service) {
    const std::string id = service.at("id");
    if (const auto it = table.limits().find(id); it != table.limits().end()) {
      limits[id] = it->second;
      measures[id] = table.measures().at(id);
    } else if (service.contains("limits")) {
      limits[id] = service.at("limits").get<Words>();
      measures[id] = service.value("measures", Words{"network"});
    } else {
      return;
    }
    shown.push_back(id);
  }

  /// Of an unknown service: every limit there is, so that only a limit of no service is named too.
  Words limits_of(const std::string& service) const {
    if (const auto it = limits.find(service); it != limits.end()) return it->second;
    std::set<std::string> all;
    for (const auto& [id, own] : limits) all.insert(own.begin(), own.end());
    return {all.begin(), all.end()};
  }

  /// The level that a request names; an empty one where the run has none.
  CoverageTable::Level level_of(Parameters& p) const {
    Words trees, names;
    for (const auto& l : levels) {
      trees.push_back(l.tree);
      names.push_back(l.level);
    }
    const std::string tree = p.one_of("tree", trees), name = p.one_of("level", names);
    for (const auto& l : levels)
      if (l.tree == tree && l.level == name) return l;
    return {};
  }

  /// The files behind each kind of figure, as the project names them.
  Json sources() const {
    Json out = Json::object();
    for (const char* kind : {"boundaries", "population", "network", "facilities"}) {
      out[kind] = Json::array();
      for (const Json& layer : run.at("config").value(kind, Json::array())) {
        if (!layer.is_object() || !layer.value("path", Json()).is_string()) continue;
        const std::string name = layer.value("layer", "");
        std::string text = layer.at("path");
        if (!name.empty()) text.append(" · ").append(name);
        if (std::find(out[kind].begin(), out[kind].end(), text) == out[kind].end())
          out[kind].push_back(text);
      }
    }
    return out;
  }

  /// Services that no facility has a type of, each with its types: their zeros say that no list was
  /// supplied, not that nobody is served.
  Json unlisted() const {
    const std::set<std::string> there = layers->facility_types();
    Json out = Json::object();
    for (const Json& service : services) {
      const Words types = service.value("facilities", Words{});
      const bool some = std::any_of(types.begin(), types.end(),
                                    [&](const std::string& t) { return there.contains(t); });
      if (!types.empty() && !some) out[service.at("id").get<std::string>()] = types;
    }
    return out;
  }

  std::filesystem::path folder;
  Json run, services, changes;
  CoverageTable table;
  UnitTable units;
  std::unique_ptr<RunLayers> layers;
  std::vector<CoverageTable::Level> levels;
  Words shown, groups;  ///< services, groups of the figures
  std::map<std::string, Words> limits, measures;
  std::string indicators;
  std::map<std::string, std::unique_ptr<const RowTable>> tables;
  BodyCache cache{kCacheBytes};
};

RunData::RunData(const std::filesystem::path& folder, const Study* study)
    : impl_(std::make_unique<const Impl>(folder)), what_if_(study != nullptr) {
  if (study != nullptr) impl_->expect(*study);
}
RunData::~RunData() = default;

HttpResponse RunData::project() const {
  const Json& run = impl_->run;
  Json j;
  for (const char* key : {"project", "date", "crs", "fangyuan", "network", "population", "inputs"})
    j[key] = run.value(key, Json());
  j["services"] = impl_->services;
  j["modes"] = run.at("config").value("modes", Json::object());
  j["groups"] = impl_->groups;
  j["figures"] = !impl_->table.services().empty();
  j["limits"] = j["measures"] = Json::object();
  for (const std::string& id : impl_->shown) {  // in the project's order
    j["limits"][id] = impl_->limits.at(id);
    j["measures"][id] = impl_->measures.at(id);
  }
  j["unlisted"] = impl_->unlisted();
  j["levels"] = Json::array();
  for (const UnitLevel& level : impl_->units.levels())
    j["levels"].push_back({{"tree", level.units.tree},
                           {"level", level.units.level},
                           {"units", level.rows.size()},
                           {"trust", impl_->units.trust(level)}});
  j["warnings"] = run.value("warnings", Json::array());
  j["hash"] = impl_->hash();
  j["sources"] = impl_->sources();
  j["changes"] = impl_->changes;
  j["what_if"] = what_if_;
  j["tables"] = Json::array();
  for (const auto& [name, table] : impl_->tables) j["tables"].push_back(name);
  if (const auto box = impl_->layers->bounds())
    j["bounds"] = {box->west, box->south, box->east, box->north};
  return HttpResponse::of(j.dump());
}

HttpResponse RunData::units(const HttpRequest& request) const {
  Parameters p(request);
  const CoverageTable::Level level = impl_->level_of(p);
  if (!p.good()) return p.refusal();
  if (level.level.empty() && !impl_->levels.empty())
    return HttpResponse::problem(404, "no units of this tree and level");
  return impl_->cache.answer("units/" + level.tree + '/' + level.level, "application/geo+json",
                             [&] { return impl_->layers->units(level); });
}

HttpResponse RunData::facts(const HttpRequest& request) const {
  Parameters p(request);
  const CoverageTable::Level level = impl_->level_of(p);
  if (!p.good()) return p.refusal();
  return HttpResponse::of(impl_->units.columns_json(level));
}

HttpResponse RunData::indicators(const HttpRequest& request) const {
  Parameters p(request);
  if (!p.good()) return p.refusal();
  return HttpResponse::of(impl_->indicators);
}

HttpResponse RunData::rows(const HttpRequest& request) const {
  Parameters p(request);
  Words names;
  for (const auto& [name, table] : impl_->tables) names.push_back(name);
  const std::string name = p.one_of("table", names);
  std::map<std::string, std::string> wanted;
  const auto table = impl_->tables.find(name);
  if (table != impl_->tables.end()) {
    for (const std::string& column : table->second->columns()) {
      p.also(column.c_str());
      if (const auto it = request.query.find(column); it != request.query.end()) wanted.insert(*it);
    }
  }
  if (!p.good()) return p.refusal();
  if (table == impl_->tables.end()) return HttpResponse::problem(404, "the run has no such table");
  std::string text = table->second->rows_json(wanted, kMostRows);
  if (text.empty())
    return HttpResponse::problem(413, "too many rows: name the value of a column or two");
  return HttpResponse::of(std::move(text));
}

std::string RunData::whole_table(const std::string& table) const {
  return impl_->tables.at(table)->rows_json({}, std::numeric_limits<std::size_t>::max());
}

std::vector<std::string> RunData::places() const { return impl_->layers->places(); }

HttpResponse RunData::coverage(const HttpRequest& request) const {
  Parameters p(request);
  CoverageTable::Key key;
  key.service = p.one_of("service", impl_->shown);
  key.limit = p.one_of("limit", impl_->limits_of(key.service));
  key.measure = p.one_of("measure", {"network", "straight"});
  key.group = p.one_of("group", impl_->groups);
  const CoverageTable::Level level = impl_->level_of(p);
  if (!p.good()) return p.refusal();
  return HttpResponse::of(impl_->table.columns_json(key, level));
}

HttpResponse RunData::circles(const HttpRequest& request) const {
  Parameters p(request);
  const std::string service = p.one_of("service", impl_->shown);
  const std::string limit = p.one_of("limit", impl_->limits_of(service));
  p.also("site");
  if (!p.good()) return p.refusal();
  const bool each = request.query.contains("site");
  return impl_->cache.answer(fmt::format("circles/{}/{}/{}", each, service, limit),
                             "application/geo+json",
                             [&] { return impl_->layers->circles(service, limit, each); });
}

HttpResponse RunData::gaps(const HttpRequest& request) const {
  Parameters p(request);
  const std::string service = p.one_of("service", impl_->shown);
  if (!p.good()) return p.refusal();
  return impl_->cache.answer("gaps/" + service, "application/geo+json",
                             [&] { return impl_->layers->gaps(service); });
}

HttpResponse RunData::facilities(const HttpRequest& request) const {
  Parameters p(request);
  if (!p.good()) return p.refusal();
  return impl_->cache.answer("facilities", "application/geo+json",
                             [&] { return impl_->layers->facilities(); });
}

HttpResponse RunData::cells(const HttpRequest& request) const {
  Parameters p(request);
  const std::string service = p.one_of("service", impl_->layers->services_with_costs());
  const std::string measure = p.one_of("measure", {"network", "straight"});
  const std::string group = p.one_of("group", impl_->groups);
  if (!p.good()) return p.refusal();
  return impl_->cache.answer(
      fmt::format("cells/{}/{}/{}", service, measure, group), "application/vnd.fangyuan.cells",
      [&] { return impl_->layers->cells(service, measure == "straight", group); });
}

HttpResponse RunData::cell_units(const HttpRequest& request) const {
  Parameters p(request);
  const CoverageTable::Level level = impl_->level_of(p);
  if (!p.good()) return p.refusal();
  return impl_->cache.answer("cell-units/" + level.tree + '/' + level.level,
                             "application/vnd.fangyuan.cell-units",
                             [&] { return impl_->layers->cell_units(level); });
}

HttpResponse RunData::place(const HttpRequest& request) const {
  Parameters p(request);
  p.also("cell");
  if (!p.good()) return p.refusal();
  const auto it = request.query.find("cell");
  const std::string text = it == request.query.end() ? "" : it->second;
  long cell = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), cell);
  if (error != std::errc() || end != text.data() + text.size() || cell < 0)
    return HttpResponse::problem(400, "the request names what is not there",
                                 {{"/query/cell", text, "must be a whole number from 0"}});
  const Body body = impl_->layers->place(cell);
  if (!body) return HttpResponse::problem(404, "no such cell");
  HttpResponse r;
  r.type = "application/geo+json";
  r.body = body;
  return r;
}

}  // namespace fangyuan
