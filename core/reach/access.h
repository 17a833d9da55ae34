// SPDX-License-Identifier: Apache-2.0
// How places enter the network, and what their access legs cost a service.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/cost.h"
#include "core/network/network.h"
#include "core/reach/search.h"
#include "core/study/service.h"

namespace fangyuan {

/// The speeds of a mode in m/s. By car `speed_mps` is not used: edges have their own.
struct ModeSpeeds {
  double speed_mps = 1.0;
  double off_network_mps = 1.0;
};

/// One more entrance of a cell.
struct FurtherEntrance {
  CellId cell;
  Entrance entrance;
};

/// Entrances of all places in one mode. A place costs what its cheapest entrance costs.
struct ModeAccess {
  std::vector<Entrance> cells;               ///< [cell]
  std::vector<std::vector<Entrance>> sites;  ///< [site]; a polygon may have several; empty or
                                             ///< without an edge: unconnected
  /// Beside those in `cells`, where roads were added to a network: by cell, connected, of cells
  /// that are connected. Tables tell the one in `cells`.
  std::vector<FurtherEntrance> further = {};
};

/// Seconds or metres, by the kind of the service's limits. REQUIRES: it has limits (not joint).
Metric metric_of(const Service& service);

/// The service's own speed, else its mode's. By car of no meaning to a ModeGraph, but positive.
double network_mps(const Service& service, const ModeSpeeds& mode);

/// Speed on access legs: min(off-network, the service's speed); by car the off-network speed.
double access_mps(const Service& service, const ModeSpeeds& mode);

/// Speed that turns a straight line into a time: straight_speed_mps where given, else the network
/// speed; absent by car, whose streets have no one speed.
std::optional<double> straight_mps(const Service& service, const ModeSpeeds& mode);

/// Radius of a limit as the crow flies, in whole millimetres: its own, or speed × time (m/s × ms
/// are millimetres).
Cost straight_radius(double mps, Limit limit);

/// Cost of an access leg: its millimetres, or the nearest millisecond at `mps`.
Cost access_cost(std::uint32_t access_mm, Metric metric, double mps);

/// One source per connected entrance, in their order: what Search::run wants for a site.
std::vector<Source> sources_of(std::span<const Entrance> entrances, Metric metric, double mps);

}  // namespace fangyuan
