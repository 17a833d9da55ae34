// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/street_tile.h"

#include <algorithm>
#include <bit>

namespace fangyuan {
namespace {

/// Corners of one edge, side by side in one row.
struct Run {
  EdgeId edge;
  std::uint16_t first, count;
};

std::vector<Run> runs_of(const CornerStreets& corners) {
  std::vector<Run> runs;
  for (std::size_t k = 0; k < kTileCorners; ++k) {
    const EdgeId edge = corners[k].edge;
    if (edge.is_none()) continue;
    if (k % kTileSide != 0 && corners[k - 1].edge == edge)
      ++runs.back().count;
    else
      runs.push_back({edge, static_cast<std::uint16_t>(k), 1});
  }
  std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
    return a.edge != b.edge ? a.edge < b.edge : a.first < b.first;
  });
  return runs;
}

void widen(StreetTile::Part& part, StreetFoot foot) {
  part.least = {std::min(part.least.along, foot.along), std::min(part.least.access, foot.access)};
  part.greatest = {std::max(part.greatest.along, foot.along),
                   std::max(part.greatest.access, foot.access)};
}

}  // namespace

StreetTile::StreetTile(const CornerStreets& corners) {
  for (const Run& run : runs_of(corners)) {
    const auto row = static_cast<std::uint8_t>(run.first / kTileSide);
    if (parts.empty() || parts.back().edge != run.edge) {
      const StreetFoot foot = corners[run.first].foot;
      parts.push_back({run.edge, static_cast<std::uint16_t>(rows.size()),
                       static_cast<std::uint16_t>(feet.size()), row, 0, foot, foot});
    }
    Part& part = parts.back();
    for (; part.south + part.row_count <= row; ++part.row_count) rows.push_back(0);
    const Row ones = ~Row{0} >> (kTileSide - run.count);
    rows.back() |= ones << (run.first % kTileSide);
    for (std::size_t k = run.first; k < std::size_t{run.first} + run.count; ++k) {
      feet.push_back(corners[k].foot);
      widen(part, corners[k].foot);
    }
  }
  parts.shrink_to_fit();
  rows.shrink_to_fit();
  feet.shrink_to_fit();
}

CornerStreets StreetTile::corners() const {
  CornerStreets all;
  for (const Part& part : parts) {
    std::size_t foot = part.first_foot;
    for (std::int32_t j = 0; j < part.row_count; ++j)
      for (Row row = rows[part.first_row + static_cast<std::size_t>(j)]; row != 0; row &= row - 1)
        all[corner_in_tile(std::countr_zero(row), part.south + j)] = {part.edge, feet[foot++]};
  }
  return all;
}

}  // namespace fangyuan
