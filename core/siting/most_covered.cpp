// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/siting/evaluate.h"
#include "core/siting/formulate.h"
#include "core/siting/goals.h"
#include "core/siting/optimise.h"

namespace fangyuan {

SitingAnswer most_covered(const SitingRequest& request, Watch& watch) {
  const Formulation f = formulate_cover(request);
  OptimiseOptions options;
  options.gap = watch.limits().gap;
  options.basis = f.scale.ticks(f.all);
  if (watch.limits().progress)
    options.progress = [&](const Incumbent& best, double bound) {
      const Wide value = f.all - f.scale.value(best.value), most = f.all - f.scale.value(bound);
      watch.limits().progress(watch.elapsed_ms(), &value, &most);
    };
  const Optimum optimum = optimise(f.model, options, watch);

  SitingAnswer answer;
  answer.status = SitingStatus::feasible;
  for (const std::uint32_t j : optimum.best.sites) answer.sites.push_back(f.site[j]);
  std::ranges::sort(answer.sites);
  answer.value = evaluate(request, answer.sites).covered;
  answer.bound = std::max(f.all - f.scale.value(optimum.bound), answer.value);
  answer.payment = f.payment_of_cells(request, optimum.payment);
  answer.unreachable = f.unreachable;
  answer.unreachable_cells = f.unreachable_cells;
  return answer;
}

}  // namespace fangyuan
