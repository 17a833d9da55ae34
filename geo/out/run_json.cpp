// SPDX-License-Identifier: Apache-2.0
#include "geo/out/run_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "geo/out/output_file.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

Json people(People value) {
  if (value.millionths() % Amount::kPerUnit == 0) return value.millionths() / Amount::kPerUnit;
  return value.to_double();
}

/// Seconds and the like: more places than a clock has only make noise.
Json rounded(double value) { return std::round(value * 1000) / 1000; }

Json input(const InputInfo& i) {
  return {{"path", i.path},         {"sha256", i.sha256}, {"layer", i.layer},
          {"features", i.features}, {"used", i.used},     {"rejected", i.rejected}};
}

/// What the problem is about, then its rule: the line that was printed, without severity and code.
std::string message(const Problem& p, Language language) {
  const std::string line = to_line(p, language);
  return line.substr(line.find(p.code) + p.code.size() + 1);
}

Json warning(const Problem& p) {
  Json where = nullptr;
  if (p.where) where = Json::array({p.where->lon, p.where->lat});
  return {{"code", p.code},
          {"message", message(p, Language::zh)},
          {"message_en", message(p, Language::en)},
          {"count", p.count},
          {"where", std::move(where)}};
}

}  // namespace

std::string run_json(const RunContents& contents) {
  const RunInfo& info = contents.info;
  Json inputs = Json::array(), stages = Json::array(), warnings = Json::array();
  Json population = Json::object();
  for (const InputInfo& i : info.inputs) inputs.push_back(input(i));
  for (const auto& [group, b] : info.population)
    population[group] = {{"source", people(b.source)},
                         {"placed", people(b.placed)},
                         {"outside", people(b.outside)},
                         {"unlocated", people(b.unlocated)}};
  for (const auto& [name, seconds] : info.stages)
    stages.push_back({{"name", name}, {"seconds", rounded(seconds)}});
  for (const Problem& p : info.warnings) warnings.push_back(warning(p));
  const Json run{{"fangyuan", info.version},
                 {"project", info.project},
                 {"date", to_string(info.date)},
                 {"started", info.started},
                 {"elapsed_s", rounded(info.elapsed_s)},
                 {"threads", info.threads},
                 {"peak_rss_mb", rounded(info.peak_rss_mb)},
                 {"crs", contents.frame.crs()},
                 {"config", Json::parse(info.config)},
                 {"inputs", std::move(inputs)},
                 {"network",
                  {{"vertices", info.network.vertices},
                   {"edges", info.network.edges},
                   {"components", info.network.components},
                   {"length_km", rounded(info.network.length_km)}}},
                 {"population", std::move(population)},
                 {"stages", std::move(stages)},
                 {"warnings", std::move(warnings)}};
  // Bytes of a file name that are no UTF-8 must not stop the report.
  return run.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

void write_run_json(const RunContents& contents, const std::filesystem::path& path) {
  write_file(path, run_json(contents));
}

}  // namespace fangyuan
