// SPDX-License-Identifier: Apache-2.0
// Two results side by side: what changed, unit by unit. The same for edits and for two runs.
import { exactText, millionths } from "./adding_up";
import type { Coverage, Project } from "./api";
import { escape } from "./html";
import { count, t } from "./i18n";
import { changeBands, changeColour, changeSign } from "./palette";
import { type Compare, type Shade, compares, shades } from "./shade";
import { signed } from "./signed";
import type { View } from "./state";
import type { TableRow } from "./table";
import { w } from "./words_desk";

export interface Pair {
  /** "edits": of a saved scenario `run` gives the same; "runs": both stand in their folders. */
  of: "edits" | "runs";
  before: Coverage;
  after: Coverage;
}

/** Rows of the second result, each with what the first had. Units are known by their code. */
export function pairRows(rows: TableRow[], before: TableRow[]): TableRow[] {
  const was = new Map(before.map((r) => [r.code, r]));
  return rows.map((r) => {
    const first = was.get(r.code);
    if (!first || r.served === null || first.served === null) return r;
    const change = Number(millionths(r.served) - millionths(first.served)) / 1e6;
    const points = r.share === null || first.share === null ? null : (r.share - first.share) * 100;
    return { ...r, servedBefore: first.served, shareBefore: first.share, change, points };
  });
}

export function pairColour(row: TableRow, shade: Shade, ofShare: (share: number | null) => string): string {
  if (shade === "change") return changeColour(row.points);
  return ofShare(shade === "before" ? row.shareBefore : row.share);
}

/** Codes of the units that lose and that gain, where the map shows changes: in grey only a sign tells them apart. */
export const signedUnits = (rows: TableRow[]): { loss: string[]; gain: string[] } => {
  const of = (sign: "loss" | "gain") => rows.filter((r) => changeSign(r.points) === sign).map((r) => r.code);
  return { loss: of("loss"), gain: of("gain") };
};

/** Which units gain, which lose: in one line. */
export function gainsAndLosses(rows: TableRow[]): string {
  const told = rows.filter((r) => r.change !== null);
  const sum = (some: TableRow[]) => some.reduce((s, r) => s + millionths(r.change!), 0n);
  const gain = told.filter((r) => r.change! > 0), lose = told.filter((r) => r.change! < 0);
  const line = (word: "gaining" | "losing", some: TableRow[]) =>
    `<li data-part="${word}" data-units="${some.length}" data-value="${exactText(sum(some) < 0n ? -sum(some) : sum(some))}"><span class="swatch ${word === "gaining" ? "gain" : "loss"}" style="background:${changeColour(word === "gaining" ? 3 : -3)}"></span>${w(word)} ${count(some.length)} · ${signed(Number(sum(some)) / 1e6)} ${t("people")}</li>`;
  return `<ul class="gains">${line("gaining", gain)}${line("losing", lose)}<li>${w("unchanged")} ${count(told.length - gain.length - lose.length)}</li></ul>`;
}

const compareWords: Record<Compare, "compareOver" | "compareSide" | "compareSwipe"> = { over: "compareOver", side: "compareSide", swipe: "compareSwipe" };

/** How the two results are laid out. */
function layouts(view: View): string {
  const one = (c: Compare) => `<label><input type="radio" name="compare" value="${c}"${view.compare === c ? " checked" : ""}>${w(compareWords[c])}</label>`;
  return `<fieldset class="compare"><legend>${w("compareHow")}</legend>${compares.map(one).join("")}${view.compare === "over" ? "" : `<button type="button" name="swap">${w("swap")}</button>`}</fieldset>`;
}

/** How units are shaded, and by what. `of`: of edits, circles and places are those before. */
export function pairLegend(project: Project, view: View, shareLegend: string, of: Pair["of"]): string {
  const beneath = of === "edits" ? `<p class="quiet">${w(view.compare === "over" ? "pairBeneath" : "pairBoth")}</p>` : "";
  if (!view.units || project.levels.length === 0) return beneath;
  if (view.compare !== "over") return layouts(view) + shareLegend + beneath;
  const option = (shade: Shade) => `<option value="${shade}"${view.shade === shade ? " selected" : ""}>${w(shade)}</option>`;
  const zero = changeBands.findIndex((b) => b.holds(0));
  const bands = changeBands.map((b, i) => `<li><span class="swatch ${i < zero ? "loss" : i > zero ? "gain" : ""}" style="background:${b.colour}"></span>${escape(b.text)}</li>`).join("");
  return (
    layouts(view) +
    `<label class="shade"><span>${w("shade")}</span><select name="shade">${shades.map(option).join("")}</select></label>` +
    (view.shade === "change" ? `<h2>${w("changeLegend")}</h2><ul class="diverging">${bands}</ul>` : shareLegend) +
    beneath
  );
}
