// SPDX-License-Identifier: Apache-2.0
// The one problem behind all goals of siting: rows that go to their cheapest open site or stay out.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace fangyuan {

/// Choose sites S with |S| ≤ most and Σ price ≤ budget, to make least
///   constant + Σ_{j ∈ S} fee_j + Σ_rows min(out, min_{j ∈ S} cost).
/// Covering: all costs are 0, and `out` is what a row that nobody covers loses. Medians: costs are
/// people × time, and `out` is what the nearest open site, or nobody, costs.
///
/// All numbers are whole ticks, held in doubles; Σ out and Σ fee stay within 2^51, so that sums of
/// them are exact in any order. Pairs are cheaper than `out`, and cheapest first within a row.
struct SitingModel {
  static constexpr double kAny = std::numeric_limits<double>::infinity();

  std::vector<std::uint32_t> row_first{0}, row_site;   ///< [row] and one behind; [pair]
  std::vector<std::uint32_t> site_first{0}, site_row;  ///< the same pairs by site, then row
  std::vector<double> row_cost, site_cost;             ///< empty where all costs are 0
  std::vector<double> out;                             ///< [row] > 0
  std::vector<double> fee;                             ///< [site]; empty: none
  std::vector<double> price;                           ///< [site]; empty: none
  std::vector<std::uint32_t> name;  ///< [site] as the maker of the model calls it
  std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
  double budget = kAny;
  double constant = 0;
  double grain = 1;  ///< every choice's value is a multiple of it

  std::size_t rows() const { return out.size(); }
  std::size_t sites() const { return name.size(); }
  std::size_t pairs() const { return row_site.size(); }
  bool covering() const { return row_cost.empty(); }
  double fee_of(std::uint32_t j) const { return fee.empty() ? 0 : fee[j]; }
  double price_of(std::uint32_t j) const { return price.empty() ? 0 : price[j]; }
  std::span<const std::uint32_t> sites_of(std::size_t row) const {
    return {row_site.data() + row_first[row], row_site.data() + row_first[row + 1]};
  }
  std::span<const std::uint32_t> rows_of(std::size_t site) const {
    return {site_row.data() + site_first[site], site_row.data() + site_first[site + 1]};
  }
  /// O(pairs of the sites). Of sites that do not fit most and budget, too.
  double value_of(std::span<const std::uint32_t> chosen) const;
  bool fits(std::span<const std::uint32_t> chosen) const;
  /// Fills site_first, site_row and site_cost from the rows. O(pairs).
  void turn();
};

enum class Fixed : std::uint8_t { no, in, out };

/// What is left of a model when sites are in or out. `name` are indices of the model it was made
/// of.
struct Remainder {
  SitingModel model;
  std::vector<std::uint32_t> row;  ///< [row] in the model it was made of
};

/// Rows that an `in` site serves at best are gone, as are sites that serve nobody any more.
/// O(pairs). REQUIRES: the sites that are in fit.
Remainder restrict(const SitingModel& model, std::span<const Fixed> fixed);

}  // namespace fangyuan
