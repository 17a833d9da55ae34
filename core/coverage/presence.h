// SPDX-License-Identifier: Apache-2.0
// Presence (有没有): which units have at least one site of some types, and how many. Needs no roads
// and no people; sites without coordinates count where their list says they are.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/amount.h"
#include "core/base/id.h"
#include "core/study/facility.h"
#include "core/study/unit.h"

namespace fangyuan {

/// Which sites count, and for which units.
struct PresenceQuery {
  std::vector<std::string> types;  ///< a site with several functions counts once per query
  std::vector<Status> statuses = {Status::in_use, Status::accepted};
  Tree tree = Tree::legal;
  Level level = Level::township;
  std::vector<std::string> classes = {};  ///< 街道, 镇, 乡 …; empty: every unit of the level
  std::vector<std::string> only = {};     ///< names or codes: these units and no other
  std::vector<std::string> also = {};     ///< names or codes bound besides the classes
  std::vector<std::string> except = {};   ///< names or codes not bound
  std::vector<std::string> functions = {};  ///< a site must serve as each of these as well
  /// A site counts only where each of these amounts is known and at least so much ("land_mu", 50).
  std::vector<std::pair<std::string, Amount>> at_least = {};
};

struct UnitPresence {
  UnitId unit;
  std::uint64_t located = 0;
  std::uint64_t unlocated = 0;  ///< without coordinates, its unit known from the list
  std::uint64_t sites() const { return located + unlocated; }
};

struct Presence {
  std::vector<UnitPresence> units;       ///< the units that the query binds, in the layer's order
  std::vector<UnitId> of_unknown_class;  ///< class empty while `classes` asks for some: undecided
  std::uint64_t with_any = 0;            ///< of `units`, those with at least one
  std::uint64_t sites = 0;               ///< Σ units[i].sites(); sites ÷ units may pass 1
  std::uint64_t unplaced = 0;  ///< sites that would count but are in no unit of this level

  std::vector<UnitId> missing() const;  ///< the units without any, in the layer's order
};

/// bound: the query's classes and lists take the unit in. unknown: its class is not told.
enum class Binding { bound, not_bound, unknown };
Binding binding_of(const Unit& unit, const PresenceQuery& query);

/// True when `f` is of one of the types (as type or as function), in one of the states and as large
/// as asked, with the functions asked, wherever it is.
bool counts_for(const Facility& f, const PresenceQuery& query);

/// O(sites + units). A layer that the project has not gives an empty Presence.
Presence count_presence(const Units& units, std::span<const Facility> facilities,
                        const PresenceQuery& query);

}  // namespace fangyuan
