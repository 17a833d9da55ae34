// SPDX-License-Identifier: Apache-2.0
// The steps to a best filling. Internal to core/filling.
#pragma once

#include "core/filling/balance.h"
#include "core/filling/best_filling.h"

namespace fangyuan {

/// Near prices to begin with: those of every fourth cell.
std::vector<std::int64_t> prices_of_a_sample(const Transport& transport);
/// From moves of many cells at once down to moves of about one.
void approach(const Transport& transport, Balance& balance);
/// What a balance without excess says.
BestFilling result_of(std::size_t cells, std::size_t sites, const Transport& transport,
                      const Balance& balance);

}  // namespace fangyuan
