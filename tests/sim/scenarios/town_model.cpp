// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/scenarios/town_model.h"

#include <fmt/format.h>

#include <random>

#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {
namespace {

/// With the corners of all smaller units on it: a straight line in degrees is none in metres.
std::string ring(double west, double south, double east, double north) {
  const auto columns = static_cast<int>((east - west) / 0.01 + 0.5);
  const auto rows = static_cast<int>((north - south) / 0.012 + 0.5);
  std::vector<std::string> points;
  const auto add = [&](int column, int row) {
    points.push_back(fmt::format("[{:.4f},{:.4f}]", west + 0.01 * column, south + 0.012 * row));
  };
  for (int c = 0; c < columns; ++c) add(c, 0);
  for (int r = 0; r < rows; ++r) add(columns, r);
  for (int c = columns; c > 0; --c) add(c, rows);
  for (int r = rows; r >= 0; --r) add(0, r);
  return fmt::format("[[{}]]", fmt::join(points, ","));
}

/// A rectangle of land.
std::string block(double west, double south, double east, double north) {
  return fmt::format(
      "[[[{0:.4f},{1:.4f}],[{2:.4f},{1:.4f}],[{2:.4f},{3:.4f}],[{0:.4f},{3:.4f}],"
      "[{0:.4f},{1:.4f}]]]",
      west, south, east, north);
}

std::string unit(const std::string& code, const std::string& name, const std::string& words,
                 const std::string& polygon) {
  return fmt::format(
      R"({{"type":"Feature","properties":{{"code":"{}","name":"{}","class":"{}"}},"geometry":{{"type":"Polygon","coordinates":{}}}}})",
      code, name, words, polygon);
}

std::string layer(const std::vector<std::string>& features) {
  return fmt::format("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
                     fmt::join(features, ",\n"));
}

constexpr char kPack[] = R"([pack]
id = "mine"
name = "A plan"

[[rules]]
id = "reach"
name = "Older people within reach"
metric = "reach"
group = "older60"
denominator = "older people"
level = "township"
classes = ["街道"]
[[rules.circles]]
facilities = ["community_care", "day_care"]
limit_m = {1}
[[rules.claims]]
target = {0}
comparator = ">="
source = "Plan"
source_line = "L1"
confidence = "A"

[[rules]]
id = "land"
name = "Land within reach"
metric = "land_reach"
denominator = "land"
[[rules.circles]]
facilities = ["clinic"]
limit_m = 700
[[rules.claims]]
target = 0.4
comparator = ">="
source = "Plan"
source_line = "L2"
confidence = "A"

[[rules]]
id = "homes"
name = "A home in every street"
metric = "presence"
facilities = ["community_care"]
binds = "街道"
sites_needed = {2}
[[rules.claims]]
target = 1
comparator = ">="
due = 2026-12-31
source = "Plan"
source_line = "L3"
confidence = "A"

[[rules]]
id = "beds"
name = "Beds per thousand"
metric = "per_people"
amount = "beds"
facilities = ["community_care"]
group = "total"
per = 1000
denominator = "people"
[[rules.claims]]
target = 6
comparator = ">="
source = "Plan"
source_line = "L4"
confidence = "A"
)";

constexpr char kProject[] = R"([project]
name = "Model town"
date = 2025-12-31
rules = ["mine.toml"]

[modes.walk]
speed_mps = {0}

[[boundaries]]
level = "county"
path = "counties.geojson"
fields = {{ code = "code", name = "name", class = "class" }}

[[boundaries]]
level = "township"
path = "towns.geojson"
fields = {{ code = "code", name = "name", class = "class" }}

[[boundaries]]
level = "village"
path = "villages.geojson"
fields = {{ code = "code", name = "name", class = "class" }}

[[network]]
path = "roads.geojson"
fields = {{ class = "class", oneway = "oneway" }}

[[population]]
path = "people.csv"
columns = {{ total = "total", older60 = "older60" }}

[[facilities]]
path = "sites.csv"
fields = {{ id = "id", name = "name", type = "type", functions = "functions", beds = "beds", status = "status", opened = "opened" }}

[[land]]
role = "residential"
path = "land.geojson"

[[services]]
id = "care"
facilities = ["community_care"]
mode = "walk"
limits_min = {1}
group = "older60"
capacity = "beds"
need = {2}

[[services]]
id = "near"
facilities = ["community_care", "day_care"]
mode = "walk"
limits_m = {3}

[[services]]
id = "drive"
facilities = ["clinic"]
mode = "car"
limits_min = {4}
measures = ["network"]
direction = "from"

[[services]]
id = "own"
facilities = ["community_care"]
mode = "walk"
limits_m = [1500]
catchment = "own:township"

[[services]]
id = "clinic"
facilities = ["clinic"]
mode = "walk"
limits_m = [1000]

[[services]]
id = "both"
all = ["own", "clinic"]
)";

}  // namespace

std::string millionths(std::int64_t value) {
  return fmt::format("{}.{:06}", value / 1'000'000, value % 1'000'000);
}

TownModel::TownModel(std::uint64_t seed) {
  std::mt19937_64 dice(seed);
  const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(dice() % n); };
  const auto degrees = [&](double from, std::uint64_t steps) {
    return from + static_cast<double>(below(steps)) / 1e6;
  };
  townships = {{.code = "410202001", .name = "Southwest", .west = 114.30, .south = 34.80},
               {.code = "410202002", .name = "Southeast", .west = 114.32, .south = 34.80},
               {.code = "410202003", .name = "Northwest", .west = 114.30, .south = 34.812},
               {.code = "410202004", .name = "Northeast", .west = 114.32, .south = 34.812}};
  for (int i = 0; i < 9; ++i) {
    Road road{i == 4 ? "footway" : "residential", i == 2 ? "yes" : "", {}};
    for (int j = 0; j < 5; ++j) road.line.emplace_back(114.30 + 0.005 * i, 34.80 + 0.005 * j);
    if (i != 6) roads.push_back(road);
  }
  for (int j = 0; j < 5; ++j) {
    Road road{"secondary", j == 3 ? "-1" : "", {}};
    for (int i = 0; i < 9; ++i)
      if (j != 1 || i < 7) road.line.emplace_back(114.30 + 0.005 * i, 34.80 + 0.005 * j);
    roads.push_back(road);
  }
  roads.push_back({"residential", "", {{114.311, 34.8215}, {114.318, 34.8215}}});  // an island
  const char* types[] = {"community_care", "clinic", "day_care", "community_care"};
  for (int s = 0; s < 12; ++s) {
    Site site{.id = fmt::format("s{}", s), .type = types[s % 4], .functions = {}};
    if (s % 5 == 0 && site.type != "day_care") site.functions = "day_care";
    site.beds = 5 + below(30);
    site.lon = degrees(114.301, 38'000);
    site.lat = degrees(34.801, 18'000);
    if (s == 7) site.status = "planned";
    sites.push_back(site);
  }
  for (int p = 0; p < 44; ++p) {
    Person person{degrees(114.301, 38'000), degrees(34.801, 18'000), 0, 0};
    if (p >= 40) person.lat = degrees(34.8205, 1'500);  // north of the streets, on the island
    person.total = (100 + below(900)) * 100'000;
    person.older60 = below(static_cast<std::uint64_t>(person.total / 1'000'000) + 1) * 1'000'000;
    people.push_back(person);
  }
}

void TownModel::write(const std::filesystem::path& folder) const {
  put_file(folder / "project.toml",
           fmt::format(kProject, walk_mps, care_limits, care_need, near_limits, drive_limits));
  put_file(folder / "mine.toml", fmt::format(kPack, reach_target, reach_limit, homes_needed));
  put_file(folder / "counties.geojson",
           layer({unit("410202", "Longting", "市辖区", ring(114.30, 34.80, 114.34, 34.824))}));
  std::vector<std::string> towns, villages;
  for (const Township& t : townships) {
    towns.push_back(
        unit(t.code, t.name, t.words, ring(t.west, t.south, t.west + 0.02, t.south + 0.012)));
    for (int v = 0; v < 2; ++v) {
      const double west = t.west + 0.01 * v;
      villages.push_back(unit(fmt::format("{}00{}", t.code, v + 1),
                              fmt::format("{} {}", v == 0 ? "West of" : "East of", t.code), "村",
                              ring(west, t.south, west + 0.01, t.south + 0.012)));
    }
  }
  put_file(folder / "towns.geojson", layer(towns));
  put_file(folder / "villages.geojson", layer(villages));
  put_file(
      folder / "land.geojson",
      layer(
          {fmt::format(
               R"({{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":{}}}}})",
               block(114.303, 34.802, 114.314, 34.809)),
           fmt::format(
               R"({{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":{}}}}})",
               block(114.326, 34.811, 114.337, 34.819))}));
  std::vector<std::string> lines;
  for (const Road& road : roads) {
    std::vector<std::string> points;
    for (const auto& [lon, lat] : road.line)
      points.push_back(fmt::format("[{:.6f},{:.6f}]", lon, lat));
    lines.push_back(fmt::format(
        R"({{"type":"Feature","properties":{{"class":"{}","oneway":"{}"}},"geometry":{{"type":"LineString","coordinates":[{}]}}}})",
        road.road_class, road.oneway, fmt::join(points, ",")));
  }
  put_file(folder / "roads.geojson", layer(lines));
  std::string table = "id,name,type,functions,beds,status,opened,lon,lat\n";
  for (const Site& s : sites)
    table += fmt::format("{0},{0},{1},{2},{3},{4},{5},{6:.6f},{7:.6f}\n", s.id, s.type, s.functions,
                         s.beds, s.status, s.opened, s.lon, s.lat);
  put_file(folder / "sites.csv", table);
  table = "id,lon,lat,total,older60\n";
  for (std::size_t p = 0; p < people.size(); ++p)
    table += fmt::format("p{},{:.6f},{:.6f},{},{}\n", p, people[p].lon, people[p].lat,
                         millionths(people[p].total), millionths(people[p].older60));
  put_file(folder / "people.csv", table);
}

}  // namespace fangyuan::test
