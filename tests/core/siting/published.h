// SPDX-License-Identifier: Apache-2.0
// Published siting instances, read from the shared data (its README tells the formats).
#pragma once

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <numbers>
#include <sstream>
#include <string>
#include <vector>

#include "core/siting/request.h"

namespace fangyuan::siting_test {

struct Published {
  std::vector<SitePair> pairs;
  std::vector<People> people;
  std::size_t sites = 0;
  std::uint32_t most = 0;
  SitingRequest request(SitingGoal goal) const {
    SitingRequest r;
    r.goal = goal;
    r.pairs = pairs;
    r.people = people;
    r.sites = sites;
    if (goal != SitingGoal::fewest_sites) r.most = most;
    return r;
  }
};

/// `n m p`, then undirected edges, of which the last of two equal ones holds; one person a vertex,
/// all-pairs shortest paths.
inline Published read_pmed(const std::string& path) {
  std::ifstream in(path);
  std::uint32_t n = 0, edges = 0;
  Published result;
  in >> n >> edges >> result.most;
  constexpr std::uint32_t kFar = 100'000'000;
  std::vector<std::vector<std::uint32_t>> d(n, std::vector<std::uint32_t>(n, kFar));
  for (std::uint32_t i = 0; i < n; ++i) d[i][i] = 0;
  for (std::uint32_t e = 0; e < edges; ++e) {
    std::uint32_t a = 0, b = 0, length = 0;
    in >> a >> b >> length;
    d[a - 1][b - 1] = d[b - 1][a - 1] = length;
  }
  for (std::uint32_t k = 0; k < n; ++k)
    for (std::uint32_t i = 0; i < n; ++i)
      for (std::uint32_t j = 0; j < n; ++j) d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
  for (std::uint32_t i = 0; i < n; ++i) {
    result.people.push_back(People::from_whole(1));
    for (std::uint32_t j = 0; j < n; ++j) result.pairs.push_back({i, j, Cost(d[i][j])});
  }
  result.sites = n;
  return result;
}

/// Points on the sphere of 6,378,100 m, every one demand and candidate; pairs up to 400 m.
inline Published read_new_york(const std::string& path, std::uint32_t most) {
  std::ifstream in(path);
  Published result;
  result.most = most;
  std::vector<double> lat, lon;
  bool demands = false;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    double a = 0, b = 0;
    if (line.rfind("DEMAND_SECTION", 0) == 0) demands = true;
    if (!(words >> a)) continue;
    if (demands) {
      result.people.push_back(People::from_double(a));
    } else if (words >> b) {
      lat.push_back(a * std::numbers::pi / 180);
      lon.push_back(b * std::numbers::pi / 180);
    }
  }
  result.sites = lat.size();
  result.people.resize(lat.size());
  for (std::uint32_t i = 0; i < lat.size(); ++i)
    for (std::uint32_t j = 0; j < lat.size(); ++j) {
      const double cosine = std::sin(lat[i]) * std::sin(lat[j]) +
                            std::cos(lat[i]) * std::cos(lat[j]) * std::cos(lon[i] - lon[j]);
      const double metres = 6'378'100 * std::acos(std::clamp(cosine, -1.0, 1.0));
      if (metres <= 400)
        result.pairs.push_back({i, j, Cost(static_cast<std::uint32_t>(metres * 1000))});
    }
  return result;
}

/// San Francisco's 205 tracts and 16 stores: distance, store, tract, demand. Distances in units of
/// 0.1 mm, so that sums agree with published ones to a centimetre each.
inline Published read_san_francisco(const std::string& folder) {
  std::ifstream in(folder + "/SF_network_distance_candidateStore_16_censusTract_205_new.csv");
  Published result;
  result.sites = 16;
  result.most = 4;
  // Numbers 8 to 10 are missing.
  const auto number = [](const std::string& store) {
    const auto n = static_cast<std::uint32_t>(std::stoul(store.substr(6)));
    return n < 8 ? n - 1 : n - 4;
  };
  std::map<std::string, std::uint32_t> tract;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string metres, store, name, people;
    std::getline(fields, metres, ',');
    std::getline(fields, store, ',');
    std::getline(fields, name, ',');
    std::getline(fields, people, ',');
    const auto [at, is_new] = tract.emplace(name, tract.size());
    if (is_new) result.people.push_back(People::from_double(std::stod(people)));
    result.pairs.push_back(
        {at->second, number(store),
         Cost(static_cast<std::uint32_t>(std::llround(std::stod(metres) * 1e4)))});
  }
  return result;
}

}  // namespace fangyuan::siting_test
