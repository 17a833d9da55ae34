// SPDX-License-Identifier: Apache-2.0
// The tables below the map: one tab each; the open one asks for its rows when it is shown.
import { type Project, type Row, getRows } from "./api";
import { Grid, type Order } from "./grid";
import { byId, escape } from "./html";
import { ruleColumns, ruleHead, statusChoice, unitColumns } from "./rules";
import { runTables } from "./run_tables";
import type { View } from "./state";
import { unlistedText, unlistedTypes } from "./unlisted";
import { whyButton } from "./why";
import { type DeskWord, w } from "./words_desk";

export const orderOf = (sort: string, otherwise: string): Order => {
  const text = sort || otherwise;
  return { key: text.replace(/^-/, ""), descending: text.startsWith("-") };
};
export const sortOf = (order: Order): string => (order.descending ? "-" : "") + order.key;

/** The tabs of a run, in the order of the page. */
export function tabsOf(project: Project): [string, DeskWord][] {
  const tabs: [string, DeskWord][] = [["units", "tabUnits"]];
  if (project.tables.includes("indicators")) tabs.push(["rules", "tabRules"]);
  for (const [name, table] of Object.entries(runTables)) if (project.tables.includes(name)) tabs.push([name, table.tab]);
  return tabs;
}

export interface BottomEvents {
  change(part: Partial<View>, fly?: boolean): void;
  /** What is shown already, to be noted in the address. */
  keep(part: Partial<View>): void;
}

export class Bottom {
  readonly body = document.createElement("div");
  private readonly tabs = document.createElement("div");
  private readonly grid = new Grid<Row>(this.body);
  private readonly kept = new Map<string, Promise<Row[]>>();

  /** What the grid was drawn for. */
  private drawn = "";

  constructor(
    private readonly project: Project,
    private readonly events: BottomEvents,
  ) {
    this.tabs.className = "tabs";
    this.tabs.setAttribute("role", "tablist");
    this.body.id = "table-body";
    this.body.setAttribute("role", "tabpanel");
    byId("table-region").replaceChildren(this.tabs, this.body);
    this.tabs.addEventListener("click", (event) => this.open((event.target as HTMLElement).dataset.tab));
    this.tabs.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      const all = [...this.tabs.querySelectorAll<HTMLElement>("[role=tab]")];
      const at = all.indexOf(event.target as HTMLElement);
      if (!step || at < 0) return;
      this.open(all[(at + step + all.length) % all.length]!.dataset.tab);
      event.preventDefault();
    });
  }

  private open(tab: string | undefined): void {
    if (tab === undefined) return;
    this.events.change({ tab, sort: "", filter: "", status: "" });
    this.tabs.querySelector<HTMLElement>(`[data-tab=${tab}]`)?.focus();
  }

  drawTabs(view: View): void {
    this.tabs.setAttribute("aria-label", w("tabs"));
    const tabs = tabsOf(this.project);
    this.tabs.hidden = tabs.length < 2;
    this.tabs.innerHTML = tabs.map(([id, word]) => `<button type="button" role="tab" id="tab-${id}" data-tab="${id}" aria-controls="table-body" aria-selected="${id === view.tab}" tabindex="${id === view.tab ? 0 : -1}">${w(word)}</button>`).join("");
    this.body.setAttribute("aria-labelledby", `tab-${view.tab}`);
  }

  /** Rows already asked for are not asked for again. */
  rows(table: string, wanted: Record<string, string>): Promise<Row[]> {
    const key = table + JSON.stringify(wanted);
    let found = this.kept.get(key);
    if (!found) {
      found = getRows(table, wanted);
      this.kept.set(key, found);
      found.catch(() => this.kept.delete(key));
    }
    return found;
  }

  ruleRows = (rule: string): Promise<Row[]> => this.rows("indicators", { rule });

  /** The open table, unless it is that of the units. `latest`: whether it is still wanted. */
  async show(view: View, latest: () => boolean): Promise<void> {
    const { lang, tab, service, limit, measure, tree, level, rule, status } = view;
    const key = JSON.stringify([lang, tab, service, limit, measure, tree, level, rule, status]);
    if (this.drawn === key && this.body.firstChild) this.grid.select(view.selected, false);
    else if (view.tab === "rules") await this.showRules(view, latest);
    else if (runTables[view.tab]) await this.showTable(view, latest);
    if (latest()) this.drawn = key;
  }

  /** Another table is in the body now, or another address asks for what it names. */
  forget(): void {
    this.drawn = "";
  }

  private async showRules(view: View, latest: () => boolean): Promise<void> {
    const rows = view.rule ? await this.ruleRows(view.rule) : await this.rows("indicators", { level: "all" });
    if (!latest()) return;
    const here = view.rule ? rows.filter((r) => r.level === view.level) : rows;
    const counted = here.length ? here : rows;
    const shown = view.status ? counted.filter((r) => r.status === view.status) : counted;
    this.draw(view, shown, {
      label: view.rule ? (rows[0]?.name ?? view.rule) : w("tabRules"),
      columns: view.rule ? unitColumns(shown) : ruleColumns(shown),
      order: "",
      code: view.rule ? (r) => r.code! : (r) => r.rule!,
      choose: view.rule ? (code) => this.events.change({ selected: code }, true) : (rule) => void this.chooseRule(view, rule),
      extra: statusChoice(counted, view.status),
    });
    if (view.rule) {
      const head = document.createElement("p");
      head.className = "above";
      head.innerHTML = `<button type="button">${w("backToRules")}</button> ${ruleHead(counted)}`;
      head.querySelector("button")!.addEventListener("click", () => this.events.change({ rule: "", status: "", sort: "", filter: "" }));
      this.body.querySelector(".scroller")!.before(head);
    }
    this.body.querySelector("select")?.addEventListener("change", (event) => {
      this.events.change({ status: (event.target as HTMLSelectElement).value });
      this.body.querySelector("select")?.focus();
    });
  }

  /** Shades by the rule, at a level that it is told for. */
  private async chooseRule(view: View, rule: string): Promise<void> {
    const has = new Set((await this.ruleRows(rule)).map((r) => r.level));
    const level = has.has(view.level) && view.tree === "legal" ? undefined : [...this.project.levels].reverse().find((l) => l.tree === "legal" && has.has(l.level));
    this.events.change({ rule, status: "", sort: "", filter: "", units: true, ...(level ? { tree: level.tree, level: level.level, selected: "" } : {}) });
  }

  private async showTable(view: View, latest: () => boolean): Promise<void> {
    const table = runTables[view.tab]!;
    const all = table.by.includes("service") ? await this.rows(view.tab, { service: view.service }) : await this.rows(view.tab, {});
    if (!latest()) return;
    const same = (r: Row, keys: string[]) => keys.every((k) => r[k] === view[k as keyof View]);
    const others = table.by.filter((k) => k !== "tree" && k !== "level");
    const rows = all.filter((r) => same(r, table.by));
    const everyone = table.by.includes("level") ? all.filter((r) => r.level === "all" && same(r, others)) : all;
    this.draw(view, rows, { label: w(table.tab), columns: table.columns(rows), order: table.order, code: (r) => (r.level === "site" || r.level === "all" ? "" : (r.code ?? "")), choose: (code) => this.events.change({ selected: code }, true) });
    const unlisted = table.by.includes("service") ? unlistedTypes(this.project, view.service) : [];
    const text = all.length === 0 ? "" : unlisted.length ? unlistedText(unlisted) : (table.summary?.(everyone) ?? "");
    const above = document.createElement("p");
    above.className = "above";
    if (all.length === 0) await this.offer(view, above);
    else above.innerHTML = escape(text);
    if (latest() && (text || all.length === 0)) this.body.querySelector(".scroller")!.before(above);
  }

  /** Of a service without such rows: which have some. */
  private async offer(view: View, above: HTMLElement): Promise<void> {
    const services = [...new Set((await this.rows(view.tab, {})).map((r) => r.service!))];
    above.textContent = `${w("noTableFor")} `;
    for (const id of services) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.project.services.find((s) => s.id === id)?.name ?? id;
      button.addEventListener("click", () => this.events.change({ service: id, limit: this.project.limits[id]?.at(-1) ?? "", measure: this.project.measures[id]?.[0] ?? "network" }));
      above.append(button, " ");
    }
  }

  private draw(view: View, rows: Row[], what: { label: string; columns: ReturnType<typeof ruleColumns>; order: string; code: (r: Row) => string; choose: (code: string) => void; extra?: string }): void {
    this.grid.draw({
      ...what, extra: (what.extra ?? "") + whyButton(`table-${view.tab}`, what.label), rows, hint: w("filterText"), file: `fangyuan-${view.tab}.csv`, order: orderOf(view.sort, what.order), filter: view.filter,
      matches: (r, wanted) => what.columns.some((c) => String(c.value(r) ?? "").toLowerCase().includes(wanted)),
      changed: (order, filter) => this.events.keep({ sort: sortOf(order), filter }),
    });
    this.grid.select(view.selected, false);
  }
}
