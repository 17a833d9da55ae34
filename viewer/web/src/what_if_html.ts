// SPDX-License-Identifier: Apache-2.0
// What the panel of edits says: its form, its list of changes in sentences, what was refused.
import type { FieldError, WhatIfAnswer } from "./api";
import { type Edit, type Spot, siteOf } from "./edits";
import { escape } from "./html";
import { type Lang, t, typeName } from "./i18n";
import { w } from "./words_desk";

export interface Choice {
  id: string;
  name: string;
  at: Spot | undefined;
  places: number | null;
}
export interface Form {
  /** Types of the service, with the run's name of each. */
  types: [string, string][];
  names: string[];
  /** The service has places. */
  capacity: boolean;
  chosen: Choice | undefined;
  open: boolean;
  said: string;
}

const number = (name: string, label: string, value: number | null | undefined, step = "any") =>
  `<label><span>${label}</span><input name="${name}" type="number" step="${step}" inputmode="decimal" value="${value ?? ""}"></label>`;

export function formHtml(f: Form): string {
  const types = f.types.map(([id, own]) => `<option value="${escape(id)}">${escape(typeName(id, own))}</option>`).join("");
  const { chosen } = f;
  return (
    `<details${f.open ? " open" : ""}><summary>${w("edit")}</summary>` +
    `<div class="buttons"><button type="button" name="undo">${w("undo")}</button><button type="button" name="redo">${w("redo")}</button></div>` +
    `<div class="changes" role="status"></div>` +
    `<fieldset><legend>${w("addSite")}</legend><label class="wide"><span>${w("siteType")}</span><select name="type">${types}</select></label>` +
    `<label class="wide"><span>${w("siteName")}</span><input name="name" type="text" maxlength="60"></label>` +
    number("lon", w("longitude"), null) + number("lat", w("latitude"), null) + (f.capacity ? number("places", w("capacityNow"), null) : "") +
    `<p class="quiet wide">${w("blankIsMiddle")}</p><div class="buttons wide"><button type="button" name="add" data-enter>${w("add")}</button><button type="button" name="pick" aria-pressed="false">${w("pickOnMap")}</button></div></fieldset>` +
    `<fieldset><legend>${w("oldSite")}</legend><label class="wide"><span>${w("whichSite")}</span><input name="site" list="site-names" autocomplete="off" value="${chosen ? escape(`${chosen.name} (${chosen.id})`) : ""}"></label>` +
    `<datalist id="site-names">${f.names.map((n) => `<option value="${escape(n)}"></option>`).join("")}</datalist>` +
    (chosen
      ? number("to_lon", w("longitude"), chosen.at?.[0]) + number("to_lat", w("latitude"), chosen.at?.[1]) +
        `<div class="buttons wide"><button type="button" name="move" data-enter>${w("moveTo")}</button><button type="button" name="close">${w("closeSite")}</button></div>` +
        (f.capacity ? `${number("to_places", w("capacityNow"), chosen.places)}<div class="buttons low"><button type="button" name="resize">${w("setCapacity")}</button></div>` : "") +
        `<p class="quiet wide">${w("dragHint")}</p>`
      : "") +
    `</fieldset><div class="save"><label><span>${w("scenarioName")}</span><input name="scenario" type="text" maxlength="80"></label><button type="button" name="save">${w("saveScenario")}</button></div><p class="said quiet" role="status"></p></details>`
  );
}

/** Where a site enters the network, or why it does not. */
function entrance(answer: WhatIfAnswer, id: string, outside: boolean): string {
  const site = answer.sites.find((s) => s.id === id);
  if (!site || site.status === "closed") return "";
  const lines: string[] = [];
  if (outside) lines.push(`<span class="doubtful" data-outside>${w("outsideArea")}</span>`);
  if (site.reason === "street") lines.push(`<span class="quiet" data-reason="street">${w("enters")} ${Math.round(site.access_m ?? 0)} ${t("metres")}</span>`);
  if (site.reason === "no_street") lines.push(`<span class="doubtful" data-reason="no_street">${site.access_limit_m} ${w("noStreet")}</span>`);
  if (!site.serves) lines.push(`<span class="doubtful">${w("notOfService")}</span>`);
  return lines.map((l) => `<br>${l}`).join("");
}

/** " (name)" of the site where the sentence has its number only. */
export function siteName(edit: Edit, nameOf: (id: string) => string, sentence: string): string {
  const id = siteOf(edit);
  const name = nameOf(id);
  return name === id || sentence.includes(name) ? "" : ` (${name})`;
}

export interface ChangeWords {
  /** What is said after the sentence of an edit. */
  called?: (edit: number) => string;
  /** Whether a place is in the project's area. */
  inside?: (at: Spot) => boolean;
}

/** As the run's changes.json says it. */
export function changesHtml(edits: Edit[], answer: WhatIfAnswer | undefined, lang: Lang, { called = () => "", inside = () => true }: ChangeWords = {}): string {
  if (edits.length === 0) return `<p class="quiet">${w("noEdits")}</p>`;
  if (!answer || answer.edits.length !== edits.length) return `<p class="quiet">${w("waiting")}</p>`;
  const items = answer.edits.map((e, i) => {
    const edit = edits[i]!;
    const placed = edit.kind === "open" || edit.kind === "move";
    return `<li><span data-edit="${i}">${escape(e[lang])}</span>${escape(called(i))}${placed ? entrance(answer, siteOf(edit), !inside(edit.at)) : ""}<button type="button" name="drop" value="${i}" aria-label="${escape(w("dropEdit") + e[lang])}" title="${escape(w("dropEdit") + e[lang])}">×</button></li>`;
  });
  return `<ol>${items.join("")}</ol>`;
}

export function refusalHtml(errors: FieldError[], edits: Edit[], lang: Lang): string {
  const items = errors.map((e) => {
    const i = Number(e.pointer.match(/^\/edits\/(\d+)/)?.[1] ?? NaN);
    const edit = edits[i];
    // What cannot be read at all is dropped at once.
    const drop = edits.length === 0 ? `<button type="button" name="drop" value="-1" aria-label="${escape(w("dropUnread"))}" title="${escape(w("dropUnread"))}">×</button>` : edit ? `<button type="button" name="drop" value="${i}" aria-label="${escape(w("dropEdit") + siteOf(edit))}">×</button>` : "";
    return `<li><code>${escape(edit ? siteOf(edit) : e.pointer)}</code> ${escape((lang === "zh" ? e.rule_zh : undefined) ?? e.rule)} <span class="quiet">${escape(e.value)}</span>${drop}</li>`;
  });
  return `<p class="warn">${w("refusedEdits")}</p><ul class="refused">${items.join("")}</ul>`;
}
