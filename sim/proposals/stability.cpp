// SPDX-License-Identifier: Apache-2.0
#include "sim/proposals/stability.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

#include "core/base/parallel.h"
#include "sim/proposals/draws.h"

namespace fangyuan {
namespace {

constexpr std::uint32_t kThousand = 1000;
constexpr double kLow = 0.05, kHigh = 0.95;

/// Of a draw or as told; price is absent where it is not known.
struct Value {
  Wide newly = 0;
  std::optional<std::int64_t> price;
};

/// Strictly better. By price for each newly served: who serves nobody newly comes last, then who
/// has no price.
bool better(const Value& a, const Value& b, RankBy by) {
  if (by == RankBy::newly) return a.newly > b.newly;
  const auto class_of = [](const Value& v) { return v.newly <= 0 ? 2 : v.price ? 0 : 1; };
  if (class_of(a) != class_of(b)) return class_of(a) < class_of(b);
  if (class_of(a) != 0) return a.newly > b.newly;
  return Wide{*a.price} * b.newly < Wide{*b.price} * a.newly;
}

class Ranker {
 public:
  Ranker(const ScoreInputs& in, const std::vector<OptionScore>& scores)
      : in_(in), scores_(scores) {}

  std::vector<std::uint32_t> ranks(const std::vector<Wide>& newly) const {
    std::vector<std::uint32_t> out(scores_.size());
    for (std::size_t a = 0; a < out.size(); ++a) {
      if (!scores_[a].ranked()) continue;
      out[a] = 1;
      for (std::size_t b = 0; b < out.size(); ++b)
        if (scores_[b].ranked() && is_better(b, a, newly)) ++out[a];
    }
    return out;
  }

  bool is_better(std::size_t a, std::size_t b, const std::vector<Wide>& newly) const {
    return better({newly[a], scores_[a].price}, {newly[b], scores_[b].price}, in_.request.rank_by);
  }

 private:
  const ScoreInputs& in_;
  const std::vector<OptionScore>& scores_;
};

/// The value that a share of the draws does not exceed.
template <class T>
T quantile(std::vector<T> values, double share) {
  std::ranges::sort(values);
  const auto n = static_cast<double>(values.size());
  const double place = std::ceil(share * n) - 1;
  return values[static_cast<std::size_t>(std::clamp(place, 0.0, n - 1))];
}

/// Factors evenly spread over whole thousandths. The generator is the standard's, the same
/// everywhere; its distributions are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::uint32_t factor(double spread) {
    const auto reach = static_cast<std::uint32_t>(std::lround(spread * kThousand));
    return kThousand - reach + static_cast<std::uint32_t>(random_() % (2 * reach + 1));
  }

 private:
  std::mt19937_64 random_;
};

std::vector<Draw> throw_dice(const ScoreInputs& in, std::uint32_t units, const Standing& what) {
  const Variation& v = in.request.vary;
  Dice dice(v.seed);
  std::vector<Draw> draws(v.draws);
  for (Draw& d : draws) {
    d.speed = dice.factor(what.speed ? v.speed : 0);
    for (std::uint32_t u = 0; u < units; ++u)
      d.demand.push_back(dice.factor(what.demand ? v.demand : 0));
    for (std::size_t s = 0; s < in.sites.size(); ++s)
      d.capacity.push_back(dice.factor(what.capacity ? v.capacity : 0));
  }
  return draws;
}

void check_as_told(const DrawModel& model, const ScoreInputs& in, std::uint32_t units,
                   const std::vector<OptionScore>& scores) {
  Draw told;
  told.demand.assign(units, kThousand);
  told.capacity.assign(in.sites.size(), kThousand);
  const std::vector<Wide> newly = model.newly(told);
  for (std::size_t o = 0; o < newly.size(); ++o)
    if (newly[o] != scores[o].newly)
      throw std::runtime_error("proposals: the draws and the tables disagree");
}

/// Going down the ranking, who is not clearly behind the first of the group joins it.
void group_ties(const Ranker& ranker, Standing& out) {
  std::vector<std::size_t> order;
  for (std::size_t o = 0; o < out.options.size(); ++o)
    if (out.options[o].rank > 0) order.push_back(o);
  std::ranges::stable_sort(order, {}, [&](std::size_t o) { return out.options[o].rank; });
  std::vector<std::vector<std::size_t>> groups;
  for (const std::size_t o : order) {
    if (!groups.empty()) {
      const std::size_t first = groups.back().front();
      std::size_t ahead = 0;
      for (const Draw& d : out.draws) ahead += ranker.is_better(first, o, d.newly) ? 1U : 0U;
      const bool clearly = out.draws.empty() ? out.options[first].rank != out.options[o].rank
                                             : static_cast<double>(ahead) >=
                                                   kHigh * static_cast<double>(out.draws.size());
      if (!clearly) {
        groups.back().push_back(o);
        continue;
      }
    }
    groups.push_back({o});
  }
  std::uint32_t number = 0;
  for (const auto& group : groups) {
    if (group.size() < 2) continue;
    ++number;
    for (const std::size_t o : group) out.options[o].tie = number;
  }
}

}  // namespace

std::vector<std::uint32_t> ranks_of(const ScoreInputs& inputs,
                                    const std::vector<OptionScore>& scores,
                                    const std::vector<Wide>& newly) {
  return Ranker(inputs, scores).ranks(newly);
}

Standing rank_options(const ScoreInputs& in, const std::vector<OptionScore>& scores) {
  Standing out;
  out.options.resize(scores.size());
  const Ranker ranker(in, scores);
  std::vector<Wide> told;
  for (const OptionScore& s : scores) told.push_back(s.newly);
  const auto ranks = ranker.ranks(told);
  for (std::size_t o = 0; o < ranks.size(); ++o) {
    OptionStanding& s = out.options[o];
    s.rank = s.rank_low = s.rank_high = ranks[o];
    s.newly_low = s.newly_high = told[o];
  }
  const Variation& v = in.request.vary;
  out.speed = v.speed > 0 && in.service.limits.front().is_time;
  out.demand = v.demand > 0;
  out.capacity = v.capacity > 0 && in.service.capacity.has_value();
  if (v.draws == 0 || (!out.speed && !out.demand && !out.capacity)) {
    out.left_out = {"没有作抽样", "nothing was drawn"};
    group_ties(ranker, out);
    return out;
  }
  const auto model = in.service.capacity ? filling_model(in) : reach_model(in);
  if (!model) {
    out.speed = out.demand = out.capacity = false;
    out.left_out = {"居民点与设施的组合太多，没有作抽样",
                    "too many pairs of cell and site: nothing was drawn"};
    group_ties(ranker, out);
    return out;
  }
  const std::uint32_t units = demand_units(in.study).count;
  check_as_told(*model, in, units, scores);
  out.draws = throw_dice(in, units, out);
  parallel_for(out.draws.size(), [&](std::size_t i) {
    Draw& d = out.draws[i];
    d.newly = model->newly(d);
    d.rank = ranker.ranks(d.newly);
  });
  for (std::size_t o = 0; o < scores.size(); ++o) {
    OptionStanding& s = out.options[o];
    std::vector<Wide> newly;
    std::vector<std::uint32_t> rank;
    for (const Draw& d : out.draws) {
      newly.push_back(d.newly[o]);
      rank.push_back(d.rank[o]);
      s.first += d.rank[o] == 1 ? 1U : 0U;
    }
    s.newly_low = quantile(newly, kLow);
    s.newly_high = quantile(newly, kHigh);
    s.rank_low = quantile(rank, kLow);
    s.rank_high = quantile(rank, kHigh);
  }
  group_ties(ranker, out);
  return out;
}

}  // namespace fangyuan
