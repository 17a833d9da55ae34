// SPDX-License-Identifier: Apache-2.0
#include "geo/units/polygon.h"

#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/crs/frame.h"

namespace fangyuan {
namespace {

template <class Point>
std::vector<Point> ring_of(const OGRLinearRing& ring) {
  std::vector<Point> out;
  out.reserve(static_cast<std::size_t>(ring.getNumPoints()) + 1);
  for (int i = 0; i < ring.getNumPoints(); ++i) {
    out.push_back({ring.getX(i), ring.getY(i)});
  }
  if (!out.empty() && !(out.front() == out.back())) out.push_back(out.front());
  if (out.size() < 4) out.clear();
  return out;
}

template <class Point>
void collect(const OGRGeometry& g, std::vector<PolygonOf<Point>>& out) {
  const auto kind = wkbFlatten(g.getGeometryType());
  if (OGR_GT_IsNonLinear(kind)) {
    const std::unique_ptr<OGRGeometry> linear(g.getLinearGeometry());
    if (linear && !OGR_GT_IsNonLinear(wkbFlatten(linear->getGeometryType()))) collect(*linear, out);
    return;
  }
  if (OGR_GT_IsSubClassOf(kind, wkbGeometryCollection)) {
    for (const auto* part : *g.toGeometryCollection()) collect(*part, out);
    return;
  }
  if (kind == wkbPolyhedralSurface || kind == wkbTIN) {
    for (const auto* part : *g.toPolyhedralSurface()) collect(*part, out);
    return;
  }
  if (kind != wkbPolygon && kind != wkbTriangle) return;
  const auto* polygon = g.toPolygon();
  const auto* outer = polygon->getExteriorRing();
  if (outer == nullptr) return;
  PolygonOf<Point> made;
  made.outer = ring_of<Point>(*outer);
  if (made.outer.empty()) return;
  for (int i = 0; i < polygon->getNumInteriorRings(); ++i)
    if (auto hole = ring_of<Point>(*polygon->getInteriorRing(i)); !hole.empty())
      made.holes.push_back(std::move(hole));
  out.push_back(std::move(made));
}

struct TwoTerms {
  double high, low;
};

TwoTerms exact_sum(double a, double b) {
  const double s = a + b;
  const double bb = s - a;
  return {s, (a - (s - bb)) + (b - bb)};
}

TwoTerms exact_product(double a, double b) {
  const double p = a * b;
  return {p, std::fma(a, b, -p)};
}

// A sum of doubles that do not overlap, smallest first; its sign is the sign of its last term.
class Expansion {
 public:
  void add(double value) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const auto [high, low] = exact_sum(value, terms_[i]);
      value = high;
      if (low != 0) terms_[kept++] = low;
    }
    if (value != 0) terms_[kept++] = value;
    size_ = kept;
  }
  void add_product(TwoTerms a, TwoTerms b, double sign) {
    for (const double x : {a.low, a.high})
      for (const double y : {b.low, b.high}) {
        const auto p = exact_product(x, sign * y);
        add(p.low);
        add(p.high);
      }
  }
  int sign() const { return size_ == 0 ? 0 : (terms_[size_ - 1] > 0 ? 1 : -1); }

 private:
  double terms_[17] = {};
  std::size_t size_ = 0;
};

}  // namespace

std::vector<PolygonXY> polygons_xy(const OGRGeometry& xy) {
  std::vector<PolygonXY> out;
  collect(xy, out);
  return out;
}

std::vector<PolygonLonLat> polygons_lonlat(const OGRGeometry& lonlat) {
  std::vector<PolygonLonLat> out;
  collect(lonlat, out);
  return out;
}

double geodesic_area_m2(std::span<const PolygonLonLat> polygons) {
  double sum = 0;
  for (const auto& polygon : polygons) {
    sum += geodesic_ring_area_m2(polygon.outer);
    for (const auto& hole : polygon.holes) sum -= geodesic_ring_area_m2(hole);
  }
  return std::max(0.0, sum);
}

int orientation(XY a, XY b, XY c) {
  const double left = (a.x - c.x) * (b.y - c.y);
  const double right = (a.y - c.y) * (b.x - c.x);
  const double det = left - right;
  // Shewchuk 1997, "Adaptive precision floating-point arithmetic", bound A of orient2d.
  constexpr double kHalfUlp = std::numeric_limits<double>::epsilon() / 2;
  constexpr double kBound = (3.0 + 16.0 * kHalfUlp) * kHalfUlp;
  if (std::abs(det) > kBound * (std::abs(left) + std::abs(right))) return det > 0 ? 1 : -1;
  Expansion sum;
  sum.add_product(exact_sum(a.x, -c.x), exact_sum(b.y, -c.y), 1.0);
  sum.add_product(exact_sum(a.y, -c.y), exact_sum(b.x, -c.x), -1.0);
  return sum.sign();
}

PolygonIndex::PolygonIndex(std::span<const PolygonXY> polygons) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  min_ = {kInfinity, kInfinity};
  max_ = {-kInfinity, -kInfinity};
  const auto take = [&](const std::vector<XY>& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      edges_.push_back({ring[i], ring[i + 1]});
      min_ = {std::min(min_.x, ring[i].x), std::min(min_.y, ring[i].y)};
      max_ = {std::max(max_.x, ring[i].x), std::max(max_.y, ring[i].y)};
    }
  };
  for (const auto& polygon : polygons) {
    take(polygon.outer);
    for (const auto& hole : polygon.holes) take(hole);
  }
  const std::size_t bands = std::clamp<std::size_t>(edges_.size() / 4, 1, 4096);
  bands_per_m_ = max_.y > min_.y ? static_cast<double>(bands) / (max_.y - min_.y) : 0;
  // Counting sort of (band, edge): first the sizes, then the places.
  band_begin_.assign(bands + 1, 0);
  const auto first = [&](const Edge& e) { return band_of(std::min(e.a.y, e.b.y)); };
  const auto last = [&](const Edge& e) { return band_of(std::max(e.a.y, e.b.y)); };
  for (const auto& e : edges_)
    for (std::size_t k = first(e); k <= last(e); ++k) ++band_begin_[k + 1];
  for (std::size_t k = 0; k < bands; ++k) band_begin_[k + 1] += band_begin_[k];
  band_edges_.resize(band_begin_.back());
  auto next = band_begin_;
  for (std::uint32_t i = 0; i < edges_.size(); ++i)
    for (std::size_t k = first(edges_[i]); k <= last(edges_[i]); ++k) band_edges_[next[k]++] = i;
}

std::size_t PolygonIndex::band_of(double y) const {
  const double k = (y - min_.y) * bands_per_m_;
  const auto last = static_cast<double>(band_begin_.size() - 2);
  return static_cast<std::size_t>(std::clamp(k, 0.0, last));
}

Side PolygonIndex::side(XY p) const {
  if (edges_.empty() || !(p.x >= min_.x && p.x <= max_.x && p.y >= min_.y && p.y <= max_.y))
    return Side::outside;
  const std::size_t band = band_of(p.y);
  bool inside = false;
  for (std::uint32_t k = band_begin_[band]; k < band_begin_[band + 1]; ++k) {
    const auto& [a, b] = edges_[band_edges_[k]];
    if (a.y == p.y && b.y == p.y) {
      if (p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x)) return Side::border;
      continue;
    }
    if (p == a || p == b) return Side::border;
    const bool a_below = a.y <= p.y;
    if (a_below == (b.y <= p.y)) continue;
    if (p.x > std::max(a.x, b.x)) continue;  // wholly to the left of p: not on its ray
    if (p.x < std::min(a.x, b.x)) {
      inside = !inside;
      continue;
    }
    const int turn = orientation(a, b, p);
    if (turn == 0) return Side::border;
    if ((turn > 0) == a_below) inside = !inside;  // the edge passes to the right of p
  }
  return inside ? Side::inside : Side::outside;
}

}  // namespace fangyuan
