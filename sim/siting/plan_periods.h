// SPDX-License-Identifier: Apache-2.0
// A siting request with capacity, periods or floors: what opens when. Internal to sim/siting.
#pragma once

#include "sim/siting/site_plan.h"
#include "sim/study/study.h"

namespace fangyuan {

struct PlanInput {
  const SiteRequest& request;
  const Service& service;
  const Study& study;  ///< with the candidates opened in it
  const ServingSites& sites;
  const SiteProblem& problem;
};

/// Fills answer, stopped and phased of `plan`. Throws InputError (site-infeasible, naming what
/// cannot hold and by how much), std::runtime_error when the evaluator does not agree.
void plan_periods(const PlanInput& input, const SolveControl& control, SitePlan& plan);

/// People × (1 + growth) in each cell, the sum over all cells exact: as the edit scale_people of
/// all people makes them.
std::vector<People> grown(std::span<const People> people, Amount growth);

/// Who needs a place in each cell with `capacity`, else people × weights; after growth.
std::vector<People> weighted_people(const SiteRequest& request, const Service& service,
                                    const Cells& cells, Amount growth = {});

}  // namespace fangyuan
