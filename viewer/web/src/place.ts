// SPDX-License-Identifier: Apache-2.0
// One place explained: its people, the nearest site of each service with its time, and which
// indicators its units miss.
import { type Cells, type Project, type Row, type Service, type Ways } from "./api";
import { escape } from "./html";
import { count, figure, groupName, indicatorName, limitName, percent, t, type Word } from "./i18n";
import { statusSwatch } from "./rules";
import { missed } from "./status";
import { costText, durationText } from "./ways_html";
import { unlistedTypes } from "./unlisted";
import { w } from "./words_desk";

/** The cell nearest to a point, if within `degrees` of it. */
export function nearestCell(cells: Cells, lon: number, lat: number, degrees: number): number {
  const narrow = Math.cos((lat * Math.PI) / 180);
  let best = -1;
  let least = degrees ** 2;
  for (let i = 0; i < cells.n; ++i) {
    const d = ((cells.lon[i]! - lon) * narrow) ** 2 + (cells.lat[i]! - lat) ** 2;
    if (d < least) [least, best] = [d, i];
  }
  return best;
}

/** Cells of a unit with people, most people first. */
export function cellsOfUnit(cells: Cells, unit: Uint32Array, row: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < cells.n; ++i) if (unit[i] === row && cells.people[i]! > 0) found.push(i);
  return found.sort((a, b) => cells.people[b]! - cells.people[a]! || a - b);
}

type Facts = Record<string, unknown>;
const number = (facts: Facts, key: string): number | undefined => (typeof facts[key] === "number" ? (facts[key] as number) : undefined);

/** `now`: as edits leave it. */
export function serviceLine(project: Project, service: Service, facts: Facts, siteNames: Map<string, string>, now?: Ways): string {
  const last = project.limits[service.id]?.at(-1) ?? "";
  const ms = number(facts, `${service.id}_ms`);
  const metres = number(facts, `${service.id}_net_m`);
  const straight = number(facts, `${service.id}_straight_m`);
  const way = now?.sites[0];
  const site = now ? undefined : (facts[`${service.id}_site`] as string | undefined);
  const access = `access_m_${service.mode}` in facts ? facts[`access_m_${service.mode}`] : facts.access_m;
  const reached = now ? way !== undefined : ms !== undefined || metres !== undefined;
  // Zeros of a service without a list are no distances.
  const unlisted = unlistedTypes(project, service.id);
  if (unlisted.length && !way) return `<li data-service="${escape(service.id)}" class="unlisted"><strong>${escape(service.name)}</strong> <span class="cost">${escape(w("noListBand"))}</span></li>`;
  const cost = way && now ? costText(way.cost, now.unit) : now ? (now.place.reason === "street" ? `${w("beyondLimit")} ${limitName(last)}` : t("unconnected")) : ms !== undefined ? durationText(ms) : metres !== undefined ? `${figure(Math.ceil(metres))} ${t("metres")}` : access === undefined ? t("unconnected") : `${w("beyondLimit")} ${limitName(last)}`;
  return (
    `<li data-service="${escape(service.id)}" class="${reached ? "in" : "out"}"><strong>${escape(service.name)}</strong> <span class="cost">${escape(cost)}</span>${service.mode ? ` <span class="quiet">${t(service.mode)}</span>` : ""}` +
    `${way ? `<br>${escape(way.name || way.id)}` : site ? `<br>${escape(siteNames.get(site) ?? site)}` : ""}${straight !== undefined && !now ? ` <span class="quiet">${t("straight")} ${figure(Math.ceil(straight))} ${t("metres")}</span>` : ""}</li>`
  );
}

/** Units of the cell, finest first: level and code. */
export function unitsOf(project: Project, facts: Facts): { level: string; code: string }[] {
  return project.levels
    .filter((l) => l.tree === "legal" && typeof facts[l.level] === "string")
    .map((l) => ({ level: l.level, code: facts[l.level] as string }))
    .reverse();
}

/** By unit, the finest open: a place lies in four of them, and some miss a hundred. */
function missedList(rules: Row[]): string {
  const misses = rules.filter((r) => missed.has(r.status!));
  const unknown = rules.filter((r) => r.status === "not_checked" || r.status === "no_data").length;
  const figureOf = (r: Row, key: "value" | "target") => (r[key] === "" ? "–" : r.is_share === "true" ? percent(Number(r[key]), 1) : figure(Number(r[key])));
  const line = (r: Row) => `<li data-rule="${escape(r.rule!)}">${statusSwatch(r.status!)}${escape(r.name!)}${r.measure ? ` · ${t(r.measure as Word)}` : ""} <span class="quiet">${figureOf(r, "value")} / ${w("target")} ${figureOf(r, "target")} · ${escape(indicatorName(r.status!))}</span></li>`;
  const units = new Map<string, Row[]>();
  for (const r of misses) units.set(`${r.level}/${r.code}`, [...(units.get(`${r.level}/${r.code}`) ?? []), r]);
  const lists = [...units.values()].map((all, i) => `<details${i === 0 ? " open" : ""}><summary>${escape(all[0]!.unit!)} (${all.length})</summary><ul class="missed">${all.map(line).join("")}</ul></details>`);
  return `<h3>${w("missedHere")} (${misses.length})</h3>${lists.join("") || `<p class="quiet">${w("nothingMissed")}</p>`}${unknown ? `<p class="quiet">${w("notJudged")} ${count(unknown)}</p>` : ""}`;
}

export interface Place {
  facts: Facts;
  /** Indicators of its units, finest unit first. */
  rules: Row[];
  unitName: string;
  /** Names of its units, by code; those that are not known are told by their codes. */
  names: ReadonlyMap<string, string>;
  /** Of every service, where edits are shown. */
  now: Ways[] | undefined;
  /** Of the service shown: its nearest sites and the ways to them, as HTML. */
  ways: string;
}

export function placeHtml(project: Project, place: Place, group: string, siteNames: Map<string, string>): string {
  const { facts } = place;
  const people = number(facts, group);
  const units = unitsOf(project, facts).map((u) => `<span title="${escape(`${t(u.level as Word)} ${u.code}`)}">${escape(place.names.get(u.code) ?? `${t(u.level as Word)} ${u.code}`)}</span>`).reverse().join(" · ");
  const services = project.services.filter((s) => !s.all && (`${s.id}_ms` in facts || `${s.id}_net_m` in facts || project.limits[s.id]));
  return (
    `<h2>${w("place")}${place.unitName ? ` · ${escape(place.unitName)}` : ""}</h2><p class="quiet">${units}</p>` +
    `<p>${people === undefined ? "" : `${groupName(group)} <strong data-people="${people}" title="${people}">${people > 0 && people < 0.5 ? w("underOne") : count(people)}</strong>`}</p>` +
    place.ways +
    `<h3>${w("nearestSites")}</h3><ul class="nearest">${services.map((s) => serviceLine(project, s, facts, siteNames, place.now?.find((n) => n.service === s.id))).join("")}</ul>${missedList(place.rules)}`
  );
}

