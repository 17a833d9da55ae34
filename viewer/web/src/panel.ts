// SPDX-License-Identifier: Apache-2.0
// The left panel: what is shown, the four parts, the legend in words.
import type { Indicator, Project, Service } from "./api";
import { byId, escape } from "./html";
import { count, figure, groupName, indicatorName, language, limitName, percent, t, type Word } from "./i18n";
import { costColours, noDataColour, noRuleColour, notReachedColour, shareBands, statusColours, unconnectedColour } from "./palette";
import { formsOf, signLegend } from "./facility_signs";
import { type Pair, pairLegend } from "./pair";
import { limitOf, limitShown, wireOf } from "./slide";
import type { View } from "./state";
import { countStates } from "./status";
import type { TableRow } from "./table";
import { unlistedTypes } from "./unlisted";
import { w } from "./words_desk";


export function serviceOf(project: Project, view: View): Service | undefined {
  return project.services.find((s) => s.id === view.service);
}

/** Types of facilities that serve; of a joint service those of its members. */
export function typesOf(project: Project, view: View): string[] {
  const service = serviceOf(project, view);
  const members = service?.all?.map((id) => project.services.find((s) => s.id === id));
  return [...new Set(members ? members.flatMap((m) => m?.facilities ?? []) : (service?.facilities ?? []))];
}

export function drawHead(project: Project, toggleLanguage: () => void, tour: () => void): void {
  byId("head").innerHTML =
    `<p class="brand"><span class="mark" aria-hidden="true"></span>${t("app")}</p><button type="button" id="tour-again">${w("tour")}</button><button type="button" id="language">${t("language")}</button>` +
    `<h1>${escape(project.project)}</h1><p class="quiet">${t("asOf")} <span class="whole">${escape(project.date)}</span> · ${escape(project.crs)}</p>` +
    (project.changes ? `<p class="warn">${w("scenario")} <strong>${escape(project.changes.scenario)}</strong></p>` : "") +
    (project.compared ? `<p class="warn" id="compared">${w("comparedWith")} <strong>${escape(project.compared.changes?.scenario ?? project.compared.project)}</strong> · ${escape(project.compared.date)} · <span class="quiet">${escape(project.compared.hash)}</span></p>` : "");
  byId("language").addEventListener("click", toggleLanguage);
  byId("tour-again").addEventListener("click", tour);
  byId("skip").textContent = t("skip");
  document.title = `${project.project} · ${t("app")}`;
}

export function drawChoices(project: Project, view: View, change: (part: Partial<View>) => void): void {
  // A choice of nothing is no choice.
  const select = (key: keyof View, label: Word, options: [string, string][], chosen = view[key]) =>
    options.length === 0
      ? ""
      : `<label class="${key}"><span>${t(label)}</span><select name="${key}">${options
      .map(([value, text]) => `<option value="${escape(value)}"${value === chosen ? " selected" : ""}>${escape(text)}</option>`)
      .join("")}</select></label>`;
  const services = Object.keys(project.limits).map((id): [string, string] => [id, project.services.find((s) => s.id === id)?.name ?? id]);
  const levels = project.levels.map((l): [string, string] => [
    `${l.tree}/${l.level}`,
    `${t(l.level as Word)}${l.tree === "management" ? `（${t("management")}）` : ""} · ${count(l.units)}`,
  ]);
  const form = byId("choices");
  form.innerHTML =
    select("service", "service", services) +
    select("limit", "limit", limitOptions(project, view), view.slide ? onSlider : view.limit) +
    select("measure", "measure", (project.figures ? (project.measures[view.service] ?? []) : []).map((m) => [m, t(m as Word)])) +
    select("group", "group", project.groups.map((g) => [g, groupName(g)])) +
    select("level", "level", levels).replace(`value="${view.tree}/${view.level}"`, `value="${view.tree}/${view.level}" selected`);
  form.onchange = (event) => {
    const field = event.target as HTMLSelectElement;
    if (field.name === "level") {
      const [tree, level] = field.value.split("/");
      change({ tree: tree!, level: level!, selected: "" });
    } else if (field.name === "service") {
      const own = project.services.find((s) => s.id === field.value);
      const limits = project.limits[field.value] ?? [];
      change({
        service: field.value,
        limit: limits.at(-1) ?? "",
        slide: "",
        measure: (project.measures[field.value] ?? ["network"])[0]!,
        group: own && project.groups.includes(own.group) ? own.group : view.group,
      });
    } else {
      change({ [field.name]: field.value, ...(field.name === "limit" ? { slide: "" } : {}) } as Partial<View>);
    }
    form.querySelector<HTMLElement>(`[name=${field.name}]`)?.focus();
  };
}

const onSlider = "slider";
/** The slider's limit, where it is used, then those of the table. */
export function limitOptions(project: Project, view: View): [string, string][] {
  const own = (project.limits[view.service] ?? []).map((l): [string, string] => [l, limitName(l)]);
  return view.slide ? [[onSlider, `${limitName(limitShown(view))}${w("slideHere")}`], ...own] : own;
}

/** The choice of limits tells where the slider stands. */
export function markLimit(project: Project, view: View): void {
  const field = byId("choices").querySelector<HTMLSelectElement>("[name=limit]");
  if (!field) return;
  field.innerHTML = limitOptions(project, view).map(([value, text]) => `<option value="${escape(value)}">${escape(text)}</option>`).join("");
  field.value = view.slide ? onSlider : view.limit;
}

/** How many of the level's units have data that do not suffice; empty when none. */
export function doubt(project: Project, view: View): string {
  const level = project.levels.find((l) => l.tree === view.tree && l.level === view.level);
  const doubtful = level?.trust?.C ?? 0;
  return doubtful > 0 ? `<p class="warn"><span class="swatch hatch"></span>${count(doubtful)} / ${count(level?.units ?? 0)} ${t("doubtful")}</p>` : "";
}

/** The headline where nobody can be counted as served: which units have a facility. */
export function drawPresence(project: Project, view: View, rows: TableRow[]): void {
  const known = rows.filter((r) => r.sites !== null);
  const having = known.filter((r) => (r.sites ?? 0) > 0).length;
  const sites = known.reduce((sum, r) => sum + (r.sites ?? 0), 0);
  const services = Object.keys(project.limits).length > 0;
  byId("headline").innerHTML =
    (known.length ? `<p class="big"><strong>${percent(having, known.length)}</strong><span>${t("presence")}</span></p>` : "") +
    `<dl>${known.length ? `<div><dt>${t("presence")}</dt><dd data-part="having" data-value="${having}">${count(having)}</dd><dd></dd></div><div><dt>${t("sites")}</dt><dd>${count(sites)}</dd><dd></dd></div>` : ""}` +
    `<div class="sum"><dt>${t("units")}</dt><dd data-part="units" data-value="${rows.length}">${count(rows.length)}</dd><dd></dd></div></dl>` +
    `<p class="warn">${services ? t("noPeople") : t("noServices")}</p>${doubt(project, view)}`;
}

/** The indicator that units are shaded by. */
export interface Shading {
  name: string;
  states: Map<string, string>;
}

/** Every state that a unit has, in words, with how many have it. */
function ruleLegend(shading: Shading): string {
  const bands = countStates(shading.states.values()).map(([s, n]) => `<li class="wide" data-state="${s}"><span class="swatch" style="background:${statusColours[s] ?? noRuleColour}"></span>${indicatorName(s)} · ${count(n)}</li>`);
  return `<h2>${w("ruleShading")}</h2><p class="quiet">${escape(shading.name)}</p><ul class="states">${bands.join("")}<li class="wide"><span class="swatch" style="background:${noRuleColour}"></span>${w("noRuleHere")}</li></ul>`;
}

/** `drawn`: whether gaps and circles are: beside another result they may be known of one only. */
export function drawLegend(project: Project, view: View, shading?: Shading, pair?: Pair["of"], drawn = true): void {
  const band = (colour: string, text: string) => `<li><span class="swatch" style="background:${colour}"></span>${text}</li>`;
  const service = serviceOf(project, view);
  const hatch = doubt(project, view) ? `<li class="wide"><span class="swatch hatch"></span>${t("trustLegend")}</li>` : "";
  const presence = service
    ? `<ul>${band(shareBands.at(-1)!.colour, t("hasSites"))}${band(shareBands[0]!.colour, t("noSites"))}${hatch}</ul>`
    : `<ul>${hatch}</ul>`;
  const own = !view.units || project.levels.length === 0
    ? ""
    : shading
      ? ruleLegend(shading)
    : !project.figures
      ? presence
    : !pair && unlistedTypes(project, view.service).length
      ? `<h2>${t("legendUnits")}</h2><ul>${band(noDataColour, w("noListBand"))}</ul>`
      : `<h2>${view.slide ? `${w("legendReach")} · ${limitName(limitShown(view))}` : t("legendUnits")}</h2><ul>${shareBands.map((b) => band(b.colour, `${b.from * 100}–${b.to * 100} %`)).join("")}${band(noDataColour, t("noData"))}${hatch}</ul>`;
  const units = pair && !shading ? pairLegend(project, view, own, pair) : own;
  const limits = cellLimits(project, view);
  const cells =
    view.cells && project.figures && limits.length
      ? `<h2>${t("legendCells")} · ${t(view.measure as Word)}</h2><ul>${limits
          .map((limit, i) => band(costColours[Math.min(i, 3)]!, `${i === 0 ? "0" : limitName(limits[i - 1]!).replace(/ .*/, "")}–${limitName(limit)}`))
          .join("")}${band(notReachedColour, t("notReached"))}${view.measure === "network" ? band(unconnectedColour, t("unconnected")) : ""}</ul>`
      : "";
  const measure = project.figures ? ` · ${t(view.measure as Word)}` : "";
  const limit = limitShown(view);
  const how = !service ? "" : service.mode ? `${t(service.mode)}${service.speed_mps ? ` · ${service.speed_mps} m/s` : ""} · ${limitName(limit)}${measure}` : `${t("joint")} · ${limitName(view.limit)}`;
  const between = view.slide && !atTable(project, view) && ((view.circles && view.measure !== "straight") || view.gaps) ? `<p class="quiet between">${betweenText(project, view)}</p>` : "";
  const gaps = drawn && gapsShown(project, view) ? `<ul><li class="wide"><span class="swatch gap-hatch"></span>${w("gapsLegend")} · ${limitName(limit)}</li></ul>` : "";
  const signs = view.facilities ? signLegend(service, typesOf(project, view), formsOf(project.services)) : "";
  // Wide circles have dots, and a sentence of their own.
  const edge = drawn && !pair && circlesShown(project, view) && service && service.mode !== "car" && !unlistedTypes(project, view.service).length ? `<ul><li class="wide" data-edge><span class="swatch edge"></span>${w("circleLine")} · ${limitName(limit)}</li></ul>` : "";
  byId("legend").innerHTML = `<p class="quiet">${how} </p>${units}${edge}${gaps}${between}${cells}${signs}${service?.mode === "car" && drawn && circlesShown(project, view) && view.units && project.levels.length ? `<p class="quiet">${t("circlesSketch")}</p>` : ""}`;
}

/** The limits that a service's cells are coloured by, up to the chosen one, so that the same people
 * are beyond it as in the headline; joint services have no costs of their own. */
export function cellLimits(project: Project, view: View): string[] {
  if (serviceOf(project, view)?.all || unlistedTypes(project, view.service).length) return [];
  const all = project.limits[view.service] ?? [];
  if (view.slide) return [...all.filter((l) => wireOf(l) < Number(view.slide)), limitOf(Number(view.slide), view.limit.endsWith("m"))].slice(-4);
  return all.slice(0, all.indexOf(view.limit) + 1).slice(-4);
}

/** Whether the limit shown is one of the run's, and not one between them. */
const atTable = (project: Project, view: View): boolean => (project.limits[view.service] ?? []).includes(limitShown(view));

/** Which limits the run has circles and gaps of. */
function betweenText(project: Project, view: View): string {
  const limits = project.limits[view.service] ?? [];
  const gaps = view.gaps && view.measure === project.measures[view.service]?.[0] && limits.length > 1 ? `${language() === "zh" ? "；" : "; "}${w("gapsAt")}${limitName(limits.at(-1)!)}` : "";
  return `${w("betweenLegend")}${limits.map(limitName).join(language() === "zh" ? "、" : ", ")}${gaps}`;
}

/** Gaps are those of the largest limit by the first measure: beside others they would tell something else. */
export const gapsFit = (project: Project, view: View): boolean =>
  project.figures && !serviceOf(project, view)?.all && !unlistedTypes(project, view.service).length && limitShown(view) === project.limits[view.service]?.at(-1) && view.measure === project.measures[view.service]?.[0];
export const gapsShown = (project: Project, view: View): boolean => view.gaps && gapsFit(project, view);

/** Circles are of the network and of the run's limits: beside figures in a straight line, or of a
 * limit between them, they would tell something else. */
export const circlesFit = (project: Project, view: View): boolean => !project.figures || (view.measure !== "straight" && (!view.slide || atTable(project, view)));
export const circlesShown = (project: Project, view: View): boolean => view.circles && circlesFit(project, view);

export function drawLayers(project: Project, view: View, change: (part: Partial<View>) => void, whole: () => void): void {
  const own = (key: "units" | "circles" | "cells" | "facilities" | "gaps" | "base", text: string, fits = true) =>
    `<label><input type="checkbox" name="${key}"${view[key] && fits ? " checked" : ""}${fits ? "" : " disabled"}><span class="key ${key}" aria-hidden="true"></span>${text}</label>`;
  const box = (key: "units" | "circles" | "cells" | "facilities", word: Word, fits = true) => own(key, t(word), fits);
  const field = byId("layers");
  field.innerHTML = `<legend>${t("layers")}</legend>${project.levels.length ? box("units", "layerUnits") : ""}${circlesFit(project, view) ? box("circles", "layerCircles") : own("circles", view.measure === "straight" ? t("circlesNetwork") : w("circlesBetween"), false)}${project.figures ? own("gaps", gapsFit(project, view) ? w("layerGaps") : unlistedTypes(project, view.service).length ? w("gapsNoList") : w("gapsLargest"), gapsFit(project, view)) + box("cells", "layerCells") : ""}${box("facilities", "layerFacilities")}${project.what_if ? own("base", w("layerBase")) : ""}<button type="button">${t("reset")}</button>`;
  field.onchange = (event) => {
    const input = event.target as HTMLInputElement;
    change({ [input.name]: input.checked } as Partial<View>);
    field.querySelector<HTMLElement>(`[name=${input.name}]`)?.focus();
  };
  field.querySelector("button")!.addEventListener("click", whole);
}

/** More of them stay folded, or they would push everything else off the panel. */
const fewIndicators = 20;

/** The strictest known row of each rule; the rest as a number. */
export function drawIndicators(indicators: Indicator[]): string {
  if (indicators.length === 0) return "";
  const number = (i: Indicator, v: number) => (i.is_share === "true" ? percent(v, 1) : figure(v));
  const known = new Map<string, Indicator>();
  const unknown = new Set<string>();
  for (const i of indicators) {
    if (i.value === null || i.target === null) unknown.add(i.rule);
    else if (!known.has(i.rule) || known.get(i.rule)!.target! < i.target) known.set(i.rule, i);
  }
  const rows = [...known.values()].map(
    (i) =>
      `<li>${escape(i.name)}<br><strong>${number(i, i.value!)}</strong> <span class="quiet">${t("target")} ${number(i, i.target!)} · ${escape(indicatorName(i.status))}${i.due ? ` · ${escape(i.due)}` : ""}</span></li>`,
  );
  const left = [...unknown].filter((rule) => !known.has(rule)).length;
  return `<details${known.size <= fewIndicators ? " open" : ""}><summary>${t("indicators")} (${known.size})</summary><ul>${rows.join("")}${left ? `<li class="quiet">${t("unverified")}: ${left} ${t("items")}</li>` : ""}</ul></details>`;
}

export function drawNotes(project: Project, indicators: Indicator[]): void {
  const by = new Map<string, { n: number; first: string }>();
  for (const w of project.warnings) {
    const entry = by.get(w.code) ?? { n: 0, first: w.message };
    entry.n += w.count;
    by.set(w.code, entry);
  }
  const warnings = [...by].map(([code, e]) => `<li><code>${escape(code)}</code> × ${count(e.n)}<br><span class="quiet">${escape(e.first)}</span></li>`).join("");
  const sources = (project.inputs ?? []).map((i) => `<li>${escape(i.path)}${i.layer ? ` · ${escape(i.layer)}` : ""}</li>`).join("");
  const edits = (project.compared?.changes?.edits ?? project.changes?.edits ?? []).map((e) => `<li>${escape(language() === "zh" ? e.zh : e.en)}</li>`).join("");
  byId("notes").innerHTML =
    (edits ? `<details open><summary>${w("edits")} (${(project.compared?.changes ?? project.changes)!.edits.length})</summary><ol>${edits}</ol></details>` : "") +
    drawIndicators(indicators) +
    `<details><summary>${t("warnings")} (${by.size})</summary><ul>${warnings || `<li>${t("noWarnings")}</li>`}</ul></details>` +
    `<details><summary>${t("sources")}</summary><ul>${sources}</ul></details>`;
}
