// SPDX-License-Identifier: Apache-2.0
// Figures by unit: sorted, filtered, by keyboard, linked to the map both ways.
import { type Coverage, type Facts, parts } from "./api";
import { count, percent, reasonsName, t, trustName, type Word } from "./i18n";

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
const words: ReadonlySet<Key> = new Set<Key>(["name", "code", "trust"]);
const empty = { total: null, served: null, no_capacity: null, out_of_reach: null, unconnected: null, share: null, trust: null, reasons: "", area: null, sites: null, roads: null };

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

/** Filtered by name or code, sorted; units without the figure come last either way. */
export function arranged(rows: TableRow[], filter: string, key: Key, descending: boolean): TableRow[] {
  const wanted = filter.trim().toLowerCase();
  const kept = wanted ? rows.filter((r) => r.name.toLowerCase().includes(wanted) || r.code.includes(wanted)) : [...rows];
  const sign = descending ? -1 : 1;
  return kept.sort((a, b) => {
    const x = a[key];
    const y = b[key];
    if (x === null || y === null) return x === y ? a.id - b.id : x === null ? 1 : -1;
    const order = typeof x === "number" ? x - (y as number) : x.localeCompare(y as string, "zh");
    return order === 0 ? a.id - b.id : sign * order;
  });
}

/** RFC 4180 with a BOM, as Excel wants it; codes are kept as text by a leading tab inside quotes. */
export function csvOf(rows: TableRow[], columns: Columns = figureColumns): string {
  const quote = (v: string | number | null) => (v === null ? "" : typeof v === "number" ? String(v) : `"${v.replaceAll('"', '""')}"`);
  const lines = rows.map((r) => columns.map(([key]) => quote(key === "trust" && r.trust ? trustName(r.trust) : r[key])).join(","));
  return "\uFEFF" + [columns.map(([, word]) => quote(t(word))).join(","), ...lines].join("\r\n") + "\r\n";
}

/** Facts of which nothing is known are no column; figures always are. */
export const shownColumns = (columns: Columns, rows: TableRow[]): Columns =>
  columns.filter(([key]) => columns === figureColumns || rows.some((r) => r[key] !== null));

export class UnitTable {
  private rows: TableRow[] = [];
  private columns: Columns = figureColumns;
  private key: Key = "total";
  private descending = true;
  private filter = "";
  private selected = "";

  constructor(
    private readonly root: HTMLElement,
    private readonly choose: (code: string) => void,
  ) {}

  set(rows: TableRow[], columns: Columns): void {
    this.rows = rows;
    this.columns = shownColumns(columns, rows);
    if (!this.columns.some(([key]) => key === this.key)) {
      this.key = this.columns.some(([key]) => key === "sites") ? "sites" : "code";
      this.descending = this.key === "sites";
    }
    this.draw();
  }

  select(code: string, scroll: boolean): void {
    this.selected = code;
    for (const row of this.root.querySelectorAll<HTMLElement>("tbody tr")) {
      const on = row.dataset.code === code && code !== "";
      row.setAttribute("aria-selected", String(on));
      row.tabIndex = on ? 0 : -1;
      if (on && scroll) row.scrollIntoView({ block: "nearest" });
    }
    this.keepOneTabStop();
  }

  private keepOneTabStop(): void {
    const rows = this.root.querySelectorAll<HTMLElement>("tbody tr");
    if (rows.length && ![...rows].some((r) => r.tabIndex === 0)) rows[0]!.tabIndex = 0;
  }

  private shown(): TableRow[] {
    return arranged(this.rows, this.filter, this.key, this.descending);
  }

  draw(): void {
    const bar = document.createElement("div");
    bar.className = "bar";
    bar.innerHTML = `<h2>${t("table")}</h2><label><span class="hidden">${t("filter")}</span><input type="search" placeholder="${t("filter")}"></label><output></output><button type="button">${t("export")}</button>`;
    const input = bar.querySelector("input")!;
    input.value = this.filter;
    input.addEventListener("input", () => {
      this.filter = input.value;
      this.fill();
    });
    bar.querySelector("button")!.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([csvOf(this.shown(), this.columns)], { type: "text/csv;charset=utf-8" }));
      link.download = "fangyuan.csv";
      link.click();
      URL.revokeObjectURL(link.href);
    });
    const scroller = document.createElement("div");
    scroller.className = "scroller";
    const head = this.columns
      .map(([key, word]) => {
        const sorted = key === this.key ? (this.descending ? "descending" : "ascending") : "none";
        return `<th scope="col" aria-sort="${sorted}" class="${words.has(key) ? "" : "number"}"><button type="button" data-key="${key}">${t(word)}</button></th>`;
      })
      .join("");
    scroller.innerHTML = `<table role="grid" aria-label="${t("table")}"><thead><tr>${head}</tr></thead><tbody></tbody></table>`;
    scroller.querySelector("thead")!.addEventListener("click", (event) => {
      const key = (event.target as HTMLElement).dataset.key as Key | undefined;
      if (!key) return;
      this.descending = key === this.key ? !this.descending : !words.has(key) || key === "trust";
      this.key = key;
      this.draw();
      this.root.querySelector<HTMLElement>(`[data-key=${key}]`)?.focus();
    });
    const body = scroller.querySelector("tbody")!;
    body.addEventListener("click", (event) => {
      const code = (event.target as HTMLElement).closest("tr")?.dataset.code;
      if (code) this.choose(code);
    });
    body.addEventListener("keydown", (event) => {
      const row = (event.target as HTMLElement).closest("tr");
      if (!row) return;
      const next = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
      if (next instanceof HTMLElement) {
        row.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
        event.preventDefault();
      } else if ((event.key === "Enter" || event.key === " ") && row.dataset.code) {
        this.choose(row.dataset.code);
        event.preventDefault();
      }
    });
    this.root.replaceChildren(bar, scroller);
    this.fill();
  }

  private fill(): void {
    const rows = this.shown();
    const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
    const cell = (r: TableRow, key: Key): string => {
      if (key === "name") return `<td>${escape(r.name)}</td>`;
      if (key === "code") return `<td class="code">${escape(r.code)}</td>`;
      if (key === "trust") {
        const why = reasonsName(r.reasons);
        return `<td class="trust${r.trust === "C" ? " doubtful" : ""}" title="${escape(why)}">${r.trust ? trustName(r.trust) : "–"}${why ? `<span class="quiet"> ${escape(why)}</span>` : ""}</td>`;
      }
      if (key === "share")
        return `<td class="number"><span class="meter" style="--share:${r.share ?? 0}"></span><span class="share">${r.share === null ? "–" : percent(r.share, 1)}</span></td>`;
      const v = r[key];
      return `<td class="number">${v === null ? "–" : key === "area" || key === "roads" ? (v as number).toFixed(1) : count(v as number)}</td>`;
    };
    this.root.querySelector("tbody")!.innerHTML = rows
      .map((r) => `<tr data-code="${escape(r.code)}" tabindex="-1">${this.columns.map(([key]) => cell(r, key)).join("")}</tr>`)
      .join("");
    this.root.querySelector("output")!.textContent = `${count(rows.length)} / ${count(this.rows.length)} ${t("rows")}`;
    this.select(this.selected, false);
  }
}
