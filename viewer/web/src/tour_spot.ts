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
  return { people: most / 1e6, at: [mean(network.lon), mean(network.lat)], cell };
}
