// SPDX-License-Identifier: Apache-2.0
// What a run computes, as plain tables. Writers (geo/out) and the viewer read these and nothing
// else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/amount.h"
#include "core/base/cost.h"
#include "core/base/id.h"
#include "core/base/place.h"
#include "core/base/wide.h"
#include "core/study/service.h"
#include "core/study/unit.h"

namespace fangyuan {

/// Times and sites of one service, one entry per cell, whether measured or not.
struct ServiceReach {
  ServiceId service;
  bool has_network = false;  ///< false: no roads, or not asked for; then nothing is reached by them
  bool has_straight = false;  ///< false: not asked for, or a car's time limit without a speed
  std::vector<Cost>
      network;  ///< ms (limits_min) or mm (limits_m); beyond the largest limit: not reached
  std::vector<SiteId>
      network_site;  ///< nearest site by network; ties to the lower site id text; none: not reached
  std::vector<Cost> straight_mm;  ///< geodesic; beyond the largest radius: not reached
  std::vector<SiteId> straight_site;
  std::vector<std::uint8_t> unconnected;  ///< 1: the cell has no entrance in this service's mode
  std::vector<std::uint32_t> access_mm;   ///< of the cell's entrance; 0 where unconnected
};

/// The four parts of a group's people; they add up to `total` exactly.
struct Parts {
  People total, served, no_capacity, out_of_reach, unconnected;
  Parts& operator+=(const Parts& o);
};

/// One row of coverage.csv.
struct CoverageRow {
  ServiceId service;
  std::string limit;  ///< "900", "1000m", joint: "1000m+3000m"
  Measure measure = Measure::network;
  std::optional<std::size_t> unit_layer;  ///< absent: level "all"
  UnitId unit;                            ///< none on a layer: people in no unit of it
  std::size_t group = 0;                  ///< into Cells::groups
  Parts parts;
  std::optional<std::uint64_t> mean_ms, p90_ms, mean_mm, p90_mm;
};

/// One row of facilities.csv.
struct FacilityRow {
  ServiceId service;
  std::string limit;
  SiteId site;
  std::optional<Place> snap;  ///< the first entrance's point; absent: unconnected or no place
  std::optional<std::uint32_t> access_mm;
  People in_reach;  ///< of the leading group, whether served elsewhere or not
  People served;    ///< by this site: nearest, or by capacity filling
  std::optional<Amount> capacity;
  std::optional<Amount> load;  ///< need placed here
  std::vector<std::string>
      warnings;  ///< codes: "unconnected", "unlocated", "outside", "not-counted", …
  std::optional<Amount> load_best;  ///< of the best filling; absent: not computed
  People only_here;  ///< of those in reach, who have no other site of the service within the limit
};

/// One row of overlap.csv: among how many sites people may choose, and what stands idle.
struct OverlapRow {
  /// 0, 1, 2, 3 sites, and more.
  static constexpr std::size_t kCounts = 5;
  ServiceId service;
  std::string limit;
  Measure measure = Measure::network;
  std::optional<std::size_t> unit_layer;   ///< absent: level "all"
  UnitId unit;                             ///< none on a layer: people in no unit of it
  std::array<People, kCounts> by_sites{};  ///< the leading group by sites within the limit
  Wide site_people = 0;                    ///< Σ millionths of people × sites within the limit
  std::uint64_t sites = 0;                 ///< that serve and stand in the unit
  std::optional<Amount> capacity, load;    ///< of these; absent: the service has no capacity
};

/// One row of filling.csv: nearest-first beside the best filling, in places needed.
struct FillingRow {
  ServiceId service;
  std::string limit;
  Measure measure = Measure::network;
  bool by_time = true;                    ///< costs below are millionths × ms, else × mm
  std::optional<std::size_t> unit_layer;  ///< absent: level "all"
  UnitId unit;                            ///< none on a layer: people in no unit of it
  Amount need;
  Amount need_in_reach;  ///< of cells with a site within the limit
  Amount nearest_first;  ///< of it met; `served`: people of the leading group, as coverage.csv
  People served;
  Wide nearest_first_cost = 0;
  /// Absent: not asked for, or too many pairs. At level "all" the most that any filling serves, and
  /// of those the least cost; in a unit, of one of several equally good ones.
  std::optional<Amount> best;
  std::optional<People> served_best;
  std::optional<Wide> best_cost;
};

/// One row of access.csv: places per thousand people of the leading group, by floating catchments.
struct AccessRow {
  ServiceId service;
  std::string limit;  ///< of the catchment
  Measure measure = Measure::network;
  std::optional<std::size_t> unit_layer;
  UnitId unit;
  People people;
  People none;                   ///< who have no place within the catchment
  std::optional<Amount> mean;    ///< by people, to the nearest millionth; absent without people
  std::optional<Amount> lowest;  ///< of cells with people
};

/// Places per thousand people, cell by cell.
struct ServiceAccess {
  ServiceId service;
  std::vector<Amount> per_thousand;  ///< [cell]; 0: no place within the catchment
  Amount places;                     ///< of all sites that serve and have coordinates
  Amount places_without_people;      ///< of it with nobody in the catchment
};

/// What was left out, since it would have taken more pairs of cell and site than `most`.
struct TooManyPairs {
  ServiceId service;
  std::string limit;
  bool filling = true;  ///< the best filling; else access
  std::uint64_t most = 0;
};

enum class Trust { a, b, c };

/// One row of units.csv (beside what Unit holds).
struct UnitRow {
  UnitId unit;
  std::vector<People> people;  ///< by group
  std::vector<std::pair<std::string, std::uint64_t>>
      facilities;  ///< type, count (located and unlocated)
  double road_km = 0;
  std::optional<double> median_access_m;
  std::optional<double> network_over_straight;
  std::optional<double> share_unlocated;
  Trust trust = Trust::a;
  std::vector<std::string> reasons;  ///< codes of why it is not A
};

/// One circle (or the union of a service): rings in the project's CRS. No colour, no format.
struct Circle {
  ServiceId service;
  SiteId site;  ///< none: the union of the service
  Limit limit;
  double cell_m = 10;  ///< of the grid it was contoured on
  struct Polygon {
    std::vector<XY> outer;               ///< closed, counter-clockwise
    std::vector<std::vector<XY>> holes;  ///< closed, clockwise
  };
  std::vector<Polygon> polygons;
};

}  // namespace fangyuan
