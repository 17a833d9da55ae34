// SPDX-License-Identifier: Apache-2.0
// Networks, cells and sites drawn in a test: flat metres, lengths given or measured.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "core/network/network.h"

namespace fangyuan::sketch {

/// Flat coordinates stand for both: lon/lat hold metres × 1e-5 and are never measured.
inline Place at(double x, double y) { return {{x * 1e-5, y * 1e-5}, {x, y}}; }

enum class Way { both, forward, backward };

inline VertexId vertex(Network& n, double x, double y) {
  n.vertices.push_back(at(x, y));
  return VertexId(n.vertices.size() - 1);
}

/// A straight edge usable in all modes; by car at `car_kmh`.
inline EdgeId edge(Network& n, VertexId u, VertexId v, std::uint32_t length_mm, Way way = Way::both,
                   float car_kmh = 36) {
  n.edges.push_back({.u = u,
                     .v = v,
                     .length_mm = length_mm,
                     .first_shape = static_cast<std::uint32_t>(n.shape.size()),
                     .shape_count = 2});
  for (const VertexId end : {u, v}) n.shape.push_back(n.vertices[end.index()]);
  n.shape_mm.insert(n.shape_mm.end(), {0, length_mm});
  for (std::size_t m = 0; m < kModes; ++m) {
    const float kmh = static_cast<Mode>(m) == Mode::car ? car_kmh : 3.6F;
    n.use[m].push_back({way == Way::backward ? 0 : kmh, way == Way::forward ? 0 : kmh});
  }
  return EdgeId(n.edges.size() - 1);
}

/// As long as it is drawn.
inline EdgeId edge(Network& n, VertexId u, VertexId v, Way way = Way::both) {
  const XY a = n.vertices[u.index()].xy, b = n.vertices[v.index()].xy;
  const double mm = std::hypot(a.x - b.x, a.y - b.y) * 1000;
  return edge(n, u, v, static_cast<std::uint32_t>(std::lround(mm)), way);
}

inline Entrance on(const Network& n, EdgeId e, std::uint32_t offset_mm,
                   std::uint32_t access_mm = 0) {
  const Edge& edge = n.edges[e.index()];
  const XY a = n.vertices[edge.u.index()].xy, b = n.vertices[edge.v.index()].xy;
  const double t = edge.length_mm == 0
                       ? 0
                       : static_cast<double>(offset_mm) / static_cast<double>(edge.length_mm);
  return {e, offset_mm, access_mm, at(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))};
}

/// Parallel edges, one-ways, zero lengths and pieces that hang together nowhere are all in it.
inline Network random_network(std::mt19937& random, std::size_t vertices, std::size_t edges) {
  Network n;
  const auto pick = [&](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
  };
  for (std::size_t i = 0; i < vertices; ++i)
    vertex(n, static_cast<double>(pick(1000)), static_cast<double>(pick(1000)));
  for (std::size_t i = 0; i < edges; ++i) {
    const std::size_t u = pick(vertices), v = (u + 1 + pick(vertices - 1)) % vertices;
    const std::uint32_t length = pick(10) == 0 ? 0 : static_cast<std::uint32_t>(pick(40'000));
    const Way way = pick(4) == 0 ? (pick(2) == 0 ? Way::forward : Way::backward) : Way::both;
    edge(n, VertexId(u), VertexId(v), length, way, static_cast<float>(5 * (1 + pick(20))));
  }
  return n;
}

inline Entrance random_entrance(std::mt19937& random, const Network& n) {
  const EdgeId e(std::uniform_int_distribution<std::size_t>(0, n.edges.size() - 1)(random));
  const std::uint32_t length = n.edges[e.index()].length_mm;
  return on(n, e, std::uniform_int_distribution<std::uint32_t>(0, length)(random),
            std::uniform_int_distribution<std::uint32_t>(0, 5000)(random));
}

}  // namespace fangyuan::sketch
