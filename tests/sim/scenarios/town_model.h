// SPDX-License-Identifier: Apache-2.0
// A small prefecture as a value that can be changed and written out as input files: what a scenario
// says, said once more by the input.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace fangyuan::test {

struct TownModel {
  struct Site {
    std::string id, type, functions;
    std::int64_t beds = 0;
    std::string status = "in_use", opened = "2015-05-01";
    double lon = 0, lat = 0;
  };
  struct Person {
    double lon = 0, lat = 0;
    std::int64_t total = 0, older60 = 0;  ///< millionths
  };
  struct Township {
    std::string code, name, words = "街道";
    double west = 0, south = 0;  ///< 0.02° by 0.012°, of two villages side by side
  };
  struct Road {
    std::string road_class, oneway;
    std::vector<std::pair<double, double>> line;
  };

  /// One county of four townships of two villages each; nine streets by five, some of them one way,
  /// one of them a footway, a few missing; an island of streets in the north; 12 sites and 44
  /// places of people, which depend on the seed.
  explicit TownModel(std::uint64_t seed);
  void write(const std::filesystem::path& folder) const;

  std::vector<Site> sites;
  std::vector<Person> people;
  std::vector<Road> roads;
  std::vector<Township> townships;
  std::string walk_mps = "1.0", care_limits = "[5, 10, 15]", care_need = "0.03",
              near_limits = "[800, 2000]", drive_limits = "[2, 4]", reach_target = "0.5",
              reach_limit = "900", homes_needed = "1";
};

/// As a CSV has it.
std::string millionths(std::int64_t value);

}  // namespace fangyuan::test
