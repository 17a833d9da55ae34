// SPDX-License-Identifier: Apache-2.0
// The costs of one service by one measure, for whoever wants them without the whole coverage.
#pragma once

#include <memory>
#include <optional>

#include "core/coverage/coverage.h"
#include "core/coverage/site_costs.h"

namespace fangyuan {

/// Owns what a SiteCosts of the service borrows besides the study. The costs are those from which
/// compute_coverage makes its tables.
class ServiceCosts {
 public:
  /// REQUIRES: has(study, service, measure).
  ServiceCosts(const StudyView& study, const Service& service, Measure measure);
  ~ServiceCosts();
  ServiceCosts(const ServiceCosts&) = delete;
  ServiceCosts& operator=(const ServiceCosts&) = delete;

  /// False without roads, and as the crow flies for a car's time limit without a speed. Joint
  /// services have none.
  static bool has(const StudyView& study, const Service& service, Measure measure);

  const SiteCosts& costs() const { return *costs_; }
  /// Straight lines, and limits in metres: millimetres; else milliseconds.
  bool in_ms() const { return in_ms_; }
  /// A limit of the service's kind in the unit of the costs.
  Cost cost_of(Limit limit) const;

 private:
  std::unique_ptr<ModeGraph> graph_;
  std::unique_ptr<HierarchyWeights> weights_;
  std::unique_ptr<CellsByEdge> cells_;
  std::unique_ptr<SiteCosts> costs_;
  std::optional<double> straight_mps_;  // absent: by network
  bool in_ms_ = false;
};

}  // namespace fangyuan
