// SPDX-License-Identifier: Apache-2.0
#include "sim/study/copy_study.h"

namespace fangyuan {

std::unique_ptr<Study> copy_study(const Study& study, Mode mode) {
  auto copy = std::make_unique<Study>();
  copy->project = study.project;
  copy->frame = std::make_unique<const Frame>(study.frame->crs());
  copy->boundaries = study.boundaries;
  copy->land = study.land;
  copy->roads = study.roads;
  copy->population = study.population;
  copy->facilities = study.facilities;
  copy->statistics = study.statistics;
  copy->rules = study.rules;
  copy->inputs = study.inputs;
  const auto m = static_cast<std::size_t>(mode);
  if (study.snappers[m])
    copy->snappers[m] = std::make_unique<const Snapper>(copy->roads.network, mode,
                                                        copy->roads.barriers, *copy->frame);
  if (study.access[m]) copy->access[m] = std::make_unique<const ModeAccess>(*study.access[m]);
  return copy;
}

}  // namespace fangyuan
