// SPDX-License-Identifier: Apache-2.0
// From one place along the streets to the sites that are nearest to it: what the run's costs add up
// of. Internal to sim/live.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/reach/access.h"
#include "geo/crs/straight_line.h"
#include "sim/study/study.h"

namespace fangyuan {

/// The whole costs `leave` + `along` + `enter`, in ms or mm, as a run has it.
struct PlaceWay {
  SiteId site;               ///< of the sites asked about
  Cost leave;                ///< the place's access leg
  Cost along;                ///< streets
  Cost enter;                ///< the site's access leg
  Entrance entrance;         ///< by which the way comes to the site; none at the same place
  std::vector<LonLat> line;  ///< from the place to the site; a point at the same place

  Cost cost() const { return leave + along + enter; }
};

struct WayQuestion {
  ServiceId service;  ///< not joint, with network costs
  CellId cell;
  std::size_t count = 1;  ///< sites at most
  Cost limit;             ///< how far to look; at least the service's largest limit is usual
};

/// The sites as edits leave them.
struct WaySites {
  std::span<const Facility> all;
  std::span<const std::vector<Entrance>> entrances;  ///< [site], of the service's mode
};

/// The sites within the question's limit that may serve the cell, nearest first, ties as in a run.
/// One bounded search from the place: O(vertices + what it reaches + sites). Where several ways
/// cost the same, it is one of them, always the same.
std::vector<PlaceWay> nearest_ways(const Study& study, const ModeGraph& graph,
                                   const GeodesicLines& lines, const WaySites& sites,
                                   const WayQuestion& question);

}  // namespace fangyuan
