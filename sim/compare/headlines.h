// SPDX-License-Identifier: Apache-2.0
// A comparison in a few sentences: the same on the terminal and on the workbook's first sheet.
#pragma once

#include <vector>

#include "sim/compare/compare.h"

namespace fangyuan {

/// What changed for the groups that lead, in whole people; rows of one run only; what the rules'
/// states did; how long burial places last. Never empty.
std::vector<Text> headlines(const Comparison& comparison);

}  // namespace fangyuan
