// SPDX-License-Identifier: Apache-2.0
// From the request's layers to sites in the study, and the options made of them. Internal to
// sim/proposals.
#pragma once

#include "sim/proposals/proposal_plan.h"

namespace fangyuan {

/// All sites of all sources, in their order. Tells what read_red_lines tells, and proposal-outside,
/// proposal-twice (ids and names), value-bad (prices), proposal-empty; warns proposal-land-differs.
/// `boundaries` may be null where they could not be read.
std::vector<ProposedSite> find_proposed_sites(const ProposalRequest& request,
                                              const Boundaries* boundaries, const Frame& frame,
                                              Problems& problems);

/// Opens every one in the study by the code that applies scenarios. Warns proposal-unconnected.
void open_proposed_sites(const ProposalRequest& request, const Service& service, bool by_streets,
                         std::vector<ProposedSite>& sites, Study& study, Problems& problems);

/// Doing nothing, every site alone, all combinations up to the told number, those that are named.
/// Tells proposal-unknown, proposal-too-many.
std::vector<ProposalOption> make_options(const ProposalRequest& request,
                                         const std::vector<ProposedSite>& sites,
                                         Problems& problems);

}  // namespace fangyuan
