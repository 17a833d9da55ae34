// SPDX-License-Identifier: Apache-2.0
// A service as the project words it: who serves, how one gets there, within which limits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/id.h"
#include "core/measures/decay.h"
#include "core/study/facility.h"
#include "core/study/unit.h"

namespace fangyuan {

enum class Mode { walk, bicycle, ebike, car };
inline constexpr std::size_t kModes = 4;
std::string_view to_string(Mode mode);
std::optional<Mode> parse_mode(std::string_view word);

enum class Direction { to_facility, from_facility };
enum class Measure { network, straight };
std::string_view to_string(Measure measure);

/// One limit, in whole milliseconds or whole millimetres.
struct Limit {
  bool is_time = true;
  std::uint32_t value = 0;  ///< ms if is_time, else mm
  /// As written in tables: whole seconds, or metres with an `m` behind: "900", "1000m".
  std::string to_string() const;
  friend bool operator==(const Limit&, const Limit&) = default;
};

/// How the places of a service are shared out over those who can get there, without borders of
/// units (core/measures/floating_catchment.h).
struct FloatingRule {
  Decay decay;                 ///< costs in ms or mm, as the service's limits
  std::optional<Limit> limit;  ///< of the catchment; absent: the service's largest
};

struct Service {
  std::string id;
  std::string name;
  std::vector<std::string> facility_types;
  std::vector<Status> statuses = {Status::in_use, Status::accepted};
  Mode mode = Mode::walk;
  std::optional<double> speed_mps;  ///< overrides the mode's; never for car
  std::vector<Limit> limits;        ///< ascending, all of one kind
  Direction direction = Direction::to_facility;
  std::string group = "total";                     ///< whose reach leads
  std::optional<std::pair<Tree, Level>> own_unit;  ///< catchment = "own:township"; absent: any
  std::optional<std::string> capacity;             ///< an amount of the facilities
  double need = 1.0;                               ///< share of the group that needs a place
  std::optional<std::string> need_group;  ///< a column of people in need, instead of `need`
  /// With a capacity: the best possible filling beside nearest-first, and places per thousand
  /// people (absent: not asked for). Without one neither is computed.
  bool best_filling = true;
  std::optional<FloatingRule> floating = FloatingRule{};
  bool measure_network = true;
  bool measure_straight = true;
  std::optional<double> straight_speed_mps;  ///< allows straight rows for a car's time limit
  std::vector<ServiceId> all;                ///< joint: met only where all of these are

  bool is_joint() const { return !all.empty(); }
};

}  // namespace fangyuan
