// SPDX-License-Identifier: Apache-2.0
#include "core/reach/access.h"

#include <algorithm>
#include <cassert>
#include <cmath>

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

Cost straight_radius(double mps, Limit limit) {
  if (!limit.is_time) return Cost(limit.value);
  // The hair makes up for speeds that binary numbers cannot write (1.1 m/s); distances are whole.
  const double mm = std::floor(mps * limit.value + 1e-6);
  constexpr double kMost = 4'294'967'294.0;
  return Cost(static_cast<std::uint32_t>(std::min(mm, kMost)));
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
