// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/road_rules.h"

#include <algorithm>
#include <initializer_list>

namespace fangyuan {
namespace {

constexpr ModeMask kWalk = bit(Mode::walk);
constexpr ModeMask kBicycle = bit(Mode::bicycle);
constexpr ModeMask kEbike = bit(Mode::ebike);
constexpr ModeMask kCar = bit(Mode::car);
constexpr ModeMask kCycles = kBicycle | kEbike;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct ClassRule {
  std::string_view name;
  ModeMask open;      ///< usable unless a tag closes it
  ModeMask openable;  ///< usable if a tag of the mode's own opens it
  double car_kmh;     ///< 0: as its base class
};

// Speeds of the first seven from the contract's class_kmh; the others are ours.
constexpr ClassRule kClasses[] = {
    {"motorway", kCar, kAllModes, 100},
    {"motorway_link", kCar, kAllModes, 0},
    {"trunk", kAllModes, 0, 70},
    {"trunk_link", kAllModes, 0, 0},
    {"primary", kAllModes, 0, 50},
    {"primary_link", kAllModes, 0, 0},
    {"secondary", kAllModes, 0, 40},
    {"secondary_link", kAllModes, 0, 0},
    {"tertiary", kAllModes, 0, 35},
    {"tertiary_link", kAllModes, 0, 0},
    {"residential", kAllModes, 0, 25},
    {"service", kAllModes, 0, 15},
    {"unclassified", kAllModes, 0, 30},
    {"road", kAllModes, 0, 25},
    {"living_street", kAllModes, 0, 10},
    {"track", kWalk | kCycles, kCar, 15},
    {"pedestrian", kWalk, kCycles | kCar, 10},
    {"footway", kWalk, kCycles | kCar, 10},
    {"path", kWalk | kCycles, kCar, 10},
    {"bridleway", kWalk, kCycles | kCar, 10},
    {"cycleway", kWalk | kCycles, kCar, 10},
    {"steps", kWalk, 0, 10},
    {"corridor", kWalk, 0, 10},
    {"elevator", kWalk, 0, 10},
    {"platform", kWalk, 0, 10},
    {"pier", kWalk, kCycles | kCar, 10},
    {"ferry", kWalk | kCycles, kCar, 15},
};

const ClassRule* find_class(std::string_view name) {
  for (const ClassRule& c : kClasses)
    if (c.name == name) return &c;
  return nullptr;
}

/// Absent: the value says nothing about through-going people (or is unknown).
std::optional<bool> access_value(std::string_view value) {
  if (is_one_of(value, {"yes", "permissive", "designated", "destination", "official", "public",
                        "customers", "permit", "residents"}))
    return true;
  if (is_one_of(value, {"no", "private", "agricultural", "forestry", "delivery", "emergency",
                        "military", "restricted", "use_sidepath", "dismount", "psv", "bus", "hgv"}))
    return false;
  return std::nullopt;
}

/// Keys from general to special; the last one that says something holds. Those from `own` on are
/// the mode's own and can open what its class closes.
struct ModeKeys {
  Mode mode = Mode::walk;
  std::initializer_list<std::string_view> keys;
  std::size_t own = 0;
};
const ModeKeys kKeys[] = {
    {Mode::walk, {"access", "foot"}, 1},
    {Mode::bicycle, {"access", "vehicle", "bicycle"}, 2},
    {Mode::ebike, {"access", "vehicle", "bicycle", "electric_bicycle"}, 2},
    {Mode::car, {"access", "vehicle", "motor_vehicle", "motorcar"}, 2},
};

struct Decision {
  std::optional<bool> allowed;  ///< by the most special tag
  bool by_own_key = false;
};
Decision decide(const Tags& tags, const ModeKeys& mode) {
  Decision d;
  std::size_t i = 0;
  for (std::string_view key : mode.keys) {
    if (auto allowed = access_value(tags[key])) d = {allowed, i >= mode.own};
    ++i;
  }
  return d;
}

/// The class word of a way that can carry somebody.
const ClassRule* class_of(const Tags& way, bool ferries) {
  if (const auto highway = way["highway"]; !highway.empty()) {
    const ClassRule* c = find_class(highway);
    // "pier" and "ferry" are our words, not values of highway.
    return c != nullptr && !is_one_of(highway, {"pier", "ferry"}) ? c : nullptr;
  }
  if (way["railway"] == "platform") return find_class("platform");
  if (way["man_made"] == "pier") return find_class("pier");
  if (ferries && way["route"] == "ferry") return find_class("ferry");
  return nullptr;
}

ModeMask allowed_modes(const Tags& way, const ClassRule& rule) {
  ModeMask open = rule.open;
  ModeMask openable = rule.openable;
  if (way["motorroad"] == "yes" && open == kAllModes) {
    open = kCar;
    openable = kAllModes;
  }
  if (rule.name == "track" && way["tracktype"] == "grade1") open |= kCar;
  ModeMask result = 0;
  for (const ModeKeys& mode : kKeys) {
    const ModeMask m = bit(mode.mode);
    const Decision d = decide(way, mode);
    const bool usable = (open & m) != 0       ? d.allowed.value_or(true)
                        : (openable & m) != 0 ? d.allowed.value_or(false) && d.by_own_key
                                              : false;
    if (usable) result |= m;
  }
  if (way["service"] == "emergency_access") result &= static_cast<ModeMask>(~kCar);
  if (way["smoothness"] == "impassable") result &= kWalk;
  if (way["abandoned"] == "yes" || way["disused"] == "yes") result &= kWalk;
  return result;
}

enum class OneWay { no, forward, backward, closed };
std::optional<OneWay> oneway_value(std::string_view v) {
  if (is_one_of(v, {"yes", "true", "1"})) return OneWay::forward;
  if (is_one_of(v, {"-1", "reverse"})) return OneWay::backward;
  if (is_one_of(v, {"no", "false", "0", "alternating"})) return OneWay::no;
  if (v == "reversible") return OneWay::closed;
  return std::nullopt;
}

OneWay general_oneway(const Tags& way) {
  if (auto o = oneway_value(way["oneway"])) return *o;
  if (is_one_of(way["junction"], {"roundabout", "circular"})) return OneWay::forward;
  if (way["highway"] == "motorway") return OneWay::forward;
  return OneWay::no;
}

OneWay car_oneway(const Tags& way) {
  for (std::string_view key : {"oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle"})
    if (auto o = oneway_value(way[key])) return *o;
  return general_oneway(way);
}

OneWay bicycle_oneway(const Tags& way) {
  if (auto o = oneway_value(way["oneway:bicycle"])) return *o;
  for (std::string_view key : {"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"})
    if (way[key].starts_with("opposite")) return OneWay::no;
  for (std::string_view key :
       {"cycleway:left:oneway", "cycleway:right:oneway", "cycleway:both:oneway"})
    if (is_one_of(way[key], {"no", "-1"})) return OneWay::no;
  const OneWay o = general_oneway(way);
  return o == OneWay::closed ? OneWay::no : o;  // reversible lanes are a matter of cars
}

}  // namespace

std::string_view Tags::operator[](std::string_view key) const {
  for (const Tag& t : tags_)
    if (t.first == key) return t.second;
  return {};
}

bool Tags::yes(std::string_view key) const {
  const auto value = (*this)[key];
  return !value.empty() && value != "no";
}

std::optional<WayAccess> osm_way_access(const Tags& way, bool ferries) {
  const ClassRule* rule = class_of(way, ferries);
  if (rule == nullptr) return std::nullopt;
  const ModeMask modes = allowed_modes(way, *rule);
  WayAccess access{rule->name, modes, modes};
  const auto restrict = [&access](ModeMask m, OneWay o) {
    const auto others = static_cast<ModeMask>(~m);
    if (o == OneWay::forward || o == OneWay::closed) access.backward &= others;
    if (o == OneWay::backward || o == OneWay::closed) access.forward &= others;
  };
  restrict(kCar, car_oneway(way));
  restrict(kCycles, bicycle_oneway(way));
  restrict(kWalk, oneway_value(way["oneway:foot"]).value_or(OneWay::no));
  if ((access.forward | access.backward) == 0) return std::nullopt;
  return access;
}

std::optional<WayAccess> class_access(std::string_view road_class) {
  const ClassRule* rule = find_class(road_class);
  if (rule == nullptr) return std::nullopt;
  // A line layer's "motorway" may be drawn once for both directions: its oneway field tells.
  return WayAccess{rule->name, rule->open, rule->open};
}

ModeMask osm_node_blocks(const Tags& node) {
  const auto barrier = node["barrier"];
  if (barrier.empty() || barrier == "no") return 0;
  ModeMask blocked = kCar;  // an unknown barrier is taken to stop cars alone
  if (is_one_of(barrier,
                {"gate", "lift_gate", "swing_gate", "sliding_gate", "sliding_beam",
                 "hampshire_gate", "sally_port", "toll_booth", "border_control", "cattle_grid",
                 "entrance", "kerb", "height_restrictor", "arch", "rope", "coupure", "checkpoint"}))
    blocked = 0;
  else if (is_one_of(barrier, {"stile", "kissing_gate", "turnstile", "full-height_turnstile"}))
    blocked = kCar | kCycles;
  else if (is_one_of(barrier, {"wall", "fence", "hedge", "retaining_wall", "city_wall", "ditch",
                               "guard_rail", "wire_fence"}))
    blocked = kAllModes;
  if (node["locked"] == "yes") blocked = kAllModes;
  for (const ModeKeys& mode : kKeys) {
    const Decision d = decide(node, mode);
    if (!d.allowed) continue;
    if (!*d.allowed)
      blocked |= bit(mode.mode);
    else if (d.by_own_key || mode.mode != Mode::car)  // a bollard with access=yes still stops cars
      blocked &= static_cast<ModeMask>(~bit(mode.mode));
  }
  return blocked;
}

OsmBarrier osm_barrier(const Tags& object) {
  const bool below =
      object.yes("tunnel") || object.yes("covered") || object["location"] == "underground";
  if (below) return OsmBarrier::none;
  // People pass under a viaduct or an aqueduct.
  const bool above = object.yes("bridge");
  if (const auto railway = object["railway"]; !railway.empty()) {
    const bool dead = object.yes("disused") || object.yes("abandoned");
    const bool in_use = is_one_of(
        railway, {"rail", "light_rail", "narrow_gauge", "subway", "preserved", "funicular"});
    const bool underground = railway == "subway" && object["layer"].starts_with("-");
    if (in_use && !dead && !above && !underground) return OsmBarrier::line;
  }
  const bool dry = is_one_of(object["basin"], {"detention", "infiltration"});
  if (object["natural"] == "water" || is_one_of(object["waterway"], {"riverbank", "dock"}) ||
      object["landuse"] == "reservoir" || (object["landuse"] == "basin" && !dry))
    return OsmBarrier::area;
  if (is_one_of(object["waterway"], {"river", "canal", "tidal_channel"}) && !above)
    return OsmBarrier::line;
  if (object["natural"] == "coastline") return OsmBarrier::line;
  return OsmBarrier::none;
}

double ClassSpeeds::of(std::string_view road_class) const {
  constexpr std::string_view kLink = "_link";
  const std::string_view base = road_class.ends_with(kLink)
                                    ? road_class.substr(0, road_class.size() - kLink.size())
                                    : road_class;
  for (std::string_view name : {road_class, base})
    if (auto it = user_.find(std::string(name)); it != user_.end()) return it->second;
  for (std::string_view name : {road_class, base, std::string_view("unclassified")})
    if (const ClassRule* c = find_class(name); c != nullptr && c->car_kmh > 0) return c->car_kmh;
  return 30;
}

bool ClassSpeeds::user_names(std::string_view road_class) const {
  return user_.contains(std::string(road_class));
}

}  // namespace fangyuan
