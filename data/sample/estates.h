// SPDX-License-Identifier: Apache-2.0
// Housing estates (居住小区) with what their register tells.
#pragma once

#include <cstdint>
#include <vector>

#include "data/sample/blocks.h"

namespace fangyuan::sample {

struct EstateRecord {
  const Block* block = nullptr;
  std::int64_t households = 0, year = 0;
  bool is_new() const { return year >= 2015; }
};

/// The blocks of every town, in the order in which they are written.
std::vector<Block> all_blocks(const World&, const Terrain&, const Settlements&);
/// Of those that are estates; they point into `blocks`.
std::vector<EstateRecord> estates_of(const World&, const std::vector<Block>& blocks);

}  // namespace fangyuan::sample
