// SPDX-License-Identifier: Apache-2.0
// Ways from a place to its nearest sites, in words and as lines: parts that add up to the whole.
import type { Service, Way, Ways } from "./api";
import { escape } from "./html";
import { figure, limitName, percent, t } from "./i18n";
import { w } from "./words_desk";

/** Whole seconds rounded up, as everywhere on the page. */
export function durationText(ms: number): string {
  const s = Math.ceil(ms / 1000);
  const minutes = Math.floor(s / 60);
  return `${minutes ? `${minutes} ${t("min")} ` : ""}${s % 60} ${w("seconds")}`;
}

/** Whole seconds or metres of the place's leg, the streets and the site's leg: their sum is the whole rounded up. */
export function wholeParts(way: Pick<Way, "cost" | "leave" | "enter">): [number, number, number] {
  const whole = Math.ceil(way.cost / 1000);
  const leave = Math.min(whole, Math.round(way.leave / 1000));
  const enter = Math.min(whole - leave, Math.round(way.enter / 1000));
  return [leave, whole - leave - enter, enter];
}

export const costText = (cost: number, unit: Ways["unit"]): string => (unit === "ms" ? durationText(cost) : `${figure(Math.ceil(cost / 1000))} ${t("metres")}`);

function wayLine(way: Way, unit: Ways["unit"], service: Service | undefined, load: number | undefined): string {
  const [leave, along, enter] = wholeParts(way).map((n) => costText(1000 * n, unit));
  const full = load === undefined || !way.capacity ? "" : ` · ${w("taken")} ${percent(load, way.capacity)}`;
  const capacity = service?.capacity ? `<br><span class="quiet">${w("capacityNow")} ${figure(way.capacity ?? 0)}${full}</span>` : "";
  return (
    `<li data-way="${escape(way.id)}" data-cost="${way.cost}" data-parts="${wholeParts(way).join(" ")}"><strong>${escape(way.name || way.id)}</strong> <span class="cost">${costText(way.cost, unit)}</span>` +
    `<br><span class="quiet">${w("leave")} ${leave} + ${w("along")} ${along} + ${w("enter")} ${enter}</span>${capacity}</li>`
  );
}

/** `loads`: places given away, by site, as the run has them; none beside edits. */
export function waysHtml(ways: Ways, service: Service | undefined, loads: ReadonlyMap<string, number>): string {
  const { place, sites } = ways;
  const start = place.reason === "street" ? `${w("placeEnters")} ${figure(Math.round(place.access_m ?? 0))} ${t("metres")}` : `${place.access_limit_m} ${w("placeNoStreet")}`;
  const beyond = ways.beyond ? `<p class="doubtful" data-beyond>${w("beyondLimit")} ${limitName(ways.unit === "ms" ? String(ways.limit / 1000) : `${ways.limit / 1000}m`)}${w("colon").trim()}</p>` : "";
  return `<p class="${place.reason === "street" ? "quiet" : "doubtful"}" data-reason="${place.reason}">${start}</p>${beyond}<ol class="ways">${sites.map((way) => wayLine(way, ways.unit, service, loads.get(way.id))).join("")}</ol>`;
}

/** Of the map: the place, each way with its legs, and where it leaves and enters the streets. */
export function wayShapes(at: GeoJSON.Position, ways: Ways | undefined): GeoJSON.Feature[] {
  const shapes: GeoJSON.Feature[] = [];
  const add = (is: string, geometry: GeoJSON.Geometry, rank = 0) => shapes.push({ type: "Feature", properties: { is, rank }, geometry });
  // The nearest last, so that it lies on top.
  for (const [rank, way] of [...(ways?.sites ?? []).entries()].reverse()) {
    const line = way.line ?? [];
    if (line.length < 3) continue;
    add("way", { type: "LineString", coordinates: line.slice(1, -1) }, rank);
    add("leg", { type: "LineString", coordinates: line.slice(-2) }, rank);
    if (way.snap) add("snap", { type: "Point", coordinates: way.snap }, rank);
  }
  const snap = ways?.place.snap;
  if (snap) {
    add("leg", { type: "LineString", coordinates: [at, snap] });
    add("snap", { type: "Point", coordinates: snap });
  }
  add("place", { type: "Point", coordinates: at });
  return shapes;
}
