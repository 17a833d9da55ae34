// SPDX-License-Identifier: Apache-2.0
#include "geo/out/cell_side.h"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>

namespace fangyuan {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::point<double, 2, bg::cs::cartesian>;

constexpr double kMostSide_m = 1'000;
constexpr std::size_t kAsked = 2'000;

}  // namespace

double cell_side_m(const RunContents& contents) {
  const Cells& cells = contents.cells;
  std::vector<Point> places;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const bool inhabited = std::any_of(cells.people.begin(), cells.people.end(),
                                       [&](const auto& group) { return group[c] > People(); });
    if (inhabited) places.emplace_back(cells.place[c].xy.x, cells.place[c].xy.y);
  }
  if (places.size() < 2) return contents.cell_size_m;
  const bg::index::rtree<Point, bg::index::quadratic<16>> tree(places);
  std::vector<double> apart_m;
  const std::size_t step = (places.size() + kAsked - 1) / kAsked;
  std::vector<Point> two;
  for (std::size_t k = 0; k < places.size(); k += step) {
    two.clear();
    tree.query(bg::index::nearest(places[k], 2), std::back_inserter(two));
    // One of the two is the cell itself, or one at the same place.
    apart_m.push_back(
        std::max(bg::distance(places[k], two.front()), bg::distance(places[k], two.back())));
  }
  const auto middle = apart_m.begin() + static_cast<std::ptrdiff_t>(apart_m.size() / 2);
  std::nth_element(apart_m.begin(), middle, apart_m.end());
  return std::max(contents.cell_size_m, std::min(*middle, kMostSide_m));
}

}  // namespace fangyuan
