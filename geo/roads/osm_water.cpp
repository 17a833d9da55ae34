// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/osm_water.h"

#include <osmium/area/assembler.hpp>
#include <osmium/osm/area.hpp>

namespace fangyuan {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;

template <class Nodes>
OsmWater::Line to_line(const Nodes& nodes) {
  OsmWater::Line line;
  for (const osmium::NodeRef& n : nodes) line.push_back(n);
  return line;
}

// Pieces of a way between the nodes that are not in the file.
void add_pieces(const osmium::Way& way, std::vector<OsmWater::Line>& lines) {
  OsmWater::Line piece;
  const auto flush = [&] {
    if (piece.size() >= 2) lines.push_back(piece);
    piece.clear();
  };
  for (const osmium::NodeRef& n : way.nodes()) {
    if (n.location().valid())
      piece.push_back(n);
    else
      flush();
  }
  flush();
}

bool add_areas(const osmium::memory::Buffer& buffer, std::vector<OsmWater::Area>& areas) {
  bool any = false;
  for (const osmium::Area& area : buffer.select<osmium::Area>())
    for (const osmium::OuterRing& outer : area.outer_rings()) {
      OsmWater::Area a{to_line(outer), {}};
      for (const osmium::InnerRing& inner : area.inner_rings(outer))
        a.holes.push_back(to_line(inner));
      areas.push_back(std::move(a));
      any = true;
    }
  return any;
}

}  // namespace

OsmWater::OsmWater()
    : relations_(kBufferBytes, osmium::memory::Buffer::auto_grow::yes),
      outlines_(kBufferBytes, osmium::memory::Buffer::auto_grow::yes),
      member_ways_(kBufferBytes, osmium::memory::Buffer::auto_grow::yes) {}

void OsmWater::add_relation(const osmium::Relation& relation) {
  relations_.add_item(relation);
  relations_.commit();
  for (const osmium::RelationMember& m : relation.members())
    if (m.type() == osmium::item_type::way) members_.emplace(m.ref(), kAbsent);
}

void OsmWater::add_member(const osmium::Way& way) {
  std::size_t& offset = members_.at(way.id());
  if (offset != kAbsent) return;  // twice in the file
  offset = member_ways_.committed();
  member_ways_.add_item(way);
  member_ways_.commit();
}

void OsmWater::add_outline(const osmium::Way& way) {
  outlines_.add_item(way);
  outlines_.commit();
}

void OsmWater::for_each_node(const std::function<void(osmium::object_id_type)>& visit) const {
  for (const auto* buffer : {&outlines_, &member_ways_})
    for (const osmium::Way& way : buffer->select<osmium::Way>())
      for (const osmium::NodeRef& n : way.nodes()) visit(n.ref());
}

OsmWater::Result OsmWater::assemble(
    const std::function<osmium::Location(osmium::object_id_type)>& locate) {
  for (auto* buffer : {&outlines_, &member_ways_})
    for (osmium::Way& way : buffer->select<osmium::Way>())
      for (osmium::NodeRef& n : way.nodes()) n.set_location(locate(n.ref()));

  Result result;
  const osmium::area::AssemblerConfig config;
  osmium::memory::Buffer out{kBufferBytes, osmium::memory::Buffer::auto_grow::yes};
  for (const osmium::Way& way : outlines_.select<osmium::Way>()) {
    out.clear();
    const bool closed = way.nodes().size() >= 4 && way.is_closed();
    if (closed && osmium::area::Assembler{config}(way, out) && add_areas(out, result.areas))
      continue;
    add_pieces(way, result.lines);
    ++result.broken;
  }
  for (const osmium::Relation& relation : relations_.select<osmium::Relation>()) {
    std::vector<const osmium::Way*> ways;
    bool complete = true;
    for (const osmium::RelationMember& m : relation.members()) {
      if (m.type() != osmium::item_type::way) continue;
      const std::size_t offset = members_.at(m.ref());
      if (offset == kAbsent)
        complete = false;
      else
        ways.push_back(&member_ways_.get<osmium::Way>(offset));
    }
    if (ways.empty()) continue;
    out.clear();
    if (complete && osmium::area::Assembler{config}(relation, ways, out) &&
        add_areas(out, result.areas))
      continue;
    for (const osmium::Way* way : ways) add_pieces(*way, result.lines);
    ++result.broken;
  }
  return result;
}

}  // namespace fangyuan
