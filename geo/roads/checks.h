// SPDX-License-Identifier: Apache-2.0
// Is the network whole? Components, islands, one-way pockets.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/problem.h"
#include "core/network/network.h"
#include "core/study/service.h"

namespace fangyuan {

/// A component with less than this length of usable edges is an island: nothing enters there.
inline constexpr std::uint64_t kIslandBelowMm = 2'000'000;

/// Which vertices hang together by the edges that a mode may use in at least one direction.
struct Components {
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::vector<std::uint32_t> of_vertex;  ///< kNone: no usable edge there
  std::vector<std::uint64_t> length_mm;  ///< of usable edges, by component
  std::vector<VertexId> first;           ///< lowest vertex, by component; ascending

  std::size_t count() const { return length_mm.size(); }
  bool is_island(std::uint32_t component) const { return length_mm[component] < kIslandBelowMm; }
};

/// O(vertices + edges). Components are numbered by their lowest vertex.
Components components_of(const Network& network, Mode mode);

/// 1 per edge that the mode may use in at least one direction and that lies in an island; else 0.
std::vector<std::uint8_t> island_edges(const Network& network, Mode mode);

/// What run.json says about the network.
struct NetworkFacts {
  std::uint64_t vertices = 0;
  std::uint64_t edges = 0;
  std::uint64_t components = 0;  ///< by edges that any mode may use
  double length_km = 0;
};
NetworkFacts facts_of(const Network& network);

/// Warns of what would spoil times in these modes: mode-no-road, island, network-in-pieces,
/// oneway-pocket (by car), edge-zero; each with a count and, where it has one, the place of the
/// first. Modes that may use exactly the same edges are told of together.
void check_network(const Network& network, std::span<const Mode> modes, Problems& problems);

}  // namespace fangyuan
