// SPDX-License-Identifier: Apache-2.0
// What the reader has chosen, kept in the address so that a link restores the view.
import type { Project } from "./api";
import type { Lang } from "./i18n";
import { type Compare, type Shade, compares, shades } from "./shade";

export interface View {
  lang: Lang;
  service: string;
  limit: string;
  measure: string;
  group: string;
  tree: string;
  level: string;
  selected: string;
  /** Where the slider stands (seconds, or tens of metres); empty: at the table's limit. */
  slide: string;
  /** The place that is explained, by its number. */
  cell: string;
  /** "longitude,latitude,zoom"; empty: the whole. */
  camera: string;
  /** Which table is open. */
  tab: string;
  /** The indicator that units are shaded by; empty: by share served. */
  rule: string;
  /** Which state of indicators is shown; empty: all. */
  status: string;
  /** "-total" or "name": the table's order. */
  sort: string;
  filter: string;
  /** What the reader has changed, as JSON; empty: nothing. */
  edits: string;
  /** Where two results are side by side: what shades the units. */
  shade: Shade;
  compare: Compare;
  /** Where the curtain hangs, per cent from the left; empty: in the middle. */
  swipe: string;
  /** "1": the second result is on the left. */
  swap: string;
  units: boolean;
  circles: boolean;
  cells: boolean;
  facilities: boolean;
  /** Where people live whom the largest limit leaves out. */
  gaps: boolean;
  /** Main streets, water and railways. */
  base: boolean;
}

const flags = ["units", "circles", "cells", "facilities", "gaps", "base"] as const;

/** The view that the address names, every impossible choice replaced by the first possible one. */
export function viewFrom(hash: string, project: Project): View {
  const q = new URLSearchParams(hash.replace(/^#/, ""));
  const services = Object.keys(project.limits);
  const pick = (key: string, allowed: string[], fallback: string): string => {
    const value = q.get(key);
    return value !== null && allowed.includes(value) ? value : fallback;
  };
  const service = pick("service", services, services[0] ?? "");
  const limits = project.limits[service] ?? [];
  const own = project.services.find((s) => s.id === service);
  const levels = project.levels;
  const preferred = levels.find((l) => l.tree === "legal" && l.level === "township") ?? levels.at(-1);
  const named = levels.find((l) => l.tree === q.get("tree") && l.level === q.get("level")) ?? preferred;
  return {
    lang: q.get("lang") === "en" ? "en" : "zh",
    service,
    limit: pick("limit", limits, limits.at(-1) ?? ""),
    measure: pick("measure", project.measures[service] ?? [], (project.measures[service] ?? ["network"])[0]!),
    group: pick("group", project.groups, own && project.groups.includes(own.group) ? own.group : (project.groups[0] ?? "")),
    tree: named?.tree ?? "",
    level: named?.level ?? "",
    selected: q.get("selected") ?? "",
    slide: /^\d{1,5}$/.test(q.get("slide") ?? "") && !own?.all ? q.get("slide")! : "",
    cell: /^\d{1,9}$/.test(q.get("cell") ?? "") ? q.get("cell")! : "",
    camera: /^-?[\d.]+,-?[\d.]+,[\d.]+$/.test(q.get("camera") ?? "") ? q.get("camera")! : "",
    tab: pick("tab", ["units", "rules", ...(project.tables ?? [])], "units"),
    rule: q.get("rule") ?? "",
    status: q.get("status") ?? "",
    sort: q.get("sort") ?? "",
    filter: q.get("filter") ?? "",
    // What cannot be read or used stays in the address, and the page says that it is of no effect.
    edits: /^\s*(\[\s*\])?\s*$/.test(q.get("edits") ?? "") ? "" : q.get("edits")!,
    shade: pick("shade", [...shades], "change") as Shade,
    compare: pick("compare", [...compares], "over") as Compare,
    swipe: /^(\d|[1-9]\d|100)$/.test(q.get("swipe") ?? "") ? q.get("swipe")! : "",
    swap: q.get("swap") === "1" ? "1" : "",
    units: q.get("units") !== "0",
    circles: q.get("circles") !== "0",
    // Without units the people are all that there is to colour.
    cells: q.has("cells") ? q.get("cells") === "1" : levels.length === 0 && project.figures,
    facilities: q.get("facilities") !== "0",
    gaps: q.get("gaps") !== "0",
    base: q.get("base") !== "0",
  };
}

export const levelOf = (view: View): string => `${view.tree}/${view.level}`;

export function hashOf(view: View): string {
  const q = new URLSearchParams();
  for (const [key, value] of Object.entries(view)) {
    if (typeof value === "string" && value !== "" && !(key === "shade" && value === "change") && !(key === "compare" && value === "over")) q.set(key, value);
  }
  for (const flag of flags) q.set(flag, view[flag] ? "1" : "0");
  return "#" + q;
}
