// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/circles.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "geo/surface/contour.h"
#include "geo/surface/paint.h"
#include "geo/surface/touched_tiles.h"

namespace fangyuan {
namespace {

constexpr double kCellsAcross = 500;           ///< contract: at most 1/500 of the circle's diameter
constexpr std::uint32_t kMostBeyond = 60'000;  ///< a minute, or 60 m

/// How far on either side of a limit costs tell where the outline runs: what it takes to walk a
/// cell off the street.
std::uint32_t beyond(double cell_m, bool time, double off_network_mps) {
  const double cell = std::ceil(time ? cell_m * 1000 / off_network_mps : cell_m * 1000);
  return static_cast<std::uint32_t>(std::min(cell, static_cast<double>(kMostBeyond)));
}

/// Corners that lie inside whatever they cost.
struct Corner {
  std::int64_t i, j;
};

/// The four corners around each place, by row.
std::vector<Corner> corners_around(std::span<const XY> places, double cell_m) {
  std::vector<Corner> corners;
  for (const XY& place : places) {
    const auto i = static_cast<std::int64_t>(std::floor(place.x / cell_m));
    const auto j = static_cast<std::int64_t>(std::floor(place.y / cell_m));
    for (const Corner c : {Corner{i, j}, {i + 1, j}, {i, j + 1}, {i + 1, j + 1}})
      corners.push_back(c);
  }
  std::sort(corners.begin(), corners.end(), [](Corner a, Corner b) { return a.j < b.j; });
  return corners;
}

std::int32_t tile_of(std::int64_t corner) {
  return static_cast<std::int32_t>(corner >= 0 ? corner / kTileSide
                                               : -((kTileSide - 1 - corner) / kTileSide));
}

std::int32_t level_for(Mode mode, double base_cell_m, double extent_m) {
  std::int32_t level = 0;
  if (!grows(mode)) return level;
  while (level < 40 && cell_m_of(base_cell_m, level + 1) <= extent_m / kCellsAcross) ++level;
  return level;
}

}  // namespace

Cost search_limit(std::span<const Limit> limits, Mode mode, double off_network_mps,
                  double base_cell_m) {
  Cost greatest = Cost::zero();
  bool time = true;
  for (const Limit& limit : limits) {
    greatest = std::max(greatest, Cost(limit.value));
    time = limit.is_time;
  }
  return greatest + Cost(grows(mode) ? kMostBeyond : beyond(base_cell_m, time, off_network_mps));
}

/// What one thread uses again and again.
struct CirclePen::Memory {
  Contour contour;
  LegCosts legs;
  std::vector<std::shared_ptr<const StreetTile>> tiles;
};

namespace {

/// The circles of one request.
class Drawing {
 public:
  Drawing(const CircleRequest& request, const Search& search, NearestStreets& streets,
          CirclePen::Memory& memory)
      : request_(request),
        search_(search),
        streets_(streets),
        memory_(memory),
        time_(search.graph().metric() == Metric::time) {
    memory.legs.use({streets.access_unit_mm(), time_, request.off_network_mps});
  }

  Circle draw(const Limit& limit) {
    const double extent = extent_m(search_, Cost(limit.value));
    const std::int32_t level = level_for(search_.graph().mode(), streets_.base_cell_m(), extent);
    Circle circle{
        request_.service, request_.site, limit, cell_m_of(streets_.base_cell_m(), level), {}};
    const Shade shade{limit.value, beyond(circle.cell_m, time_, request_.off_network_mps)};
    const std::vector<TileKey> keys =
        touched_tiles(search_, Cost(limit.value) + Cost(shade.bound),
                      {request_.off_network_mps, streets_.access_limit_m()}, level, circle.cell_m);
    const std::vector<Corner> inside = corners_around(request_.places, circle.cell_m);
    if (keys.empty() && inside.empty()) return circle;
    draw(keys, inside, shade, circle);
    return circle;
  }

 private:
  struct Box {
    std::int32_t x0, y0, x1, y1;
  };
  static Box box_of(std::span<const TileKey> keys, std::span<const Corner> inside) {
    constexpr std::int32_t kMost = std::numeric_limits<std::int32_t>::max();
    Box box{kMost, kMost, -kMost, -kMost};
    const auto add = [&](std::int32_t x, std::int32_t y) {
      box = {std::min(box.x0, x), std::min(box.y0, y), std::max(box.x1, x), std::max(box.y1, y)};
    };
    for (const TileKey& key : keys) add(key.x, key.y);
    for (const Corner& c : inside) add(tile_of(c.i), tile_of(c.j));
    return box;
  }

  void draw(std::span<const TileKey> keys, std::span<const Corner> inside, Shade shade,
            Circle& circle) {
    const Painter painter(search_, memory_.legs);
    const Box box = box_of(keys, inside);
    const std::int32_t first_x = box.x0 - 1;  // an empty tile on either side
    const auto column = [&](std::int32_t x) { return static_cast<std::size_t>(x - first_x); };
    Contour& contour = memory_.contour;
    contour.begin({circle.cell_m, first_x, box.y0, column(box.x1) + 2}, shade);
    auto key = keys.begin();
    auto corner = inside.begin();
    for (std::int32_t y = box.y0; y <= box.y1; ++y) {
      Band& band = contour.next();
      const auto end = std::find_if(key, keys.end(), [&](const TileKey& k) { return k.y != y; });
      streets_.tiles({key, end}, memory_.tiles);
      for (std::size_t k = 0; key != end; ++key, ++k)
        if (memory_.tiles[k]) painter.paint(*memory_.tiles[k], shade, column(key->x), band);
      for (; corner != inside.end() && tile_of(corner->j) == y; ++corner) {
        const std::int32_t x = tile_of(corner->i);
        band.let_inside(column(x),
                        static_cast<std::size_t>(corner->j - std::int64_t{y} * kTileSide),
                        static_cast<std::size_t>(corner->i - std::int64_t{x} * kTileSide), shade);
      }
      contour.draw();
    }
    memory_.tiles.clear();
    contour.finish(request_.thin_m, circle.polygons);
  }

  const CircleRequest& request_;
  const Search& search_;
  NearestStreets& streets_;
  CirclePen::Memory& memory_;
  bool time_;
};

}  // namespace

CirclePen::CirclePen() : memory_(std::make_unique<Memory>()) {}
CirclePen::~CirclePen() = default;
CirclePen::CirclePen(CirclePen&&) noexcept = default;

std::vector<Circle> CirclePen::draw(const CircleRequest& request, const Search& search,
                                    NearestStreets& streets) {
  assert(request.off_network_mps > 0);
  std::vector<Circle> result;
  Drawing drawing(request, search, streets, *memory_);
  for (const Limit& limit : request.limits) {
    assert(limit.is_time == (search.graph().metric() == Metric::time));
    result.push_back(drawing.draw(limit));
  }
  return result;
}

std::vector<Circle> circles(const CircleRequest& request, const Search& search,
                            NearestStreets& streets) {
  return CirclePen().draw(request, search, streets);
}

}  // namespace fangyuan
