// SPDX-License-Identifier: Apache-2.0
#include "tests/app/small_town.h"

#include <fmt/format.h>

namespace fangyuan::test {
namespace {

// The county has the townships' common corners too: a straight line in degrees is none in metres.
const char kCounties[] = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"410202","name":"Longting","class":"市辖区"},
 "geometry":{"type":"Polygon","coordinates":[[[114.30,34.80],[114.32,34.80],[114.34,34.80],
  [114.34,34.82],[114.32,34.82],[114.30,34.82],[114.30,34.80]]]}}]}
)";

const char kTowns[] = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"410202001","name":"Westgate","class":"街道","parent":"410202"},
 "geometry":{"type":"Polygon","coordinates":[[[114.30,34.80],[114.32,34.80],[114.32,34.82],[114.30,34.82],[114.30,34.80]]]}},
{"type":"Feature","properties":{"code":"410202002","name":"Eastgate","class":"街道","parent":"410202"},
 "geometry":{"type":"Polygon","coordinates":[[[114.32,34.80],[114.34,34.80],[114.34,34.82],[114.32,34.82],[114.32,34.80]]]}}]}
)";

const char kFacilities[] = R"(id,name,type,beds,status,opened,lon,lat
f1,West care home,community_care,40,in_use,2015-05-01,114.3075,34.8075
f2,East care home,community_care,30,in_use,2018-09-01,114.3325,34.8125
f3,South clinic,clinic,0,in_use,2010-01-01,114.3225,34.8025
)";

const char kDeaths[] = "code,deaths\n410202001,12\n410202002,9\n";

const char kProject[] = R"([project]
name = "Small town"
date = 2025-12-31

[[boundaries]]
level = "county"
path = "counties.geojson"
fields = { code = "code", name = "name", class = "class" }

[[boundaries]]
level = "township"
path = "towns.geojson"
fields = { code = "code", name = "name", class = "class", parent = "parent" }

[[network]]
path = "roads.geojson"
fields = { class = "class" }

[[population]]
path = "people.csv"
columns = { total = "total", older60 = "older60" }

[[facilities]]
path = "facilities.csv"
fields = { id = "id", name = "name", type = "type", beds = "beds", status = "status", opened = "opened" }

[[statistics]]
path = "deaths.csv"
join = "code"
level = "township"
columns = { deaths = "deaths" }

[[services]]
id = "care"
facilities = ["community_care"]
mode = "walk"
limits_min = [5, 10, 15]
group = "older60"
capacity = "beds"
need = 0.03
measures = ["network", "straight"]

[[services]]
id = "clinic"
facilities = ["clinic"]
mode = "walk"
limits_m = [1000]

[[services]]
id = "near"
facilities = ["community_care"]
mode = "walk"
limits_m = [3000]

[[services]]
id = "both"
all = ["clinic", "near"]
)";

std::string street(const char* road_class, double lon, double lat, double east, double north,
                   int blocks) {
  std::string points;
  for (int i = 0; i <= blocks; ++i)
    points += fmt::format("{}[{:.4f},{:.4f}]", i ? "," : "", lon + east * i, lat + north * i);
  return fmt::format(
      R"({{"type":"Feature","properties":{{"class":"{}"}},"geometry":{{"type":"LineString","coordinates":[{}]}}}})",
      road_class, points);
}

std::string roads() {
  std::string all = R"({"type":"FeatureCollection","features":[)";
  for (int i = 0; i < 9; ++i)
    all += street("residential", 114.30 + 0.005 * i, 34.8, 0, 0.005, 4) + ",\n";
  for (int j = 0; j < 5; ++j)
    all += (j ? ",\n" : "") + street("secondary", 114.30, 34.8 + 0.005 * j, 0.005, 0, 8);
  return all + "]}\n";
}

std::string people() {
  std::string all = "id,lon,lat,total,older60\n";
  int n = 0;
  for (int i = 0; i < 8; ++i)
    for (int j = 0; j < 4; ++j) {
      ++n;
      all += fmt::format("p{},{:.4f},{:.4f},{}.5,{}\n", n, 114.3021 + 0.005 * i,
                         34.8021 + 0.005 * j, 100 + 7 * n, 20 + n);
    }
  return all;
}

}  // namespace

SmallTown::SmallTown() {
  write("project.toml", kProject);
  write("counties.geojson", kCounties);
  write("towns.geojson", kTowns);
  write("roads.geojson", roads());
  write("people.csv", people());
  write("facilities.csv", kFacilities);
  write("deaths.csv", kDeaths);
}

void SmallTown::write(const std::string& file, const std::string& bytes) {
  put_file(project() / file, bytes);
}

void SmallTown::remove(const std::string& file) {
  if (!std::filesystem::remove_all(project() / file)) throw std::runtime_error("no " + file);
}

void SmallTown::append(const std::string& file, const std::string& bytes) {
  write(file, read_file(project() / file) + bytes);
}

void SmallTown::replace(const std::string& file, const std::string& before,
                        const std::string& after) {
  std::string text = read_file(project() / file);
  const auto at = text.find(before);
  if (at == std::string::npos) throw std::runtime_error(file + " does not hold " + before);
  write(file, text.replace(at, before.size(), after));
}

void SmallTown::cut(const std::string& file, std::size_t bytes) {
  const std::string text = read_file(project() / file);
  if (text.size() <= bytes) throw std::runtime_error(file + " is too short to cut");
  write(file, text.substr(0, bytes));
}

void SmallTown::table(const std::string& table, int which, const std::string& lines) {
  const std::string head = "[[" + table + "]]";
  std::string text = read_file(project() / "project.toml");
  auto at = text.find(head);
  for (; which > 0 && at != std::string::npos; --which) at = text.find(head, at + 1);
  if (at == std::string::npos) throw std::runtime_error("project.toml has no such " + head);
  const auto next = text.find("\n[", at);
  const auto end = next == std::string::npos ? text.size() : next + 1;
  write("project.toml", text.replace(at, end - at, lines));
}

Outcome SmallTown::run(std::vector<std::string> more, Program::Limits limits) const {
  std::vector<std::string> words{"run", project().string(), "--out", out().string()};
  words.insert(words.end(), more.begin(), more.end());
  return run_program(words, limits);
}

}  // namespace fangyuan::test
