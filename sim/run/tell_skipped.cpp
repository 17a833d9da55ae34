// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "sim/run/run.h"

namespace fangyuan {

void tell_skipped(const Study& study, std::span<const TooManyPairs> skipped, Problems& problems) {
  for (const TooManyPairs& s : skipped) {
    Problem p;
    p.code = s.filling ? "filling-too-large" : "access-too-large";
    p.file = study.project.file.filename().string();
    p.layer = fmt::format("services[{}]", s.service.index());
    p.field = s.filling ? "best_filling" : "floating_catchment";
    p.value = study.project.services[s.service.index()].id + " " + s.limit;
    p.count = 1;
    p.rule =
        s.filling
            ? Text{fmt::format("居民点与设施的组合超过 {} 对，没有算最优装填，相应各列留空",
                               s.most),
                   fmt::format("more than {} pairs of cell and site: the best filling was not "
                               "computed, its columns are empty",
                               s.most)}
            : Text{fmt::format("居民点与设施的组合超过 {} 对，没有算每千人可及", s.most),
                   fmt::format("more than {} pairs of cell and site: places per thousand people "
                               "were not computed",
                               s.most)};
    problems.warning(std::move(p));
  }
}

}  // namespace fangyuan
