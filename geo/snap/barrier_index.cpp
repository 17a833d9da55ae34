// SPDX-License-Identifier: Apache-2.0
#include "geo/snap/barrier_index.h"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/register/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>
#include <cstdint>
#include <limits>
#include <vector>

#include "geo/snap/segment_math.h"

BOOST_GEOMETRY_REGISTER_POINT_2D(fangyuan::XY, double, boost::geometry::cs::cartesian, x, y)

namespace fangyuan {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;
using Box = bg::model::box<XY>;

constexpr double kEndM = 1e-3;  ///< how far an end of a leg reaches into it
constexpr std::uint32_t kLine = std::numeric_limits<std::uint32_t>::max();

using Piece = BarrierIndex::Piece;  ///< `area` is kLine or a number of Impl::areas

struct BoxOfPiece {
  using result_type = Box;
  Box operator()(const Piece& p) const {
    return {{std::min(p.a.x, p.b.x), std::min(p.a.y, p.b.y)},
            {std::max(p.a.x, p.b.x), std::max(p.a.y, p.b.y)}};
  }
};

void append(const std::vector<XY>& points, std::uint32_t area, std::vector<Piece>& pieces) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    pieces.push_back({points[i - 1], points[i], area});
  }
}

/// What of a leg can meet a barrier.
struct Leg {
  bool any = false;
  XY from, to, min, max;
  Leg(XY place, XY street) {
    const XY d{street.x - place.x, street.y - place.y};
    const double length = std::hypot(d.x, d.y);
    if (!(length > 2 * kEndM)) return;
    any = true;
    const XY step{d.x / length * kEndM, d.y / length * kEndM};
    from = {place.x + step.x, place.y + step.y};
    to = {street.x - step.x, street.y - step.y};
    min = {std::min(from.x, to.x), std::min(from.y, to.y)};
    max = {std::max(from.x, to.x), std::max(from.y, to.y)};
  }
};

/// Of the pieces that a leg may meet.
struct Meeting {
  bool stopped = false;
  std::vector<std::uint32_t> water;  // met by the leg; stays empty for nearly every leg
};

}  // namespace

struct BarrierIndex::Impl {
  struct Area {
    double max_x = -std::numeric_limits<double>::infinity();
    bool is_water = true;
  };
  std::vector<Area> areas;
  bgi::rtree<Piece, bgi::rstar<16>, BoxOfPiece> pieces;

  template <class Visit>
  void in_box(XY min, XY max, Visit visit) const {
    pieces.query(bgi::intersects(Box{min, max}), boost::make_function_output_iterator(visit));
  }

  /// Strictly inside: a point on the outline is not.
  bool contains(std::uint32_t area, XY p) const {
    bool inside = false, on_outline = false;
    in_box(p, {std::max(p.x, areas[area].max_x), p.y}, [&](const Piece& piece) {
      if (piece.area != area) return;
      const int turn = plane::side(piece.a, piece.b, p);
      if (turn == 0 && plane::in_box_of(piece.a, piece.b, p)) on_outline = true;
      const bool a_above = piece.a.y > p.y, b_above = piece.b.y > p.y;
      if (a_above != b_above && (turn > 0) == b_above) inside = !inside;
    });
    return inside && !on_outline;
  }

  void meet(const Leg& leg, const Piece& piece, Meeting& met) const {
    if (met.stopped || !plane::segments_meet(leg.from, leg.to, piece.a, piece.b)) return;
    if (piece.area != kLine && areas[piece.area].is_water) {
      met.water.push_back(piece.area);
    } else {
      met.stopped = true;
    }
  }
  bool stops(const Meeting& met, XY place) const {
    return met.stopped || std::any_of(met.water.begin(), met.water.end(),
                                      [&](std::uint32_t area) { return !contains(area, place); });
  }
};

BarrierIndex::BarrierIndex(const Barriers& barriers) : impl_(std::make_unique<Impl>()) {
  std::vector<Piece> pieces;
  for (const auto& line : barriers.lines) append(line, kLine, pieces);
  for (const Barriers::Area& area : barriers.areas) {
    const auto number = static_cast<std::uint32_t>(impl_->areas.size());
    Impl::Area& known = impl_->areas.emplace_back();
    known.is_water = area.is_water;
    for (const XY& p : area.outer) known.max_x = std::max(known.max_x, p.x);
    append(area.outer, number, pieces);
    for (const auto& hole : area.holes) append(hole, number, pieces);
  }
  impl_->pieces = decltype(impl_->pieces)(pieces.begin(), pieces.end());
}

BarrierIndex::~BarrierIndex() = default;
BarrierIndex::BarrierIndex(BarrierIndex&&) noexcept = default;
BarrierIndex& BarrierIndex::operator=(BarrierIndex&&) noexcept = default;

bool BarrierIndex::crosses(XY place, XY street) const {
  if (impl_->pieces.empty()) return false;
  const Leg leg(place, street);
  if (!leg.any) return false;
  Meeting met;
  impl_->in_box(leg.min, leg.max, [&](const Piece& piece) { impl_->meet(leg, piece, met); });
  return impl_->stops(met, place);
}

bool BarrierIndex::crosses(XY place, XY street, const Near& near) const {
  const Leg leg(place, street);
  if (!leg.any) return false;
  Meeting met;
  for (const Piece& piece : near) impl_->meet(leg, piece, met);
  return impl_->stops(met, place);
}

void BarrierIndex::find(XY min, XY max, Near& out) const {
  out.clear();
  impl_->in_box(min, max, [&](const Piece& piece) { out.push_back(piece); });
}

bool BarrierIndex::empty() const { return impl_->pieces.empty(); }

}  // namespace fangyuan
