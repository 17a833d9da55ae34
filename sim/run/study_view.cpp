// SPDX-License-Identifier: Apache-2.0
#include "sim/run/study_view.h"

namespace fangyuan {

BorrowedView::BorrowedView(const Study& study)
    : hierarchies_(hierarchies_for(study)),
      straight_(study.population.cells.place, study.facilities.all),
      view_{.network = study.has_roads() ? &study.roads.network : nullptr,
            .cells = study.population.cells,
            .units = study.boundaries.units,
            .facilities = study.facilities.all,
            .straight = &straight_} {
  for (std::size_t m = 0; m < kModes; ++m) {
    view_.access[m] = study.access[m].get();
    view_.hierarchies[m] = hierarchies_[m].get();
    view_.speeds[m] = {study.project.modes[m].speed_mps, study.project.modes[m].off_network_mps};
  }
}

}  // namespace fangyuan
