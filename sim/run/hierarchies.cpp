// SPDX-License-Identifier: Apache-2.0
#include "sim/run/hierarchies.h"

#include <algorithm>

#include "core/coverage/nearest.h"
#include "core/reach/access.h"
#include "sim/run/order_cache.h"

namespace fangyuan {
namespace {

/// Street that all searches of a service walk along, at most: sites × the length of street within
/// its largest limit, if streets were as dense as usual in towns (15 km per km²; a guess that only
/// chooses between two ways to the same answer).
double street_searched_km(const Study& study, const Service& service) {
  const auto sites =
      std::count_if(study.facilities.all.begin(), study.facilities.all.end(),
                    [&](const Facility& f) { return f.place && serves(f, service); });
  const Limit limit = service.limits.back();
  constexpr double kCarMps = 10;
  const double mps = service.mode == Mode::car ? kCarMps : study.project.speed_mps(service);
  const double km = limit.is_time ? limit.value / 1e6 * mps : limit.value / 1e6;
  double all_km = 0;
  for (const Edge& e : study.roads.network.edges) all_km += e.length_mm / 1e6;
  constexpr double kDensity = 15, kPi = 3.14;
  return static_cast<double>(sites) * std::min(all_km, kPi * km * km * kDensity);
}

}  // namespace

Hierarchies hierarchies_for(const Study& study) {
  Hierarchies result;
  if (!study.has_roads()) return result;
  std::array<double, kModes> searched_km{};
  for (const Service& s : study.project.services)
    if (!s.is_joint() && s.measure_network)
      searched_km[static_cast<std::size_t>(s.mode)] += street_searched_km(study, s);
  double all_km = 0;
  for (const Edge& e : study.roads.network.edges) all_km += e.length_mm / 1e6;
  // Finding an order takes about as long as searching the whole network this many times.
  constexpr double kOrderCosts = 60;
  for (std::size_t m = 0; m < kModes; ++m) {
    if (searched_km[m] < kOrderCosts * all_km) continue;
    const ModeGraph graph(study.roads.network, static_cast<Mode>(m), 1.0, Metric::length);
    result[m] = std::make_unique<const Hierarchy>(graph, cached_order(graph));
  }
  return result;
}

}  // namespace fangyuan
