// SPDX-License-Identifier: Apache-2.0
// The box over the map's corner: the selected unit, or one place of it explained.
import { ApiError, type Project, type Row, type Ways, askWays, getPlace, noUnitRow } from "./api";
import { editsFrom, wired } from "./edits";
import { Cellwise } from "./cellwise";
import { byId, escape } from "./html";
import { t } from "./i18n";
import type { CoverageMap } from "./map";
import { cellsOfUnit, nearestCell, placeHtml, unitsOf } from "./place";
import type { View } from "./state";
import type { TableRow } from "./table";
import { serviceOf } from "./panel";
import { unlistedHtml, unlistedTypes } from "./unlisted";
import { wayShapes, waysHtml } from "./ways_html";
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
  /** The place drawn last: only another one moves the map. */
  private drawn = "";

  constructor(
    private readonly project: Project,
    private readonly needs: PlaceBoxNeeds,
  ) {}

  async draw(view: View, latest: () => boolean): Promise<void> {
    const { needs } = this;
    const place = view.cell ? await this.explained(view) : undefined;
    if (!latest()) return;
    if (!place) {
      void needs.map.overlay("place", []);
      this.drawn = "";
    }
    const text = place ?? (view.selected ? needs.describe(view.selected) : undefined);
    const again = !place && text && this.project.figures && needs.cellwise.has(view) ? `<p class="quiet again">${w("clickAgain")}</p>` : "";
    const more = text && this.project.figures && needs.cellwise.has(view) && view.selected ? `${again}<button type="button" class="act">${w(place ? "nextPlace" : "showPlace")}</button>` : "";
    const box = byId("detail");
    const held = box.contains(document.activeElement) && document.activeElement?.className === "act";
    box.innerHTML = text ? `<div>${text}${more}</div><button type="button" class="clear" aria-label="${t("clear")}" title="${t("clear")}">×</button>` : "";
    box.querySelector(".clear")?.addEventListener("click", () => needs.change(place ? { cell: "" } : { selected: "" }));
    const act = box.querySelector<HTMLElement>(".act");
    act?.addEventListener("click", () => void this.next(view));
    box.scrollTop = 0;
    if (held) act?.focus({ preventScroll: true });
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
    const at = (place.geometry as GeoJSON.Point).coordinates;
    const { ways, now } = await this.ways(view);
    const shapes = ways ? wayShapes(at, ways) : straight(at, sites.get(String(facts[`${view.service}_site`])));
    void needs.map.overlay("place", shapes);
    if (this.drawn !== view.cell) needs.map.reveal(shapes);
    this.drawn = view.cell;
    const loads = new Map(view.edits ? [] : [...sites].flatMap(([id, f]) => (typeof f.properties?.[`${view.service}_load`] === "number" ? [[id, f.properties[`${view.service}_load`] as number]] : [])));
    const unlisted = view.edits ? [] : unlistedTypes(project, view.service);
    const names = new Map([...rules.map((r) => [r.code!, r.unit!] as const), ...[...needs.rows().values()].map((r) => [r.code, r.name] as const)].filter(([code, name]) => code && name));
    const told = ways && unlisted.length ? unlistedHtml(unlisted) : ways ? `<h3>${escape(serviceOf(project, view)?.name ?? "")}${view.edits ? ` · ${w("withEdits")}` : ""}</h3>${waysHtml(ways, serviceOf(project, view), loads)}` : "";
    const unitName = needs.rows().get(String(facts[view.tree === "legal" ? view.level : `${view.tree}_${view.level}`]))?.name ?? "";
    return placeHtml(project, { facts, rules, unitName, names, now, ways: told }, view.group, new Map([...sites].map(([id, f]) => [id, String(f.properties?.name ?? id)])));
  }

  /** Ways to the nearest sites of the service, and with edits the nearest site of every service: where the server has the study. */
  private async ways(view: View): Promise<{ ways?: Ways; now: Ways[] | undefined }> {
    const service = serviceOf(this.project, view);
    const edits = editsFrom(view.edits);
    if (!this.project.what_if || !service || service.all || !this.project.measures[service.id]?.includes("network")) return { now: undefined };
    const asked = { cell: Number(view.cell), edits: wired(edits) };
    // Edits that cannot be made are told in their own panel.
    const none = (error: unknown): undefined => {
      if (!(error instanceof ApiError) || (error.status !== 400 && error.status !== 409)) throw error;
    };
    const [ways, now] = await Promise.all([askWays({ ...asked, service: service.id, count: 3 }).catch(none), edits.length ? askWays(asked).catch(none) : undefined]);
    return { ...(ways?.[0] ? { ways: ways[0] } : {}), now };
  }

  /** The place at a click; whether there is one. Where places are not drawn, a second click on the same unit asks for one. */
  at(view: View, { lon, lat, degrees, drawn, code: clicked }: { lon: number; lat: number; degrees: number; drawn: boolean; code: string }): boolean {
    if (!drawn && (clicked === "" || clicked !== view.selected)) return false;
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

/** Where no way is known: a line as the crow flies. */
function straight(at: GeoJSON.Position, site: GeoJSON.Feature | undefined): GeoJSON.Feature[] {
  const shape = (is: string, geometry: GeoJSON.Geometry): GeoJSON.Feature => ({ type: "Feature", properties: { is, rank: 0 }, geometry });
  const to = (site?.geometry as GeoJSON.Point | null | undefined)?.coordinates;
  return [shape("place", { type: "Point", coordinates: at }), ...(to ? [shape("leg", { type: "LineString", coordinates: [at, to] })] : [])];
}
