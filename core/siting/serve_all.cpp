// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/siting/evaluate.h"
#include "core/siting/formulate.h"
#include "core/siting/goals.h"
#include "core/siting/optimise.h"

namespace fangyuan {

ServedAll serve_all(const SitingRequest& request, Cost within, std::uint64_t work, Watch& watch) {
  ServedAll service;
  service.by_price = !request.most;
  const Formulation f = formulate_set_cover(request, within);
  const Wide allowed = service.by_price ? Wide{*request.budget} : Wide{*request.most};
  OptimiseOptions options;
  options.enough = f.scale.ticks(allowed);
  options.work = work;
  const Optimum optimum = optimise(f.model, options, watch);
  if (optimum.bound > options.enough) {
    service.impossible = true;
    service.needed = f.scale.value(optimum.bound);
    return service;
  }
  std::vector<std::uint32_t> sites(optimum.best.sites);
  f.open_for_all(sites);
  for (std::uint32_t& j : sites) j = f.site[j];
  std::ranges::sort(sites);
  SitingRequest within_limit = request;
  within_limit.limit = within;
  const SitingValue v = evaluate(within_limit, sites);
  service.possible = v.left_out == 0 && (!request.most || sites.size() <= *request.most) &&
                     (!request.budget || v.price <= *request.budget);
  if (service.possible) service.sites = std::move(sites);
  return service;
}

}  // namespace fangyuan
