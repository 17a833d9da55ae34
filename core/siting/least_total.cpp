// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/siting/evaluate.h"
#include "core/siting/formulate.h"
#include "core/siting/goals.h"
#include "core/siting/optimise.h"

namespace fangyuan {
namespace {

struct Attempt {
  std::vector<std::uint32_t> sites;  // of the request
  bool serves_all = false;
  Wide value = 0, bound = 0;
  std::vector<double> payment;  // [cell]
};

Attempt attempt(const SitingRequest& request, const Formulation& f, Watch& watch) {
  OptimiseOptions options;
  options.gap = watch.limits().gap;
  if (watch.limits().progress)
    options.progress = [&](const Incumbent& best, double bound) {
      const Wide value = f.scale.value(best.value), least = f.scale.value(bound);
      watch.limits().progress(watch.elapsed_ms(), f.serves_all(best.sites) ? &value : nullptr,
                              &least);
    };
  const Optimum optimum = optimise(f.model, options, watch);
  Attempt a;
  for (const std::uint32_t j : optimum.best.sites) a.sites.push_back(f.site[j]);
  std::ranges::sort(a.sites);
  const SitingValue v = evaluate(request, a.sites);
  a.serves_all = v.left_out == 0;
  a.value = v.total;
  a.bound = f.scale.value(optimum.bound);
  a.payment = f.payment_of_cells(request, optimum.payment);
  return a;
}

}  // namespace

SitingAnswer least_total(const SitingRequest& request, Watch& watch) {
  SitingAnswer answer;
  bool tried_service = false;
  // How dear it is to leave somebody out does not change what is best, only how well the search
  // sees it: little for a good bound, much where few choices serve everyone.
  for (const std::uint32_t dear : {2U, 32U, 1024U}) {
    const Formulation f = formulate_median(request, dear);
    answer.unreachable = f.unreachable;
    answer.unreachable_cells = f.unreachable_cells;
    if (f.unreachable > Amount()) {
      answer.status = SitingStatus::infeasible;
      answer.obstacle = SitingObstacle::unreachable;
      answer.missing = f.unreachable.millionths();
      return answer;
    }
    Attempt a = attempt(request, f, watch);
    if (answer.payment.empty() || a.bound > answer.bound) {
      answer.bound = a.bound;
      answer.payment = std::move(a.payment);
    }
    if (a.serves_all) {
      answer.status = SitingStatus::feasible;
      answer.sites = std::move(a.sites);
      answer.value = a.value;
      answer.rounding = f.scale.rounding(f.model.rows() + 1);
      break;
    }
    if (!tried_service) {
      tried_service = true;
      const ServedAll service = serve_all(request, request.limit, ~std::uint64_t{0}, watch);
      if (service.impossible) {
        answer = {};
        answer.status = SitingStatus::infeasible;
        answer.obstacle = service.by_price ? SitingObstacle::budget : SitingObstacle::most;
        answer.missing =
            service.needed - (service.by_price ? Wide{*request.budget} : Wide{*request.most});
        return answer;
      }
      if (service.possible) {
        answer.status = SitingStatus::feasible;
        answer.sites = service.sites;
        answer.value = evaluate(request, service.sites).total;
      }
    }
    if (watch.over()) break;
  }
  if (answer.found()) answer.bound = std::min(answer.bound, answer.value);
  return answer;
}

}  // namespace fangyuan
