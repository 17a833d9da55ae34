// SPDX-License-Identifier: Apache-2.0
// A table to sort, filter and walk through by keyboard, and to export as it is shown. What its rows
// are, its user knows.
import { escape } from "./html";
import { count, t } from "./i18n";

export interface Column<R> {
  key: string;
  head: string;
  /** Left-aligned, sorted as words. */
  text?: boolean;
  value(row: R): string | number | null;
  /** What it is sorted by; the value itself when absent. */
  size?(row: R): number | null;
  /** What is shown; the value itself when absent. */
  html?(row: R): string;
  /** What is exported; the value itself when absent. */
  csv?(row: R): string;
  /** Large first when chosen. */
  descending?: boolean;
  title?: string;
}
export interface Order {
  key: string;
  descending: boolean;
}

/** Sorted, what has no value last either way, ties as given. */
export function sorted<R>(rows: R[], column: Column<R> | undefined, descending: boolean): R[] {
  if (!column) return rows;
  const sign = descending ? -1 : 1;
  return rows
    .map((row, i) => ({ row, i, v: column.size ? column.size(row) : column.value(row) }))
    .sort((a, b) => {
      if (a.v === null || b.v === null) return a.v === b.v ? a.i - b.i : a.v === null ? 1 : -1;
      const order = typeof a.v === "number" ? a.v - (b.v as number) : a.v.localeCompare(String(b.v), "zh");
      return order === 0 ? a.i - b.i : sign * order;
    })
    .map((x) => x.row);
}

/** RFC 4180 with a BOM, as Excel wants it; words quoted, figures as they are. */
export function csvText<R>(rows: R[], columns: Column<R>[]): string {
  const quote = (v: string | number | null) => (v === null ? "" : typeof v === "number" ? String(v) : `"${v.replaceAll('"', '""')}"`);
  const cell = (c: Column<R>, r: R) => (c.csv ? (c.text ? quote(c.csv(r)) : c.csv(r)) : quote(c.value(r)));
  return "\uFEFF" + [columns.map((c) => quote(c.head)).join(","), ...rows.map((r) => columns.map((c) => cell(c, r)).join(","))].join("\r\n") + "\r\n";
}

export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export interface GridSpec<R> {
  label: string;
  hint: string;
  file: string;
  columns: Column<R>[];
  rows: R[];
  order: Order;
  filter: string;
  /** Whether the words of the filter, in small letters, are met. */
  matches(row: R, wanted: string): boolean;
  /** What `choose` and `select` know a row by; empty: not to be chosen. */
  code(row: R): string;
  choose(code: string): void;
  /** Told after each change by the reader. */
  changed?(order: Order, filter: string): void;
  /** More controls, left of the export button. */
  extra?: string;
}

export class Grid<R> {
  private spec: GridSpec<R> | undefined;
  private selected = "";

  constructor(private readonly root: HTMLElement) {}

  shown(): R[] {
    const { spec } = this;
    if (!spec) return [];
    const wanted = spec.filter.trim().toLowerCase();
    return sorted(wanted ? spec.rows.filter((r) => spec.matches(r, wanted)) : [...spec.rows], spec.columns.find((c) => c.key === spec.order.key), spec.order.descending);
  }

  draw(spec: GridSpec<R>): void {
    this.spec = spec;
    const bar = document.createElement("div");
    bar.className = "bar";
    bar.innerHTML = `<h2>${escape(spec.label)}</h2><label><span class="hidden">${escape(spec.hint)}</span><input type="search" placeholder="${escape(spec.hint)}"></label><output></output>${spec.extra ?? ""}<button type="button" class="export">${t("export")}</button>`;
    const input = bar.querySelector("input")!;
    input.value = spec.filter;
    input.addEventListener("input", () => {
      spec.filter = input.value;
      this.fill();
      spec.changed?.(spec.order, spec.filter);
    });
    bar.querySelector(".export")!.addEventListener("click", () => download(spec.file, new Blob([csvText(this.shown(), spec.columns)], { type: "text/csv;charset=utf-8" })));
    const scroller = document.createElement("div");
    scroller.className = "scroller";
    scroller.innerHTML = `<table role="grid" aria-label="${escape(spec.label)}"><thead><tr>${spec.columns.map((c) => this.head(c)).join("")}</tr></thead><tbody></tbody></table>`;
    scroller.querySelector("thead")!.addEventListener("click", (event) => this.sortBy((event.target as HTMLElement).dataset.key));
    const body = scroller.querySelector("tbody")!;
    body.addEventListener("click", (event) => {
      const code = (event.target as HTMLElement).closest("tr")?.dataset.code;
      if (code) spec.choose(code);
    });
    body.addEventListener("keydown", (event) => this.key(event));
    this.root.replaceChildren(bar, scroller);
    this.fill();
  }

  private head(c: Column<R>): string {
    const { order } = this.spec!;
    const sorting = c.key === order.key ? (order.descending ? "descending" : "ascending") : "none";
    return `<th scope="col" aria-sort="${sorting}" class="${c.text ? "" : "number"}"${c.title ? ` title="${escape(c.title)}"` : ""}><button type="button" data-key="${c.key}">${escape(c.head)}</button></th>`;
  }

  private sortBy(key: string | undefined): void {
    const { spec } = this;
    const column = spec?.columns.find((c) => c.key === key);
    if (!spec || !column) return;
    spec.order = { key: column.key, descending: column.key === spec.order.key ? !spec.order.descending : (column.descending ?? !column.text) };
    this.draw(spec);
    this.root.querySelector<HTMLElement>(`[data-key="${column.key}"]`)?.focus();
    spec.changed?.(spec.order, spec.filter);
  }

  private key(event: KeyboardEvent): void {
    const row = (event.target as HTMLElement).closest("tr");
    if (!row) return;
    const next = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
    if (next instanceof HTMLElement) {
      row.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      event.preventDefault();
    } else if ((event.key === "Enter" || event.key === " ") && row.dataset.code) {
      this.spec?.choose(row.dataset.code);
      event.preventDefault();
    }
  }

  select(code: string, scroll: boolean): void {
    this.selected = code;
    const rows = this.root.querySelectorAll<HTMLElement>("tbody tr");
    for (const row of rows) {
      const on = row.dataset.code === code && code !== "";
      row.setAttribute("aria-selected", String(on));
      row.tabIndex = on ? 0 : -1;
      if (on && scroll) row.scrollIntoView({ block: "nearest" });
    }
    if (rows.length && ![...rows].some((r) => r.tabIndex === 0)) rows[0]!.tabIndex = 0;
  }

  private fill(): void {
    const { spec } = this;
    if (!spec) return;
    const rows = this.shown();
    const cell = (c: Column<R>, r: R) => {
      const value = c.value(r);
      return c.html ? c.html(r) : `<td class="${c.text ? "" : "number"}">${value === null ? "–" : escape(String(value))}</td>`;
    };
    this.root.querySelector("tbody")!.innerHTML = rows.map((r) => `<tr data-code="${escape(spec.code(r))}" tabindex="-1">${spec.columns.map((c) => cell(c, r)).join("")}</tr>`).join("");
    this.root.querySelector("output")!.textContent = `${count(rows.length)} / ${count(spec.rows.length)} ${t("rows")}`;
    this.select(this.selected, false);
  }
}
