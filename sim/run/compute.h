// SPDX-License-Identifier: Apache-2.0
// All tables of a study, afresh or from what an earlier study has in common with it. Internal to
// sim/run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/run/rule_material.h"
#include "sim/run/run.h"

namespace fangyuan {

/// What was computed, of how much there is.
struct Recomputed {
  std::vector<std::string> services;                   ///< whose tables were; ids
  std::size_t circles = 0, all_circles = 0;            ///< drawn: of sites, and unions
  std::size_t rule_circles = 0, all_rule_circles = 0;  ///< measured for rules
};

/// Tables and what they were made from; may be moved.
struct Computed {
  RunTables tables;
  std::unique_ptr<RuleMaterial> rules;  ///< null: the project has none
  Recomputed told;
};

/// A study and what was computed of it.
struct EarlierRun {
  const Study& study;
  const Computed& computed;
};

/// With an earlier run only what can differ is computed, the rest is copied; the tables are those
/// that are computed without.
Computed compute_all(const Study& study, Stages& stages, const EarlierRun* earlier = nullptr);

}  // namespace fangyuan
