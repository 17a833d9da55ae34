// SPDX-License-Identifier: Apache-2.0
// The search for a phased plan, from first choice to proof.
#pragma once

#include "core/siting/phased.h"

namespace fangyuan {

/// Fills all of the answer but work and time. Plans drawn from the bound's choices and completed by
/// what gains most; some neighbours closed and opened anew; branching on when sites open.
/// REQUIRES: no faults; floors can hold one by one.
void search_phases(const PhasedRequest& request, Watch& watch, PhasedAnswer& answer);

}  // namespace fangyuan
