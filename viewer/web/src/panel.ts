// SPDX-License-Identifier: Apache-2.0
// The left panel: what is shown, the four parts, the legend in words.
import { type Coverage, type Project, type Service, parts } from "./api";
import { count, groupName, limitName, percent, t, type Word } from "./i18n";
import { costColours, noDataColour, notReachedColour, shareBands } from "./palette";
import type { View } from "./state";

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const byId = (id: string) => document.getElementById(id)!;

export function serviceOf(project: Project, view: View): Service | undefined {
  return project.services.find((s) => s.id === view.service);
}

export function drawHead(project: Project, toggleLanguage: () => void): void {
  byId("head").innerHTML =
    `<p class="brand"><span class="mark" aria-hidden="true"></span>${t("app")}</p><button type="button" id="language">${t("language")}</button>` +
    `<h1>${escape(project.project)}</h1><p class="quiet">${t("asOf")} <span class="whole">${escape(project.date)}</span> · ${escape(project.crs)}</p>`;
  byId("language").addEventListener("click", toggleLanguage);
  byId("skip").textContent = t("skip");
  document.title = `${project.project} · ${t("app")}`;
}

export function drawChoices(project: Project, view: View, change: (part: Partial<View>) => void): void {
  const select = (key: keyof View, label: Word, options: [string, string][]) =>
    `<label class="${key}"><span>${t(label)}</span><select name="${key}">${options
      .map(([value, text]) => `<option value="${escape(value)}"${value === view[key] ? " selected" : ""}>${escape(text)}</option>`)
      .join("")}</select></label>`;
  const services = Object.keys(project.limits).map((id): [string, string] => [id, project.services.find((s) => s.id === id)?.name ?? id]);
  const levels = (project.levels ?? []).map((l): [string, string] => [
    `${l.tree}/${l.level}`,
    `${t(l.level as Word)}${l.tree === "management" ? `（${t("management")}）` : ""} · ${count(l.units)}`,
  ]);
  const form = byId("choices");
  form.innerHTML =
    select("service", "service", services) +
    select("limit", "limit", (project.limits[view.service] ?? []).map((l) => [l, limitName(l)])) +
    select("measure", "measure", (project.measures[view.service] ?? []).map((m) => [m, t(m as Word)])) +
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
        measure: (project.measures[field.value] ?? ["network"])[0]!,
        group: own && project.groups.includes(own.group) ? own.group : view.group,
      });
    } else {
      change({ [field.name]: field.value } as Partial<View>);
    }
    form.querySelector<HTMLElement>(`[name=${field.name}]`)?.focus();
  };
}

export function drawHeadline(coverage: Coverage, view: View): void {
  const all = coverage.all;
  const total = all?.total ?? 0;
  const bar = parts
    .map((p) => `<span class="part ${p}" style="flex-grow:${total > 0 ? (all?.[p] ?? 0)! / total : 0}"></span>`)
    .join("");
  const rows = parts
    .map((p) => {
      const value = all?.[p];
      if (value === null || value === undefined) return "";
      return `<div><dt><span class="swatch ${p}"></span>${t(p)}</dt><dd data-part="${p}" data-value="${value}">${count(value)}</dd><dd>${percent(value, total)}</dd></div>`;
    })
    .join("");
  byId("headline").innerHTML =
    `<p class="big"><strong>${percent(all?.served ?? 0, total)}</strong><span>${t("served")} · ${groupName(view.group)}</span></p>` +
    `<div class="bar4" aria-hidden="true">${bar}</div><dl>${rows}<div class="sum"><dt>${t("total")}</dt><dd data-part="total" data-value="${total}">${count(total)}</dd><dd></dd></div></dl>` +
    `<details><summary aria-label="${t("explain")}">?</summary><p>${t("definition")}</p><p>${t("notReachedWhy")}</p></details>`;
}

export function drawLegend(project: Project, view: View): void {
  const band = (colour: string, text: string) => `<li><span class="swatch" style="background:${colour}"></span>${text}</li>`;
  const service = serviceOf(project, view);
  const units = view.units
    ? `<h2>${t("legendUnits")}</h2><ul>${shareBands.map((b) => band(b.colour, `${b.from * 100}–${b.to * 100} %`)).join("")}${band(noDataColour, t("noData"))}</ul>`
    : "";
  const limits = cellLimits(project, view);
  const cells =
    view.cells && limits.length
      ? `<h2>${t("legendCells")}</h2><ul>${limits
          .map((limit, i) => band(costColours[Math.min(i, 3)]!, `${i === 0 ? "0" : limitName(limits[i - 1]!).replace(/ .*/, "")}–${limitName(limit)}`))
          .join("")}${band(notReachedColour, t("notReached"))}</ul>`
      : "";
  const how = service?.mode ? `${t(service.mode)}${service.speed_mps ? ` · ${service.speed_mps} m/s` : ""} · ${limitName(view.limit)} · ${t(view.measure as Word)}` : `${t("joint")} · ${limitName(view.limit)}`;
  byId("legend").innerHTML = `<p class="quiet">${how} </p>${units}${cells}`;
}

/** The limits that a service's cells are coloured by; joint services have no costs of their own. */
export function cellLimits(project: Project, view: View): string[] {
  return serviceOf(project, view)?.all ? [] : (project.limits[view.service] ?? []).slice(0, 4);
}

export function drawLayers(view: View, change: (part: Partial<View>) => void, whole: () => void): void {
  const box = (key: "units" | "circles" | "cells" | "facilities", word: Word) =>
    `<label><input type="checkbox" name="${key}"${view[key] ? " checked" : ""}><span class="key ${key}" aria-hidden="true"></span>${t(word)}</label>`;
  const field = byId("layers");
  field.innerHTML = `<legend>${t("layers")}</legend>${box("units", "layerUnits")}${box("circles", "layerCircles")}${box("cells", "layerCells")}${box("facilities", "layerFacilities")}<button type="button">${t("reset")}</button>`;
  field.onchange = (event) => {
    const input = event.target as HTMLInputElement;
    change({ [input.name]: input.checked } as Partial<View>);
    field.querySelector<HTMLElement>(`[name=${input.name}]`)?.focus();
  };
  field.querySelector("button")!.addEventListener("click", whole);
}

export function drawNotes(project: Project): void {
  const by = new Map<string, { n: number; first: string }>();
  for (const w of project.warnings) {
    const entry = by.get(w.code) ?? { n: 0, first: w.message };
    entry.n += w.count;
    by.set(w.code, entry);
  }
  const warnings = [...by].map(([code, e]) => `<li><code>${escape(code)}</code> × ${count(e.n)}<br><span class="quiet">${escape(e.first)}</span></li>`).join("");
  const sources = (project.inputs ?? []).map((i) => `<li>${escape(i.path)}${i.layer ? ` · ${escape(i.layer)}` : ""}</li>`).join("");
  byId("notes").innerHTML =
    `<details><summary>${t("warnings")} (${by.size})</summary><ul>${warnings || `<li>${t("noWarnings")}</li>`}</ul></details>` +
    `<details><summary>${t("sources")}</summary><ul>${sources}</ul></details>`;
}
