// SPDX-License-Identifier: Apache-2.0
// What every option would change, by the code that makes the tables of a run. Internal to
// sim/proposals.
#pragma once

#include "core/coverage/service_costs.h"
#include "sim/proposals/proposal_plan.h"

namespace fangyuan {

struct ScoreInputs {
  const ProposalRequest& request;
  const Study& study;  ///< with every proposed site opened in it
  const StudyView& view;
  const Service& service;  ///< the one that is asked for
  const ServiceCosts& costs;
  Measure measure = Measure::network;
  const std::vector<ProposedSite>& sites;
  const std::vector<ProposalOption>& options;
};

/// By option. Each is measured as `run` measures the study with its sites and no other proposed
/// one: equal to run --scenario, place by place. O(options × one service of a run).
std::vector<OptionScore> score_options(const ScoreInputs& inputs);

/// The study's facilities with the proposed sites that an option leaves out closed.
std::vector<Facility> facilities_of(const ScoreInputs& inputs, const ProposalOption& option);

/// [cell] people × weights of the request.
std::vector<People> weighted_people(const ProposalRequest& request, const Service& service,
                                    const Cells& cells);

}  // namespace fangyuan
