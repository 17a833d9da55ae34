// SPDX-License-Identifier: Apache-2.0
#include "sim/project/read_floating.h"

#include <fmt/format.h>

#include <cmath>

namespace fangyuan {
namespace {

constexpr double kMaxMinutes = 1440, kMaxMetres = 1'000'000;  // as a service's limits

/// Minutes or metres, whichever the service's limits are in.
struct Scale {
  bool by_time;
  const char* limit() const { return by_time ? "limit_min" : "limit_m"; }
  const char* zones() const { return by_time ? "zones_min" : "zones_m"; }
  const char* least() const { return by_time ? "least_min" : "least_m"; }
  double most() const { return by_time ? kMaxMinutes : kMaxMetres; }
  std::uint32_t value(double written) const {
    return static_cast<std::uint32_t>(std::llround(written * (by_time ? 60'000 : 1000)));
  }
  /// Per minute or per kilometre, to per ms or per mm.
  double rate(double written) const { return written / (by_time ? 60'000 : 1'000'000); }
};

void useless(TomlReader& t, const char* key, const Text& why) {
  if (!t.has(key)) return;
  t.known(key);
  t.error("key-useless", key, "", why);
}

void read_zones(TomlReader& t, const Scale& scale, Decay& decay) {
  const auto zones = t.numbers(scale.zones());
  const auto weights = t.numbers("weights");
  for (const char* key : {scale.zones(), "weights"})
    if (!t.has(key))
      t.error(
          "key-missing", key, "",
          {"decay = \"step\" 须写各段的终点与权重", "decay = \"step\" needs zones and weights"});
  if (!zones || !weights) return;
  if (zones->size() != weights->size() || zones->empty()) {
    t.error("value-bad", "weights", fmt::format("[{}]", fmt::join(*weights, ", ")),
            {fmt::format("应与 {} 一样多", scale.zones()),
             fmt::format("must be as many as {}", scale.zones())});
    return;
  }
  for (std::size_t i = 0; i < zones->size(); ++i) {
    const double zone = (*zones)[i], weight = (*weights)[i];
    if (!(zone > (i == 0 ? 0 : (*zones)[i - 1]) && zone <= scale.most()))
      t.error("value-bad", scale.zones(), fmt::format("{}", zone),
              {fmt::format("应从小到大，大于 0 且不超过 {}", scale.most()),
               fmt::format("must ascend, above 0 and at most {}", scale.most())});
    else
      decay.zones.push_back({Cost(scale.value(zone)), weight});
    if (!(weight >= 0 && weight <= (i == 0 ? 1 : (*weights)[i - 1])))
      t.error("value-bad", "weights", fmt::format("{}", weight),
              {"应在 0 与 1 之间，由近到远不上升",
               "must be between 0 and 1 and not rise from near to far"});
  }
}

}  // namespace

void read_floating(TomlReader& service, Service& s) {
  s.best_filling = service.flag("best_filling").value_or(true);
  auto table = service.table("floating_catchment");
  if (!s.capacity)
    for (const char* key : {"best_filling", "floating_catchment"})
      useless(service, key, {"只有给出 capacity 才用得到", "it is of use only with capacity"});
  if (!table) return;
  TomlReader& t = *table;
  std::vector<std::string> words = decay_shape_words();
  words.emplace_back("none");
  const std::string word = t.one_of("decay", words).value_or("binary");
  const Scale scale{.by_time = !service.has("limits_m")}, other{.by_time = !scale.by_time};
  for (const char* key : {other.limit(), other.zones(), other.least()})
    useless(t, key,
            {scale.by_time ? "本服务的限值以分钟计，请用 …_min" : "本服务的限值以米计，请用 …_m",
             scale.by_time ? "the service's limits are in minutes: use …_min"
                           : "the service's limits are in metres: use …_m"});
  FloatingRule rule;
  Decay& decay = rule.decay;
  decay.shape = parse_decay_shape(word).value_or(DecayShape::binary);
  if (const auto limit = t.positive(scale.limit(), scale.most()))
    rule.limit = Limit{scale.by_time, scale.value(*limit)};
  const bool power = decay.shape == DecayShape::inverse_power;
  const bool has_beta = power || decay.shape == DecayShape::exponential;
  if (decay.shape == DecayShape::step)
    read_zones(t, scale, decay);
  else
    for (const char* key : {scale.zones(), "weights"})
      useless(t, key, {"只用于 decay = \"step\"", "of use only with decay = \"step\""});
  if (has_beta) {
    const auto beta = t.positive("beta");
    if (!t.has("beta"))
      t.error("key-missing", "beta", "",
              {"这种衰减须写 beta（exponential 为每分钟或每公里）",
               "this decay needs beta (of exponential per minute or per km)"});
    decay.beta = power ? beta.value_or(1) : scale.rate(beta.value_or(1));
  } else {
    useless(t, "beta",
            {"只用于 exponential 与 inverse_power", "of use only with exponential, inverse_power"});
  }
  if (power) {
    constexpr double kLeastMinutes = 1, kLeastMetres = 100;
    const auto least = t.positive(scale.least(), scale.most());
    decay.least = Cost(scale.value(least.value_or(scale.by_time ? kLeastMinutes : kLeastMetres)));
  } else {
    useless(t, scale.least(), {"只用于 inverse_power", "of use only with inverse_power"});
  }
  // Behind the last zone nobody counts.
  if (!rule.limit && !decay.zones.empty())
    rule.limit = Limit{scale.by_time, decay.zones.back().up_to.value()};
  t.finish();
  s.floating = word == "none" ? std::nullopt : std::optional(rule);
}

}  // namespace fangyuan
