// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/straight_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "geo/crs/frame.h"
#include "geo/snap/segment_math.h"
#include "geo/units/polygon.h"

namespace fangyuan {
namespace {

// WGS 84.
constexpr double kA = 6'378'137.0;
constexpr double kF = 1 / 298.257223563;
constexpr double kE2 = kF * (2 - kF);
constexpr double kRadians = std::numbers::pi / 180;
constexpr double kLeastRadius = kA * (1 - kE2);  // of curvature, along the meridian at the equator

/// Beyond this the series below is not worth its error.
constexpr double kFarMm = 1e8;

/// A point on the ellipsoid, in geocentric metres.
struct Spot {
  double x, y, z;
};

Spot spot_of(LonLat p) {
  const double sin_lat = std::sin(p.lat * kRadians), cos_lat = std::cos(p.lat * kRadians);
  const double n = kA / std::sqrt(1 - kE2 * sin_lat * sin_lat);
  return {n * cos_lat * std::cos(p.lon * kRadians), n * cos_lat * std::sin(p.lon * kRadians),
          n * (1 - kE2) * sin_lat};
}

/// The ellipsoid around a place: its two main curvatures and the direction of its meridian.
struct Here {
  explicit Here(LonLat p) : lonlat(p), spot(spot_of(p)) {
    const double sin_lat = std::sin(p.lat * kRadians);
    const double w = 1 - kE2 * sin_lat * sin_lat;
    east_curvature = std::sqrt(w) / kA;
    north_curvature = w * std::sqrt(w) / (kA * (1 - kE2));
    east_x = -std::sin(p.lon * kRadians);
    east_y = std::cos(p.lon * kRadians);
  }
  LonLat lonlat;
  Spot spot;
  double east_curvature, north_curvature;  // 1/N, 1/M in 1/m
  double east_x, east_y;
};

/// Chord c through the ellipsoid between two points a few tens of kilometres apart. The arc over it
/// with curvature k is c + c³k²/24 + 3c⁵k⁴/640 + …; k is Euler's, in the chord's direction.
std::uint32_t whole_mm(const Here& here, const Spot& there, LonLat there_lonlat) {
  const double dx = there.x - here.spot.x, dy = there.y - here.spot.y, dz = there.z - here.spot.z;
  const double c2 = dx * dx + dy * dy + dz * dz;
  if (c2 == 0) return 0;
  const double c = std::sqrt(c2);
  if (c * 1000 > kFarMm) return whole_geodesic_mm(here.lonlat, there_lonlat);
  const double east = dx * here.east_x + dy * here.east_y;
  const double east_share = east * east / c2;  // the rest is north, but for the little that sinks
  const double k = east_share * here.east_curvature + (1 - east_share) * here.north_curvature;
  const double k2c2 = k * k * c2;
  const double bend = c * k2c2 * (1.0 / 24 + k2c2 * (3.0 / 640));
  const double mm = (c + bend) * 1000;
  // What is left out is the change of curvature on the way: of order e² × c ÷ R of the bend. The
  // largest seen in three million lines all over the globe was 0.0101 × c ÷ R; 3 times that here,
  // and a hair for the last digits of geocentric metres (5e-6 mm seen).
  const double error = 3e-5 + bend * 1000 * (0.03 * c * here.north_curvature);
  const double floor = std::floor(mm);
  if (std::fabs(mm - floor - 0.5) <= error) return whole_geodesic_mm(here.lonlat, there_lonlat);
  return static_cast<std::uint32_t>(std::floor(mm + 0.5));
}

/// A range of longitudes and latitudes.
struct Box {
  double west = 1e9, south = 1e9, east = -1e9, north = -1e9;
  void add(LonLat p) {
    west = std::min(west, p.lon);
    east = std::max(east, p.lon);
    south = std::min(south, p.lat);
    north = std::max(north, p.lat);
  }
  /// Holds everything within `m` metres of the box.
  Box wider_by(double m) const {
    const double d_lat = m / kLeastRadius / kRadians * 1.001;
    const double far_lat = std::max(std::fabs(south - d_lat), std::fabs(north + d_lat));
    if (far_lat >= 89) return {-1e9, south - d_lat, 1e9, north + d_lat};
    const double d_lon = m / (kA * std::cos(far_lat * kRadians)) / kRadians * 1.001;
    return {west - d_lon, south - d_lat, east + d_lon, north + d_lat};
  }
};

struct CellSpot {
  Spot spot = {};
  Place place;
  CellId cell;
};

/// Cells in square bins of longitude and latitude, row after row, so that a box is a few runs.
class CellGrid {
 public:
  explicit CellGrid(std::span<const Place> cells) {
    for (const Place& p : cells) box_.add(p.lonlat);
    if (cells.empty()) return;
    constexpr double kCellsPerBin = 4;
    const double bins = std::max(1.0, static_cast<double>(cells.size()) / kCellsPerBin);
    const double width = std::max(box_.east - box_.west, 1e-9);
    const double height = std::max(box_.north - box_.south, 1e-9);
    size_ = std::max({std::sqrt(width * height / bins), width / bins, height / bins});
    columns_ = static_cast<std::size_t>(width / size_) + 1;
    rows_ = static_cast<std::size_t>(height / size_) + 1;
    first_.assign(columns_ * rows_ + 1, 0);
    std::vector<std::size_t> bin_of(cells.size());
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const LonLat p = cells[c].lonlat;
      bin_of[c] = row(p.lat) * columns_ + column(p.lon);
      ++first_[bin_of[c] + 1];
    }
    for (std::size_t b = 1; b < first_.size(); ++b) first_[b] += first_[b - 1];
    spots_.resize(cells.size());
    std::vector<std::size_t> next = first_;
    for (std::size_t c = 0; c < cells.size(); ++c)
      spots_[next[bin_of[c]]++] = {spot_of(cells[c].lonlat), cells[c], CellId(c)};
  }

  template <class Visit>
  void visit(const Box& box, Visit&& visit) const {
    if (spots_.empty()) return;
    std::size_t next = 0;                             // columns before it were visited
    for (const double turn : {-360.0, 0.0, 360.0}) {  // across the date line
      const double west = box.west + turn, east = box.east + turn;
      if (east < box_.west || west > box_.east || box.north < box_.south || box.south > box_.north)
        continue;
      const std::size_t from = std::max(next, column(west)), to = column(east);
      if (from > to) continue;
      for (std::size_t r = row(box.south); r <= row(box.north); ++r)
        for (std::size_t i = first_[r * columns_ + from]; i < first_[r * columns_ + to + 1]; ++i)
          visit(spots_[i]);
      next = to + 1;
    }
  }

 private:
  std::size_t place_in(double offset, std::size_t count) const {
    return static_cast<std::size_t>(
        std::clamp(offset / size_, 0.0, static_cast<double>(count - 1)));
  }
  std::size_t column(double lon) const { return place_in(lon - box_.west, columns_); }
  std::size_t row(double lat) const { return place_in(lat - box_.south, rows_); }

  Box box_;
  double size_ = 1;
  std::size_t columns_ = 0, rows_ = 0;
  std::vector<std::size_t> first_;
  std::vector<CellSpot> spots_;
};

/// The outline of a site: what is inside, and the nearest point of its border.
class Outline {
 public:
  explicit Outline(const Facility& f) {
    PolygonXY polygon;
    add_ring(f.outline, polygon.outer);
    for (const auto& hole : f.holes) add_ring(hole, polygon.holes.emplace_back());
    inside_ = PolygonIndex({&polygon, 1});
    for (const Place& p : f.entrances) entrances_.emplace_back(p.lonlat);
    for (const auto& [a, b] : border_) box_.add(a.lonlat), box_.add(b.lonlat);
    for (const Place& p : f.entrances) box_.add(p.lonlat);
  }

  const Box& box() const { return box_; }

  std::uint32_t distance_mm(const CellSpot& cell) const {
    if (inside_.side(cell.place.xy) != Side::outside) return 0;
    std::uint32_t least = ~std::uint32_t{0};
    for (const Here& entrance : entrances_)
      least = std::min(least, whole_mm(entrance, cell.spot, cell.place.lonlat));
    double squared = 1e300;
    LonLat nearest;
    for (const auto& [a, b] : border_) {
      const plane::Foot foot = plane::foot_on(cell.place.xy, a.xy, b.xy);
      if (foot.squared_m >= squared) continue;
      squared = foot.squared_m;
      nearest = {a.lonlat.lon + foot.t * (b.lonlat.lon - a.lonlat.lon),
                 a.lonlat.lat + foot.t * (b.lonlat.lat - a.lonlat.lat)};
    }
    return std::min(least, whole_mm(Here(nearest), cell.spot, cell.place.lonlat));
  }

 private:
  void add_ring(const std::vector<Place>& ring, std::vector<XY>& xy) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      xy.push_back(ring[i].xy);
      if (i > 0) border_.push_back({ring[i - 1], ring[i]});
    }
  }

  PolygonIndex inside_;
  std::vector<std::pair<Place, Place>> border_;
  std::vector<Here> entrances_;
  Box box_;
};

}  // namespace

std::uint32_t fast_whole_geodesic_mm(LonLat a, LonLat b) {
  return whole_mm(Here(a), spot_of(b), b);
}

struct GeodesicLines::Impl {
  CellGrid grid;
  std::span<const Facility> facilities;
};

GeodesicLines::GeodesicLines(std::span<const Place> cells, std::span<const Facility> facilities)
    : impl_(std::make_unique<Impl>(Impl{CellGrid(cells), facilities})) {}

GeodesicLines::~GeodesicLines() = default;

void GeodesicLines::within(SiteId site, std::uint32_t radius_mm, std::vector<CellCost>& out) const {
  within(impl_->facilities[site.index()], radius_mm, out);
}

void GeodesicLines::within(const Facility& f, std::uint32_t radius_mm,
                           std::vector<CellCost>& out) const {
  const double radius_m = (static_cast<double>(radius_mm) + 1) / 1000;
  const auto keep = [&](const CellSpot& c, std::uint32_t mm) {
    if (mm <= radius_mm) out.push_back({c.cell, Cost(mm)});
  };
  if (f.outline.size() >= 4) {
    const Outline outline(f);
    impl_->grid.visit(outline.box().wider_by(radius_m),
                      [&](const CellSpot& c) { keep(c, outline.distance_mm(c)); });
  } else if (f.place) {
    const Here here(f.place->lonlat);
    Box box;
    box.add(f.place->lonlat);
    // A chord is never longer than the line over the ground: it rules out most of the box.
    const double most = radius_m * radius_m;
    impl_->grid.visit(box.wider_by(radius_m), [&](const CellSpot& c) {
      const double dx = c.spot.x - here.spot.x, dy = c.spot.y - here.spot.y,
                   dz = c.spot.z - here.spot.z;
      if (dx * dx + dy * dy + dz * dz <= most) keep(c, whole_mm(here, c.spot, c.place.lonlat));
    });
  }
}

}  // namespace fangyuan
