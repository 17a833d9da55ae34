// SPDX-License-Identifier: Apache-2.0
#include "core/siting/choose_sites.h"

#include <stdexcept>

#include "core/siting/goals.h"

namespace fangyuan {
namespace {

SitingAnswer answer_for(const SitingRequest& request, Watch& watch) {
  switch (request.goal) {
    case SitingGoal::most_covered:
      return most_covered(request, watch);
    case SitingGoal::fewest_sites:
      return fewest_sites(request, watch);
    case SitingGoal::least_total:
      return least_total(request, watch);
    case SitingGoal::least_worst:
      return least_worst(request, watch);
  }
  throw std::invalid_argument("no such goal");
}

}  // namespace

SitingAnswer choose_sites(const SitingRequest& request, const SitingLimits& limits) {
  std::string all;
  for (const std::string& fault : faults(request)) all += (all.empty() ? "" : "; ") + fault;
  if (!all.empty()) throw std::invalid_argument(all);
  Watch watch(limits);
  SitingAnswer answer = answer_for(request, watch);
  if (answer.found())
    answer.status = answer.value - answer.bound <= answer.rounding &&
                            answer.bound - answer.value <= answer.rounding
                        ? SitingStatus::optimal
                        : SitingStatus::feasible;
  answer.work = watch.work();
  answer.time_ms = watch.elapsed_ms();
  return answer;
}

}  // namespace fangyuan
