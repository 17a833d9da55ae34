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
