// SPDX-License-Identifier: Apache-2.0
// Who lives where: whole people per village, whose sums are exact.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/sample/world.h"

namespace fangyuan::sample {

/// `total` shared out in whole pieces in proportion to `weight`, largest remainders first, ties to
/// the lower index. REQUIRES: weights ≥ 0 with a positive sum.
std::vector<std::int64_t> share_out(std::int64_t total, std::span<const std::int64_t> weight);

/// The older people of a prefecture of `people`: 93 in 430, as in the plans.
constexpr std::int64_t older_of(std::int64_t people) { return people * 93 / 430; }

/// Fills the villages' headcounts; `people` in all, of whom older_of(people) are 60 or older.
void settle_people(World& world, std::int64_t people);

}  // namespace fangyuan::sample
