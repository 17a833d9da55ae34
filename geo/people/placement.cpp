// SPDX-License-Identifier: Apache-2.0
#include "geo/people/placement.h"

#include <cassert>

namespace fangyuan {
namespace {

std::vector<BoxTree::Box> boxes_of(std::span<const PolygonXY> polygons) {
  std::vector<BoxTree::Box> out;
  for (const auto& polygon : polygons) out.push_back(box_of(std::span(&polygon, 1)));
  return out;
}

}  // namespace

People even_share(People count, std::size_t parts, std::size_t i) {
  const auto n = static_cast<std::int64_t>(parts);
  const auto whole = count.millionths() / n;
  const auto rest = count.millionths() % n;
  return People::from_millionths(whole + (static_cast<std::int64_t>(i) < rest ? 1 : 0));
}

Placement::Placement(const PlacementLand& land, double size_m)
    : residential_(land.residential),
      size_m_(size_m),
      homes_(land.residential, size_m),
      water_(land.water, size_m),
      exclusions_(land.exclusions, size_m),
      home_boxes_(geos_, boxes_of(residential_)) {}

Placement::Cells Placement::cells_of(std::span<const PolygonXY> area) const {
  assert(!area.empty());
  const auto all = centres_inside(area, size_m_);
  Cells out;
  const auto take = [&](Cells::On on, auto&& wanted) {
    for (const auto c : all)
      if (wanted(c)) out.points.push_back(centre_point(c, size_m_));
    out.on = on;
    return !out.points.empty();
  };
  if (take(Cells::On::residential, [&](Centre c) { return homes_.has(c); })) return out;

  const auto shape = geos_.make(area);
  const GEOSGeometry* largest = nullptr;
  std::vector<Geos::Shape> homes;
  double largest_m2 = 1.0;  // less is drawing noise along a shared border
  for (const auto i : home_boxes_.meeting(box_of(area))) {
    auto home = geos_.make(std::span(&residential_[i], 1));
    if (geos_.flaw(home.get())) home = geos_.make_valid(home.get());
    homes.push_back(geos_.intersection(shape.get(), home.get()));
    if (const double m2 = geos_.area(homes.back().get()); m2 > largest_m2) {
      largest_m2 = m2;
      largest = homes.back().get();
    }
  }
  if (largest != nullptr) return {{geos_.point_on_surface(largest)}, Cells::On::one_point};

  if (take(Cells::On::open, [&](Centre c) { return !water_.has(c) && !exclusions_.has(c); }))
    return out;
  return {{geos_.point_on_surface(shape.get())}, Cells::On::one_point};
}

}  // namespace fangyuan
