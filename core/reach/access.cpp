// SPDX-License-Identifier: Apache-2.0
#include "core/reach/access.h"

#include <algorithm>
#include <cassert>

namespace fangyuan {

Metric metric_of(const Service& service) {
  assert(!service.limits.empty());
  return service.limits.front().is_time ? Metric::time : Metric::length;
}

double network_mps(const Service& service, const ModeSpeeds& mode) {
  return service.mode == Mode::car ? mode.speed_mps : service.speed_mps.value_or(mode.speed_mps);
}

double access_mps(const Service& service, const ModeSpeeds& mode) {
  return service.mode == Mode::car ? mode.off_network_mps
                                   : std::min(mode.off_network_mps, network_mps(service, mode));
}

std::optional<double> straight_mps(const Service& service, const ModeSpeeds& mode) {
  if (service.straight_speed_mps) return service.straight_speed_mps;
  if (service.mode == Mode::car) return std::nullopt;
  return network_mps(service, mode);
}

Cost access_cost(std::uint32_t access_mm, Metric metric, double mps) {
  return metric == Metric::length ? Cost(access_mm) : travel_ms(access_mm, mps);
}

std::vector<Source> sources_of(std::span<const Entrance> entrances, Metric metric, double mps) {
  std::vector<Source> sources;
  for (const Entrance& e : entrances)
    if (e.connected()) sources.push_back({e, access_cost(e.access_mm, metric, mps)});
  return sources;
}

}  // namespace fangyuan
