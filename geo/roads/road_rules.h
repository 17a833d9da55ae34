// SPDX-License-Identifier: Apache-2.0
// What OSM tags say about who may go where: the table of docs/roads.md as functions without files.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/study/service.h"

namespace fangyuan {

/// Tags of one object, borrowed.
class Tags {
 public:
  using Tag = std::pair<std::string_view, std::string_view>;
  explicit Tags(std::span<const Tag> tags) : tags_(tags) {}
  /// Empty when there is no such key.
  std::string_view operator[](std::string_view key) const;
  /// The key is there with a value other than "no" (tunnel=culvert, bridge=yes).
  bool yes(std::string_view key) const;

 private:
  std::span<const Tag> tags_;
};

/// Modes as bits: 1 << mode.
using ModeMask = std::uint8_t;
constexpr ModeMask bit(Mode m) { return static_cast<ModeMask>(1U << static_cast<unsigned>(m)); }
inline constexpr ModeMask kAllModes = (1U << kModes) - 1;

/// Who may use a way, in and against its direction.
struct WayAccess {
  std::string_view road_class;  ///< a static word: "residential", "motorway_link", "ferry", …
  ModeMask forward = 0;
  ModeMask backward = 0;
};

/// Absent when nobody we know may use the way.
std::optional<WayAccess> osm_way_access(const Tags& way, bool ferries);

/// The same for a bare class without further tags, as line layers give it. Absent: not a class of
/// ours (or one that carries nobody, such as "construction").
std::optional<WayAccess> class_access(std::string_view road_class);

/// The modes that cannot pass a node: a bollard stops cars, a wall everybody.
ModeMask osm_node_blocks(const Tags& node);

enum class OsmBarrier { none, line, area };
/// Rivers, canals, coastlines and surface railways are lines; water is an area.
OsmBarrier osm_barrier(const Tags& object);

/// A faster road than this is a mistake.
inline constexpr double kFastestKmh = 150;

/// Built-in car speeds, with the user's laid over them.
class ClassSpeeds {
 public:
  explicit ClassSpeeds(std::map<std::string, double> user = {}) : user_(std::move(user)) {}
  /// km/h; "x_link" that nobody names is as fast as "x", an unknown class as "unclassified".
  double of(std::string_view road_class) const;
  bool user_names(std::string_view road_class) const;

 private:
  std::map<std::string, double> user_;
};

}  // namespace fangyuan
