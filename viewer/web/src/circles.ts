// SPDX-License-Identifier: Apache-2.0
// Service circles made readable: the union of car circles has thousands of gaps a few cells wide,
// whose outlines hide everything else. A picture only: no figure is taken from circles.

const metresPerDegree = 111_320;

/** Area of a ring in degrees, in square metres; good to a percent, as a picture needs it. */
export function ringArea(ring: GeoJSON.Position[]): number {
  const scale = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180);
  let twice = 0;
  for (let i = 1; i < ring.length; ++i) twice += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!;
  return (Math.abs(twice) / 2) * scale * metresPerDegree ** 2;
}

/** Without gaps and islands smaller than a square of `cells` cells a side; whole circles stay. */
export function readable(circles: GeoJSON.FeatureCollection, cells = 12): GeoJSON.FeatureCollection {
  const features = circles.features.map((f) => {
    const least = (cells * Number(f.properties?.cell_m ?? 0)) ** 2;
    const g = f.geometry;
    if (!g || (g.type !== "Polygon" && g.type !== "MultiPolygon") || !(least > 0)) return f;
    const polygons = g.type === "Polygon" ? [g.coordinates] : g.coordinates;
    const large = polygons.filter((p) => ringArea(p[0] ?? []) >= least);
    // A circle smaller than that in all its parts is still a circle.
    const kept = (large.length ? large : polygons).map((p) => p.filter((ring, i) => i === 0 || ringArea(ring) >= least));
    return { ...f, geometry: { type: "MultiPolygon" as const, coordinates: kept } };
  });
  return { ...circles, features };
}
