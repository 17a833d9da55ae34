// SPDX-License-Identifier: Apache-2.0
// One place explained: its people, the nearest site of each service with its time, and which
// indicators its units miss.
import { type Cells, type Project, type Row, type Service } from "./api";
import { escape } from "./html";
import { count, figure, groupName, indicatorName, limitName, percent, t, type Word } from "./i18n";
import { statusSwatch } from "./rules";
import { missed } from "./status";
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

/** Whole seconds rounded up, as everywhere on the page. */
export function durationText(ms: number): string {
  const s = Math.ceil(ms / 1000);
  const minutes = Math.floor(s / 60);
  return `${minutes ? `${minutes} ${t("min")} ` : ""}${s % 60} ${w("seconds")}`;
}

function serviceLine(project: Project, service: Service, facts: Facts, siteNames: Map<string, string>): string {
  const last = project.limits[service.id]?.at(-1) ?? "";
  const ms = number(facts, `${service.id}_ms`);
  const metres = number(facts, `${service.id}_net_m`);
  const straight = number(facts, `${service.id}_straight_m`);
  const site = facts[`${service.id}_site`] as string | undefined;
  const access = `access_m_${service.mode}` in facts ? facts[`access_m_${service.mode}`] : facts.access_m;
  const reached = ms !== undefined || metres !== undefined;
  const cost = ms !== undefined ? durationText(ms) : metres !== undefined ? `${figure(Math.ceil(metres))} ${t("metres")}` : access === undefined ? t("unconnected") : `${w("beyondLimit")} ${limitName(last)}`;
  return (
    `<li data-service="${escape(service.id)}" class="${reached ? "in" : "out"}"><strong>${escape(service.name)}</strong> <span class="cost">${escape(cost)}</span>` +
    `${site ? `<br>${escape(siteNames.get(site) ?? site)}` : ""}${straight !== undefined ? ` <span class="quiet">${t("straight")} ${figure(Math.ceil(straight))} ${t("metres")}</span>` : ""}</li>`
  );
}

/** Units of the cell, finest first: level and code. */
export function unitsOf(project: Project, facts: Facts): { level: string; code: string }[] {
  return project.levels
    .filter((l) => l.tree === "legal" && typeof facts[l.level] === "string")
    .map((l) => ({ level: l.level, code: facts[l.level] as string }))
    .reverse();
}

function missedList(rules: Row[]): string {
  const misses = rules.filter((r) => missed.has(r.status!));
  const unknown = rules.filter((r) => r.status === "not_checked" || r.status === "no_data").length;
  const figureOf = (r: Row, key: "value" | "target") => (r[key] === "" ? "–" : r.is_share === "true" ? percent(Number(r[key]), 1) : figure(Number(r[key])));
  const lines = misses.map((r) => `<li data-rule="${escape(r.rule!)}">${statusSwatch(r.status!)}${escape(r.name!)} <span class="quiet">${escape(r.unit!)} · ${figureOf(r, "value")} / ${w("target")} ${figureOf(r, "target")} · ${escape(indicatorName(r.status!))}</span></li>`);
  return `<h3>${w("missedHere")} (${misses.length})</h3><ul class="missed">${lines.join("") || `<li class="quiet">${w("nothingMissed")}</li>`}</ul>${unknown ? `<p class="quiet">${w("notJudged")} ${count(unknown)}</p>` : ""}`;
}

export interface Place {
  facts: Facts;
  /** Indicators of its units, finest unit first. */
  rules: Row[];
  unitName: string;
}

export function placeHtml(project: Project, place: Place, group: string, siteNames: Map<string, string>): string {
  const { facts } = place;
  const people = number(facts, group);
  const codes = unitsOf(project, facts).map((u) => `${t(u.level as Word)} ${u.code}`).join(" · ");
  const services = project.services.filter((s) => !s.all && (`${s.id}_ms` in facts || `${s.id}_net_m` in facts || project.limits[s.id]));
  return (
    `<h2>${w("place")}${place.unitName ? ` · ${escape(place.unitName)}` : ""}</h2><p class="quiet">${escape(codes)}</p>` +
    `<p>${people === undefined ? "" : `${groupName(group)} <strong data-people="${people}">${figure(people)}</strong>`}</p>` +
    `<h3>${w("nearestSites")}</h3><ul class="nearest">${services.map((s) => serviceLine(project, s, facts, siteNames)).join("")}</ul>${missedList(place.rules)}`
  );
}

