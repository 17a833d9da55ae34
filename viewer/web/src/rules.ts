// SPDX-License-Identifier: Apache-2.0
// The plans' indicators: the list of all, and one of them unit by unit.
import type { Row } from "./api";
import { code, note, number, words } from "./columns";
import type { Column } from "./grid";
import { escape } from "./html";
import { indicatorName, t, type Word } from "./i18n";
import { statusColours } from "./palette";
import { countStates } from "./status";
import { inHalf, w } from "./words_desk";

const isShare = (r: Row) => r.is_share === "true";
const comparators: Record<string, string> = { ">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=" };
const gapUnits: Record<string, [string, string]> = {
  units: ["个单元", "units"], estates: ["个小区", "estates"], items: ["项", "items"], sites: ["处", "sites"], people: ["人", "people"], m2: ["m²", "m²"], mu: ["亩", "mu"],
};

export const statusSwatch = (status: string): string => `<span class="swatch" style="background:${statusColours[status] ?? "#fff"}"></span>`;
const state = (): Column<Row> => ({ ...words("status", w("state"), indicatorName), html: (r) => `<td>${statusSwatch(r.status!)}${escape(indicatorName(r.status!))}</td>` });

const target = (): Column<Row> => {
  const plain = number("target", w("target"), isShare);
  return { ...plain, html: (r) => (r.target ? plain.html!(r).replace(/>(?=[^<])/, `>${escape(comparators[r.comparator!] ?? "")} `) : plain.html!(r)) };
};
const gap = (): Column<Row> => {
  const plain = number("gap", w("gap"));
  const unit = (r: Row) => gapUnits[r.gap_unit!]?.[t("app") === "方圆" ? 0 : 1] ?? r.gap_unit!;
  return { ...plain, html: (r) => (r.gap ? plain.html!(r).replace("</td>", ` ${escape(unit(r))}</td>`) : plain.html!(r)) };
};
/** Of indicators of reach there are rows by the network and by straight lines: otherwise alike. */
const measure = (rows: Row[]): Column<Row>[] => (rows.some((r) => r.measure) ? [words("measure", t("measure"), (x) => (x ? t(x as Word) : ""))] : []);
const figures = () => [state(), number("value", w("value"), isShare), target(), gap(), words("due", w("due"))];

/** Of the whole study, one row per indicator and source. */
export const ruleColumns = (rows: Row[]): Column<Row>[] => [
  { ...words("name", w("indicator")), html: (r) => `<td class="note"><span class="link">${escape(r.name!)}</span></td>` },
  ...measure(rows), ...figures(), { ...words("source", w("source")), html: (r) => `<td class="note quiet">${escape(r.source!)} ${escape(r.source_line!)}</td>` }, words("confidence", w("grade")), note(w("note")),
];

const levelWord = (level: string) => (level === "all" ? w("allOf") : level === "estate" ? w("estate") : level === "site" ? w("site") : t(level as Word));

/** Of one indicator, one row per unit. */
export const unitColumns = (rows: Row[]): Column<Row>[] => [words("unit", w("unit"), (x, r) => x || levelWord(r.level!)), code(t("code")), words("level", w("levelColumn"), levelWord), ...measure(rows), ...figures(), note(w("note"))];

/** What the indicator asks, by its first row. */
export function ruleHead(rows: Row[]): string {
  const row = rows[0];
  if (!row) return "";
  const twice = new Set(rows.map((r) => r.measure)).size > 1 ? ` <span class="quiet">${w("byBothMeasures")}</span>` : "";
  const facts = [row.modality, row.denominator, `${row.source} ${row.source_line}`, row.due && `${w("due")} ${row.due}`, `${w("grade")} ${row.confidence}`].filter(Boolean);
  return `<strong>${escape(row.name!)}</strong> <span class="quiet">${escape(facts.join(" · "))}${row.note ? ` · ${escape(inHalf(row.note))}` : ""}</span>${twice}`;
}

/** A choice among the states that the rows have, with their numbers. */
export function statusChoice(rows: Row[], chosen: string): string {
  const options = countStates(rows.map((r) => r.status!)).map(([s, n]) => `<option value="${s}"${s === chosen ? " selected" : ""}>${indicatorName(s)} · ${n}</option>`);
  return `<label class="only"><span>${w("showOnly")}</span><select name="status"><option value="">${w("allOf")} · ${rows.length}</option>${options.join("")}</select></label>`;
}
