// SPDX-License-Identifier: Apache-2.0
// [[statistics]]: numbers about units that rules use (deaths, workers, households …).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/base/problem.h"
#include "core/study/unit.h"
#include "geo/crs/frame.h"
#include "geo/io/input_use.h"
#include "geo/io/sources.h"

namespace fangyuan {

struct Boundaries;  // geo/units

struct Statistics {
  /// name → per unit (indexed by UnitId) the value; absent: not told.
  std::map<std::string, std::vector<std::optional<Amount>>> by_unit;
  std::vector<InputUse> inputs;
};

/// Joins each row to a unit of the source's level by code or name. Unmatched rows are listed
/// (statistics-unmatched), a second value for one unit is an error (statistics-duplicate), text in
/// a number too. Never throws for bad input.
Statistics read_statistics(std::span<const StatisticsSource> sources, const Boundaries* boundaries,
                           const Frame& frame, Problems& problems);

}  // namespace fangyuan
