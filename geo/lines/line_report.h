// SPDX-License-Identifier: Apache-2.0
// Everything that the report on lines and markers is written from.
#pragma once

#include "geo/lines/dispute.h"
#include "geo/lines/inspection.h"
#include "geo/lines/tour.h"

namespace fangyuan {

/// Why a marker is on no route.
enum class NoRoad {
  no_place,  ///< it has no coordinates
  barred,    ///< a road is within reach, but a river, a railway or another barrier lies before it
  far,       ///< no road within reach
};
constexpr std::string_view to_string(NoRoad why) {
  return why == NoRoad::no_place ? "no_place" : why == NoRoad::barred ? "barred" : "far";
}

/// The markers of one line in the order in which to visit them.
struct MarkerRoute {
  struct Stop {
    std::size_t marker = 0;  ///< into LineBook::markers
    /// From the stop before, along roads; absent at the first, and where no road leads.
    std::optional<std::uint32_t> leg_ms;
    std::uint32_t walk_mm = 0;  ///< from the road to the marker, one way
  };
  std::size_t line = 0;  ///< into LineCheck::lines
  std::vector<Stop> stops;
  std::vector<std::size_t> unconnected;    ///< markers without a road near, or without a place
  std::vector<NoRoad> unconnected_why;     ///< of each of them
  std::optional<std::uint32_t> back_ms;    ///< from the last stop to where it set out
  std::uint64_t road_ms = 0, walk_ms = 0;  ///< on roads; on foot, there and back
  std::size_t broken = 0;                  ///< legs on which no road leads
  bool best = false;                       ///< no order is better
  std::uint64_t total_ms() const { return road_ms + walk_ms; }
};

struct LineReport {
  LineBook book;
  LineCheckOptions options;
  LineCheck check;
  std::vector<InspectionRow> inspections;
  std::optional<InspectionRound> round;
  std::optional<RoundProgress> progress;
  std::vector<Dispute> disputes;
  std::vector<std::string> groups;           ///< of the people in disputes
  std::vector<std::string> facility_labels;  ///< by the numbers in disputes
  std::string route_mode;                    ///< empty: none were asked for
  std::vector<MarkerRoute> routes;
};

}  // namespace fangyuan
