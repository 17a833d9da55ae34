// SPDX-License-Identifier: Apache-2.0
// The synthetic prefecture as it stands in memory, before anything is written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/sample/tiling.h"

namespace fangyuan::sample {

struct Headcount {
  std::int64_t total = 0;
  std::int64_t age0_2 = 0, age3_5 = 0, age6_14 = 0, working = 0, older60 = 0;  ///< sum to total
  std::int64_t older65 = 0, older80 = 0, disabled = 0, needy = 0;              ///< parts of them
  std::int64_t households = 0;
  Headcount& operator+=(const Headcount& o);
};

/// A village or community; its index is its cell's index in the tiling.
struct Village {
  std::uint32_t township = 0;
  std::string code;  ///< 12 digits
  std::string name;  ///< without its class: "李家庄", "槐荫"
  bool community = false;
  Headcount people;
  std::string full_name() const { return name + (community ? "社区" : "村"); }
};

struct Township {
  std::uint32_t county = 0;
  std::string code;        ///< 9 digits
  std::string name;        ///< with its class: "柳林镇"
  std::string unit_class;  ///< 街道, 镇, 乡
  std::vector<std::uint32_t> villages;
  std::uint32_t seat = 0;  ///< the village its offices are in
  bool is_street() const { return unit_class == "街道"; }
};

struct County {
  std::string code;  ///< 6 digits
  std::string name;
  std::string unit_class;  ///< 市辖区, 县
  std::uint32_t town = 0;  ///< of the plan's towns: its seat
  std::vector<std::uint32_t> townships;
};

/// 示范区: a unit of the management tree made of townships of more than one legal unit.
struct ManagementUnit {
  std::string code;
  std::string name;
  std::vector<std::uint32_t> townships;
};

struct World {
  std::uint64_t seed = 1;
  double scale = 1.0;  ///< people ÷ 4.3 million
  double size = 1.0;   ///< of area, units and network, in the same measure
  std::string code;    ///< of the prefecture, 6 digits
  std::string name;
  TilingPlan plan;
  Tiling tiling;
  std::vector<County> counties;
  std::vector<Township> townships;
  std::vector<Village> villages;
  ManagementUnit management;
  std::vector<std::uint32_t> enclave;  ///< villages of one county that lie inside another
  double radius = 0;                   ///< of a disc of the prefecture's area, decimetres
  double city_radius = 0;              ///< of the city, decimetres

  Headcount people() const;
};

/// Units with names, codes and people. REQUIRES: 43,000 ≤ people ≤ 50,000,000.
World make_world(std::int64_t people, std::uint64_t seed);

}  // namespace fangyuan::sample
