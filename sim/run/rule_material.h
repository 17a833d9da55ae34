// SPDX-License-Identifier: Apache-2.0
// What rules need beyond the study itself: the circles that no service of the project has measured,
// the residential land as cells, and the estates.
#pragma once

#include <memory>
#include <vector>

#include "core/coverage/coverage.h"
#include "core/coverage/nearest_costs.h"
#include "core/rules/indicators.h"
#include "sim/run/what_stays.h"
#include "sim/study/study.h"

namespace fangyuan {

/// What counts and sums need: no circles, land or estates.
RuleInputs plain_inputs(const Study& study);

class RuleMaterial;

/// What an earlier study has measured. Both null: nothing.
struct KeptMaterial {
  const RuleMaterial* earlier = nullptr;
  const WhatStays* stays = nullptr;
};

/// Circles whose facilities the project does not list are not measured: their rules are not judged.
/// Refers to itself and to the project's coverage; build it in place.
class RuleMaterial {
 public:
  /// Measures what the rules of `study` ask for and `coverage` lacks. `view` is of the same study.
  /// What `kept` has and nothing changed is taken from there.
  RuleMaterial(const Study& study, const StudyView& view, const CoverageResult& coverage,
               const KeptMaterial& kept = {});
  RuleMaterial(const RuleMaterial&) = delete;
  RuleMaterial& operator=(const RuleMaterial&) = delete;

  /// Kinds of circles that were measured here, and that there are.
  std::size_t measured() const { return measured_; }
  std::size_t all() const { return extra_.services.size() + of_land_.services.size(); }

  /// Everything evaluate() takes.
  RuleInputs inputs() const;

 private:
  struct Costs {
    std::vector<Service> services;
    std::vector<NearestCosts> of;  // [service]
  };
  void measure_circles(const StudyView& view, const CoverageResult& coverage,
                       const KeptMaterial& kept);
  void measure_land(const StudyView& view, const KeptMaterial& kept);
  Costs measure(const StudyView& view, std::vector<Service> services, const Costs* earlier,
                const WhatStays* stays, bool of_cells);
  double mps_of(const RuleCircle& circle) const;
  void find_estates();

  const Study& study_;
  std::size_t measured_ = 0;
  Costs extra_, of_land_;
  std::vector<CircleReach> reach_, land_reach_;
  Cells land_;
  std::vector<Estate> estates_;
};

/// The service that measures a circle: one limit, both measures, nobody in particular.
Service service_of(const RuleCircle& circle);

/// Services that measure all of some circles: those that differ only in how far they go are one.
/// Each by the measures that some rule of reach or land_reach asks of its circles; of circles that
/// none asks for, by none.
struct CircleServices {
  std::vector<Service> services;
  std::vector<std::size_t> of;  ///< by circle: which service
};
CircleServices services_of(std::span<const RuleCircle> circles, std::span<const RulePack> packs);

/// Radius of a circle as the crow flies; absent by car for a time limit.
std::optional<std::uint32_t> straight_mm_of(const RuleCircle& circle, double mode_mps);

/// Residential land as cells: centres on a grid of `size_m`, one at least per area; the one group
/// "residential_m2" holds each area's geodesic m² split evenly. Units by the cell's centre.
Cells land_cells(const Land& land, const Boundaries& boundaries, const Frame& frame, double size_m);

}  // namespace fangyuan
