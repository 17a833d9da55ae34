// SPDX-License-Identifier: Apache-2.0
// A unit or a facility in two lines, for the pointer over the map and the box of what is selected.
import type { Project, Service } from "./api";
import { escape } from "./html";
import { count, figure, groupName, indicatorName, percent, reasonsName, statusName, t, trustName, typeName } from "./i18n";
import type { View } from "./state";
import type { TableRow } from "./table";
import { w } from "./words_desk";

/** `service`: the one shown, whose places of the site are told with how many are taken. */
export function describeFacility(p: Record<string, unknown>, service?: Service): string {
  const facts = [typeName(String(p.type ?? ""), String(p.type_name ?? "")), statusName(String(p.status ?? ""))];
  if (typeof p.beds === "number") facts.push(`${count(p.beds)} ${t("beds")}`);
  const capacity = service?.capacity ? p[service.capacity] : undefined;
  const load = service ? p[`${service.id}_load`] : undefined;
  if (service?.capacity !== "beds" && typeof capacity === "number") facts.push(`${w("capacityNow")} ${figure(capacity)}`);
  if (typeof capacity === "number" && typeof load === "number") facts.push(`${w("taken")} ${figure(load)}${capacity > 0 ? ` (${percent(load, capacity)})` : ""}`);
  return `<strong>${escape(String(p.name ?? p.id ?? ""))}</strong><br>${facts.map((f) => escape(String(f ?? ""))).join(" · ")}`;
}

/** `states`: of the indicator that units are shaded by, if any. */
export function describeUnit(project: Project, view: View, row: TableRow, states?: Map<string, string>): string {
  const why = reasonsName(row.reasons);
  const trust = row.trust ? `<br><span class="${row.trust === "C" ? "doubtful" : "quiet"}">${t("trust")} ${trustName(row.trust)}${why ? ` · ${escape(why)}` : ""}</span>` : "";
  const state = states ? `<br>${states.has(row.code) ? indicatorName(states.get(row.code)!) : w("noRuleHere")}` : "";
  const head = `<strong>${escape(row.name)}</strong> <span class="quiet">${escape(row.code)}</span>${state}`;
  if (!project.figures) return head + (row.sites === null ? "" : `<br>${t("sites")} ${count(row.sites)}`) + trust;
  if (row.total === null) return head + trust;
  if (row.served === null) return `${head}<br>${count(row.total)} · ${groupName(view.group)} · <strong>${w("notChecked")}</strong>${trust}`;
  const word = view.slide ? w("within") : t("served");
  return `${head}<br>${word} ${count(row.served ?? 0)} / ${count(row.total)} · ${groupName(view.group)} · <strong>${percent(row.served ?? 0, row.total)}</strong>${trust}`;
}
