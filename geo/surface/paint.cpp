// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/paint.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "core/reach/access.h"
#include "geo/surface/edge_costs.h"

namespace fangyuan {

void LegCosts::use(Unit unit) {
  if (!costs_.empty() && unit == unit_) return;
  unit_ = unit;
  costs_.resize(std::size_t{std::numeric_limits<std::uint16_t>::max()} + 1);
  const Metric metric = unit.time ? Metric::time : Metric::length;
  for (std::size_t k = 0; k < costs_.size(); ++k) {
    const auto mm = static_cast<std::uint32_t>(std::min<std::uint64_t>(
        k * unit.access_unit_mm, std::numeric_limits<std::uint32_t>::max()));
    const Cost cost = access_cost(mm, metric, unit.off_network_mps);
    costs_[k] = cost.reached() ? cost.value() : std::numeric_limits<std::uint32_t>::max();
  }
}

Painter::Painter(const Search& search, const LegCosts& legs)
    : search_(search),
      legs_(legs),
      within_(search.limit().reached() ? search.limit().value()
                                       : std::numeric_limits<std::uint32_t>::max() - 1) {
  for (const Source& s : search.sources()) source_edges_.push_back(s.entrance.edge);
  std::sort(source_edges_.begin(), source_edges_.end());
  const std::size_t bits = std::bit_ceil(std::max<std::size_t>(64, 16 * source_edges_.size()));
  filter_.resize(bits / 64);
  filter_mask_ = static_cast<std::uint32_t>(bits - 1);
  for (const EdgeId e : source_edges_) {
    const std::uint32_t hash = e.value() & filter_mask_;
    filter_[hash / 64] |= std::uint64_t{1} << hash % 64;
  }
}

bool Painter::has_source(EdgeId e) const {
  const std::uint32_t hash = e.value() & filter_mask_;
  return (filter_[hash / 64] >> hash % 64 & 1) != 0 &&
         std::binary_search(source_edges_.begin(), source_edges_.end(), e);
}

void Painter::paint(const StreetTile& tile, Shade shade, std::size_t column, Band& band) const {
  const std::uint64_t limit = shade.limit, bound = shade.bound;
  for (const StreetTile::Part& part : tile.parts) {
    if (has_source(part.edge)) {
      const std::uint32_t length = search_.graph().network().edges[part.edge.index()].length_mm;
      paint_corners(tile, part, shade, column, band, [&](StreetFoot foot) {
        const Cost cost = search_.at(part.edge, foot.offset_mm(length));
        return cost.reached() ? std::uint64_t{cost.value()} : EdgeCosts::kFar;
      });
      continue;
    }
    const EdgeCosts costs(search_, part.edge);
    if (!costs.reached()) continue;
    const std::uint32_t length = costs.length_mm();
    const EdgeCosts::Range range =
        costs.between(part.least.offset_mm(length), part.greatest.offset_mm(length));
    if (range.least + legs_[part.least.access] > limit + bound) continue;
    if (range.greatest <= within_ &&
        range.greatest + legs_[part.greatest.access] + bound <= limit) {
      const StreetTile::Row* row = tile.rows.data() + part.first_row;
      for (std::size_t j = part.south; j < std::size_t{part.south} + part.row_count; ++j)
        band.set_inside(column, j, *row++);
      continue;
    }
    paint_corners(tile, part, shade, column, band,
                  [&](StreetFoot foot) { return costs.at(foot.offset_mm(length)); });
  }
}

template <class CostOf>
void Painter::paint_corners(const StreetTile& tile, const StreetTile::Part& part, Shade shade,
                            std::size_t column, Band& band, const CostOf& cost_of) const {
  const StreetTile::Row* row = tile.rows.data() + part.first_row;
  const StreetFoot* foot = tile.feet.data() + part.first_foot;
  for (std::size_t j = part.south; j < std::size_t{part.south} + part.row_count; ++j, ++row) {
    std::int32_t* numbers = band.numbers(column, j);
    StreetTile::Row inside = 0;
    for (StreetTile::Row left = *row; left != 0; left &= left - 1, ++foot) {
      const int i = std::countr_zero(left);
      const std::uint64_t on_street = cost_of(*foot);
      const std::uint64_t cost =
          on_street <= within_ ? on_street + legs_[foot->access] : EdgeCosts::kFar;
      numbers[i] = shade.level(cost);
      inside |= StreetTile::Row{cost <= shade.limit} << i;
    }
    band.set_numbered(column, j, *row, inside);
  }
}

}  // namespace fangyuan
