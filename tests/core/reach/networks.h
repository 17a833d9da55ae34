// SPDX-License-Identifier: Apache-2.0
// Generated networks of every kind that has ever broken a search.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "tests/core/sketch.h"

namespace fangyuan::sketch {

/// `kinds()` kinds, each different for each seed: random tangles (islands, one-ways, parallel and
/// zero-length edges), grids with holes, trees, long chains, equal lengths everywhere (ties), a
/// ring of one-way streets, hardly anything, and one vertex or a few without any street.
inline constexpr int kKinds = 9;
inline constexpr int kOneVertex = 8;  ///< the kind; even seeds: exactly one

/// Modes go different ways: walkers against most one-way streets, bicycles not everywhere.
inline void part_modes(Network& n, std::mt19937& random, bool walk_against) {
  const auto of = [&](Mode m) -> std::vector<EdgeUse>& {
    return n.use[static_cast<std::size_t>(m)];
  };
  for (std::size_t e = 0; e < n.edges.size(); ++e) {
    if (walk_against && random() % 3 > 0) of(Mode::walk)[e] = {3.6F, 3.6F};
    if (random() % 8 == 0) of(Mode::bicycle)[e] = {};
    if (random() % 8 == 0) of(Mode::bicycle)[e].backward_kmh = 0;
    if (random() % 8 == 0) of(Mode::ebike)[e].forward_kmh = 0;
  }
}

inline Network made(int kind, std::uint32_t seed) {
  std::mt19937 random(seed * kKinds + static_cast<std::uint32_t>(kind));
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  Network n;
  const auto way = [&] {
    return below(5) == 0 ? (below(2) == 0 ? Way::forward : Way::backward) : Way::both;
  };
  const auto add = [&](std::size_t u, std::size_t v, std::uint32_t mm, Way w) {
    edge(n, VertexId(u), VertexId(v), mm, w, static_cast<float>(5 * (1 + below(20))));
  };
  switch (kind) {
    case 0:
    case 1: {
      const std::uint32_t vertices = 20 + below(60);
      n = random_network(random, vertices, kind == 0 ? 40 + below(60) : 150);
      break;
    }
    case 2: {  // a grid with holes
      const std::uint32_t side = 4 + below(10);
      for (std::uint32_t i = 0; i < side * side; ++i)
        vertex(n, (i % side) * 50.0, (i / side) * 50.0);
      for (std::uint32_t i = 0; i < side * side; ++i) {
        if (i % side + 1 < side && below(8) > 0) add(i, i + 1, 40'000 + below(20'000), way());
        if (i / side + 1 < side && below(8) > 0) add(i, i + side, 40'000 + below(20'000), way());
      }
      break;
    }
    case 3: {  // a tree
      const std::uint32_t count = 2 + below(80);
      vertex(n, 0, 0);
      for (std::uint32_t i = 1; i < count; ++i) {
        vertex(n, below(1000), below(1000));
        add(below(i), i, below(60'000), way());
      }
      break;
    }
    case 4: {  // chains with a few short cuts
      const std::uint32_t count = 30 + below(60);
      for (std::uint32_t i = 0; i < count; ++i) vertex(n, i * 10.0, below(5));
      for (std::uint32_t i = 0; i + 1 < count; ++i) add(i, i + 1, 5'000 + below(9'000), Way::both);
      for (int i = 0; i < 3; ++i)
        if (const std::uint32_t u = below(count), v = below(count); u != v) add(u, v, 1, way());
      break;
    }
    case 5: {  // everything as long as everything else
      const std::uint32_t side = 5 + below(6);
      for (std::uint32_t i = 0; i < side * side; ++i)
        vertex(n, (i % side) * 10.0, (i / side) * 10.0);
      for (std::uint32_t i = 0; i < side * side; ++i) {
        if (i % side + 1 < side) add(i, i + 1, 10'000, Way::both);
        if (i / side + 1 < side) add(i, i + side, 10'000, Way::both);
      }
      break;
    }
    case 6: {  // one-way rings with pockets that nobody leaves
      const std::uint32_t count = 5 + below(30);
      for (std::uint32_t i = 0; i < 2 * count; ++i) vertex(n, i, 0);
      for (std::uint32_t i = 0; i < count; ++i) {
        add(i, (i + 1) % count, 1'000 + below(30'000), Way::forward);
        add(i, count + i, below(20'000), below(2) == 0 ? Way::forward : Way::backward);
      }
      break;
    }
    case kOneVertex:
      for (std::uint32_t i = seed % 2 == 0 ? 0 : 1 + below(4);; --i) {
        vertex(n, i * 7.0, 3);
        if (i == 0) break;
      }
      break;
    default:  // hardly anything
      vertex(n, 0, 0);
      vertex(n, 5, 0);
      vertex(n, 9, 9);
      add(0, 1, below(3) == 0 ? 0 : 7'000, Way::both);
      if (below(2) == 0) add(0, 1, 6'000, way());
  }
  part_modes(n, random, kind != 6);
  return n;
}

}  // namespace fangyuan::sketch
