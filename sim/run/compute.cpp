// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/trust.h"
#include "sim/run/road_km.h"
#include "sim/run/run.h"
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
  stages.begin("circles");
  tables.circles = compute_circles(study);
  stages.begin("indicators");
  tables.indicators =
      evaluate(study.rules, RuleInputs{.units = study.boundaries.units,
                                       .facilities = study.facilities.all,
                                       .cells = study.population.cells,
                                       .date = study.project.date,
                                       .balance = study.population.balance,
                                       .unlocated_of = study.population.unlocated_of});
  stages.end();
  return tables;
}

}  // namespace fangyuan
