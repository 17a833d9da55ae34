// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/overlap.h"

#include <algorithm>

#include "core/coverage/live_pieces.h"

namespace fangyuan {
namespace {

/// Adds what stands in each row's unit. Row 0 is the study as a whole.
void add_sites(const OverlapRequest& r, std::size_t limit, std::span<OverlapRow> rows) {
  constexpr std::size_t kNoRow = ~std::size_t{0};
  std::vector<std::size_t> row_of;  // by unit: a unit is of one layer
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (r.service.capacity) rows[i].capacity = rows[i].load = Amount();
    if (rows[i].unit.is_none()) continue;
    row_of.resize(std::max(row_of.size(), rows[i].unit.index() + 1), kNoRow);
    row_of[rows[i].unit.index()] = i;
  }
  const auto add = [&](std::size_t row, std::size_t rank) {
    ++rows[row].sites;
    if (!r.service.capacity) return;
    *rows[row].capacity += r.measured.capacity[rank];
    *rows[row].load += r.measured.fillings[limit].load[rank];
  };
  for (std::size_t rank = 0; rank < r.sites.size(); ++rank) {
    add(0, rank);
    for (const UnitId unit : r.facilities[r.sites[rank].index()].unit_of)
      if (unit && unit.index() < row_of.size() && row_of[unit.index()] != kNoRow)
        add(row_of[unit.index()], rank);
  }
}

}  // namespace

std::vector<OverlapRow> overlap_rows(const OverlapRequest& r) {
  const std::vector<People> leading = people_of(r.cells, r.service.group);
  const auto layout = r.layout.rows();
  const std::size_t limits = r.service.limits.size();
  std::vector<OverlapRow> out(layout.size() * limits);
  for (std::size_t l = 0; l < limits; ++l) {
    const std::span<OverlapRow> rows = std::span(out).subspan(l * layout.size(), layout.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].service = r.id;
      rows[i].limit = r.service.limits[l].to_string();
      rows[i].measure = r.measure;
      rows[i].unit_layer = layout[i].unit_layer;
      rows[i].unit = layout[i].unit;
    }
    for (std::size_t c = 0; c < leading.size(); ++c) {
      const std::uint32_t sites = r.measured.nearest.sites_within[c * limits + l];
      const std::size_t count = std::min<std::size_t>(sites, OverlapRow::kCounts - 1);
      for (const std::uint32_t row : r.layout.rows_of(CellId(c))) {
        rows[row].by_sites[count] += leading[c];
        rows[row].site_people += Wide{leading[c].millionths()} * sites;
      }
    }
    add_sites(r, l, rows);
  }
  return out;
}

std::vector<People> only_here(const Measured& measured, std::span<const People> leading,
                              std::size_t sites, std::size_t limit) {
  const Nearest& nearest = measured.nearest;
  const std::size_t limits = measured.outcomes.size();
  std::vector<People> out(sites);
  for (std::size_t c = 0; c < leading.size(); ++c)
    if (nearest.sites_within[c * limits + limit] == 1) out[nearest.rank[c]] += leading[c];
  return out;
}

}  // namespace fangyuan
