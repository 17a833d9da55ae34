// SPDX-License-Identifier: Apache-2.0
// Figures by unit: sorted, filtered, by keyboard, linked to the map both ways.
import { type Coverage, type Facts, parts } from "./api";
import { type Column, Grid, type Order, csvText, sorted } from "./grid";
import { escape } from "./html";
import { count, percent, reasonsName, t, trustName, type Word } from "./i18n";
import { pointsBetween, signed, signedPoints } from "./signed";
import { whyButton } from "./why";
import { w } from "./words_desk";

export interface TableRow {
  id: number;
  code: string;
  name: string;
  total: number | null;
  served: number | null;
  no_capacity: number | null;
  out_of_reach: number | null;
  unconnected: number | null;
  share: number | null;
  trust: string | null;
  reasons: string;
  area: number | null;
  sites: number | null;
  roads: number | null;
  /** Beside another result: what that had, and what is more now. */
  servedBefore: number | null;
  shareBefore: number | null;
  change: number | null;
  /** Of the share, in points of a per cent. */
  points: number | null;
}
type Key = Exclude<keyof TableRow, "id" | "reasons">;
type Columns = readonly (readonly [Key, Word])[];
export const figureColumns: Columns = [
  ["name", "name"],
  ["code", "code"],
  ["total", "total"],
  ["served", "served"],
  ["share", "share"],
  ["no_capacity", "no_capacity"],
  ["out_of_reach", "out_of_reach"],
  ["unconnected", "unconnected"],
  ["trust", "trust"],
];
/** Of the slider's limit: capacity is not counted. */
export const reachColumns: Columns = figureColumns.filter(([key]) => key !== "no_capacity").map(([key, word]) => (key === "served" ? [key, "inReach"] : key === "share" ? [key, "shareReach"] : [key, word]));
/** Two results side by side. */
export const pairColumns: Columns = [
  ["name", "name"],
  ["code", "code"],
  ["total", "total"],
  ["servedBefore", "servedBefore"],
  ["served", "servedAfter"],
  ["change", "change"],
  ["shareBefore", "shareBefore"],
  ["share", "shareAfter"],
  ["points", "points"],
  ["trust", "trust"],
];
/** What is known of units where nobody can be counted as served. */
export const factColumns: Columns = [
  ["name", "name"],
  ["code", "code"],
  ["sites", "sites"],
  ["total", "total"],
  ["area", "area"],
  ["roads", "roads"],
  ["trust", "trust"],
];
const empty = { total: null, served: null, no_capacity: null, out_of_reach: null, unconnected: null, share: null, trust: null, reasons: "", area: null, sites: null, roads: null, servedBefore: null, shareBefore: null, change: null, points: null };

/** One row per unit; of a run without boundaries, the row of everyone. */
export function rowsOf(coverage: Coverage): TableRow[] {
  const all = coverage.all;
  if (!coverage.codes && all)
    return [{ ...empty, id: 0, code: "", name: t("all"), ...Object.fromEntries(["total", ...parts].map((p) => [p, all[p as "total"] ?? null])), share: all.total ? (all.served ?? 0) / all.total : null }];
  const at = (name: "total" | (typeof parts)[number], i: number): number | null => coverage[name]?.[i] ?? null;
  return (coverage.codes ?? []).map((code, id) => {
    const total = at("total", id);
    const served = at("served", id);
    return {
      ...empty,
      id,
      code,
      name: code === "" ? t("noUnit") : (coverage.names?.[id] ?? ""),
      total,
      served,
      no_capacity: at("no_capacity", id),
      out_of_reach: at("out_of_reach", id),
      unconnected: at("unconnected", id),
      share: total !== null && total > 0 && served !== null ? served / total : null,
    };
  });
}

/** Rows of units.csv; `types`: the facilities that count (all, when empty). */
export function rowsOfFacts(facts: Facts, types: string[]): TableRow[] {
  const number = (column: string, i: number): number | null => {
    const value = facts[column]?.[i];
    return typeof value === "number" ? value : null;
  };
  const counted = Object.keys(facts).filter((c) => c.startsWith("facilities_") && (types.length === 0 || types.includes(c.slice("facilities_".length))));
  return (facts.code ?? []).map((code, id) => {
    const sites = counted.length ? counted.reduce((sum, c) => sum + (number(c, id) ?? 0), 0) : null;
    return {
      ...empty,
      id,
      code: String(code ?? ""),
      name: String(facts.name?.[id] ?? t("noUnit")),
      total: number("total", id),
      share: sites === null ? null : sites > 0 ? 1 : 0,
      area: number("area_km2", id),
      sites,
      roads: number("road_km", id),
      trust: (facts.trust?.[id] as string | null) ?? null,
      reasons: String(facts.reasons?.[id] ?? ""),
    };
  });
}

/** With the grades that the map's units carry. */
export function withTrust(rows: TableRow[], units: GeoJSON.FeatureCollection): TableRow[] {
  const of = new Map(units.features.map((f) => [String(f.properties?.code), f.properties ?? {}]));
  return rows.map((r) => ({ ...r, trust: (of.get(r.code)?.trust as string) ?? r.trust, reasons: String(of.get(r.code)?.reasons ?? r.reasons) }));
}

/** Whether a row is one of those that the words of the filter, in small letters, mean. */
const matches = (r: TableRow, wanted: string): boolean => r.name.toLowerCase().includes(wanted) || r.code.includes(wanted);

function columnOf([key, word]: Columns[number]): Column<TableRow> {
  const number = (r: TableRow) => r[key] as number | null;
  const figure: Column<TableRow> = {
    key, head: t(word),
    value: number,
    html: (r) => `<td class="number"${number(r) === null ? "" : ` title="${number(r)}"`}>${number(r) === null ? "–" : key === "area" || key === "roads" ? number(r)!.toFixed(1) : count(number(r)!)}</td>`,
  };
  const text = { key, head: t(word), text: true };
  if (key === "name") return { ...text, value: (r) => r.name };
  if (key === "code") return { ...text, value: (r) => r.code, html: (r) => `<td class="code">${escape(r.code)}</td>` };
  if (key === "trust") return { ...text, descending: true, value: (r) => r.trust, csv: (r) => (r.trust ? trustName(r.trust) : ""), html: trustCell };
  // Who loses much is as much of a change as who gains much.
  if (key === "change") return { ...figure, descending: true, size: (r) => (r.change === null ? null : Math.abs(r.change)), title: w("bySize"), html: (r) => `<td class="number"${r.change === null ? "" : ` title="${r.change}"`}>${r.change === null ? "–" : signed(r.change)}</td>` };
  if (key === "points") return { ...figure, descending: true, html: (r) => `<td class="number"${r.points === null ? "" : ` title="${r.points}"`}>${r.points === null ? "–" : signedPoints(pointsBetween(r.shareBefore!, r.share!))}</td>` };
  if (key === "shareBefore") return { ...figure, html: (r) => `<td class="number">${r.shareBefore === null ? "–" : percent(r.shareBefore, 1)}</td>` };
  if (key === "share") return { ...figure, html: (r) => `<td class="number">${r.share === null ? "" : `<span class="meter" style="--share:${r.share}"></span>`}<span class="share">${r.share === null ? "–" : percent(r.share, 1)}</span></td>` };
  return figure;
}

function trustCell(r: TableRow): string {
  const why = escape(reasonsName(r.reasons));
  return `<td class="trust${r.trust === "C" ? " doubtful" : ""}" title="${why}">${r.trust ? trustName(r.trust) : "–"}${why ? `<span class="quiet"> ${why}</span>` : ""}</td>`;
}

/** Filtered by name or code, sorted; units without the figure come last either way. */
export function arranged(rows: TableRow[], filter: string, key: Key, descending: boolean): TableRow[] {
  const wanted = filter.trim().toLowerCase();
  return sorted(wanted ? rows.filter((r) => matches(r, wanted)) : [...rows], columnOf([key, "name"]), descending);
}

export const csvOf = (rows: TableRow[], columns: Columns = figureColumns): string => csvText(rows, columns.map(columnOf));

/** Facts of which nothing is known are no column; figures always are. */
export const shownColumns = (columns: Columns, rows: TableRow[]): Columns =>
  columns.filter(([key]) => columns !== factColumns || rows.some((r) => r[key] !== null));

export interface UnitTableEvents {
  choose(code: string): void;
  changed(order: Order, filter: string): void;
}

/** The table of units, as a grid. */
export class UnitTable {
  private readonly grid: Grid<TableRow>;

  constructor(
    root: HTMLElement,
    private readonly events: UnitTableEvents,
  ) {
    this.grid = new Grid(root);
  }

  set(rows: TableRow[], columns: Columns, order: Order, filter: string): void {
    const shown = shownColumns(columns, rows);
    const has = (key: string) => shown.some(([k]) => k === key);
    const first = has("change") ? { key: "change", descending: true } : has("total") ? { key: "total", descending: true } : has("sites") ? { key: "sites", descending: true } : { key: "code", descending: false };
    this.grid.draw({
      label: t("table"), hint: t("filter"), file: "fangyuan.csv", columns: shown.map(columnOf), rows,
      order: has(order.key) ? order : first, filter, matches, code: (r) => r.code, extra: whyButton("table-units", t("table")), ...this.events,
    });
  }

  select = (code: string, scroll: boolean): void => this.grid.select(code, scroll);
}
