// SPDX-License-Identifier: Apache-2.0
// Internal to the OSM reader: includes libosmium.
#pragma once

#include <osmium/memory/buffer.hpp>
#include <osmium/osm/location.hpp>
#include <osmium/osm/node_ref.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/types.hpp>
#include <osmium/osm/way.hpp>

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

namespace fangyuan {

/// Collects water drawn as closed ways or multipolygons and puts its rings together.
class OsmWater {
 public:
  using Line = std::vector<osmium::NodeRef>;
  struct Area {
    Line outer;
    std::vector<Line> holes;
  };
  struct Result {
    std::vector<Area> areas;
    std::vector<Line> lines;   ///< outlines that do not close, or whose area could not be built
    std::uint64_t broken = 0;  ///< how many areas those lines stand for
  };

  OsmWater();
  void add_relation(const osmium::Relation& relation);
  /// The way is part of a relation that was added.
  bool is_member(osmium::object_id_type way_id) const { return members_.contains(way_id); }
  void add_member(const osmium::Way& way);
  void add_outline(const osmium::Way& way);
  /// Called once per node of every way added.
  void for_each_node(const std::function<void(osmium::object_id_type)>& visit) const;
  /// `locate` gives undefined locations for nodes that are not in the file.
  Result assemble(const std::function<osmium::Location(osmium::object_id_type)>& locate);

 private:
  osmium::memory::Buffer relations_;
  osmium::memory::Buffer outlines_;
  osmium::memory::Buffer member_ways_;
  static constexpr std::size_t kAbsent = ~std::size_t{0};
  std::unordered_map<osmium::object_id_type, std::size_t> members_;  // offset in member_ways_
};

}  // namespace fangyuan
