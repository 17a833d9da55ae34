// SPDX-License-Identifier: Apache-2.0
// What a command says on stdout when it is done: short, and every number exact.
#pragma once

#include "core/base/problem.h"
#include "sim/run/run.h"

namespace fangyuan::app {

/// Units, people and where they went, facilities, roads.
void print_study(const Study& study, Language language);

/// The leading group's four parts per service, limit and measure.
void print_coverage(const Study& study, const RunTables& tables, Language language);

}  // namespace fangyuan::app
