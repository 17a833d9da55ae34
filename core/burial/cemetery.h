// SPDX-License-Identifier: Apache-2.0
// One cemetery: its land, its places (graves and niches), how many are left, and what each was
// reckoned from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/id.h"
#include "core/base/problem.h"
#include "core/burial/settings.h"

namespace fangyuan {

/// What an urn takes of a cemetery's land, and the plots on some land. `settings` outlives it.
class PlotArea {
 public:
  /// Throws std::invalid_argument when the shares leave no land for plots.
  explicit PlotArea(const BurialSettings& settings);
  /// Whole plots on the land, floored. Land that was given in 亩 is reckoned in 亩, exactly.
  std::int64_t plots_on(Amount land_mu, Amount land_m2) const;
  /// 亩 for so many plots, to the nearest millionth.
  Amount mu_for(Amount plots) const;

 private:
  bool per_mu_ = false;
  Amount per_mu_plots_;
  Amount gross_m2_;
};

/// A row of burial.csv of level "site". Absent: not known, and the note says why.
struct CemeteryRow {
  SiteId site;
  std::optional<CemeteryTier> tier;  ///< absent: no public cemetery
  bool counts = false;
  std::optional<Amount> land_mu;
  std::optional<Amount> least_mu, missing_mu;  ///< of its tier, and what it lacks
  std::optional<std::int64_t> graves, niches;
  std::optional<std::int64_t> places;  ///< graves + niches
  std::optional<std::int64_t> used, left;
  bool used_unknown = false;  ///< left is all places, for nobody tells how many are taken
  std::string from;           ///< "left", "graves", "land", "niches", "floor", joined by +
  Text note;
};

/// Every site that is a public cemetery by the settings, or another kind of burial ground (which
/// never counts: 经营性, kind not told, minority, unapproved). Absent: neither.
///
/// The list's own figures come first: amounts `graves`, `niches`, `places_used`, `places_left`.
/// Else graves come from land, and niches of a columbarium from its floor (area_m2).
std::optional<CemeteryRow> cemetery_row(SiteId id, const Facility& f,
                                        const BurialSettings& settings, const PlotArea& area);

/// Appends a sentence to a note.
void add_note(Text& note, const std::string& zh, const std::string& en);

}  // namespace fangyuan
