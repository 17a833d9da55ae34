// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/land_overlap.h"

#include <algorithm>

#include "geo/facilities/land_distance.h"
#include "geo/units/geos.h"

namespace fangyuan {
namespace {

std::vector<PolygonXY> polygons_of(const LandFeature& f) {
  std::vector<PolygonXY> out;
  for (const LandPolygon& p : f.polygons) out.push_back({p.outer, p.holes});
  return out;
}

/// The site's parts as facilities, for distances.
std::vector<Facility> parts_of(const LandFeature& site) {
  std::vector<Facility> parts;
  const auto add = [&](std::vector<Place> outline) {
    Facility& part = parts.emplace_back();
    part.place = outline.front();
    if (outline.size() > 1) part.outline = std::move(outline);
  };
  for (const LandPolygon& p : site.polygons) {
    std::vector<Place> outline;
    for (std::size_t i = 0; i < p.outer.size(); ++i)
      outline.push_back({p.outer_lonlat[i], p.outer[i]});
    add(std::move(outline));
  }
  if (parts.empty())
    for (const Place& p : site.points) add({p});
  return parts;
}

bool apart(const BoxTree::Box& a, const BoxTree::Box& b) {
  return a.min.x > b.max.x || b.min.x > a.max.x || a.min.y > b.max.y || b.min.y > a.max.y;
}

/// Geodesic area of rings in the project's CRS.
double geodesic_m2(const std::vector<PolygonXY>& polygons, const Frame& frame) {
  const auto area = [&](const std::vector<XY>& ring) {
    std::vector<LonLat> lonlat(ring.size());
    frame.to_lonlat(ring, lonlat);
    return geodesic_ring_area_m2(lonlat);
  };
  double sum = 0;
  for (const PolygonXY& p : polygons) {
    sum += area(p.outer);
    for (const auto& hole : p.holes) sum -= area(hole);
  }
  return sum;
}

}  // namespace

LandOverlap land_overlap(std::span<const LandFeature* const> layer, const LandFeature& site,
                         double within_m, const Frame& frame) {
  LandOverlap out;
  const std::vector<Facility> parts = parts_of(site);
  for (const LandFeature* f : layer)
    for (const Facility& part : parts) {
      const auto metres = land_distance_m(*f, part, within_m);
      if (metres && (!out.distance_m || *metres < *out.distance_m)) out.distance_m = metres;
    }
  const std::vector<PolygonXY> own = polygons_of(site);
  if (own.empty() || !out.distance_m || *out.distance_m > 0) return out;
  const Geos geos;
  const Geos::Shape whole = geos.make(own);
  const Geos::Shape red = geos.make_valid(whole.get());
  const BoxTree::Box box = box_of(own);
  std::vector<Geos::Shape> pieces;
  for (const LandFeature* f : layer) {
    const std::vector<PolygonXY> polygons = polygons_of(*f);
    if (polygons.empty() || apart(box, box_of(polygons))) continue;
    const Geos::Shape drawn = geos.make(polygons);
    const Geos::Shape valid = geos.make_valid(drawn.get());
    pieces.push_back(geos.intersection(red.get(), valid.get()));
  }
  std::vector<const GEOSGeometry*> borrowed;
  for (const Geos::Shape& piece : pieces) borrowed.push_back(piece.get());
  if (borrowed.empty()) return out;
  out.area_m2 = geodesic_m2(geos.polygons(geos.united(borrowed).get()), frame);
  return out;
}

}  // namespace fangyuan
