// SPDX-License-Identifier: Apache-2.0
// Values that several kinds of edits have. Internal to sim/scenario.
#pragma once

#include <initializer_list>

#include "sim/project/toml_reader.h"
#include "sim/scenario/edit.h"

namespace fangyuan {

extern const std::vector<std::string> kModeWords, kStatusWords;

/// Two numbers as a place: degrees, or metres. Absent when they cannot be (told).
std::optional<GivenPlace> place_of(TomlReader& t, std::string_view key,
                                   const std::vector<double>& numbers, bool degrees);
/// `at` or `xy`, not both; absent: neither.
std::optional<GivenPlace> read_place(TomlReader& t);
GivenPlace required_place(TomlReader& t);
std::optional<Status> read_status(TomlReader& t, std::string_view key);
/// A table of numbers, each at least `least`.
std::map<std::string, Amount> read_amounts(TomlReader& t, std::string_view key, double least);
/// Tells when none of the keys is there.
void needs_one_of(TomlReader& t, std::initializer_list<const char*> keys);

OpenSite read_open(TomlReader& t);
/// `kind`: close, extend, reduce, convert, co_locate or change.
ChangeSites read_change(TomlReader& t, const std::string& kind);
/// Absent when the kind is none that changes units.
std::optional<ChangeUnits> read_unit_change(TomlReader& t, const std::string& kind);

}  // namespace fangyuan
