// SPDX-License-Identifier: Apache-2.0
// Any costs at all, also 0, against labels that are relaxed until nothing gets better.
#include "core/reach/nearest_field.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "tests/core/sketch.h"

namespace fangyuan {
namespace {

using namespace sketch;

using Sites = std::map<std::uint32_t, std::vector<Source>>;

struct Streets {
  std::vector<StreetPiece> pieces;
  std::size_t vertices = 0;
};

std::uint64_t key(std::uint64_t cost, std::uint64_t rank) { return cost << 32 | rank; }
constexpr std::uint64_t kNone = ~std::uint64_t{0};

/// Labels of all vertices, with sums in 64 bits and no queue.
std::vector<std::uint64_t> relaxed(const Streets& s, const Sites& sites, Cost limit,
                                   Direction direction) {
  const bool to = direction == Direction::to_facility;
  std::vector<std::uint64_t> best(s.vertices, kNone);
  const std::uint64_t most = limit.reached() ? limit.value() : 0xFFFF'FFFEULL;
  const auto offer = [&](VertexId v, std::uint64_t cost, std::uint64_t rank) {
    if (cost > most || key(cost, rank) >= best[v.index()]) return false;
    best[v.index()] = key(cost, rank);
    return true;
  };
  for (const auto& [rank, sources] : sites)
    for (const Source& source : sources) {
      const StreetPiece& p = s.pieces[source.entrance.edge.index()];
      const auto length = std::uint64_t{p.length_mm};
      for (const bool forward : {true, false}) {
        const Cost whole = forward ? p.forward : p.backward;
        if (!whole.reached() || !source.access.reached()) continue;
        const std::uint64_t o = source.entrance.offset_mm;
        std::uint64_t upto = length == 0 ? 0 : std::uint64_t{whole.value()} * o / length;
        const bool at_u = forward == to;
        std::uint64_t part = at_u ? upto : (length == 0 ? 0 : whole.value() - upto);
        // At the very point of the site either direction will do, if the end's own is open.
        offer(at_u ? p.u : p.v, source.access.value() + part, rank);
      }
    }
  for (bool better = true; better;) {
    better = false;
    for (const StreetPiece& p : s.pieces)
      for (const bool forward : {true, false}) {
        const Cost whole = forward ? p.forward : p.backward;
        if (!whole.reached()) continue;
        const VertexId from = forward == to ? p.v : p.u, into = forward == to ? p.u : p.v;
        const std::uint64_t l = best[from.index()];
        if (l == kNone) continue;
        if (offer(into, (l >> 32) + whole.value(), l & 0xFFFF'FFFFU)) better = true;
      }
  }
  return best;
}

TEST(NearestField, AnyCostsAnyOrderOfEdits) {
  std::mt19937 random(11);
  const auto pick = [&](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
  };
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE(round);
    // Of the larger ones more is cut off vertex by vertex before all starts afresh.
    const std::size_t size = round % 3 == 0 ? 100 : 25;
    const Network n = random_network(random, size, size + 15 + pick(20));
    const ModeGraph baseline(n, Mode::car, 1, round % 2 == 0 ? Metric::time : Metric::length);
    const Direction direction = round % 4 < 2 ? Direction::to_facility : Direction::from_facility;
    const Cost limits[] = {Cost(0), Cost(3'000), Cost(40'000), Cost(200'000), Cost()};
    const Cost limit = limits[pick(5)];
    const auto any_cost = [&]() -> Cost {
      const std::size_t kind = pick(12);
      if (kind < 2) return Cost();
      if (kind < 5) return Cost(0);
      if (kind == 5) return Cost(4'000'000'000U + static_cast<std::uint32_t>(pick(200'000'000)));
      return Cost(static_cast<std::uint32_t>(kind < 8 ? pick(3) : pick(30'000)));
    };
    EditedGraph graph(baseline);
    NearestField field(graph, limit, direction);
    Streets streets;
    streets.vertices = n.vertices.size();
    for (std::size_t e = 0; e < n.edges.size(); ++e)
      streets.pieces.push_back(graph.piece(EdgeId(e)));
    Sites sites;
    struct Past {
      EditedGraph::Mark mark;
      Streets streets;
      Sites sites;
    };
    std::vector<Past> past;
    for (int step = 0; step < 50; ++step) {
      SCOPED_TRACE(step);
      if (!past.empty() && pick(4) == 0) {
        field.undo();
        graph.undo_to(past.back().mark);
        streets = past.back().streets;
        sites = past.back().sites;
        past.pop_back();
      } else {
        past.push_back({graph.mark(), streets, sites});
        std::vector<EdgeId> edges;
        std::vector<FieldSite> moved;
        for (std::size_t i = 1 + pick(2); i-- > 0;) {
          const std::size_t what = pick(4);
          if (what == 0) {
            const auto rank = static_cast<std::uint32_t>(pick(12));
            if (std::any_of(moved.begin(), moved.end(),
                            [&](const FieldSite& s) { return s.rank == rank; }))
              continue;
            std::vector<Source> sources;
            for (std::size_t k = pick(3); k-- > 0;) {
              const EdgeId e(pick(streets.pieces.size()));
              const auto length = streets.pieces[e.index()].length_mm;
              sources.push_back(
                  {{e, static_cast<std::uint32_t>(pick(length + std::size_t{1})), 0, {}},
                   Cost(static_cast<std::uint32_t>(pick(3) == 0 ? 0 : pick(2'000)))});
            }
            sites[rank] = sources;
            moved.push_back({rank, sources});
          } else if (what == 1) {
            streets.vertices += pick(2);
            while (graph.vertex_count() < streets.vertices) graph.add_vertex();
            const std::size_t u = pick(streets.vertices);
            const std::size_t v = (u + 1 + pick(streets.vertices - 1)) % streets.vertices;
            streets.pieces.push_back({VertexId(u), VertexId(v), any_cost(), any_cost(),
                                      static_cast<std::uint32_t>(pick(3) * pick(9'000))});
            edges.push_back(graph.add_edge(streets.pieces.back()));
          } else {
            const EdgeId e(pick(streets.pieces.size()));
            StreetPiece& p = streets.pieces[e.index()];
            p.forward = any_cost();
            p.backward = any_cost();
            graph.set_costs({e, p.forward, p.backward});
            edges.push_back(e);
          }
        }
        field.update(edges, moved);
      }
      const auto expected = relaxed(streets, sites, limit, direction);
      ASSERT_EQ(graph.vertex_count(), expected.size());
      for (std::size_t v = 0; v < expected.size(); ++v) {
        const NearestLabel label = field.at(VertexId(v));
        const std::uint64_t found =
            label.reached() ? key(label.cost().value(), label.rank()) : kNone;
        ASSERT_EQ(found, expected[v]) << "vertex " << v;
      }
    }
  }
}

}  // namespace
}  // namespace fangyuan
