// SPDX-License-Identifier: Apache-2.0
// Signs of place names (地名标志): where they are set, what is to be mended, what is to be
// patrolled.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/names/gazetteer.h"

namespace fangyuan {

/// What is to be done about a name's sign, the first that holds.
enum class SignState {
  missing,    ///< the list says that there is none
  damaged,    ///< there is one, damaged
  due,        ///< its patrol is due on the date or was before
  soon,       ///< due within kSoonMonths
  sound,      ///< patrolled in time
  no_patrol,  ///< there is one, and no record of a patrol
  not_told    ///< the list does not say whether there is one
};
inline constexpr std::size_t kSignStates = 7;
inline constexpr int kSoonMonths = 3;
std::string_view to_string(SignState s);  ///< "missing", …
std::string_view zh_of(SignState s);      ///< 未设, 损坏, 巡检到期, …

struct SignRow {
  std::uint32_t name = 0;  ///< into Gazetteer::names
  SignState state = SignState::not_told;
  std::optional<Date> due;  ///< the next patrol; none where no patrol is recorded or looked for
};

/// The signs of one class of names in one county. Coverage is `with_sign()` of `told()`.
struct SignCount {
  std::string county;  ///< six digits, else as the list has it, else empty
  NameClass name_class = NameClass::other;
  std::array<std::uint64_t, kSignStates> by_state{};
  std::uint64_t of(SignState s) const { return by_state[static_cast<std::size_t>(s)]; }
  std::uint64_t names() const;
  std::uint64_t told() const { return names() - of(SignState::not_told); }
  std::uint64_t with_sign() const { return told() - of(SignState::missing); }
};

struct SignSurvey {
  std::vector<SignRow> rows;      ///< names in force, in their order; empty: no list tells of signs
  std::vector<SignCount> counts;  ///< by county and class, only those of which something is told
};

/// `patrol_months` 0: patrols are not looked at. O(n log n).
SignSurvey survey_signs(const Gazetteer& g, Date date, int patrol_months);

/// The county that a name lies in, as far as its codes say: six digits, else the county as written.
std::string county_of(const PlaceName& n);

}  // namespace fangyuan
