// SPDX-License-Identifier: Apache-2.0
// What a project says about burial: which sites are public cemeteries (公益性公墓) and whom they
// are for, how their places are reckoned, and its own figures in place of those that ship.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/burial/parameters.h"
#include "core/coverage/presence.h"

namespace fangyuan {

/// Whom a cemetery is for. `any`: its list does not tell; it is for whatever unit it lies in.
enum class CemeteryTier { city, county, township, village, any };
inline constexpr std::size_t kCemeteryTiers = 5;
/// "city", "county", "township", "village", "other".
std::string_view to_string(CemeteryTier tier);
/// The coarsest level of units whose people the tier is for; `any` is for all.
Level level_of(CemeteryTier tier);

/// How plots are reckoned from land where the list does not tell them.
enum class PlotMethod { gross, gross_low, gross_high, shares, per_mu };
/// All words, in the order of the enumeration.
const std::vector<std::string>& plot_method_words();

/// A project's own figure.
struct GivenParameter {
  Amount value;
  std::string source;
  Grade grade = Grade::K;
};

/// A parameter as it was used.
struct UsedParameter {
  std::string id, name_zh, unit, source;
  Amount value;
  Grade grade = Grade::K;
  bool given = false;  ///< by the project
};

struct BurialSettings {
  std::string group = "total";  ///< whose deaths
  std::string deaths = {};      ///< a statistic of deaths a year; empty: people × death_rate
  PlotMethod plots = PlotMethod::gross;
  std::vector<Status> statuses = {Status::in_use, Status::accepted};
  std::array<std::vector<std::string>, kCemeteryTiers> types = {{
      {"cemetery_city"},
      {"cemetery_county", "cemetery_urban"},
      {"cemetery_township"},
      {"cemetery_village"},
      {"cemetery_public", "columbarium", "burial_facility"},
  }};
  std::vector<PresenceQuery> units;  ///< level and classes: which units get a row
  std::map<std::string, GivenParameter, std::less<>> given = {};

  /// The tier of a site by its type, else by a function; absent: no public cemetery.
  std::optional<CemeteryTier> tier_of(const Facility& f) const;
  /// The project's value, else the one that ships. REQUIRES: there is one.
  Amount value(std::string_view id) const;
  /// Some step of the arithmetic reads this parameter.
  bool uses(std::string_view id) const;
  /// All that are used and have a value, by id.
  std::vector<UsedParameter> used() const;
};

}  // namespace fangyuan
