// SPDX-License-Identifier: Apache-2.0
// The road network as lines that join where they share a vertex.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/sample/settlement.h"
#include "data/sample/terrain.h"
#include "data/sample/world.h"

namespace fangyuan::sample {

enum class RoadClass {
  motorway,
  motorway_link,
  trunk,
  primary,
  secondary,
  tertiary,
  residential,
  service,
  track
};
std::string_view to_string(RoadClass c);

struct Road {
  std::vector<Pt> line;
  RoadClass road_class = RoadClass::residential;
  bool oneway = false;
  bool raised = false;      ///< on a viaduct: crosses others without joining
  std::uint32_t group = 0;  ///< lines of one group join each other already; 0: none
  std::string name;
};

/// All roads, joined and in one piece (every road can be reached from every other).
std::vector<Road> make_roads(const World& world, const Terrain& terrain,
                             const Settlements& settlements);

// The parts of it.
void add_links(const World&, const Terrain&, const Settlements&, std::vector<Road>& roads,
               std::vector<std::vector<RoadClass>>& rims);
void add_lanes(const World&, const Settlements&, const std::vector<std::vector<RoadClass>>& rims,
               std::vector<Road>& roads);
void add_streets(const World&, const Terrain&, const Settlements&, std::vector<Road>& roads);
void add_highways(const Terrain&, std::vector<Road>& roads);

/// Gives lines that cross a vertex in common, unless one of them is raised.
void join_crossings(std::vector<Road>& roads);
/// Ties parts that hang on nothing to the rest by a short service road, or drops those of fewer
/// than `least` vertices. Returns how many roads it added.
std::size_t tie_loose_parts(std::vector<Road>& roads, const Terrain& terrain, std::size_t least);

}  // namespace fangyuan::sample
