// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/street_tile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "geo/surface/edge_costs.h"
#include "tests/geo/snap/drawing.h"

namespace fangyuan {
namespace {

TEST(StreetTile, GivesBackWhatItWasMadeOf) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    std::mt19937 random(seed);
    CornerStreets corners;
    CornerStreet last;
    for (CornerStreet& c : corners) {
      if (random() % (1 + seed % 9) == 0)
        last.edge = random() % 4 == 0 ? EdgeId() : EdgeId(std::uint32_t(random() % (1 + seed * 3)));
      last.foot = {static_cast<std::uint16_t>(random()), static_cast<std::uint16_t>(random())};
      c = last;
      if (c.edge.is_none()) c.foot = {};
    }
    const StreetTile tile(corners);
    const CornerStreets back = tile.corners();
    std::size_t with_street = 0;
    for (std::size_t k = 0; k < kTileCorners; ++k) {
      ASSERT_EQ(back[k].edge, corners[k].edge);
      ASSERT_EQ(back[k].foot.along, corners[k].foot.along);
      ASSERT_EQ(back[k].foot.access, corners[k].foot.access);
      with_street += !corners[k].edge.is_none();
    }
    EXPECT_EQ(tile.feet.size(), with_street);
    for (std::size_t p = 0; p < tile.parts.size(); ++p) {
      const StreetTile::Part& part = tile.parts[p];
      if (p > 0) {
        EXPECT_LT(tile.parts[p - 1].edge, part.edge);
      }
      for (const CornerStreet& c : corners) {
        if (c.edge != part.edge) continue;
        EXPECT_LE(part.least.along, c.foot.along);
        EXPECT_GE(part.greatest.along, c.foot.along);
        EXPECT_LE(part.least.access, c.foot.access);
        EXPECT_GE(part.greatest.access, c.foot.access);
      }
    }
  }
}

TEST(EdgeParts, EqualThePartsOfTheContract) {
  std::mt19937_64 random(7);
  for (int n = 0; n < 300'000; ++n) {
    const unsigned bits = 1 + static_cast<unsigned>(random() % 32);
    const auto length = static_cast<std::uint32_t>(random() % (std::uint64_t{1} << bits));
    const auto offset =
        length == 0 ? 0 : static_cast<std::uint32_t>(random() % (std::uint64_t{length} + 1));
    auto whole = static_cast<std::uint32_t>(random() >> (32 + random() % 32));
    if (n % 7 == 0) whole = length;
    if (!Cost(whole).reached()) --whole;
    ASSERT_EQ(EdgeParts(length)(whole, offset), part_of_edge(Cost(whole), offset, length))
        << whole << ' ' << offset << ' ' << length;
    // Where the quotient is whole, or just below it.
    if (length > 1 && whole > 0) {
      const auto exact = static_cast<std::uint32_t>(std::uint64_t{length} * (whole % 97) / 97);
      ASSERT_EQ(EdgeParts(length)(whole, exact), part_of_edge(Cost(whole), exact, length));
    }
  }
}

TEST(EdgeCosts, EqualTheSearchWithinItsLimitAndAreBounded) {
  drawing::Drawing d;
  d.street({{0, 0}, {300, 40}, {500, -60}}, drawing::Way::both, 37);
  d.street({{500, -60}, {500, 400}}, drawing::Way::forward, 21);
  d.street({{500, 400}, {0, 0}}, drawing::Way::backward, 50);
  d.street({{500, 400}, {900, 400}}, drawing::Way::both, 13);
  d.street({{500, 400}, {500, 400.0001}, {500, 400}, {501, 400}}, drawing::Way::both, 5);
  const Network& network = d.network();
  std::mt19937 random(3);
  for (const Mode mode : {Mode::walk, Mode::car})
    for (const Metric metric : {Metric::time, Metric::length})
      for (const Direction direction : {Direction::to_facility, Direction::from_facility}) {
        const ModeGraph graph(network, mode, 1.37, metric);
        Search search(graph);
        const Source source{{EdgeId(0U), 120'000, 0, drawing::at(120, 16)}, Cost(17)};
        search.run({&source, 1}, Cost(350'000), direction);
        for (std::uint32_t e = 1; e < network.edges.size(); ++e) {
          const EdgeCosts costs(search, EdgeId(e));
          const std::uint32_t length = network.edges[e].length_mm;
          for (int n = 0; n < 300; ++n) {
            const auto offset = static_cast<std::uint32_t>(random() % (length + 1));
            const Cost expected = search.at(EdgeId(e), offset);
            const std::uint64_t got = costs.at(offset);
            if (expected.reached()) {
              ASSERT_EQ(got, expected.value());
            } else {
              ASSERT_GT(got, 350'000U);
            }
            auto from = static_cast<std::uint32_t>(random() % (length + 1));
            auto to = static_cast<std::uint32_t>(random() % (length + 1));
            if (from > to) std::swap(from, to);
            if (offset < from || offset > to || !costs.reached()) continue;
            ASSERT_LE(costs.between(from, to).least, got);
            ASSERT_GE(costs.between(from, to).greatest, got);
          }
        }
      }
}

}  // namespace
}  // namespace fangyuan
