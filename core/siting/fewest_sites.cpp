// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/siting/evaluate.h"
#include "core/siting/formulate.h"
#include "core/siting/goals.h"
#include "core/siting/optimise.h"

namespace fangyuan {
namespace {

/// Covers everyone who can be covered.
void cover_all(const SitingRequest& request, Watch& watch, SitingAnswer& answer) {
  const Formulation f = formulate_set_cover(request, request.limit);
  OptimiseOptions options;
  options.gap = watch.limits().gap;
  if (watch.limits().progress)
    options.progress = [&](const Incumbent& best, double bound) {
      const Wide value = f.scale.value(best.value), least = f.scale.value(bound);
      watch.limits().progress(watch.elapsed_ms(), f.serves_all(best.sites) ? &value : nullptr,
                              &least);
    };
  Optimum optimum = optimise(f.model, options, watch);
  f.open_for_all(optimum.best.sites);
  answer.status = SitingStatus::feasible;
  for (const std::uint32_t j : optimum.best.sites) answer.sites.push_back(f.site[j]);
  std::ranges::sort(answer.sites);
  answer.value = evaluate(request, answer.sites).price;
  answer.bound = std::min(f.scale.value(optimum.bound), answer.value);
}

/// Sites, or money, by halves: too few and enough, with what is unknown in between.
class Bisection {
 public:
  Bisection(const SitingRequest& request, Wide target, Formulation& f, Watch& watch)
      : r_(request), target_(target), f_(f), watch_(watch) {
    // All sites that there are will do.
    std::vector<std::uint32_t> all(f_.site);
    take(all);
  }

  void run(SitingAnswer& answer) {
    for (std::uint64_t work = 20'000'000; low_ < high_ && !watch_.over(); work *= 4) {
      for (Wide from = low_; from < high_ && !watch_.over();) {
        const Wide middle = from + (high_ - from) / 2;
        if (!enough(middle, work)) from = middle + 1;
        if (watch_.limits().progress) watch_.limits().progress(watch_.elapsed_ms(), &high_, &low_);
      }
    }
    answer.status = SitingStatus::feasible;
    answer.sites = sites_;
    answer.value = high_;
    answer.bound = low_;
  }

 private:
  bool enough(Wide resource, std::uint64_t work) {
    if (r_.price.empty())
      f_.model.most = static_cast<std::uint32_t>(resource);
    else
      f_.model.budget = static_cast<double>(resource);
    OptimiseOptions options;
    options.work = work;
    const Wide may_miss = f_.all - target_;
    options.enough = f_.scale.ticks(may_miss);
    const Optimum optimum = optimise(f_.model, options, watch_);
    std::vector<std::uint32_t> sites;
    for (const std::uint32_t j : optimum.best.sites) sites.push_back(f_.site[j]);
    if (evaluate(r_, sites).covered >= target_) {
      take(sites);
      return true;
    }
    if (f_.scale.value(optimum.bound) > may_miss && resource >= low_) low_ = resource + 1;
    return false;
  }
  /// Without what is not needed for the target.
  void take(std::vector<std::uint32_t>& sites) {
    std::ranges::sort(sites);
    sites_ = sites;
    high_ = evaluate(r_, sites_).price;
  }

  const SitingRequest& r_;
  Wide target_;
  Formulation& f_;
  Watch& watch_;
  Wide low_ = 0, high_ = 0;  // below low_: too little; high_: enough
  std::vector<std::uint32_t> sites_;
};

}  // namespace

SitingAnswer fewest_sites(const SitingRequest& request, Watch& watch) {
  SitingAnswer answer;
  SitingRequest all = request;
  all.target.reset();
  Formulation f = formulate_cover(all);
  answer.unreachable = f.unreachable;
  answer.unreachable_cells = f.unreachable_cells;
  const Wide target = request.target ? Wide{request.target->millionths()} : f.all;
  if (target > f.all) {
    answer.status = SitingStatus::infeasible;
    answer.obstacle = SitingObstacle::target;
    answer.missing = target - f.all;
  } else if (target <= f.covered) {
    answer.status = SitingStatus::feasible;
  } else if (target == f.all) {
    cover_all(request, watch, answer);
  } else {
    Bisection(request, target, f, watch).run(answer);
  }
  return answer;
}

}  // namespace fangyuan
