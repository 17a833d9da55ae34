// SPDX-License-Identifier: Apache-2.0
// A bureau's folder as they come: the same synthetic prefecture, but as an office would hand it
// over, with what such folders have wrong, and the truth beside it for tests to compare with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace fangyuan {

struct BureauOptions {
  std::filesystem::path out;
  std::int64_t people = 4'300'000;
  std::uint64_t seed = 1;
  bool with_roads = false;  ///< also 道路.gpkg
};

/// One row of 设施.xlsx; rows are numbered from 1, the header not counted.
struct BureauFacility {
  std::uint64_t row = 0;
  std::string name;
  std::string village_code;
  std::string street_code;  ///< of its 街道, or of its 镇 or 乡
  double lon = 0, lat = 0;  ///< where it really is
  std::int64_t beds = 0;
  enum class Fault { none, gcj02, swapped, unlocated } fault = Fault::none;
};

struct BureauTruth {
  std::vector<BureauFacility> facilities;     ///< 362, in row order
  std::vector<std::uint64_t> gcj02_rows;      ///< 40
  std::vector<std::uint64_t> swapped_rows;    ///< 6
  std::vector<std::uint64_t> unlocated_rows;  ///< 62
  std::vector<std::string> streets;           ///< codes of all 街道, ascending
  std::vector<std::string> streets_without;   ///< those without a 街道综合养老服务中心
  std::size_t townships = 0, villages = 0;
  std::int64_t people = 0, older60 = 0, households = 0;
  std::int64_t beds = 0;
};

/// Writes 县区.shp, 乡镇街道.shp and 村社区.shp (GBK, codes as numbers, degrees; 乡镇街道 without
/// its .cpg), 各村人口.xlsx (no geometry; names in several spellings, some codes with spaces),
/// 养老设施.xlsx (362 rows: 40 in GCJ-02, 6 with longitude and latitude swapped, 62 without
/// coordinates; their own words for type and status) and, if asked for, 道路.gpkg into `out`, which
/// is made when it is not there. No project.toml: `init` is to write it.
///
/// Every located row of 养老设施.xlsx names the village in which it truly stands. The 40 lie
/// outside it as written, by at least 20 m, and at least 10 m inside once the shift is undone; the
/// others lie at least 3 m inside.
///
/// Throws as write_sample.
BureauTruth write_bureau(const BureauOptions& options);

}  // namespace fangyuan
