// SPDX-License-Identifier: Apache-2.0
// What a command says on stdout when it is done: short; the files hold the exact numbers.
#pragma once

#include "core/base/problem.h"
#include "sim/run/run.h"

namespace fangyuan::app {

/// Units, people and where they went, facilities, roads.
void print_study(const Study& study, Language language);

/// The scenario's name and its edits, a sentence each; nothing for the baseline.
void print_scenario(const Scenario& scenario, const std::vector<Text>& edits, Language language);
/// With the names that the study knows.
void print_scenario(const Scenario& scenario, const Study& study, Language language);

/// The leading group's four parts per service, limit and measure, in whole people that add up.
void print_coverage(const Study& study, const RunTables& tables, Language language);

}  // namespace fangyuan::app
