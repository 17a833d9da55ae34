// SPDX-License-Identifier: Apache-2.0
// The street network: vertices where streets meet, edges as drawn, shape points kept off the graph.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/cost.h"
#include "core/base/id.h"
#include "core/base/place.h"
#include "core/study/service.h"

namespace fangyuan {

/// One street piece between two vertices, in the direction in which it was drawn.
struct Edge {
  VertexId u;                     ///< first point as drawn
  VertexId v;                     ///< last point as drawn; never u (a loop is split when read)
  std::uint32_t length_mm = 0;    ///< geodesic over the shape points
  std::uint32_t first_shape = 0;  ///< into Network::shape, both ends included
  std::uint32_t shape_count = 0;  ///< at least 2
  std::uint16_t road_class = 0;   ///< into Network::classes
  std::int64_t source_id = 0;     ///< OSM way id, or feature id of the line layer
};

/// What a mode may do on an edge. A direction that may not be used has no speed (0).
struct EdgeUse {
  float forward_kmh =
      0;  ///< u → v; for walk, bicycle, e-bike: > 0 means usable at the mode's speed
  float backward_kmh = 0;  ///< v → u
  friend bool operator==(const EdgeUse&, const EdgeUse&) = default;
};

/// Vertices are numbered along a space-filling curve, edges by their lower vertex, so that what
/// lies near on the ground lies near in memory. The numbering depends on the input alone.
struct Network {
  std::vector<Place> vertices;
  std::vector<Edge> edges;
  std::vector<Place> shape;             ///< points of all edges, one edge after the other
  std::vector<std::uint32_t> shape_mm;  ///< length from the edge's first point to each shape point;
                                        ///< the last equals the edge's length_mm
  std::vector<std::string> classes;     ///< "residential", "footway", …
  std::vector<EdgeUse> use[kModes];     ///< [mode][edge]

  std::span<const Place> shape_of(EdgeId e) const {
    const Edge& edge = edges[e.index()];
    return {shape.data() + edge.first_shape, edge.shape_count};
  }
  std::span<const std::uint32_t> shape_mm_of(EdgeId e) const {
    const Edge& edge = edges[e.index()];
    return {shape_mm.data() + edge.first_shape, edge.shape_count};
  }
  bool empty() const { return edges.empty(); }
};

/// Where a place enters the network: the nearest point of the nearest usable edge.
struct Entrance {
  EdgeId edge;                  ///< none: unconnected
  std::uint32_t offset_mm = 0;  ///< from the edge's first point as drawn
  std::uint32_t access_mm = 0;  ///< geodesic length of the access leg
  Place point;                  ///< on the edge; circles are drawn around it, no cost asks for it

  bool connected() const { return static_cast<bool>(edge); }
};

/// What a search adds up.
enum class Metric { time, length };

/// A Network as one mode with one speed sees it: arcs in compressed rows, costs beside them.
/// It models Boost.Graph's VertexListGraph, EdgeListGraph and BidirectionalGraph
/// (core/network/boost_graph.h), so that every algorithm of that library works on it.
class ModeGraph {
 public:
  struct Arc {
    VertexId head;  ///< the other end
    EdgeId edge;
    Cost cost;  ///< of the whole edge in this arc's direction
  };

  /// `speed_mps` is used for walk, bicycle and e-bike; by car each edge has its own speed.
  /// With Metric::length every usable arc costs its millimetres.
  /// O(edges). REQUIRES: speed_mps > 0; ends of edges that are vertices of the network.
  ModeGraph(const Network& network, Mode mode, double speed_mps, Metric metric);

  std::size_t vertex_count() const { return out_first_.size() - 1; }
  std::size_t arc_count() const { return out_.size(); }
  std::span<const Arc> out(VertexId v) const {
    return {out_.data() + out_first_[v.index()], out_.data() + out_first_[v.index() + 1]};
  }
  /// Arcs that arrive at v; their `head` is the vertex they come from.
  std::span<const Arc> in(VertexId v) const {
    return {in_.data() + in_first_[v.index()], in_.data() + in_first_[v.index() + 1]};
  }
  /// Cost of the whole edge u → v (as drawn); not reached: not usable that way.
  Cost forward(EdgeId e) const { return forward_[e.index()]; }
  Cost backward(EdgeId e) const { return backward_[e.index()]; }
  const Network& network() const { return *network_; }
  Mode mode() const { return mode_; }
  Metric metric() const { return metric_; }

 private:
  const Network* network_;
  Mode mode_;
  Metric metric_;
  std::vector<std::uint32_t> out_first_, in_first_;
  std::vector<Arc> out_, in_;
  std::vector<Cost> forward_, backward_;
};

}  // namespace fangyuan
