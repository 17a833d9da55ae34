// SPDX-License-Identifier: Apache-2.0
// What the headers of offices' tables usually mean. Internal to sim/init; for proposals only.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/study/unit.h"
#include "sim/init/survey.h"

namespace fangyuan::init {

/// Any of the words, divided by |, is in `text` (folded).
bool mentions(std::string_view text, std::string_view words);

/// The ways to read a folded header, the nearest to its own words first: without the unit behind
/// it ("总人口（人）"), as what is left of two header rows ("人口（人）合计", "人口（人）其中：…").
std::vector<std::string> readings_of(std::string header);

/// Group → column of people or households, the most telling header per group; numeric ones only.
std::map<std::string, std::string> people_columns(const Layer& layer);

/// Our name → column of numbers about units: deaths, cremated, births, marriages.
std::map<std::string, std::string> statistics_columns(const Layer& layer);

/// Columns of numbers that are neither among `used` nor codes, coordinates or running numbers: what
/// a proposal leaves aside.
std::vector<std::string> numbers_left(const Layer& layer, const std::set<std::string>& used);

/// The type of facility that a column of this name counts: "schools", "医院数量"; absent: none.
std::optional<std::string> type_of_counts(std::string_view header);

/// The column that geo/units would look for as `what` (code, name, class, parent), or one whose
/// header holds such a word.
const Column* unit_column(const Layer& layer, std::string_view what);

/// The level that most (80 %) of a column's codes are of, by their digits; absent: they are no
/// codes of units.
std::optional<Level> level_of_codes(const Column& column);
/// Likewise by the endings of names (县, 街道, 村 …).
std::optional<Level> level_of_names(const Column& column);

/// Columns of longitude and latitude, or easting and northing.
std::optional<std::pair<std::string, std::string>> xy_columns(const Layer& layer);

/// "县级" and so on.
Text level_words(Level level);

}  // namespace fangyuan::init
