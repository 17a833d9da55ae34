// SPDX-License-Identifier: Apache-2.0
// Where straight lines and streets differ most: the quarter that a straight line calls near and the
// streets do not. No DOM.
import { type Cells, notConnected } from "./api";

export interface TourSpot {
  /** Whom a straight line calls within, and the streets do not, within about a kilometre. */
  people: number;
  at: [number, number];
  /** The cell with most people of them. */
  cell: number;
  /** Where that cell is. */
  place: [number, number];
}
/** What a straight line crosses. */
export interface Between {
  water: boolean;
  barrier: boolean;
}

const metresPerDegree = 111_320, side = 1000;

/** `limit`: on the wire, of both costs. First where the way is more than twice the line: there is
 * something in between. Nothing where the two do not differ. */
export const differsMost = (straight: Cells, network: Cells, limit: number): TourSpot | undefined =>
  within(straight, network, limit / 2, limit) ?? within(straight, network, limit, limit);

/** Cells that are at most `near` by the line and more than `limit` by the streets. */
function within(straight: Cells, network: Cells, near: number, limit: number): TourSpot | undefined {
  if (straight.n !== network.n || straight.n === 0) return undefined;
  const narrow = Math.cos((network.lat[0]! * Math.PI) / 180);
  const bins = new Map<string, number[]>();
  for (let i = 0; i < network.n; ++i) {
    // Who enters no street is another matter.
    if (straight.cost[i]! > near || network.cost[i]! <= limit || network.cost[i] === notConnected || !(network.people[i]! > 0)) continue;
    const key = `${Math.floor((network.lon[i]! * narrow * metresPerDegree) / side)},${Math.floor((network.lat[i]! * metresPerDegree) / side)}`;
    const bin = bins.get(key);
    if (bin) bin.push(i);
    else bins.set(key, [i]);
  }
  let best: number[] = [], most = 0;
  for (const bin of bins.values()) {
    const people = bin.reduce((s, i) => s + network.people[i]!, 0);
    if (people > most) [most, best] = [people, bin];
  }
  if (!best.length) return undefined;
  const mean = (of: Float32Array) => best.reduce((s, i) => s + of[i]! * network.people[i]!, 0) / most;
  const cell = best.reduce((a, b) => (network.people[b]! > network.people[a]! ? b : a));
  return { people: most / 1e6, at: [mean(network.lon), mean(network.lat)], cell, place: [network.lon[cell]!, network.lat[cell]!] };
}

type Spot = [number, number];

/** The site of these types that is nearest by a straight line; those that serve nobody are none. */
export function nearestOf(sites: GeoJSON.Feature[], types: string[], from: Spot): Spot | undefined {
  const wanted = new Set(types), narrow = Math.cos((from[1] * Math.PI) / 180);
  let best: Spot | undefined, least = Infinity;
  for (const { properties: p, geometry: g } of sites) {
    if (g?.type !== "Point" || p?.serves === false || ["closed", "suspended", "planned", "approved", "building"].includes(p?.status)) continue;
    if (![p?.type, ...String(p?.functions ?? "").split(";")].some((x) => wanted.has(x))) continue;
    const [lon, lat] = g.coordinates as Spot;
    const d = ((lon - from[0]) * narrow) ** 2 + (lat - from[1]) ** 2;
    if (d < least) [least, best] = [d, [lon, lat]];
  }
  return best;
}

/** Whether the open segments ab and cd cross. */
function cross(a: GeoJSON.Position, b: GeoJSON.Position, c: GeoJSON.Position, d: GeoJSON.Position): boolean {
  const side = (p: GeoJSON.Position, q: GeoJSON.Position, r: GeoJSON.Position) => Math.sign((q[0]! - p[0]!) * (r[1]! - p[1]!) - (q[1]! - p[1]!) * (r[0]! - p[0]!));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** What of the base map, by its `is`, the line from one place to another crosses. */
export function between(from: Spot, to: Spot, base: GeoJSON.Feature[]): Between {
  const lines = (g: GeoJSON.Geometry | null): GeoJSON.Position[][] =>
    g?.type === "LineString" ? [g.coordinates] : g?.type === "MultiLineString" || g?.type === "Polygon" ? g.coordinates : g?.type === "MultiPolygon" ? g.coordinates.flat() : [];
  const crossed = (is: string) => base.some((f) => f.properties?.is === is && lines(f.geometry).some((line) => line.some((p, i) => i > 0 && cross(from, to, line[i - 1]!, p))));
  return { water: crossed("water"), barrier: crossed("barrier") };
}
