// SPDX-License-Identifier: Apache-2.0
#include "core/measures/decay.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace fangyuan {
namespace {

void check(const Decay& d) {
  if (d.shape == DecayShape::step) {
    if (d.zones.empty()) throw std::invalid_argument("a step decay without zones");
    for (std::size_t z = 0; z < d.zones.size(); ++z) {
      const DecayZone& zone = d.zones[z];
      if (!zone.up_to.reached() || !(zone.weight >= 0 && zone.weight <= 1))
        throw std::invalid_argument("a zone without an end, or a weight outside 0 to 1");
      if (z > 0 && (zone.up_to <= d.zones[z - 1].up_to || zone.weight > d.zones[z - 1].weight))
        throw std::invalid_argument("zones ascend and their weights do not rise");
    }
  }
  const bool has_beta = d.shape == DecayShape::exponential || d.shape == DecayShape::inverse_power;
  if (has_beta && !(d.beta > 0)) throw std::invalid_argument("beta is above 0");
  if (d.shape == DecayShape::inverse_power && (!d.least.reached() || d.least == Cost::zero()))
    throw std::invalid_argument("the least cost is above 0");
}

double weight(const Decay& d, double cost, double limit) {
  const double part = limit > 0 ? cost / limit : 0;
  switch (d.shape) {
    case DecayShape::binary:
      return 1;
    case DecayShape::step:
      for (const DecayZone& zone : d.zones)
        if (cost <= zone.up_to.value()) return zone.weight;
      return 0;
    case DecayShape::linear:
      return 1 - part;
    case DecayShape::kernel_density:
      return 1 - part * part;
    case DecayShape::gaussian:
      return (std::exp(-0.5 * part * part) - std::exp(-0.5)) / (1 - std::exp(-0.5));
    case DecayShape::exponential:
      return std::exp(-d.beta * cost);
    case DecayShape::inverse_power:
      return cost <= d.least.value() ? 1 : std::pow(cost / d.least.value(), -d.beta);
  }
  return 0;
}

}  // namespace

const std::vector<std::string>& decay_shape_words() {
  static const std::vector<std::string> kWords{
      "binary", "step", "linear", "kernel_density", "gaussian", "exponential", "inverse_power"};
  return kWords;
}

std::string_view to_string(DecayShape shape) {
  return decay_shape_words()[static_cast<std::size_t>(shape)];
}

std::optional<DecayShape> parse_decay_shape(std::string_view word) {
  const auto& words = decay_shape_words();
  const auto it = std::find(words.begin(), words.end(), word);
  if (it == words.end()) return std::nullopt;
  return static_cast<DecayShape>(it - words.begin());
}

std::uint32_t decay_billionths(const Decay& decay, Cost cost, Cost limit) {
  check(decay);
  if (!cost.reached() || cost > limit) return 0;
  return static_cast<std::uint32_t>(std::llround(1e9 * weight(decay, cost.value(), limit.value())));
}

}  // namespace fangyuan
