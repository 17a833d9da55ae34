// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/nearest_streets.h"

#include <tbb/task_arena.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>
#include <vector>

#include "core/base/parallel.h"
#include "geo/snap/reach_limit.h"

namespace fangyuan {
namespace {

constexpr double kBlockM = 80;                ///< streets are looked up once per block of this size
constexpr std::size_t kFew = 4;               ///< streets that are not worth narrowing down
constexpr double kSlackM = 1e-6;              ///< more than rounding can take from a distance
constexpr std::size_t kDepth = 6;             ///< 32 → 1
constexpr std::size_t kTilesInParallel = 32;  ///< fewer are not worth sharing out

struct Candidate {
  XY a, d;          ///< first point and direction
  double inverse2;  ///< 1 ÷ squared length, 0 for a point
  EdgeId edge;
  std::uint32_t segment;
};

/// Of the candidates named by `which` from p, in their order; returns the least.
double squared_distances(const std::vector<Candidate>& candidates,
                         const std::vector<std::uint32_t>& which, XY p,
                         std::vector<double>& squared_m) {
  squared_m.resize(which.size());
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < which.size(); ++k) {
    const Candidate& c = candidates[which[k]];
    const double px = p.x - c.a.x, py = p.y - c.a.y;
    const double t = std::clamp((px * c.d.x + py * c.d.y) * c.inverse2, 0.0, 1.0);
    const double x = px - t * c.d.x, y = py - t * c.d.y;
    squared_m[k] = x * x + y * y;
    least = std::min(least, squared_m[k]);
  }
  return least;
}

/// Fills one tile. A square of corners keeps the streets that can be nearest to any of them: if d
/// is the least distance from its centre and h its half diagonal, no corner is farther than d + h
/// from that street, so a street beyond d + 2h of the centre is nearest to none (triangle
/// inequality). The square's quarters inherit what is kept.
class TileMaker {
 public:
  TileMaker(const Snapper& snapper, double access_limit_m, std::uint32_t access_unit_mm,
            double cell_m, TileKey key, CornerStreets& tile)
      : snapper_(snapper),
        network_(snapper.network()),
        reach_m_(reach_m_for(access_limit_m)),
        limit_mm_(limit_mm(access_limit_m)),
        access_unit_mm_(access_unit_mm),
        cell_m_(cell_m),
        first_i_(std::int64_t{key.x} * kTileSide),
        first_j_(std::int64_t{key.y} * kTileSide),
        tile_(tile) {
    const XY centre = point(kTileSide / 2, kTileSide / 2);
    const LonLat here = snapper.frame().to_lonlat(centre);
    constexpr double kStepM = 100;
    scale_x_ = geodesic_mm(here, snapper.frame().to_lonlat({centre.x + kStepM, centre.y})) / kStepM;
    scale_y_ = geodesic_mm(here, snapper.frame().to_lonlat({centre.x, centre.y + kStepM})) / kStepM;
  }

  /// False when no corner has a street.
  bool make() {
    const auto fitting = static_cast<std::uint32_t>(std::max(1.0, kBlockM / cell_m_));
    const auto block =
        static_cast<std::int32_t>(std::min<std::uint32_t>(std::bit_floor(fitting), kTileSide));
    for (std::int32_t j = 0; j < kTileSide; j += block) {
      for (std::int32_t i = 0; i < kTileSide; i += block) make_block(i, j, block);
    }
    return found_;
  }

 private:
  XY point(std::int32_t i, std::int32_t j) const {
    return {static_cast<double>(first_i_ + i) * cell_m_,
            static_cast<double>(first_j_ + j) * cell_m_};
  }
  XY centre(std::int32_t i, std::int32_t j, std::int32_t side) const {
    const XY p = point(i, j);
    const double half = (side - 1) * cell_m_ / 2;
    return {p.x + half, p.y + half};
  }
  double half_diagonal(std::int32_t side) const {
    return (side - 1) * cell_m_ / 2 * std::numbers::sqrt2;
  }

  void make_block(std::int32_t i, std::int32_t j, std::int32_t side) {
    const XY c = centre(i, j, side);
    const double h = half_diagonal(side);
    const double farthest = reach_m_ + h;  // of any street that matters, from the centre
    double nearest = 0;
    // The last block's nearest street is about as far from this one.
    const double guess = std::max({3 * h, 40.0, last_nearest_ + side * cell_m_ / 2 + 2 * h});
    for (double reach = std::min(guess, farthest);;) {
      snapper_.streets().find({c.x - reach, c.y - reach}, {c.x + reach, c.y + reach}, runs_);
      nearest = gather(c);
      const double enough = std::min(nearest + 2 * h + kSlackM, farthest);
      if (enough <= reach) break;
      // What was found bounds what is needed; nothing found: look twice as far.
      reach = nearest < farthest ? enough : std::min(2 * reach, farthest);
    }
    last_nearest_ = std::min(nearest, farthest);
    if (nearest > farthest) return;
    const double box = h + std::min(nearest + h, reach_m_) + kSlackM;
    barriers_near_ = snapper_.barriers().any_in_box({c.x - box, c.y - box}, {c.x + box, c.y + box});
    divide(i, j, side, 0);
  }

  /// The candidates of the runs found, all of them kept; returns the least distance from `c`.
  double gather(XY c) {
    candidates_.clear();
    std::vector<std::uint32_t>& all = levels_[0].kept;
    all.clear();
    for (const StreetRun& run : runs_) {
      const std::span<const Place> shape =
          network_.shape_of(run.edge).subspan(run.first, run.count + 1);
      for (std::uint32_t s = 0; s < run.count; ++s) {
        const XY a = shape[s].xy, b = shape[s + 1].xy;
        const XY d{b.x - a.x, b.y - a.y};
        const double length2 = d.x * d.x + d.y * d.y;
        all.push_back(static_cast<std::uint32_t>(candidates_.size()));
        candidates_.push_back({a, d, length2 > 0 ? 1 / length2 : 0, run.edge, run.first + s});
      }
    }
    return std::sqrt(squared_distances(candidates_, all, c, levels_[1].squared_m));
  }

  /// Narrows down what levels_[depth] holds to this square and goes on with its quarters.
  void divide(std::int32_t i, std::int32_t j, std::int32_t side, std::size_t depth) {
    const std::vector<std::uint32_t>& kept = levels_[depth].kept;
    if (side == 1 || kept.size() <= kFew) {
      for (std::int32_t y = j; y < j + side; ++y) {
        for (std::int32_t x = i; x < i + side; ++x) make_corner(x, y, kept);
      }
      return;
    }
    Level& next = levels_[depth + 1];
    const XY c = centre(i, j, side);
    const double least2 = squared_distances(candidates_, kept, c, next.squared_m);
    const double h = half_diagonal(side);
    const double within = std::min(std::sqrt(least2) + 2 * h, reach_m_ + h) + kSlackM;
    next.kept.clear();
    for (std::size_t k = 0; k < kept.size(); ++k) {
      if (next.squared_m[k] <= within * within) next.kept.push_back(kept[k]);
    }
    if (next.kept.empty()) return;
    const std::int32_t half = side / 2;
    divide(i, j, half, depth + 1);
    divide(i + half, j, half, depth + 1);
    divide(i, j + half, half, depth + 1);
    divide(i + half, j + half, half, depth + 1);
  }

  void make_corner(std::int32_t i, std::int32_t j, const std::vector<std::uint32_t>& kept) {
    const XY p = point(i, j);
    const double least2 = squared_distances(candidates_, kept, p, squared_m_);
    // What decides is foot_on, which ties exactly; it is asked where rounding could matter.
    const double close2 = least2 * (1 + 1e-9) + kSlackM;
    EdgeFoot best;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      if (squared_m_[k] > close2) continue;
      const Candidate& c = candidates_[kept[k]];
      const std::span<const Place> shape = network_.shape_of(c.edge);
      const EdgeFoot foot{c.edge, c.segment,
                          plane::foot_on(p, shape[c.segment].xy, shape[c.segment + 1].xy)};
      if (best.edge.is_none() || nearer(foot, best)) best = foot;
    }
    if (barriers_near_ && !best.edge.is_none() && snapper_.barriers().crosses(p, best.foot.point)) {
      best = snapper_.nearest_foot(p, reach_m_, scratch_);
    }
    if (best.edge.is_none()) return;
    const double x_mm = (best.foot.point.x - p.x) * scale_x_;
    const double y_mm = (best.foot.point.y - p.y) * scale_y_;
    const double mm = std::sqrt(x_mm * x_mm + y_mm * y_mm);
    if (mm > limit_mm_) return;
    const std::uint32_t offset = offset_mm(network_, best.edge, best.segment, best.foot.t);
    const std::uint32_t length = network_.edges[best.edge.index()].length_mm;
    tile_[corner_in_tile(i, j)] = {
        best.edge,
        {rounded_share(offset, length), static_cast<std::uint16_t>(mm / access_unit_mm_ + 0.5)}};
    found_ = true;
  }

  static std::uint16_t rounded_share(std::uint32_t offset, std::uint32_t length) {
    if (length == 0) return 0;
    const std::uint64_t scaled = std::uint64_t{offset} * StreetFoot::kWhole + length / 2;
    return static_cast<std::uint16_t>(scaled / length);
  }

  struct Level {
    std::vector<std::uint32_t> kept;  ///< into candidates_
    std::vector<double> squared_m;    ///< of the level above's, from this square's centre
  };

  const Snapper& snapper_;
  const Network& network_;
  double reach_m_;
  std::uint32_t limit_mm_;
  std::uint32_t access_unit_mm_;
  double cell_m_;
  std::int64_t first_i_, first_j_;
  CornerStreets& tile_;
  double scale_x_ = 1000, scale_y_ = 1000;  ///< geodesic millimetres in a metre of the CRS
  std::vector<double> squared_m_;
  double last_nearest_ = 0;
  bool barriers_near_ = false;
  bool found_ = false;
  std::vector<StreetRun> runs_;
  std::vector<Candidate> candidates_;
  std::array<Level, kDepth + 1> levels_;
  Snapper::Scratch scratch_;
};

}  // namespace

NearestStreets::NearestStreets(const Snapper& snapper, double access_limit_m, double base_cell_m,
                               std::size_t most_tiles)
    : snapper_(&snapper),
      access_limit_m_(access_limit_m),
      base_cell_m_(base_cell_m),
      access_unit_mm_(std::max(10U, limit_mm(access_limit_m) / 65534 + 1)),
      most_tiles_(most_tiles) {
  assert(base_cell_m > 0 && most_tiles > 0);
}

NearestStreets::~NearestStreets() = default;

std::shared_ptr<const StreetTile> NearestStreets::tile(TileKey key) {
  std::vector<std::shared_ptr<const StreetTile>> out;
  tiles({&key, 1}, out);
  return std::move(out.front());
}

void NearestStreets::tiles(std::span<const TileKey> keys,
                           std::vector<std::shared_ptr<const StreetTile>>& out) {
  std::vector<std::shared_ptr<Slot>> slots(keys.size());
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t k = 0; k < keys.size(); ++k) {
      if (known_.size() >= most_tiles_ && !known_.contains(keys[k])) forget_oldest();
      Known& known = known_[keys[k]];
      known.asked = ++asked_;
      if (!known.slot) known.slot = std::make_shared<Slot>();
      slots[k] = known.slot;
    }
  }
  out.resize(keys.size());
  const auto give = [&](std::size_t k) {
    std::call_once(slots[k]->made, [&] { slots[k]->tile = make(keys[k]); });
    out[k] = slots[k]->tile;
  };
  if (keys.size() < kTilesInParallel) {
    for (std::size_t k = 0; k < keys.size(); ++k) give(k);
  } else {
    // Isolated: while it waits, this thread must not begin another circle with the same Search.
    tbb::this_task_arena::isolate([&] { parallel_for(keys.size(), give); });
  }
}

/// The older half, so that the cost of looking for them is spread over many tiles.
void NearestStreets::forget_oldest() {
  std::vector<std::uint64_t> asked;
  asked.reserve(known_.size());
  for (const auto& [key, known] : known_) asked.push_back(known.asked);
  const auto middle = asked.begin() + static_cast<std::ptrdiff_t>(asked.size() / 2);
  std::nth_element(asked.begin(), middle, asked.end());
  std::erase_if(known_, [&](const auto& entry) { return entry.second.asked <= *middle; });
}

std::shared_ptr<const StreetTile> NearestStreets::make(TileKey key) const {
  CornerStreets corners;
  TileMaker maker(*snapper_, access_limit_m_, access_unit_mm_, cell_m_of(base_cell_m_, key.level),
                  key, corners);
  return maker.make() ? std::make_shared<const StreetTile>(corners) : nullptr;
}

std::size_t NearestStreets::tiles_kept() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(known_.begin(), known_.end(),
                    [](const auto& known) { return known.second.slot->tile != nullptr; }));
}

}  // namespace fangyuan
