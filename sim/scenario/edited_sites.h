// SPDX-License-Identifier: Apache-2.0
// A scenario applied to the sites alone, beside the study.
#pragma once

#include <array>
#include <vector>

#include "sim/scenario/apply.h"

namespace fangyuan {

/// The sites of a study as a scenario leaves them.
struct EditedSites {
  FacilityTable facilities = {};  ///< those of the study in their order, then the new ones
  std::array<std::vector<std::vector<Entrance>>, kModes> entrances = {};  ///< as ModeAccess::sites
  std::vector<EditTouched> touched = {};                                  ///< by edit
};

/// As apply_to_study(), but the study stays as it is: for scenarios that edit sites alone. Edits of
/// another kind, and a date, are told: edit-not-live. Safe to call from several threads.
/// O(sites + edits × what they name).
EditedSites edit_sites(const Scenario& scenario, const Study& study, Problems& problems);

}  // namespace fangyuan
