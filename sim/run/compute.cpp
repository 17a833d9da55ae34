// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/trust.h"
#include "sim/run/road_km.h"
#include "sim/run/rule_material.h"
#include "sim/run/run.h"
#include "sim/run/siting_bans.h"
#include "sim/run/study_view.h"

namespace fangyuan {

RunTables compute_run(const Study& study, Stages& stages) {
  RunTables tables;
  stages.begin("index");
  const BorrowedView borrowed(study);
  const StudyView& view = borrowed.view();
  stages.begin("coverage");
  tables.coverage = compute_coverage(view, study.project.services);
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
  tables.circles = compute_circles(study);
  stages.begin("rules");
  if (!study.rules.empty()) {
    const RuleMaterial material(study, view, tables.coverage);
    stages.begin("indicators");
    tables.indicators = evaluate(study.rules, material.inputs());
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
  return tables;
}

}  // namespace fangyuan
