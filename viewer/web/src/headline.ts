// SPDX-License-Identifier: Apache-2.0
// The headline: everyone in exactly one of four parts, in people and per cent that add up; of the
// selected unit, else of the whole.
import { addingUp, exactText, millionths, tenthsText } from "./adding_up";
import { type Coverage, type Part, type Project, parts } from "./api";
import { byId, escape } from "./html";
import { count, groupName, limitName, t, type Word } from "./i18n";
import { type Pair, gainsAndLosses } from "./pair";
import { doubt } from "./panel";
import { shownPoints, signed, signedPoints } from "./signed";
import type { View } from "./state";
import type { TableRow } from "./table";
import { type DeskWord, w } from "./words_desk";
import { type Why, whyButton } from "./why";

export interface Figures {
  /** Millionths of people, in the order of `parts`; absent where a cell of the table is empty. */
  parts: bigint[];
  /** Of which unit; empty for the whole. */
  code: string;
  name: string;
}

/** The four parts of the selected unit, or of everyone. */
export function figuresOf(coverage: Coverage, selected: string): Figures | undefined {
  const row = selected ? (coverage.codes?.indexOf(selected) ?? -1) : -1;
  const at = (p: Part): number | null => (row >= 0 ? (coverage[p]?.[row] ?? null) : (coverage.all?.[p] ?? null));
  const values = parts.map(at);
  if (values.some((v) => v === null)) return undefined;
  return { parts: values.map((v) => millionths(v!)), code: row >= 0 ? selected : "", name: row >= 0 ? (coverage.names?.[row] ?? "") : w("whole") };
}

/** With a `pair`, `coverage` is its second result; `rows` are its units. */
export function drawHeadline(project: Project, coverage: Coverage, view: View, pair?: Pair, rows: TableRow[] = []): void {
  const figures = figuresOf(coverage, view.selected);
  const shown = addingUp(figures?.parts ?? []);
  const was = pair ? figuresOf(pair.before, view.selected) : undefined;
  const change = (i: number): string => {
    const more = was ? figures!.parts[i]! - was.parts[i]! : 0n;
    return `<dd class="delta" data-change="${more < 0n ? "-" : ""}${exactText(more < 0n ? -more : more)}">${signed(Number(more) / 1e6)}</dd>`;
  };
  const line = (p: Part, i: number) =>
    `<div><dt><span class="swatch ${p}"></span>${t(p)}</dt><dd data-part="${p}" data-value="${exactText(figures!.parts[i]!)}">${count(shown.people[i]!)}</dd>` +
    `${was ? change(i) : ""}<dd class="share" data-tenths="${shown.tenths[i] ?? ""}">${tenthsText(shown.tenths[i])}</dd><dd>${whyButton(p, t(p))}</dd></div>`;
  const total = figures?.parts.reduce((a, b) => a + b, 0n) ?? 0n;
  const bar = figures && total > 0n ? parts.map((p, i) => `<span class="part ${p}" style="flex-grow:${Number(figures.parts[i]) / Number(total)}"></span>`).join("") : "";
  const whole = figures?.code ? addingUp(figuresOf(coverage, "")?.parts ?? []) : undefined;
  byId("headline").innerHTML =
    `<p class="where">${escape(figures?.name ?? w("whole"))}${figures?.code ? ` <span class="quiet">${escape(figures.code)}</span>` : ""}</p>` +
    (figures
      ? `<p class="big"><strong>${tenthsText(shown.tenths[0])}</strong><span>${t("served")} · ${groupName(view.group)}</span></p>` +
        (was ? changeLine(was, figures) : "") +
        (whole ? `<p class="quiet">${w("wholeHas")} ${tenthsText(whole.tenths[0])}</p>` : "") +
        `<div class="bar4" aria-hidden="true">${bar}</div><dl${was ? ' class="two"' : ""}>${parts.map(line).join("")}` +
        `<div class="sum"><dt>${t("total")}</dt><dd data-part="total" data-value="${exactText(total)}">${count(shown.total)}</dd>${was ? "<dd></dd>" : ""}<dd class="share">${total > 0n ? "100.0 %" : "–"}</dd><dd>${whyButton("total", t("total"))}</dd></div></dl>`
      : `<p class="quiet">${t("noData")}</p>`) +
    (pair ? gainsAndLosses(rows) : "") +
    (view.edits && pair?.of !== "edits" ? `<p class="warn" data-unused="edits">${w("editsNotUsed")}</p>` : "") +
    (project.compared && !pair ? `<p class="warn">${w("notCompared")}</p>` : "") +
    beside(project, view) +
    doubt(project, view) +
    (project.levels.length === 0 ? `<p class="warn">${t("noLevels")}</p>` : "");
}

/** Share before and after, and how far apart. */
function changeLine(was: Figures, now: Figures): string {
  const share = (f: Figures) => {
    const total = f.parts.reduce((a, b) => a + b, 0n);
    return total > 0n ? (Number(f.parts[0]) / Number(total)) * 100 : 0;
  };
  const points = shownPoints(addingUp(was.parts).tenths[0], addingUp(now.parts).tenths[0], share(was), share(now));
  return `<p class="change">${w("beforeAfter")} ${tenthsText(addingUp(was.parts).tenths[0])} → ${tenthsText(addingUp(now.parts).tenths[0])} <strong>${signedPoints(points)} ${w("pointsShort")}</strong></p>`;
}

/** People that are in no part. */
function beside(project: Project, view: View): string {
  const left = project.population?.[view.group];
  const lines: [Word, number][] = [["unlocated", left?.unlocated ?? 0], ["outside", left?.outside ?? 0]];
  return lines.filter(([, n]) => n > 0).map(([word, n]) => `<p class="quiet beside">${t(word)} ${count(n)}</p>`).join("");
}

const definitions: Record<string, DeskWord> = {
  served: "defServed", no_capacity: "defNoCapacity", out_of_reach: "defOutOfReach", unconnected: "defUnconnected", total: "defTotal", share: "defShare",
};

/** Definition, exact value, row and data of a part of the headline. */
export function whyPart(project: Project, coverage: Coverage, view: View, key: string, of?: Pair["of"]): Why | undefined {
  const figures = figuresOf(coverage, view.selected);
  const definition = definitions[key];
  if (!definition || !figures) return undefined;
  const total = figures.parts.reduce((a, b) => a + b, 0n);
  const value = key === "total" ? total : figures.parts[parts.indexOf(key as Part)];
  const row = { service: view.service, limit: view.limit, measure: view.measure, ...(figures.code ? { tree: view.tree, level: view.level, code: figures.code } : { level: "all" }), group: view.group };
  return {
    title: `${figures.name} · ${t(key as Word)} · ${groupName(view.group)} · ${limitName(view.limit)}`,
    lines: [
      ["definition", `${w(definition)} ${w("rounding")}`],
      ["exact", value === undefined ? "" : `${exactText(value)} ${w("perMillion")}`],
      ["row", of ? w(of === "edits" ? "rowEdits" : "rowRuns") : `coverage.csv · ${key} · ${Object.entries(row).map(([k, v]) => `${k}=${v}`).join(", ")}`],
      ...provenance(project, key === "total" ? ["population", "boundaries"] : ["population", "facilities", "network", "boundaries"]),
    ],
  };
}

/** Which files, as of when, of which run. */
export function provenance(project: Project, kinds: string[]): Why["lines"] {
  return [
    ["inputs", kinds.flatMap((k) => project.sources?.[k] ?? []).join("; ")],
    ["date", project.date],
    ["hash", `${project.hash} · fangyuan ${project.fangyuan}`],
  ];
}

/** What the figures of a table are, and where they stand. */
export function whyTable(project: Project, view: View, name: string): Why {
  const file = name === "units" ? (view.slide ? "coverage.gpkg · cells" : project.figures ? "coverage.csv" : "units.csv") : name === "rules" ? "indicators.csv" : `${name}.csv`;
  const own = name !== "units" || !project.figures ? "" : view.slide ? w("defReach") : [...parts, "total", "share"].map((p) => `${t(p as Word)}: ${w(definitions[p]!)}`).join(" ");
  return { title: file, lines: [["definition", `${own} ${w(name === "units" && view.slide ? "slideFromCells" : "defTable")}`.trim()], ["row", file], ...provenance(project, ["population", "facilities", "network", "boundaries"])] };
}
