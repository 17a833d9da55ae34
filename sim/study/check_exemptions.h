// SPDX-License-Identifier: Apache-2.0
// Exemptions of the project that can exempt nothing.
#pragma once

#include <span>

#include "core/base/problem.h"
#include "core/rules/rule.h"
#include "core/study/unit.h"
#include "sim/project/project.h"

namespace fangyuan {

/// Tells, as warnings: exemption-rule-unknown (no rule of the project's packs has the id),
/// exemption-useless (the rule knows no exemption), exemption-unit-unknown (no unit of the rule's
/// level, or of any where the rule is unknown, has the code or name). O(exemptions × (rules +
/// units)). Throws nothing.
void check_exemptions(const Project& project, std::span<const RulePack> packs, const Units& units,
                      Problems& problems);

}  // namespace fangyuan
