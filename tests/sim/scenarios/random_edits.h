// SPDX-License-Identifier: Apache-2.0
// Scenarios as users might write them, by seed.
#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>

#include "tests/sim/scenarios/town_model.h"

namespace fangyuan::test {

/// One to six edits, of all kinds or of those that an input can say too (sites, people,
/// parameters).
class RandomScenario {
 public:
  RandomScenario(std::uint64_t seed, const TownModel& baseline, bool as_input);

  const std::string& toml() const { return toml_; }
  /// The baseline with the same changes made by hand. Of use only with `as_input`.
  const TownModel& edited() const { return town_; }
  /// Kinds that were drawn.
  const std::set<std::string>& kinds() const { return kinds_; }

 private:
  std::int64_t below(std::uint64_t n) { return static_cast<std::int64_t>(dice_() % n); }
  double degrees(double from, std::uint64_t steps) {
    return from + static_cast<double>(below(steps)) / 1e6;
  }
  std::string place();
  TownModel::Site* fresh_site();
  void edit(const std::string& kind, const std::string& keys);
  void add_input_edit();
  void add_other_edit();

  std::mt19937_64 dice_;
  TownModel town_;
  std::string toml_, head_;
  std::set<std::string> kinds_, used_;
  int opened_ = 0, scaled_ = 0;
  double lon_ = 0, lat_ = 0;
};

}  // namespace fangyuan::test
