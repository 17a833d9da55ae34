// SPDX-License-Identifier: Apache-2.0
// A trust grade per unit: how far its figures can be believed, and why not further.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/coverage/coverage.h"
#include "core/coverage/result.h"

namespace fangyuan {

/// At `b` doubt begins (B), at `c` the data do not suffice (C, 数据不足).
struct TrustStep {
  double b, c;
};

// Densely settled: 1,500 people/km², the European Commission's and UN's line for an urban centre.
// Housing areas shall have 8 km/km² of streets there (GB 50180-2018, 6.0.2); half of it means that
// half is missing from the data, a quarter that the data are not of this town.
inline constexpr double kDensePeoplePerKm2 = 1500;
inline constexpr TrustStep kDenseRoadKmPerKm2{4, 2};
// Elsewhere: China's public roads alone, without streets and field tracks, make 0.56 km/km² (2022),
// mountains and deserts included. Where fewer than 50 people/km² live, few roads may well be all
// there are.
inline constexpr double kSparsePeoplePerKm2 = 50;
inline constexpr TrustStep kRoadKmPerKm2{0.5, 0.2};
// People without a street within the access limit: one in twenty is what stray pixels make; one in
// five is a hole in the roads.
inline constexpr TrustStep kShareUnconnected{0.05, 0.2};
// Streets of housing areas lie 150 to 250 m apart (GB 50180-2018, 6.0.2): a home is at most 125 m
// from its street. Twice that and the street is not in the data.
inline constexpr TrustStep kMedianAccessM{125, 250};
// Detours of street networks lie around 1.2 to 1.5; twice the straight line is a river or a gap,
// three times a gap.
inline constexpr TrustStep kNetworkOverStraight{2, 3};
// Places nearer than this to their site say nothing about detours.
inline constexpr double kLeastStraightM = 100;
// Sites or people in the lists that could not be placed.
inline constexpr TrustStep kShareUnlocated{0.05, 0.2};

/// What one unit is graded by. Absent: could not be measured, and that alone is no reason.
struct TrustSigns {
  bool has_roads = false;   ///< the study has any
  bool has_people = false;  ///< anybody lives in the unit, as far as is known
  double people_per_km2 = 0;
  std::optional<double> road_km_per_km2;
  std::optional<double> share_unconnected;
  std::optional<double> median_access_m;
  std::optional<double> network_over_straight;
  std::optional<double> share_unlocated;
};

struct TrustGrade {
  Trust grade = Trust::a;
  /// In a fixed order: "no-roads", "no-people", "roads-thin", "unconnected", "access-long",
  /// "detour-long", "unlocated"; with "-b" or "-c" behind the measured ones.
  std::vector<std::string> reasons;
};

/// The worst of the single grades; no roads or nobody living there: C.
TrustGrade grade(const TrustSigns& signs);

struct UnitRowInputs {
  const StudyView& study;
  std::span<const Service> services;
  std::span<const ServiceReach> reach;
  std::span<const double> road_km = {};  ///< [unit], geodesic; empty: no roads
  /// [group][unit] people of lists that are known to be somewhere in the unit; may be empty.
  std::span<const std::vector<People>> unlocated_people = {};
};

/// One row per unit, layer by layer in code order. People weigh by the first group ("total" where
/// there is one); in a study in which that has nobody, all cells weigh alike.
/// - facilities: sites in use or accepted, by type and by every further function, located or not.
/// - median access leg and share unconnected: by the first mode in use of walk, bicycle, e-bike,
///   car.
/// - network ÷ straight: over all services measured both ways (by car only with limits in metres),
///   summed over the people in cells that reach a site by both and are at least kLeastStraightM
///   from it.
/// - share unlocated: the larger of those of its sites and of its people.
std::vector<UnitRow> unit_rows(const UnitRowInputs& inputs);

}  // namespace fangyuan
