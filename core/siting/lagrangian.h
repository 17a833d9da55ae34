// SPDX-License-Identifier: Apache-2.0
// A bound from below on a siting model: every row pays for being served, sites cost what they lose.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/siting/model.h"
#include "core/siting/watch.h"

namespace fangyuan {

/// For payments v with 0 ≤ v ≤ out, a site is worth opening when r_j = fee_j − Σ (v − cost)⁺ is
/// below 0, and Σ v + the best choice of such r within most and budget is a bound. Each
/// iteration moves v from where it is, better or not, along an average of what the latest choices
/// serve too much or too little: a subgradient method with heavy deflection. Payments are whole
/// ticks, so that the bound is exact.
class Lagrangian {
 public:
  /// Begins at `payment` [row], and in the direction of a former ascent's `share` [site], when
  /// there are such.
  explicit Lagrangian(const SitingModel& model, std::span<const double> payment = {},
                      std::span<const double> share = {});

  struct Options {
    int iterations = 100;
    int idle = 12;             ///< iterations without a better bound, after which steps get shorter
    double fresh = 0.1;        ///< the latest choice's part of the average
    int patience = 1'000'000;  ///< iterations without 0.01 % of what is between bound and value
  };
  /// Ends early when the bound shows that nothing is better than `value`. The steps' length depends
  /// on `value`. O(pairs) an iteration.
  /// Steps, as a part of what would close the gap; they adapt.
  double step() const { return step_; }
  void set_step(double step) { step_ = step; }
  void ascend(double value, const Options& options, Watch& watch);

  /// No choice is below it; a multiple of the model's grain.
  double bound() const;
  bool proves(double value) const { return bound() >= value; }
  std::span<const double> payment() const { return payment_; }  ///< [row] of the bound
  std::span<const double> worth() const { return worth_; }      ///< [site] r of the bound
  /// [site] how often it was chosen lately, 0 to 1.
  std::span<const double> share() const { return share_; }
  /// The choice at the last payments, cheapest first.
  std::span<const std::uint32_t> chosen() const { return now_.order; }
  /// Sites that are in, or out, of every choice better than `value`. O(sites log sites).
  void fix(double value, std::span<Fixed> fixed) const;

 private:
  struct Choice {
    std::vector<std::uint32_t> order;  // whole sites, and the part of a site last
    double last_part = 1;              // of order.back()
    double sum = 0;
    double price_in = 0, price_out = 0;  // of one unit of what is scarce, ≤ 0
    bool by_price = false;               // budget is scarce, else most
  };
  void price(std::span<const double> payment, std::vector<double>& worth) const;
  void choose(std::span<const double> worth, Choice& choice) const;
  void choose_most(std::span<const double> worth, Choice& choice) const;
  void choose_budget(std::span<const double> worth, Choice& choice) const;
  double evaluate(std::span<const double> payment, std::vector<double>& worth,
                  Choice& choice) const;
  bool move(double value);
  void turn(double fresh);
  void begin_anyhow();
  void begin_cover();
  void begin(std::span<const double> share);
  void count(std::span<const double> payment, const Choice& choice,
             std::vector<double>& left) const;

  const SitingModel& m_;
  std::vector<double> payment_, worth_, share_;
  std::vector<double> scale_;  // [row] of steps
  double bound_ = 0;
  Choice best_, now_;
  std::vector<double> here_, here_worth_;  // payments of this iteration
  double here_value_ = 0;
  int idle_ = 0;                        // iterations without a better bound
  std::vector<double> left_, average_;  // [row] 1 − times served
  double step_ = 0.3;
};

}  // namespace fangyuan
