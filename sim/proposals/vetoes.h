// SPDX-License-Identifier: Apache-2.0
// What speaks against a site whatever it would serve: land where nothing may be built, and land
// that is too small. Internal to sim/proposals.
#pragma once

#include "sim/proposals/proposal_plan.h"

namespace fangyuan {

/// Fills checks of every site.
///
/// Layers: every exclusion of the project or, where the request names some, those with their
/// buffers; the bans of the project's rule packs on the type; the layers that must be looked at
/// (永久基本农田 and 生态保护红线 unless the request says otherwise). veto: the site lies on it, or
/// within its buffer. unchecked: the layer is missing, the site is a point beside it, or the text
/// speaks of what is near without a distance.
///
/// Sizes: what the packs' rules ask of one site of the type (at_least, land_area), and the
/// request's own least. unchecked: the size is not known.
void check_proposed_sites(const ProposalRequest& request, const Study& study,
                          std::vector<ProposedSite>& sites, Problems& problems);

}  // namespace fangyuan
