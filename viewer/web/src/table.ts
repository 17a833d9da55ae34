// SPDX-License-Identifier: Apache-2.0
// Figures by unit: sorted, filtered, by keyboard, linked to the map both ways.
import { type Coverage, parts } from "./api";
import { count, percent, t, type Word } from "./i18n";

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
}
type Key = Exclude<keyof TableRow, "id">;
const columns: [Key, Word][] = [
  ["name", "name"],
  ["code", "code"],
  ["total", "total"],
  ["served", "served"],
  ["share", "share"],
  ["no_capacity", "no_capacity"],
  ["out_of_reach", "out_of_reach"],
  ["unconnected", "unconnected"],
];

export function rowsOf(coverage: Coverage): TableRow[] {
  const at = (name: "total" | (typeof parts)[number], i: number): number | null => coverage[name]?.[i] ?? null;
  return (coverage.codes ?? []).map((code, id) => {
    const total = at("total", id);
    const served = at("served", id);
    return {
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
export function csvOf(rows: TableRow[]): string {
  const quote = (v: string | number | null) => (v === null ? "" : typeof v === "number" ? String(v) : `"${v.replaceAll('"', '""')}"`);
  const lines = rows.map((r) => columns.map(([key]) => quote(r[key])).join(","));
  return "\uFEFF" + [columns.map(([, word]) => quote(t(word))).join(","), ...lines].join("\r\n") + "\r\n";
}

export class UnitTable {
  private rows: TableRow[] = [];
  private key: Key = "total";
  private descending = true;
  private filter = "";
  private selected = "";

  constructor(
    private readonly root: HTMLElement,
    private readonly choose: (code: string) => void,
  ) {}

  set(rows: TableRow[]): void {
    this.rows = rows;
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
      link.href = URL.createObjectURL(new Blob([csvOf(this.shown())], { type: "text/csv;charset=utf-8" }));
      link.download = "fangyuan.csv";
      link.click();
      URL.revokeObjectURL(link.href);
    });
    const scroller = document.createElement("div");
    scroller.className = "scroller";
    const head = columns
      .map(([key, word]) => {
        const sorted = key === this.key ? (this.descending ? "descending" : "ascending") : "none";
        return `<th scope="col" aria-sort="${sorted}" class="${key === "name" || key === "code" ? "" : "number"}"><button type="button" data-key="${key}">${t(word)}</button></th>`;
      })
      .join("");
    scroller.innerHTML = `<table role="grid" aria-label="${t("table")}"><thead><tr>${head}</tr></thead><tbody></tbody></table>`;
    scroller.querySelector("thead")!.addEventListener("click", (event) => {
      const key = (event.target as HTMLElement).dataset.key as Key | undefined;
      if (!key) return;
      this.descending = key === this.key ? !this.descending : key !== "name" && key !== "code";
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
    const cell = (v: number | null) => `<td class="number">${v === null ? "–" : count(v)}</td>`;
    const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
    this.root.querySelector("tbody")!.innerHTML = rows
      .map(
        (r) =>
          `<tr data-code="${escape(r.code)}" tabindex="-1"><td>${escape(r.name)}</td><td class="code">${escape(r.code)}</td>${cell(r.total)}${cell(r.served)}` +
          `<td class="number"><span class="meter" style="--share:${r.share ?? 0}"></span><span class="share">${r.share === null ? "–" : percent(r.share, 1)}</span></td>${cell(r.no_capacity)}${cell(r.out_of_reach)}${cell(r.unconnected)}</tr>`,
      )
      .join("");
    this.root.querySelector("output")!.textContent = `${count(rows.length)} / ${count(this.rows.length)} ${t("rows")}`;
    this.select(this.selected, false);
  }
}
