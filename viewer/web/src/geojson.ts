// SPDX-License-Identifier: Apache-2.0
// The units of the table as it is filtered, with their figures, for other maps.
import type { TableRow } from "./table";

/** Figures by the table's own names; shapes are those of the map, as the run has them. */
export function geojsonOf(units: GeoJSON.FeatureCollection, rows: TableRow[], about: Record<string, string>): GeoJSON.FeatureCollection & { about: Record<string, string> } {
  const shapes = new Map(units.features.map((f) => [String(f.properties?.code), f]));
  const features = rows.flatMap((r): GeoJSON.Feature[] => {
    const shape = shapes.get(r.code);
    if (!shape) return [];
    const { id, reasons, ...figures } = r;
    const known = Object.fromEntries(Object.entries(figures).filter(([, v]) => v !== null));
    return [{ type: "Feature", properties: { ...known, ...(reasons ? { reasons } : {}) }, geometry: shape.geometry }];
  });
  return { type: "FeatureCollection", about, features };
}

/** Whether a place is in an area; holes are outside. */
export function within([x, y]: [number, number], g: GeoJSON.Geometry | null): boolean {
  const polygons = g?.type === "Polygon" ? [g.coordinates] : g?.type === "MultiPolygon" ? g.coordinates : [];
  const left = (p: GeoJSON.Position, q: GeoJSON.Position) => p[1]! > y !== q[1]! > y && x < p[0]! + ((y - p[1]!) / (q[1]! - p[1]!)) * (q[0]! - p[0]!);
  return polygons.some((rings) => rings.reduce((n, ring) => n + ring.filter((p, i) => i > 0 && left(ring[i - 1]!, p)).length, 0) % 2 === 1);
}
