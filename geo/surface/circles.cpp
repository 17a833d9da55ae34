// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/circles.h"

#include <tbb/task_arena.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <set>

#include "core/base/parallel.h"
#include "geo/surface/contour.h"
#include "geo/surface/touched_tiles.h"

namespace fangyuan {
namespace {

constexpr double kCellsAcross = 500;           ///< contract: at most 1/500 of the circle's diameter
constexpr std::uint32_t kMostBeyond = 60'000;  ///< a minute, or 60 m
constexpr std::size_t kTilesInParallel = 32;   ///< a row of fewer is not worth sharing out

/// How far on either side of a limit costs tell where the outline runs: what it takes to walk a
/// cell off the street.
std::uint32_t beyond(double cell_m, bool time, double off_network_mps) {
  const double cell = std::ceil(time ? cell_m * 1000 / off_network_mps : cell_m * 1000);
  return static_cast<std::uint32_t>(std::min(cell, static_cast<double>(kMostBeyond)));
}

/// The circles of limits that share a grid, drawn band by band from the south, so that a field
/// never holds more than two rows of tiles.
class Drawing {
 public:
  Drawing(const CircleRequest& request, const Search& search, NearestStreets& streets,
          std::int32_t level)
      : request_(request),
        search_(search),
        streets_(streets),
        time_(search.graph().metric() == Metric::time),
        field_(cell_m_of(streets.base_cell_m(), level), level),
        beyond_(beyond(field_.cell_m(), time_, request.off_network_mps)) {}

  /// The cuts of each limit. REQUIRES: limits not empty.
  std::vector<std::vector<Cut>> cuts(const std::vector<Cost>& limits) {
    const Cost least = *std::min_element(limits.begin(), limits.end());
    const Cost greatest = *std::max_element(limits.begin(), limits.end());
    std::map<std::int32_t, std::vector<TileKey>> rows;
    const Cost shown = greatest + Cost(beyond_);
    const OffStreet off{request_.off_network_mps, streets_.access_limit_m()};
    for (const TileKey& key : touched_tiles(search_, shown, off, field_.level(), field_.cell_m())) {
      rows[key.y].push_back(key);
    }
    std::map<std::int32_t, std::vector<Corner>> forced = corners_around_places();
    std::set<std::int32_t> bands;
    for (const auto& [y, keys] : rows) bands.insert({y - 1, y});
    for (const auto& [y, corners] : forced) bands.insert({y - 1, y});

    std::vector<std::vector<Cut>> all(limits.size());
    for (const std::int32_t y : bands) {  // row y was filled for the band before
      if (const auto row = rows.find(y + 1); row != rows.end()) fill(row->second, shown);
      if (const auto row = forced.find(y + 1); row != forced.end()) {
        for (const Corner& c : row->second) field_.at_most(c.i, c.j, least);
      }
      for (std::size_t k = 0; k < limits.size(); ++k) {
        cut_row(field_, limits[k], beyond_, y, all[k]);
      }
      field_.drop_row(y);
    }
    return all;
  }

 private:
  struct Corner {
    std::int64_t i, j;
  };

  /// The four corners around each place of the request, by tile row.
  std::map<std::int32_t, std::vector<Corner>> corners_around_places() const {
    std::map<std::int32_t, std::vector<Corner>> rows;
    for (const XY& place : request_.places) {
      const auto i = static_cast<std::int64_t>(std::floor(place.x / field_.cell_m()));
      const auto j = static_cast<std::int64_t>(std::floor(place.y / field_.cell_m()));
      for (const Corner c : {Corner{i, j}, {i + 1, j}, {i, j + 1}, {i + 1, j + 1}}) {
        rows[spot_of(c.i, c.j).y].push_back(c);
      }
    }
    return rows;
  }

  void fill(const std::vector<TileKey>& row, Cost shown) {
    std::vector<std::unique_ptr<CostTile>> tiles(row.size());
    const auto fill_one = [&](std::size_t k) { tiles[k] = tile(row[k], shown); };
    if (row.size() < kTilesInParallel) {
      for (std::size_t k = 0; k < row.size(); ++k) fill_one(k);
    } else {
      // Isolated: while it waits, this thread must not begin another circle with the same Search.
      tbb::this_task_arena::isolate([&] { parallel_for(row.size(), fill_one); });
    }
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (tiles[k]) field_.add_tile(row[k].x, row[k].y, std::move(tiles[k]));
    }
  }

  /// Null when nothing in the tile costs at most `shown`; what costs more is not reached.
  std::unique_ptr<CostTile> tile(TileKey key, Cost shown) const {
    const std::shared_ptr<const StreetTile> street = streets_.tile(key);
    if (!street) return nullptr;
    const Network& network = search_.graph().network();
    std::unique_ptr<CostTile> costs;
    for (std::size_t k = 0; k < kTileCorners; ++k) {
      const CornerStreet& corner = (*street)[k];
      if (corner.edge.is_none()) continue;
      const std::uint32_t length = network.edges[corner.edge.index()].length_mm;
      const Cost on_street = search_.at(corner.edge, corner.offset_mm(length));
      if (on_street > shown) continue;
      const std::uint32_t leg_mm = corner.access * streets_.access_unit_mm();
      const Cost leg = time_ ? travel_ms(leg_mm, request_.off_network_mps) : Cost(leg_mm);
      if (on_street + leg > shown) continue;
      if (!costs) costs = std::make_unique<CostTile>();
      (*costs)[k] = on_street + leg;
    }
    return costs;
  }

  const CircleRequest& request_;
  const Search& search_;
  NearestStreets& streets_;
  bool time_;
  CostField field_;
  std::uint32_t beyond_;
};

std::int32_t level_for(Mode mode, double base_cell_m, double extent_m) {
  std::int32_t level = 0;
  if (mode != Mode::car) return level;
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
  return greatest +
         Cost(mode == Mode::car ? kMostBeyond : beyond(base_cell_m, time, off_network_mps));
}

std::vector<Circle> circles(const CircleRequest& request, const Search& search,
                            NearestStreets& streets) {
  assert(request.off_network_mps > 0);
  std::vector<Circle> result(request.limits.size());
  std::map<std::int32_t, std::vector<std::size_t>> groups;  // by level
  for (std::size_t k = 0; k < request.limits.size(); ++k) {
    const Limit& limit = request.limits[k];
    assert(limit.is_time == (search.graph().metric() == Metric::time));
    const std::int32_t level = level_for(search.graph().mode(), streets.base_cell_m(),
                                         extent_m(search, Cost(limit.value)));
    groups[level].push_back(k);
    result[k] = {request.service, request.site, limit, cell_m_of(streets.base_cell_m(), level), {}};
  }
  for (const auto& [level, members] : groups) {
    std::vector<Cost> limits;
    for (const std::size_t k : members) limits.emplace_back(request.limits[k].value);
    std::vector<std::vector<Cut>> cuts = Drawing(request, search, streets, level).cuts(limits);
    for (std::size_t n = 0; n < members.size(); ++n) {
      result[members[n]].polygons = polygons_of(std::move(cuts[n]));
    }
  }
  return result;
}

}  // namespace fangyuan
