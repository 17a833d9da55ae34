// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "geo/snap/added_roads.h"
#include "sim/scenario/editors.h"

namespace fangyuan {
namespace {

/// A street further from the place that was written is not the one that was meant.
constexpr double kMeantWithinM = 50;

bool usable(const EdgeUse& use) { return use.forward_kmh > 0 || use.backward_kmh > 0; }

}  // namespace

std::vector<EdgeId> RoadEditor::chosen(const Edit& edit, const RoadChoice& choice,
                                       const std::vector<Mode>& modes) {
  const Network& network = study_.roads.network;
  for (std::size_t e = by_way_.size(); e < network.edges.size(); ++e)  // roads may have been added
    by_way_.emplace(network.edges[e].source_id, EdgeId(e));
  std::vector<EdgeId> edges;
  for (const std::int64_t way : choice.ways) {
    const auto [begin, end] = by_way_.equal_range(way);
    if (begin == end)
      problems_.error(problem_of(edit, "edit-unknown", "ways", std::to_string(way),
                                 {"没有这个编号的道路", "no street has this number"}));
    for (auto it = begin; it != end; ++it) edges.push_back(it->second);
  }
  for (const GivenPlace& given : choice.at) {
    const auto place = place_of(given, study_, edit, problems_);
    if (!place) continue;
    std::optional<EdgeId> nearest;
    std::uint32_t nearest_mm = 0;
    for (const Mode mode : modes) {
      const auto& snapper = study_.snappers[static_cast<std::size_t>(mode)];
      if (!snapper) continue;
      const Entrance e = snapper->nearest(*place, kMeantWithinM);
      if (!e.connected() || (nearest && e.access_mm >= nearest_mm)) continue;
      nearest = e.edge;
      nearest_mm = e.access_mm;
    }
    if (nearest) {
      edges.push_back(*nearest);
      continue;
    }
    Problem p = problem_of(
        edit, "edit-unknown", "at", "",
        {"50 米内没有这些方式可用的道路", "no street that these modes use is within 50 m"});
    p.where = place->lonlat;
    problems_.error(std::move(p));
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

void RoadEditor::change(const Edit& edit, const ChangeRoads& action, EditTouched& touched) {
  if (!study_.has_roads()) {
    problems_.error(problem_of(edit, "edit-unknown", "ways", "",
                               {"项目没有路网", "the project has no streets"}));
    return;
  }
  for (const EdgeId e : chosen(edit, action.roads, action.modes)) {
    bool any = false;
    for (const Mode mode : action.modes) {
      EdgeUse& use = study_.roads.network.use[static_cast<std::size_t>(mode)][e.index()];
      if (!usable(use)) continue;
      EdgeUse wanted;
      if (action.kmh || action.factor) {
        const auto speed = [&](float now) {
          if (now <= 0) return 0.0F;
          return static_cast<float>(action.kmh ? *action.kmh : now * *action.factor);
        };
        wanted = {speed(use.forward_kmh), speed(use.backward_kmh)};
      }
      bench_.use_before.try_emplace({static_cast<std::size_t>(mode), e}, use);
      once_.set(edit, "street " + std::to_string(e.value()), std::string(to_string(mode)) + " use",
                use, std::optional(wanted));
      any = true;
    }
    if (!any) continue;
    touched.edges.push_back(e);
  }
  if (touched.edges.empty() && !problems_.has_errors())
    problems_.error(
        problem_of(edit, "edit-no-effect", "modes", "",
                   {"这些方式本来就不能走这些道路，或已经封闭",
                    "these modes cannot use these streets, or they are closed already"}));
}

std::vector<Applied::Unconnected> RoadEditor::drop_entrances() {
  std::vector<Applied::Unconnected> out;
  if (bench_.use_before.empty()) return out;
  for (std::size_t m = 0; m < kModes; ++m) {
    if (!bench_.access[m]) continue;
    const Mode mode = static_cast<Mode>(m);
    const Network& network = study_.roads.network;
    ModeAccess& access = *bench_.access[m];
    Applied::Unconnected lost{mode, {}, drop_closed(network, mode, access)};
    for (std::size_t s = 0; s < access.sites.size(); ++s)
      if (drop_closed(network, mode, access.sites[s]))
        lost.sites.push_back(study_.facilities.all[s].id);
    if (!lost.cells.empty() || !lost.sites.empty()) out.push_back(std::move(lost));
  }
  return out;
}

}  // namespace fangyuan
