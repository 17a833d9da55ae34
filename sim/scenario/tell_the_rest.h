// SPDX-License-Identifier: Apache-2.0
// The rest of what is wrong with a scenario that was not read whole, so that all is told at once.
#pragma once

#include "core/base/problem.h"
#include "sim/scenario/scenario.h"
#include "sim/study/study.h"

namespace fangyuan {

/// Holds the edits that were read against a study of the project, which is spoilt by it: sites,
/// units, streets, groups, rules and types that are not there, ids that are taken. Of an edit that
/// `problems` already calls wrong only names that are not there; nothing that may follow from what
/// could not be read.
void tell_the_rest(const Scenario& scenario, Study& study, Problems& problems);

}  // namespace fangyuan
