// SPDX-License-Identifier: Apache-2.0
// Services that no facility of the lists has a type of: their zeros are not checked, and no figure
// of theirs is shown as one.
import type { Coverage, Project } from "./api";
import { byId, escape } from "./html";
import { count, groupName, t, typeName } from "./i18n";
import type { View } from "./state";
import type { TableRow } from "./table";
import { w } from "./words_desk";

/** Types of the service, or of the members of a joint one, of which there is no list; empty: there are. */
export function unlistedTypes(project: Project, service: string): string[] {
  const own = project.services.find((s) => s.id === service);
  return [...new Set((own?.all ?? [service]).flatMap((id) => project.unlisted?.[id] ?? []))];
}

/** Rows of which only the total is known. */
export const unchecked = (rows: TableRow[]): TableRow[] =>
  rows.map((r) => ({ ...r, served: null, no_capacity: null, out_of_reach: null, unconnected: null, share: null, trust: "C", reasons: "no-list" }));

export const unlistedText = (types: string[]): string => `${w("noList")}${types.length ? `${w("colon")}${types.map((type) => typeName(type, "")).join(w("listComma"))}` : ""}`;
export const unlistedHtml = (types: string[]): string => `<p class="warn" data-unlisted>${escape(unlistedText(types))}</p>`;

/** The headline without figures: who lives there, and why nothing is said of them. */
export function drawUnlisted(coverage: Coverage, view: View, types: string[]): void {
  const row = view.selected ? (coverage.codes?.indexOf(view.selected) ?? -1) : -1;
  const total = row >= 0 ? (coverage.total?.[row] ?? null) : (coverage.all?.total ?? null);
  byId("headline").innerHTML =
    `<p class="where">${escape(row >= 0 ? (coverage.names?.[row] ?? "") : w("whole"))}${row >= 0 ? ` <span class="quiet">${escape(view.selected)}</span>` : ""}</p>` +
    `<p class="big words"><strong>${w("notChecked")}</strong><span>${t("served")} · ${groupName(view.group)}</span></p>${unlistedHtml(types)}` +
    `<dl><div class="sum"><dt>${t("total")}</dt><dd data-part="total" data-value="${total ?? ""}">${total === null ? "–" : count(total)}</dd><dd class="share"></dd><dd></dd></div></dl>`;
}
