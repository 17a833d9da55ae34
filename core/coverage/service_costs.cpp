// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/service_costs.h"

#include <cassert>

namespace fangyuan {

bool ServiceCosts::has(const StudyView& study, const Service& service, Measure measure) {
  if (service.is_joint()) return false;
  const auto mode = static_cast<std::size_t>(service.mode);
  if (measure == Measure::network)
    return study.network != nullptr && !study.network->empty() && study.access[mode] != nullptr;
  return study.straight != nullptr && (metric_of(service) == Metric::length ||
                                       straight_mps(service, study.speeds[mode]).has_value());
}

ServiceCosts::ServiceCosts(const StudyView& study, const Service& service, Measure measure) {
  assert(has(study, service, measure));
  const auto mode = static_cast<std::size_t>(service.mode);
  const ModeSpeeds& speeds = study.speeds[mode];
  if (measure == Measure::straight) {
    straight_mps_ = straight_mps(service, speeds).value_or(0);
    costs_ = std::make_unique<StraightCosts>(*study.straight);
    return;
  }
  const Metric metric = metric_of(service);
  in_ms_ = metric == Metric::time;
  graph_ = std::make_unique<ModeGraph>(*study.network, service.mode, network_mps(service, speeds),
                                       metric);
  if (const Hierarchy* hierarchy = study.hierarchies[mode])
    weights_ = std::make_unique<HierarchyWeights>(*hierarchy, *graph_);
  cells_ = std::make_unique<CellsByEdge>(*study.access[mode], study.network->edges.size());
  costs_ =
      std::make_unique<NetworkCosts>(NetworkCosts::Inputs{.graph = *graph_,
                                                          .access = *study.access[mode],
                                                          .cells = *cells_,
                                                          .direction = service.direction,
                                                          .access_mps = access_mps(service, speeds),
                                                          .straight = study.straight,
                                                          .weights = weights_.get()});
}

ServiceCosts::~ServiceCosts() = default;

Cost ServiceCosts::cost_of(Limit limit) const {
  return straight_mps_ ? straight_radius(*straight_mps_, limit) : Cost(limit.value);
}

}  // namespace fangyuan
