// SPDX-License-Identifier: Apache-2.0
// 汴州市, a synthetic prefecture: ordinary input files with a project.toml, the same bytes for the
// same seed. Nothing in it is a real place; its sizes are those of the plans (reference material:
// 10 county-level units, 122 townships, 2,566 villages and communities, 4.3 million people).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "geo/crs/datum.h"

namespace fangyuan {

struct SampleOptions {
  std::filesystem::path out;
  std::int64_t people = 4'300'000;  ///< scales area, units and network alike
  std::uint64_t seed = 1;
  bool roads = true;  ///< false: no roads.gpkg, and none in project.toml
};

struct SampleSummary {
  std::size_t counties = 0;  ///< county-level units, the management unit among them
  std::size_t townships = 0;
  std::size_t villages = 0;
  std::int64_t people = 0;
  std::int64_t older60 = 0;
  std::int64_t beds = 0;  ///< of care facilities
  std::size_t road_lines = 0;
  std::size_t road_vertices = 0;  ///< different ones, shape points among them
};

/// Smallest and largest prefecture that can be made.
inline constexpr std::int64_t kSampleLeastPeople = 43'000;
inline constexpr std::int64_t kSampleMostPeople = 50'000'000;

/// Throws InputError (sample-people) when `people` is out of range.
void require_sample_people(std::int64_t people);

/// Writes units.gpkg (layers prefecture, county, management, township, village; villages carry the
/// people), roads.gpkg, land.gpkg, facilities.gpkg, 儿童之家.csv, 死亡人口.csv, 社会事务统计.csv,
/// 地名录.csv, project.toml and README.txt into `out`, which is made when it is not there; files of
/// those names are replaced. Takes about 10 s per 4.3 million people.
///
/// Throws InputError (sample-people) when `people` is out of range, std::runtime_error when
/// something cannot be written.
SampleSummary write_sample(const SampleOptions& options);

struct OutlineOptions {
  std::filesystem::path file;  ///< a GeoPackage; replaced
  std::int64_t people = 430'000;
  std::uint64_t seed = 1;
  Datum datum = Datum::as_declared;
};

/// Writes only the sample's outlines (layers county, township, village, in EPSG:4490 degrees), as
/// if drawn on a map of the given datum: every vertex is moved forward by it. For tests of datum
/// detection. Throws as write_sample. Takes about 50 ms per 430,000 people.
void write_sample_outlines(const OutlineOptions& options);

}  // namespace fangyuan
