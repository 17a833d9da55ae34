// SPDX-License-Identifier: Apache-2.0
// Requests as models, and models' numbers as the request's.
#pragma once

#include <vector>

#include "core/siting/model.h"
#include "core/siting/request.h"

namespace fangyuan {

/// People × factor, millionths.
inline std::int64_t weight(const SitingRequest& request, std::size_t cell) {
  return request.people[cell].millionths() *
         static_cast<std::int64_t>(request.factor.empty() ? 1 : request.factor[cell]);
}

/// Whole numbers of the request as ticks: value ÷ unit × 2^shift. With a negative shift ticks are
/// rounded down, so that a bound stays one.
struct TickScale {
  std::int64_t unit = 1;
  int shift = 0;
  /// So that `total` is at most 2^51 ticks. REQUIRES: unit > 0.
  static TickScale for_total(Wide total, std::int64_t unit);
  double ticks(Wide value) const;
  /// The least value that is at least so many ticks.
  Wide value(double ticks) const;
  /// What `rows` rounded numbers may be too low by, altogether.
  Wide rounding(std::size_t rows) const {
    return shift < 0 ? (static_cast<Wide>(rows) << -shift) * unit : 0;
  }
  double grain() const { return shift > 0 ? static_cast<double>(std::int64_t{1} << shift) : 1; }
};

struct Formulation {
  SitingModel model;
  TickScale scale;
  std::vector<std::uint32_t> site;    ///< [site of the model] of the request
  std::vector<std::uint32_t> row_of;  ///< [cell] of the model, or kNoRow
  static constexpr std::uint32_t kNoRow = ~std::uint32_t{0};
  Wide all = 0;        ///< Σ people × factor of all cells that some site or open one can serve
  Wide covered = 0;    ///< of them by open sites
  People unreachable;  ///< people of cells that nobody can serve
  std::size_t unreachable_cells = 0;

  bool serves_all(std::span<const std::uint32_t> chosen) const;
  /// Set cover: opens a cheapest site for every row that is left out, and closes what is not
  /// needed.
  void open_for_all(std::vector<std::uint32_t>& chosen) const;
  /// Payments per row as those of its cells, each by its people, in the request's numbers.
  std::vector<double> payment_of_cells(const SitingRequest& request,
                                       std::span<const double> payment) const;
};

/// most_covered: ticks are of people × factor left out. Rows with the same sites are one, sites
/// that serve a part of another's rows and cost as much are gone.
Formulation formulate_cover(const SitingRequest& request);

/// Every row that no open site covers has to be covered; ticks are of sites when `most` is given or
/// there are no prices, else of prices. Who is left out costs more than the sites to cover him, and
/// with most and budget together more than all sites.
Formulation formulate_set_cover(const SitingRequest& request, Cost limit);

/// least_total: ticks of people × factor × cost. Cells that no open site serves are out at `dear`
/// times their dearest pair, which bounds the real problem; a choice that leaves one out is none.
Formulation formulate_median(const SitingRequest& request, std::uint32_t dear);

}  // namespace fangyuan
