// SPDX-License-Identifier: Apache-2.0
// The box over the map's corner: the selected unit, or one place of it explained.
import { ApiError, type Project, type Row, getPlace, noUnitRow } from "./api";
import { Cellwise } from "./cellwise";
import { byId } from "./html";
import { t } from "./i18n";
import type { CoverageMap } from "./map";
import { cellsOfUnit, nearestCell, placeHtml, unitsOf } from "./place";
import type { View } from "./state";
import type { TableRow } from "./table";
import { w } from "./words_desk";

export interface PlaceBoxNeeds {
  map: CoverageMap;
  cellwise: Cellwise;
  sites(): Promise<GeoJSON.FeatureCollection>;
  /** Indicators of a unit. */
  rules(level: string, code: string): Promise<Row[]>;
  rows(): Map<string, TableRow>;
  describe(code: string): string | undefined;
  change(part: Partial<View>): void;
}

export class PlaceBox {
  constructor(
    private readonly project: Project,
    private readonly needs: PlaceBoxNeeds,
  ) {}

  async draw(view: View, latest: () => boolean): Promise<void> {
    const { needs } = this;
    const place = view.cell ? await this.explained(view) : undefined;
    if (!latest()) return;
    if (!place) void needs.map.setPlace();
    const text = place ?? (view.selected ? needs.describe(view.selected) : undefined);
    const more = text && this.project.figures && needs.cellwise.has(view) && view.selected ? `<button type="button" class="act">${w(place ? "nextPlace" : "showPlace")}</button>` : "";
    const box = byId("detail");
    const held = box.contains(document.activeElement) && document.activeElement?.className === "act";
    box.innerHTML = text ? `<div>${text}${more}</div><button type="button" class="clear" aria-label="${t("clear")}" title="${t("clear")}">×</button>` : "";
    box.querySelector(".clear")?.addEventListener("click", () => needs.change(place ? { cell: "" } : { selected: "" }));
    const act = box.querySelector<HTMLElement>(".act");
    act?.addEventListener("click", () => void this.next(view));
    if (held) act?.focus();
  }

  /** People, sites and indicators of the place, which is drawn on the map, too; nothing for a number of no place. */
  private async explained(view: View): Promise<string | undefined> {
    const { needs, project } = this;
    const place = await getPlace(Number(view.cell)).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    });
    if (!place) return undefined;
    const facts = (place.properties ?? {}) as Record<string, unknown>;
    const asked = project.tables.includes("indicators") ? unitsOf(project, facts) : [];
    const rules = (await Promise.all(asked.map(({ level, code }) => needs.rules(level, code)))).flat();
    const sites = new Map((await needs.sites()).features.map((f) => [String(f.properties?.id), f]));
    const site = sites.get(String(facts[`${view.service}_site`]))?.geometry as GeoJSON.Point | undefined;
    void needs.map.setPlace((place.geometry as GeoJSON.Point).coordinates, site?.coordinates);
    const unitName = needs.rows().get(String(facts[view.tree === "legal" ? view.level : `${view.tree}_${view.level}`]))?.name ?? "";
    return placeHtml(project, { facts, rules, unitName }, view.group, new Map([...sites].map(([id, f]) => [id, String(f.properties?.name ?? id)])));
  }

  /** The place at a click; whether there is one. */
  at(view: View, lon: number, lat: number, degrees: number): boolean {
    const { loaded } = this.needs.cellwise;
    const cell = loaded && loaded.key === Cellwise.key(view) ? nearestCell(loaded.cells, lon, lat, degrees) : -1;
    if (cell < 0) return false;
    const row = loaded!.unit[cell]!;
    const code = row === noUnitRow ? "" : ([...this.needs.rows().values()].find((r) => r.id === row)?.code ?? "");
    this.needs.change({ cell: String(cell), selected: code });
    return true;
  }

  /** Of the selected unit the place with most people, then the next. */
  private async next(view: View): Promise<void> {
    const rows = this.needs.rows();
    const loaded = await this.needs.cellwise.load(view, rows.size);
    const row = rows.get(view.selected)?.id;
    if (!loaded || row === undefined) return;
    const cells = cellsOfUnit(loaded.cells, loaded.unit, row);
    const next = cells[(cells.indexOf(Number(view.cell || -1)) + 1) % cells.length];
    if (next !== undefined) this.needs.change({ cell: String(next) });
  }
}
