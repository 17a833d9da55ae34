// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/tile_maker.h"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>

#include "geo/snap/reach_limit.h"
#include "geo/surface/segment_list.h"

namespace fangyuan {
namespace {

constexpr std::size_t kMany = 100;  ///< runs of streets, more than which are looked up in quarters
constexpr std::size_t kFew = 4;     ///< streets that are not worth narrowing down
constexpr double kSlackM = 1e-6;    ///< more than rounding can take from a distance
constexpr std::size_t kDepth = 6;   ///< 32 → 1

/// What is known of a candidate besides its place.
struct Candidate {
  EdgeId edge;
  std::uint32_t segment;
  XY a, b;
  std::uint32_t begin_mm, mm;  ///< of the edge before it, and of it
  std::uint32_t length_mm;     ///< of the edge
  double share_per_mm;
};

/// Fills one tile. A square of corners keeps the streets that can be nearest to any of them: if d
/// is the least distance from its centre and h its half diagonal, no corner is farther than d + h
/// from that street, so a street beyond d + 2h of the centre is nearest to none (triangle
/// inequality). The square's quarters inherit what is kept.
class TileMaker {
 public:
  TileMaker(const Snapper& snapper, const TileSetting& setting, TileKey key, CornerStreets& tile)
      : snapper_(snapper),
        network_(snapper.network()),
        reach_m_(reach_m_for(setting.access_limit_m)),
        limit_mm_(limit_mm(setting.access_limit_m)),
        units_per_mm_(1.0 / setting.access_unit_mm),
        cell_m_(setting.cell_m),
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
    make_block(0, 0, kTileSide);
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

  /// Looks the streets up once for a square in which there are not too many.
  void make_block(std::int32_t i, std::int32_t j, std::int32_t side) {
    const XY c = centre(i, j, side);
    const double h = half_diagonal(side);
    const double farthest = reach_m_ + h;  // of any street that matters, from the centre
    double nearest = 0;
    // The last block's nearest street is about as far from this one.
    const double guess = std::max({3 * h, 40.0, last_nearest_ + side * cell_m_ / 2 + 2 * h});
    for (double reach = std::min(guess, farthest);;) {
      snapper_.streets().find({c.x - reach, c.y - reach}, {c.x + reach, c.y + reach}, runs_);
      if (runs_.size() > kMany && side > 1) return make_quarters(i, j, side / 2);
      nearest = gather(c);
      const double enough = std::min(nearest + 2 * h + kSlackM, farthest);
      if (enough <= reach) break;
      // What was found bounds what is needed; nothing found: look twice as far.
      reach = nearest < farthest ? enough : std::min(2 * reach, farthest);
    }
    last_nearest_ = std::min(nearest, farthest);
    if (nearest > farthest) return;
    const double box = h + std::min(nearest + h, reach_m_) + kSlackM;
    snapper_.barriers().find({c.x - box, c.y - box}, {c.x + box, c.y + box}, barriers_);
    divide(i, j, side, 0);
  }

  void make_quarters(std::int32_t i, std::int32_t j, std::int32_t side) {
    make_block(i, j, side);
    make_block(i + side, j, side);
    make_block(i, j + side, side);
    make_block(i + side, j + side, side);
  }

  /// The candidates of the runs found, all of them kept; returns the least distance from `c`.
  double gather(XY c) {
    candidates_.clear();
    SegmentList& all = levels_[0].kept;
    all.clear();
    for (const StreetRun& run : runs_) {
      const std::span<const Place> shape =
          network_.shape_of(run.edge).subspan(run.first, run.count + 1);
      const std::span<const std::uint32_t> mm =
          network_.shape_mm_of(run.edge).subspan(run.first, run.count + 1);
      const std::uint32_t length = network_.edges[run.edge.index()].length_mm;
      const double share_per_mm = length > 0 ? StreetFoot::kWhole / double{1} / length : 0;
      for (std::uint32_t s = 0; s < run.count; ++s) {
        const XY a = shape[s].xy, b = shape[s + 1].xy;
        all.add(a, b, static_cast<std::uint32_t>(candidates_.size()));
        candidates_.push_back(
            {run.edge, run.first + s, a, b, mm[s], mm[s + 1] - mm[s], length, share_per_mm});
      }
    }
    return std::sqrt(all.squared_from(c, levels_[1].squared_m));
  }

  /// Narrows down what levels_[depth] holds to this square and goes on with its quarters.
  void divide(std::int32_t i, std::int32_t j, std::int32_t side, std::size_t depth) {
    const SegmentList& kept = levels_[depth].kept;
    if (side == 1 || kept.size() <= kFew) {
      for (std::int32_t y = j; y < j + side; ++y) {
        for (std::int32_t x = i; x < i + side; ++x) make_corner(x, y, kept);
      }
      return;
    }
    Level& next = levels_[depth + 1];
    const double least2 = kept.squared_from(centre(i, j, side), next.squared_m);
    const double h = half_diagonal(side);
    const double within = std::min(std::sqrt(least2) + 2 * h, reach_m_ + h) + kSlackM;
    next.kept.keep(kept, next.squared_m, within * within);
    if (next.kept.size() == 0) return;
    const std::int32_t half = side / 2;
    divide(i, j, half, depth + 1);
    divide(i + half, j, half, depth + 1);
    divide(i, j + half, half, depth + 1);
    divide(i + half, j + half, half, depth + 1);
  }

  void make_corner(std::int32_t i, std::int32_t j, const SegmentList& kept) {
    const XY p = point(i, j);
    const double least2 = kept.squared_from(p, squared_m_);
    // What decides is foot_on, which ties exactly; it is asked where rounding could matter.
    const double close2 = least2 * (1 + 1e-9) + kSlackM;
    EdgeFoot best;
    const Candidate* nearest = nullptr;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      if (squared_m_[k] > close2) continue;
      const Candidate& c = candidates_[kept.id(k)];
      const EdgeFoot foot{c.edge, c.segment, plane::foot_on(p, c.a, c.b)};
      if (!nearest || nearer(foot, best)) best = foot, nearest = &c;
    }
    std::uint32_t offset = 0;
    double share_per_mm = 0;
    if (!barriers_.empty() && nearest &&
        snapper_.barriers().crosses(p, best.foot.point, barriers_)) {
      best = snapper_.nearest_foot(p, reach_m_, scratch_);
      if (best.edge.is_none()) return;
      const std::uint32_t length = network_.edges[best.edge.index()].length_mm;
      offset = offset_mm(network_, best.edge, best.segment, best.foot.t);
      share_per_mm = length > 0 ? StreetFoot::kWhole / double{1} / length : 0;
    } else if (nearest) {
      offset =
          std::min(nearest->begin_mm + static_cast<std::uint32_t>(best.foot.t * nearest->mm + 0.5),
                   nearest->length_mm);
      share_per_mm = nearest->share_per_mm;
    } else {
      return;
    }
    const double x_mm = (best.foot.point.x - p.x) * scale_x_;
    const double y_mm = (best.foot.point.y - p.y) * scale_y_;
    const double mm = std::sqrt(x_mm * x_mm + y_mm * y_mm);
    if (mm > limit_mm_) return;
    tile_[corner_in_tile(i, j)] = {best.edge,
                                   {static_cast<std::uint16_t>(offset * share_per_mm + 0.5),
                                    static_cast<std::uint16_t>(mm * units_per_mm_ + 0.5)}};
    found_ = true;
  }

  struct Level {
    SegmentList kept;               ///< their ids are places in candidates_
    std::vector<double> squared_m;  ///< of the level above's, from this square's centre
  };

  const Snapper& snapper_;
  const Network& network_;
  double reach_m_;
  std::uint32_t limit_mm_;
  double units_per_mm_;
  double cell_m_;
  std::int64_t first_i_, first_j_;
  CornerStreets& tile_;
  double scale_x_ = 1000, scale_y_ = 1000;  ///< geodesic millimetres in a metre of the CRS
  std::vector<double> squared_m_;
  double last_nearest_ = 0;
  bool found_ = false;
  std::vector<StreetRun> runs_;
  std::vector<Candidate> candidates_;
  std::array<Level, kDepth + 1> levels_;
  BarrierIndex::Near barriers_;
  Snapper::Scratch scratch_;
};

}  // namespace

bool make_tile(const Snapper& snapper, const TileSetting& setting, TileKey key,
               CornerStreets& tile) {
  return TileMaker(snapper, setting, key, tile).make();
}

}  // namespace fangyuan
