// SPDX-License-Identifier: Apache-2.0
// How equally a service is spread over the units of each level (equality.csv).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/coverage/result.h"
#include "core/measures/equality.h"
#include "core/study/cells.h"
#include "core/study/service.h"
#include "core/study/unit.h"

namespace fangyuan {

/// What each person of a unit has.
enum class EqualityOf {
  share_served,         ///< served ÷ total, 0–1
  mean_time,            ///< seconds to the nearest site, of those in reach
  mean_length,          ///< metres, where a service has no times
  places_per_thousand,  ///< of access.csv
};
std::string_view to_string(EqualityOf of);

/// One row of equality.csv: units of one level with people in them, of the service's group.
struct EqualityRow {
  ServiceId service;
  std::string limit;
  Measure measure = Measure::network;
  EqualityOf of = EqualityOf::share_served;
  std::size_t unit_layer = 0;
  std::size_t units = 0;
  People people;
  double mean = 0;              ///< by people
  std::optional<double> gini;   ///< absent, as Theil's, where nobody has anything
  std::optional<double> theil;  ///< between and within: by the next level above in the same tree;
  std::optional<double> theil_between, theil_within;  ///< absent without one, or at a lone parent
  std::optional<GroupGap> gap;  ///< urban against rural units; absent where either has no people
  std::optional<double> people_in_worst_tenth;  ///< share of people in the worst tenth of the units
  std::optional<double> share_of_worst_tenth;   ///< what the worst-off tenth of the people has of
                                                ///< the whole; not for times and lengths
};

/// Urban and rural as the unit's own class says: 街道 and 社区 against 镇, 乡, 民族乡 and 村; of
/// counties 市辖区 against 县, 县级市 and 自治县 (centre and periphery). Absent for other words.
enum class Settlement { urban, rural };
std::optional<Settlement> settlement_of(const Unit& unit);

struct EqualityInputs {
  const Units& units;
  const Cells& cells;
  std::span<const Service> services;
  std::span<const CoverageRow> coverage;
  std::span<const AccessRow> access;
};

/// By service, then limit and measure as in coverage.csv (access last), what, and level; levels
/// with at least two units that have people, everyone else left out. Worst: the lowest share or
/// places, the longest time. O(rows log rows).
std::vector<EqualityRow> equality_rows(const EqualityInputs& inputs);

}  // namespace fangyuan
