// SPDX-License-Identifier: Apache-2.0
// A phased plan that knows who is served in each period and what it may still open.
#pragma once

#include <functional>

#include "core/siting/serving.h"

namespace fangyuan {

/// Less is better: what floors lack, then the value turned round.
struct PhasedScore {
  std::int64_t lacking = 0;
  Wide minus_value = 0;
  friend auto operator<=>(const PhasedScore&, const PhasedScore&) = default;
};

class PhasedState {
 public:
  PhasedState(const PhasedModel& model, Watch& watch);

  bool fits(std::uint32_t j, std::uint32_t t) const;  ///< within number and money, to the end
  void open(std::uint32_t j, std::uint32_t t);        ///< REQUIRES: closed, fits
  void close(std::uint32_t j);                        ///< REQUIRES: opened here
  /// Opens and closes until the plan is this one ([site] period or never()).
  void set(const std::vector<std::uint32_t>& when);
  const std::vector<std::uint32_t>& when() const { return when_; }
  std::vector<std::uint32_t> opened() const;

  PhasedScore score() const;
  /// Opens what is worth most for what it costs, as long as something fits and helps: floors
  /// first. `cost(j, t)` > 0; `allowed(j, t)`.
  struct Rule {
    std::function<double(std::uint32_t, std::uint32_t)> cost;
    std::function<bool(std::uint32_t, std::uint32_t)> allowed;
  };
  void complete(const Rule& rule);
  /// Closes what serves nobody in any period and fills no floor.
  void close_useless();
  Amount served(std::uint32_t t) const { return Amount::from_millionths(serving_[t].served()); }

 private:
  std::int64_t lacking() const;
  std::int64_t helps_floors(std::uint32_t j) const;
  struct Offer {
    double each = 0;  // gain for what it costs; 0: nothing fits or helps
    std::uint32_t site = 0, period = 0;
  };
  using Gains = std::vector<std::vector<std::int64_t>>;  // [period][site]
  Offer offer_of(std::uint32_t j, const Gains& gain, const Rule& rule, bool lacks) const;
  bool complete_once(const Rule& rule);

  const PhasedModel& m_;
  Watch& watch_;
  std::vector<Serving> serving_;
  std::vector<std::uint32_t> when_;
  std::vector<std::int64_t> count_, spent_;  // [period] until its end
  std::vector<std::int64_t> of_floor_;       // [site floor] opened
};

}  // namespace fangyuan
