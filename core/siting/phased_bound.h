// SPDX-License-Identifier: Apache-2.0
// A bound from above on a phased model: people are worth something, places and money cost.
#pragma once

#include <functional>

#include "core/siting/phased_model.h"

namespace fangyuan {

/// When each site may open: from `first` to `last`, where `last` may be never().
struct Windows {
  std::vector<std::uint32_t> first, last;  ///< [site]
};

/// For worths v of a person in a row and prices of sites and money: a site gives what the best
/// people that it holds are worth less than their weight; Σ v × people + Σ what the best openings
/// give beyond their price + prices × what there is of it is no less than any plan. Moves v along
/// an average of what is served too little or too much, as core/siting/lagrangian.h does; prices
/// are the best for these v, one after the other.
class PhasedBound {
 public:
  PhasedBound(const PhasedModel& model, Watch& watch);

  std::span<const float> worths() const { return best_v_; }
  /// Begins anew in other windows, at given worths (as worths() gives them) or where it is.
  void begin(const Windows& windows, std::span<const float> worths);
  void set_step(double step) { step_ = step; }
  double step() const { return step_; }
  /// Ends early when the bound is at most `value`, nothing more.
  void descend(double value, int iterations);
  double bound() const { return bound_; }  ///< ≥ any plan in the windows
  /// [site × (periods + 1) + period] how often it was opened then lately; never() last.
  std::span<const double> share() const { return share_; }
  /// What opening a site in a period costs at the latest prices.
  double cost(std::uint32_t j, std::uint32_t t) const { return cost_of(j, t); }
  /// Of the best bound, by cell of the request.
  PhasedPrices prices(std::size_t cells) const;

 private:
  struct Cut {
    double from = 0, whole = 0;  // gains from `whole` on are taken whole, those below in part
    double part = 0;
  };
  double worth_of_site(std::uint32_t j, std::uint32_t t, Cut& cut);
  double evaluate();
  double choose();
  double balance_prices();
  void balance(double& price, const std::function<double()>& excess, double high);
  double cost_of(std::uint32_t j, std::uint32_t t) const;
  void sum_prices();
  void count_left();
  std::size_t at(std::uint32_t t, std::size_t row) const { return t * m_.rows() + row; }

  const PhasedModel& m_;
  Watch& watch_;
  Windows windows_;
  std::vector<float> v_, best_v_;      // [period × rows + row]
  std::vector<float> left_, average_;  // 1 − times served
  std::vector<double> gain_;           // [site × periods + period] of that period alone
  std::vector<double> later_;          // the same, summed from that period on
  std::vector<Cut> cut_;
  std::vector<std::uint32_t> chosen_;  // [site] period
  std::vector<double> share_;
  struct Prices {
    std::vector<double> most, budget, floor;
  };
  Prices price_, best_price_;
  std::vector<double> most_sum_, budget_sum_;  // [period] from it on
  double bound_ = 0, step_ = 0.3;
  int idle_ = 0;
  std::vector<std::pair<double, double>> sorted_;
};

}  // namespace fangyuan
