// SPDX-License-Identifier: Apache-2.0
// Figures of the limit that the slider stands at, from the cells: headline and rows of units.
import { addingUp, exactText, tenthsText } from "./adding_up";
import { byId, escape } from "./html";
import { count, groupName, limitName, t } from "./i18n";
import type { Slide } from "./slide";
import type { View } from "./state";
import type { TableRow } from "./table";
import { whyButton } from "./why";
import { type DeskWord, w } from "./words_desk";

/** Within, beyond and unconnected in millionths; `row` −1: everyone. */
export function reachParts(slide: Slide, row: number): bigint[] {
  const [all, within, apart] = row < 0 ? [slide.everyone, slide.everyoneWithin, slide.everyoneUnconnected] : [slide.total[row]!, slide.within[row]!, slide.unconnected[row]!];
  return [within, all - within - apart, apart].map(BigInt);
}

const names: [DeskWord, string][] = [["within", "served"], ["beyond", "out_of_reach"], ["apart", "unconnected"]];

export function drawReach(slide: Slide, row: number, view: View, limit: string, name: string, capacity: boolean): void {
  const parts = reachParts(slide, row);
  const shown = addingUp(parts);
  const total = parts.reduce((a, b) => a + b, 0n);
  const line = ([word, colour]: [DeskWord, string], i: number) =>
    `<div><dt><span class="swatch ${colour}"></span>${w(word)}</dt><dd data-part="${word}" data-value="${exactText(parts[i]!)}">${count(shown.people[i]!)}</dd><dd class="share">${tenthsText(shown.tenths[i])}</dd><dd>${whyButton("reach-" + word, w(word))}</dd></div>`;
  byId("headline").innerHTML =
    `<p class="where">${escape(name)}</p><p class="big"><strong>${tenthsText(shown.tenths[0])}</strong><span>${w("within")} ${limitName(limit)} · ${groupName(view.group)}</span></p>` +
    `<div class="bar4" aria-hidden="true">${names.map(([, c], i) => `<span class="part ${c}" style="flex-grow:${total > 0n ? Number(parts[i]) / Number(total) : 0}"></span>`).join("")}</div>` +
    `<dl>${names.map(line).join("")}<div class="sum"><dt>${t("total")}</dt><dd data-part="total" data-value="${exactText(total)}">${count(shown.total)}</dd><dd class="share">${total > 0n ? "100.0 %" : "–"}</dd><dd></dd></div></dl>` +
    `<p class="warn">${w(capacity ? "slideNoCapacity" : "slideFromCells")}</p>`;
}

/** Rows of the units' table with the slider's figures; `units` false: the one row is of everyone. */
export const reachRows = (rows: TableRow[], slide: Slide, units: boolean): TableRow[] =>
  rows.map((r) => {
    const [within, beyond, apart] = reachParts(slide, units ? r.id : -1).map((p) => Number(p) / 1e6);
    const total = within! + beyond! + apart!;
    return { ...r, total, served: within!, no_capacity: null, out_of_reach: beyond!, unconnected: apart!, share: total > 0 ? within! / total : null };
  });
