// SPDX-License-Identifier: Apache-2.0
// Town blocks between the streets: which are lived in, which are estates (小区).
#pragma once

#include <string>
#include <vector>

#include "data/sample/settlement.h"

namespace fangyuan::sample {

struct Block {
  std::uint32_t village = 0;  ///< of its south-western corner
  std::vector<Pt> outline;    ///< closed, inside the streets
  bool residential = false;
  bool estate = false;      ///< a housing estate with its own lanes
  Pt west_gate, east_gate;  ///< of an estate: where its lane meets the streets
  std::string name;
  std::int64_t area_m2 = 0;
};

/// Whether the street from (i, j) to its next node eastwards or northwards is there. Both nodes
/// exist.
bool street_exists(const World&, const Terrain&, const TownGrid&, std::int32_t i, std::int32_t j,
                   bool east);
/// Whether an estate's lane meets that street in its middle.
bool street_has_gate(const World&, const Terrain&, const TownGrid&, std::int32_t i, std::int32_t j,
                     bool east);
std::vector<Block> blocks_of(const World&, const Terrain&, const TownGrid&);

}  // namespace fangyuan::sample
