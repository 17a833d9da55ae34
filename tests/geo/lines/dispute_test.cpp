// SPDX-License-Identifier: Apache-2.0
// The ground between two claims.
#include "geo/lines/dispute.h"

#include <cmath>

#include "tests/geo/lines/line_world.h"

namespace fangyuan::test {
namespace {

struct Disputes : LineWorld {
  std::vector<Dispute> find(Way of_202, Way of_203) {
    lines[0].way = std::move(of_202);
    lines[0].more = R"(,"state":"争议","copy":"410202")";
    lines[1].way = std::move(of_203);
    lines[1].more = R"(,"state":"争议","copy":"乙县")";
    lines[0].run = lines[1].run = lines[0].from = lines[0].to = lines[1].from = "";
    checked = check();
    return disputes_of(checked, borders, frame);
  }
  LineCheck checked;
};

TEST_F(Disputes, BothWantIt) {
  // The west county claims up to x = 1100, the east one from x = 950 on: 150 m by 1000 m, less the
  // slants at the ends.
  const auto found = find({{1000, 1000}, {1100, 900}, {1100, 100}, {1000, 0}},
                          {{1000, 0}, {950, 50}, {950, 950}, {1000, 1000}});
  ASSERT_EQ(found.size(), 1U);
  const Dispute& d = found[0];
  const double west = 50 * 900 + 50 * 50, east = 100 * 800 + 100 * 100;
  EXPECT_TRUE(d.sides_known);
  EXPECT_NEAR(d.both_m2, west + east, (west + east) * 1e-3);
  EXPECT_EQ(d.neither_m2, 0);
  ASSERT_EQ(d.pieces.size(), 1U);
  EXPECT_EQ(d.open_m, 0);
  EXPECT_NEAR(d.length_m[1], 900 + 2 * std::sqrt(2) * 50, 1);
}

TEST_F(Disputes, ClaimsThatCross) {
  // North of y = 500 the west county's claim is east of the other's, south of it west.
  const auto found = find({{1000, 1000}, {1100, 750}, {900, 250}, {1000, 0}},
                          {{1000, 1000}, {900, 750}, {1100, 250}, {1000, 0}});
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found[0].pieces.size(), 2U);
  EXPECT_NEAR(found[0].both_m2, 50'000, 60);
  EXPECT_NEAR(found[0].neither_m2, 50'000, 60);
  for (const DisputedPiece& p : found[0].pieces)
    EXPECT_EQ(p.claimed_by_both, p.shape.outer[0].y > at(0, 499).y);
}

TEST_F(Disputes, NeitherWantsItAndOpenEnds) {
  const auto found = find({{980, 1000}, {980, 0}}, {{1020, 0}, {1020, 1000}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].neither_m2, 40'000, 60);
  EXPECT_EQ(found[0].both_m2, 0);
  EXPECT_NEAR(found[0].open_m, 40, 1e-9);
}

TEST_F(Disputes, EqualClaimsHaveNothingBetween) {
  const auto found = find({{1000, 1000}, {1000, 0}}, {{1000, 0}, {1000, 1000}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].pieces.empty());
}

TEST_F(Disputes, PeopleAndFacilitiesBetween) {
  auto found = find({{1000, 1000}, {1100, 500}, {1000, 0}}, {{1000, 0}, {900, 500}, {1000, 1000}});
  Cells cells;
  cells.groups = {"total", "older60"};
  cells.people.resize(2);
  const auto cell = [&](double x, double y, int total, int older) {
    cells.place.push_back(frame.place(at(x, y)));
    cells.people[0].push_back(People::from_whole(total));
    cells.people[1].push_back(People::from_whole(older));
  };
  cell(1000, 500, 7, 2);
  cell(1050, 500, 11, 3);
  cell(1101, 500, 1000, 100);
  cell(1090, 900, 1000, 100);
  std::vector<Facility> facilities(2);
  facilities[0].place = frame.place(at(950, 500));
  facilities[1].place = frame.place(at(400, 500));
  count_between(found, cells, facilities);
  ASSERT_TRUE(found[0].counted);
  EXPECT_EQ(found[0].people[0], People::from_whole(18));
  EXPECT_EQ(found[0].people[1], People::from_whole(5));
  EXPECT_EQ(found[0].facilities, std::vector<std::size_t>{0});
}

}  // namespace
}  // namespace fangyuan::test
