// SPDX-License-Identifier: Apache-2.0
// Best sites: which candidates to open, how good they are, and how much better any others could be.
#pragma once

#include "core/siting/request.h"
#include "core/siting/watch.h"

namespace fangyuan {

/// Throws std::invalid_argument with all faults() of the request.
///
/// The answer depends on the request and limits.work only, not on threads nor on the machine, as
/// long as neither clock nor cancel ends the search: then it is the best found until then, with the
/// bound until then. An answer to a request without limits is optimal or infeasible; the search for
/// it may take longer than anyone has.
///
/// Whole numbers throughout.
/// Memory: about 60 bytes a pair, besides open nodes of at most 0.5 GB.
SitingAnswer choose_sites(const SitingRequest& request, const SitingLimits& limits = {});

}  // namespace fangyuan
