// SPDX-License-Identifier: Apache-2.0
// A choice of sites that knows what opening or closing any one more would change.
#pragma once

#include <cstdint>
#include <vector>

#include "core/siting/model.h"
#include "core/siting/watch.h"

namespace fangyuan {

/// gain(j), j closed: by how much rows get cheaper when it opens. loss(j), j open: by how much they
/// get dearer when it closes. Fees are not in them. Both kept right by the rows that change:
/// O(sites of those rows) an edit.
class ChoiceState {
 public:
  ChoiceState(const SitingModel& model, Watch& watch);
  void open(std::uint32_t j);   ///< REQUIRES: closed
  void close(std::uint32_t j);  ///< REQUIRES: open
  void set(const std::vector<std::uint32_t>& sites);

  bool is_open(std::uint32_t j) const { return at_[j] != kClosed; }
  const std::vector<std::uint32_t>& sites() const { return open_; }  ///< in no order
  double gain(std::uint32_t j) const { return change_[j]; }
  double loss(std::uint32_t j) const { return change_[j]; }
  /// Covering: what of the loss of j the site `other` would make good. O(rows of other).
  double kept_by(std::uint32_t j, std::uint32_t other) const;
  double value() const { return value_; }  ///< of the model, fees and constant included
  double spent() const { return spent_; }

 private:
  static constexpr std::uint32_t kClosed = ~std::uint32_t{0};
  void open_cover(std::uint32_t j);
  void close_cover(std::uint32_t j);
  void open_median(std::uint32_t j);
  void close_median(std::uint32_t j);
  void second_of(std::uint32_t row);
  void shift_gains(std::uint32_t row, double from, double to);

  const SitingModel& m_;
  Watch& watch_;
  std::vector<std::uint32_t> open_, at_;  // [site] place in open_
  std::vector<double> change_;            // gain or loss
  double value_, spent_ = 0;
  // Covering: how many open sites a row has, and the sum of their numbers, which is the site's when
  // there is one.
  std::vector<std::uint32_t> count_;
  std::vector<std::uint64_t> sum_;
  // Medians: the cheapest open site of a row and the second; kClosed: none, at `out`.
  std::vector<std::uint32_t> first_, second_;
  std::vector<double> first_cost_, second_cost_;
};

}  // namespace fangyuan
