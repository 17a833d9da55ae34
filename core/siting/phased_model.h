// SPDX-License-Identifier: Apache-2.0
// A phased request as the search reads it: rows of cells that the same sites reach.
#pragma once

#include <vector>

#include "core/siting/phased.h"

namespace fangyuan {

struct PhasedModel {
  explicit PhasedModel(const PhasedRequest& request);

  static constexpr std::int64_t kEndless = std::int64_t{1} << 61;

  std::size_t rows() const { return row_first.size() - 1; }
  std::size_t sites() const { return site_of.size(); }
  std::size_t pairs() const { return row_site.size(); }
  std::size_t periods() const { return need.size(); }
  std::uint32_t never() const { return static_cast<std::uint32_t>(periods()); }
  std::span<const std::uint32_t> rows_of(std::uint32_t j) const {
    return {site_row.data() + site_first[j], site_row.data() + site_first[j + 1]};
  }

  std::vector<std::uint32_t> row_first{0}, row_site;         ///< [row] and one behind; [pair]
  std::vector<std::uint32_t> site_first, site_row, site_at;  ///< by site: row, and the pair
  std::vector<std::uint32_t> row_of;                         ///< [cell]; kNoGroup: none
  std::vector<std::vector<std::int64_t>> need;               ///< [period][row] millionths
  std::vector<std::int64_t> weight;                          ///< [period]
  std::vector<std::uint32_t> site_of;                        ///< [site] of the request
  std::vector<std::int64_t> capacity;                        ///< [site] millionths
  std::vector<std::int64_t> price;                           ///< [site]; 0: none
  std::vector<char> open;                                    ///< [site] from the start
  std::vector<std::uint32_t> floor_of;                       ///< [site] of site_floors, or kNoGroup
  std::vector<std::int64_t> floor;         ///< [site floor] that new sites have to fill
  std::vector<std::int64_t> most, budget;  ///< [period] or kEndless
  std::int64_t unit = 1;                   ///< every plan's value is a multiple of it
  std::vector<std::uint32_t> row_floor;    ///< [row] of people_floors, or kNoGroup
  std::vector<std::int64_t> people_floor;  ///< [people floor] millionths
};

}  // namespace fangyuan
