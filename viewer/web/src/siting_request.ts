// SPDX-License-Identifier: Apache-2.0
// What the panel of sitings holds, as the request that the server wants. No DOM.
import type { SitingRequest } from "./api_siting";
import type { Spot } from "./edits";

export const kinds = ["most-covered", "fewest-sites", "least-average", "least-worst"] as const;
export type Kind = (typeof kinds)[number];

export interface SitingForm {
  service: string;
  /** "900" or "1000m". */
  limit: string;
  measure: string;
  kind: Kind;
  /** Of new sites; empty: the service's first one. */
  type: string;
  /** Empty: not given. */
  sites: string;
  budget: string;
  share: string;
  price: string;
  seconds: string;
  grid: boolean;
  gridM: string;
  over: string;
  facilities: boolean;
  facilityType: string;
  land: boolean;
  layer: boolean;
  path: string;
  /** Drawn on the map. */
  points: Spot[];
  ring: Spot[];
}

const number = (text: string): number | undefined => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined);

/** Keys with a value; what the form lacks the server tells. */
const given = (o: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined && v !== ""));

export function requestOf(f: SitingForm, name: string): SitingRequest {
  const limit = f.limit.endsWith("m") ? { limit_m: Number(f.limit.slice(0, -1)) } : { limit_min: Number(f.limit) / 60 };
  // Averages and worsts count everyone, however far.
  const covering = f.kind === "most-covered" || f.kind === "fewest-sites";
  const price = number(f.price);
  const budget = f.kind === "fewest-sites" ? undefined : number(f.budget);
  const share = number(f.share);
  const site = given({
    name, service: f.service, kind: f.kind, ...(covering ? limit : { unreachable: "leave-out" }), measure: f.measure, type: f.type,
    sites: f.kind === "fewest-sites" ? undefined : number(f.sites),
    budget, share: f.kind === "fewest-sites" && share !== undefined ? share / 100 : undefined, time_limit_s: number(f.seconds),
  });
  const candidates: Record<string, unknown>[] = [];
  if (f.grid) candidates.push(given({ grid_m: number(f.gridM), over: f.over, within: f.ring.length > 2 ? f.ring : undefined, price }));
  if (f.facilities) candidates.push(given({ facilities: [f.facilityType], price }));
  if (f.land) candidates.push({ land: "", ...given({ price }) });
  if (f.layer) candidates.push(given({ path: f.path, price }));
  if (f.points.length) candidates.push({ points: f.points.map((at, i) => given({ id: `p${i + 1}`, at, price })) });
  return { site, candidates };
}
