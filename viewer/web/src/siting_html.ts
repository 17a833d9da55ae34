// SPDX-License-Identifier: Apache-2.0
// What the panel of sitings says: its form, its progress, its answer with the curve.
import type { FieldError } from "./api";
import type { CurveStep, Siting, SitingResult } from "./api_siting";
import { escape } from "./html";
import { count, figure, groupName, type Lang, limitName, percent, t, typeName } from "./i18n";
import { type Kind, kinds, type SitingForm } from "./siting_request";
import { type DeskWord, w } from "./words_desk";

const kindWords: Record<Kind, DeskWord> = { "most-covered": "kindMost", "fewest-sites": "kindFewest", "least-average": "kindAverage", "least-worst": "kindWorst" };
const number = (name: string, label: string, value: string, more = "") => `<label><span>${label}</span><input name="${name}" type="number" inputmode="decimal" value="${escape(value)}"${more}></label>`;
const tick = (name: string, label: string, on: boolean) => `<label class="tick wide"><input type="checkbox" name="${name}"${on ? " checked" : ""}><span>${label}</span></label>`;
const option = (value: string, text: string, chosen: string) => `<option value="${escape(value)}"${value === chosen ? " selected" : ""}>${escape(text)}</option>`;

/** Types of facilities, each with the run's own name of it. */
export type Types = [string, string][];
export interface FormFacts {
  /** What is sought for: service, limit, measure, group. */
  about: string;
  /** Of the run's facilities, for those that may be changed to serve. */
  types: Types;
  /** That serve. */
  serving: Types;
  /** "longitude, latitude" within the project. */
  example: string;
}

export function formHtml(f: SitingForm, { about, types, serving, example }: FormFacts, open: boolean): string {
  const fewest = f.kind === "fewest-sites";
  return (
    `<details${open ? " open" : ""}><summary>${w("siting")}</summary><p class="about">${escape(about)}</p>` +
    `<fieldset><legend>${w("sitingSeek")}</legend><label class="wide"><span class="hidden">${w("sitingSeek")}</span><select name="kind">${kinds.map((k) => option(k, w(kindWords[k]), f.kind)).join("")}</select></label>` +
    (fewest ? number("share", w("sitingShare"), f.share, ' min="1" max="100"') : number("sites", w("sitingSites"), f.sites, ' min="1"') + number("budget", w("sitingBudget"), f.budget, ' min="0"')) +
    (serving.length > 1 ? `<label class="wide"><span>${w("sitingType")}</span><select name="type">${serving.map(([id, own]) => option(id, typeName(id, own), f.type)).join("")}</select></label>` : "") +
    number("seconds", w("sitingSeconds"), f.seconds, ' min="1"') + number("price", w("sitingPriceEach"), f.price, ' min="0"') + `</fieldset>` +
    `<fieldset><legend>${w("sitingFrom")}</legend>` +
    tick("grid", w("fromGrid"), f.grid) +
    (f.grid ? number("gridM", w("gridStep"), f.gridM, ' min="50"') + `<label><span>${w("gridOver")}</span><select name="over">${(["residential", "estate", "buildable", "units"] as const).map((o) => option(o, w(`over_${o}`), f.over)).join("")}</select></label>` : "") +
    tick("facilities", w("fromFacilities"), f.facilities) +
    (f.facilities ? `<label class="wide"><span>${w("siteType")}</span><select name="facilityType">${types.map(([id, own]) => option(id, typeName(id, own), f.facilityType)).join("")}</select></label>` : "") +
    tick("land", w("fromLand"), f.land) +
    tick("layer", w("fromLayer"), f.layer) +
    (f.layer ? `<label class="wide"><span>${w("layerPath")}</span><input name="path" type="text" value="${escape(f.path)}" placeholder="候选地块.gpkg"></label>` : "") +
    `<div class="wide drawing"><div class="buttons"><button type="button" name="draw-points" aria-pressed="false">${w("drawPoints")}</button><button type="button" name="draw-ring" aria-pressed="false">${w("drawRing")}</button></div>` +
    `<label><span>${w("pointByHand")}</span><input name="typed" type="text" placeholder="${escape(example)}" data-enter></label><p class="quiet drawn"></p></div></fieldset>` +
    `<div class="buttons"><button type="button" name="start">${w("sitingStart")}</button><button type="button" name="cancel" hidden>${w("sitingCancel")}</button></div>` +
    `<div class="progress" role="status"></div><div class="answer"></div></details>`
  );
}

const unitWord = (unit: SitingResult["answer"]["unit"]): string => (unit === "people" ? t("people") : unit === "sites" ? w("sitesUnit") : unit === "s" ? w("seconds") : "m");
const gapText = (gap: number | null): string => (gap === null ? "–" : percent(Math.abs(gap), 1));

export function progressHtml(s: Siting): string {
  if (s.state === "queued") return `<p>${w("sitingQueued")} ${s.waiting}</p>`;
  const p = s.progress;
  const stage = p?.stage && ["candidates", "index", "reach", "solve", "evaluate"].includes(p.stage) ? w(`stage_${p.stage}` as DeskWord) : "";
  const numbers = p && p.value !== null ? `<dl><div><dt>${w("sitingValue")}</dt><dd>${figure(p.value)}</dd></div><div><dt>${w("sitingBound")}</dt><dd>${p.bound === null ? "–" : figure(p.bound)}</dd></div><div><dt>${w("sitingGap")}</dt><dd>${gapText(p.gap)}</dd></div></dl>` : "";
  return `<p>${stage} <span class="quiet">${p ? Math.floor(p.seconds) : 0} ${w("seconds")}</span></p><progress aria-label="${w("siting")}"></progress>${numbers}`;
}

export function errorsHtml(errors: FieldError[], lang: Lang): string {
  return `<p class="warn">${w("sitingRefused")}</p><ul class="refused">${errors.map((e) => `<li><code>${escape(e.pointer)}</code> ${escape((lang === "zh" ? e.rule_zh : undefined) ?? e.rule)} <span class="quiet">${escape(e.value)}</span></li>`).join("")}</ul>`;
}

/** Who is covered against how many sites: what was found, and above it what no choice exceeds.
 * `none`: who is covered without a new one, where that is known. */
export function curve(found: CurveStep[], chosen: number, none?: number): string {
  const steps = none === undefined || found.some((s) => s.sites === 0) ? found : [{ sites: 0, covered: none, bound: none, optimal: true }, ...found];
  const width = 284, left = 4, right = 280, top = 14, bottom = 80;
  const last = Math.max(1, ...steps.map((s) => s.sites)), highest = Math.max(1, ...steps.map((s) => s.bound));
  // From the lowest, or a few new sites beside many would make a flat line; both ends are labelled.
  const lowest = Math.min(highest - 1, ...steps.map((s) => s.covered));
  // From the first step there is: a figure stands at its own number of sites.
  const first = Math.min(last - 1, ...steps.map((s) => s.sites));
  const x = (n: number) => left + ((right - left) * (n - first)) / (last - first), y = (people: number) => bottom - ((bottom - top) * (people - lowest)) / (highest - lowest);
  const line = (of: (s: CurveStep) => number) => steps.map((s) => `${x(s.sites).toFixed(1)},${y(of(s)).toFixed(1)}`).join(" ");
  const now = steps.find((s) => s.sites === chosen);
  const mark = now ? `<line class="now" x1="${x(chosen)}" x2="${x(chosen)}" y1="${top}" y2="${bottom}"/><circle class="now" cx="${x(chosen)}" cy="${y(now.covered)}" r="4"/>` : "";
  return `<svg viewBox="0 0 ${width} 96" role="img" aria-label="${w("sitingCurve")}: ${steps.map((s) => `${s.sites} → ${count(s.covered)}`).join(", ")}"><text x="${left}" y="10">${count(highest)} ${t("people")}</text><text x="${left}" y="93">${first} ${w("sitesUnit")} · ${count(steps.find((s) => s.sites === first)?.covered ?? lowest)} ${t("people")}</text><line class="axis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/><polyline class="bound" points="${line((s) => s.bound)}"/><polyline class="curve" points="${line((s) => s.covered)}"/>${mark}<text x="${right}" y="93" text-anchor="end">${last} ${w("sitesUnit")}</text></svg>`;
}

/** "1 梅山社区": what a chosen site is called in the list, on the map and as an edit. */
export const chosenName = (c: { id: string; name: string }, number: number): string => `${w("sitingSite")} ${number}${c.name && c.name !== c.id ? ` ${c.name}` : ""}`;

/** `none`: see `curve`. */
export function answerHtml(r: SitingResult, none?: number): string {
  const a = r.answer;
  const told = a.optimal ? `<strong>${w("sitingOptimal")}</strong>` : `${w("sitingGap")} ${gapText(a.gap)}${a.stopped ? ` · ${w(`stopped_${a.stopped}` as DeskWord)}` : ""}`;
  const opened = r.chosen.filter((c) => c.state === "chosen");
  const before = r.coverage.map((c) => `<li>${limitName(c.limit)} · ${groupName(c.group)} ${count(c.before)} → <strong>${count(c.after)}</strong> <span class="quiet">+${count(c.newly)}</span></li>`);
  const site = (c: SitingResult["chosen"][number]) => // numbered as on the map
    `<li><button type="button" name="look" value="${escape(c.id)}">${escape(c.name || c.id)}</button> <span class="quiet">${c.state === "closing" ? w("sitingClosing") : `${w("sitingNewly")} ${count(c.newly_alone)} · ${w("sitingNearest")} ${count(c.nearest)}`}${c.price === undefined ? "" : ` · ${w("sitingPrice")} ${count(c.price)}`}</span></li>`;
  return (
    `<p class="sum" data-value="${a.value ?? ""}" data-bound="${a.bound ?? ""}">${w("sitingValue")} <strong>${a.value === null ? "–" : figure(a.value)}</strong> ${unitWord(a.unit)} · ${w("sitingBound")} ${a.bound === null ? "–" : figure(a.bound)} · ${told}</p>` +
    `<p class="quiet">${w("sitingUsable")} ${count(r.candidates.usable ?? 0)} / ${count(r.candidates.given ?? 0)}</p>` +
    (r.curve.length > (none === undefined ? 1 : 0) ? `${curve(r.curve, opened.length, none)}<p class="quiet">${w("sitingCurve")}</p>` : "") +
    `<details><summary>${w("sitingCoverage")}</summary><ul>${before.join("")}</ul></details><h3>${w("sitingChosen")} (${opened.length})</h3><ol class="chosen">${r.chosen.filter((c) => c.state !== "kept").map(site).join("")}</ol>` +
    `<div class="buttons"><button type="button" name="take">${w("sitingTake")}</button><button type="button" name="scenario">${w("saveScenario")}</button></div><p class="quiet">${w("sitingScreening")}</p>`
  );
}
