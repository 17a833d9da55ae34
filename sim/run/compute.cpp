// SPDX-License-Identifier: Apache-2.0
#include "sim/run/compute.h"

#include <optional>

#include "core/coverage/trust.h"
#include "sim/run/draw_circles.h"
#include "sim/run/road_km.h"
#include "sim/run/siting_bans.h"
#include "sim/run/study_view.h"
#include "sim/run/what_stays.h"

namespace fangyuan {
namespace {

CoverageResult coverage_of(const Study& study, const StudyView& view, const EarlierRun* earlier,
                           const WhatStays* stays, Recomputed& told) {
  const auto& services = study.project.services;
  std::vector<std::uint8_t> holds(services.size());
  for (std::size_t s = 0; s < services.size(); ++s) {
    holds[s] = stays != nullptr && !services[s].is_joint() && stays->tables(ServiceId(s)) ? 1 : 0;
    if (!services[s].is_joint() && holds[s] == 0) told.services.push_back(services[s].id);
  }
  if (stays == nullptr) return compute_coverage(view, services);
  return compute_coverage(view, services, KeptTables{earlier->computed.tables.coverage, holds});
}

}  // namespace

Computed compute_all(const Study& study, Stages& stages, const EarlierRun* earlier) {
  Computed out;
  RunTables& tables = out.tables;
  stages.begin("index");
  std::optional<WhatStays> found;
  if (earlier != nullptr) found.emplace(earlier->study, study);
  const WhatStays* stays = found ? &*found : nullptr;
  const BorrowedView borrowed(study);
  const StudyView& view = borrowed.view();
  stages.begin("coverage");
  tables.coverage = coverage_of(study, view, earlier, stays, out.told);
  stages.begin("units");
  std::vector<double> road_km;
  if (study.has_roads()) road_km = road_km_by_unit(study.roads.network, study.boundaries);
  tables.units = unit_rows({.study = view,
                            .services = study.project.services,
                            .reach = tables.coverage.reach,
                            .road_km = road_km,
                            .unlocated_people = study.population.unlocated_of});
  tables.equality = equality_rows({.units = study.boundaries.units,
                                   .cells = study.population.cells,
                                   .services = study.project.services,
                                   .coverage = tables.coverage.rows,
                                   .access = tables.coverage.access});
  stages.begin("circles");
  const KeptCircles kept{stays, earlier ? std::span<const Circle>(earlier->computed.tables.circles)
                                        : std::span<const Circle>()};
  DrawnCircles drawn = draw_circles(study, kept);
  tables.circles = std::move(drawn.circles);
  out.told.circles = drawn.drawn;
  out.told.all_circles = drawn.all;
  stages.begin("rules");
  if (!study.rules.empty()) {
    const RuleMaterial* before = earlier ? earlier->computed.rules.get() : nullptr;
    const KeptMaterial material{before, before ? stays : nullptr};
    out.rules = std::make_unique<RuleMaterial>(study, view, tables.coverage, material);
    out.told.rule_circles = out.rules->measured();
    out.told.all_rule_circles = out.rules->all();
    stages.begin("indicators");
    tables.indicators = evaluate(study.rules, out.rules->inputs());
    const auto bans = ban_rows(study.rules, {.land = study.land,
                                             .units = study.boundaries.units,
                                             .facilities = study.facilities.all,
                                             .date = study.project.date});
    tables.indicators.insert(tables.indicators.end(), bans.begin(), bans.end());
  }
  if (study.project.burial) {
    stages.begin("burial");
    tables.burial = burial_account(*study.project.burial, plain_inputs(study), study.rules);
  }
  stages.end();
  return out;
}

RunTables compute_run(const Study& study, Stages& stages) {
  return std::move(compute_all(study, stages).tables);
}

}  // namespace fangyuan
