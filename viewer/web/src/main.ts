// SPDX-License-Identifier: Apache-2.0
// The page: one view, one map, one panel, one table. A change of view asks for what it lacks; the
// newest answer wins.
import "./style.css";

import { type Coverage, type Project, getCells, getCircles, getCoverage, getFacilities, getProject, getUnits } from "./api";
import { count, groupName, percent, setLanguage, statusName, t } from "./i18n";
import { CoverageMap } from "./map";
import { cellLimits, drawChoices, drawHead, drawHeadline, drawLayers, drawLegend, drawNotes, serviceOf } from "./panel";
import { type View, hashOf, viewFrom } from "./state";
import { type TableRow, UnitTable, rowsOf } from "./table";

const byId = (id: string) => document.getElementById(id)!;
const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

class Page {
  private view: View;
  private coverage: Coverage | undefined;
  private rows = new Map<string, TableRow>();
  private facilities: GeoJSON.FeatureCollection | undefined;
  private readonly map: CoverageMap;
  private readonly table: UnitTable;
  private readonly loaded = { units: "", coverage: "", table: "", circles: "", cells: "", facilities: "" };
  private turn = 0;

  constructor(private readonly project: Project) {
    this.view = viewFrom(location.hash, project);
    setLanguage(this.view.lang);
    this.map = new CoverageMap(byId("map"), project, {
      select: (code) => this.change({ selected: code }),
      describe: (code) => this.describe(code),
      describeFacility: (p) => this.describeFacility(p),
    });
    this.table = new UnitTable(byId("table-region"), (code) => this.change({ selected: code }, true));
    window.addEventListener("hashchange", () => {
      if (location.hash !== hashOf(this.view)) {
        this.view = viewFrom(location.hash, project);
        setLanguage(this.view.lang);
        void this.refresh(false);
      }
    });
    void this.refresh(false);
  }

  private describeFacility(p: Record<string, unknown>): string {
    const facts = [p.type_name ?? p.type, statusName(String(p.status ?? ""))];
    if (typeof p.beds === "number") facts.push(`${count(p.beds)} ${t("beds")}`);
    return `<strong>${escape(String(p.name ?? p.id ?? ""))}</strong><br>${facts.map((f) => escape(String(f ?? ""))).join(" · ")}`;
  }

  private describe(code: string): string | undefined {
    const row = this.rows.get(code);
    if (!row || row.total === null) return undefined;
    return (
      `<strong>${escape(row.name)}</strong> <span class="quiet">${escape(row.code)}</span><br>` +
      `${t("served")} ${count(row.served ?? 0)} / ${count(row.total)} ${groupName(this.view.group)} · <strong>${percent(row.served ?? 0, row.total)}</strong>`
    );
  }

  /** The selected unit's figures over the map's corner; empty without one. */
  private drawDetail(): void {
    const box = byId("detail");
    const text = this.view.selected ? this.describe(this.view.selected) : undefined;
    box.innerHTML = text ? `<div>${text}</div><button type="button" aria-label="${t("clear")}" title="${t("clear")}">×</button>` : "";
    box.querySelector("button")?.addEventListener("click", () => this.change({ selected: "" }));
  }

  private change(part: Partial<View>, fromTable = false): void {
    this.view = { ...this.view, ...part };
    if (part.lang) setLanguage(part.lang);
    history.replaceState(null, "", location.search + hashOf(this.view));
    void this.refresh(fromTable);
  }

  private async refresh(fly: boolean): Promise<void> {
    const turn = ++this.turn;
    document.body.dataset.turn = String(turn);
    const { view, project, map } = this;
    const latest = () => turn === this.turn;
    byId("map-region").setAttribute("aria-label", t("mapRegion"));
    byId("table-region").setAttribute("aria-label", t("table"));
    byId("panel").setAttribute("aria-label", t("panel"));
    byId("sketch").textContent = t("nonPublic");
    map.relabel();
    drawHead(project, () => this.change({ lang: this.view.lang === "zh" ? "en" : "zh" }));
    drawChoices(project, view, (part) => this.change(part));
    drawLegend(project, view);
    drawLayers(view, (part) => this.change(part), () => map.whole());
    drawNotes(project);
    byId("headline").classList.add("stale");
    try {
      const unitsKey = `${view.tree}/${view.level}`;
      const query = { service: view.service, limit: view.limit, measure: view.measure, group: view.group, tree: view.tree, level: view.level };
      const coverageKey = Object.values(query).join("/");
      const [units, coverage] = await Promise.all([
        this.loaded.units === unitsKey || !view.level ? undefined : getUnits(view.tree, view.level),
        this.loaded.coverage === coverageKey ? this.coverage : getCoverage(query),
      ]);
      if (!latest()) return;
      if (units) await map.setUnits(units);
      this.loaded.units = unitsKey;
      this.loaded.coverage = coverageKey;
      this.coverage = coverage;
      byId("failure").hidden = true;
      if (coverage) {
        const drawn = `${coverageKey}/${view.lang}`;
        if (units || this.loaded.table !== drawn) {
          const rows = rowsOf(coverage);
          this.rows = new Map(rows.map((r) => [r.code, r]));
          await map.setShares(rows.map((r) => r.share));
          drawHeadline(coverage, view);
          this.table.set(rows);
          this.loaded.table = drawn;
        }
      }
      this.drawDetail();
      byId("headline").classList.remove("stale");
      const index = coverage?.codes?.indexOf(view.selected) ?? -1;
      this.table.select(view.selected, !fly);
      await map.select(index >= 0 ? index : undefined, fly);
      await this.more(view, latest);
      await map.show(view);
      if (!latest()) return;
      document.body.dataset.ready = String(turn);
    } catch (error) {
      fail(error);
    }
  }

  /** Circles, cells and facilities, each only when it is shown. */
  private async more(view: View, latest: () => boolean): Promise<void> {
    const circlesKey = `${view.service}/${view.limit}`;
    if (view.circles && this.loaded.circles !== circlesKey) {
      const circles = await getCircles(view.service, view.limit);
      if (!latest()) return;
      await this.map.setCircles(circles);
      this.loaded.circles = circlesKey;
    }
    const limits = cellLimits(this.project, view);
    const cellsKey = `${view.service}/${view.group}`;
    if (view.cells && limits.length && this.loaded.cells !== cellsKey) {
      const cells = await getCells(view.service, view.group);
      if (!latest()) return;
      await this.map.setCells(cells, limits.map((l) => (l.endsWith("m") ? Number(l.slice(0, -1)) / 10 : Number(l))));
      this.loaded.cells = cellsKey;
    }
    if (view.facilities && this.loaded.facilities !== view.service) {
      this.facilities ??= await getFacilities();
      if (!latest()) return;
      const types = new Set(this.typesOf(view));
      const shown = this.facilities.features.filter((f) => {
        const p = f.properties ?? {};
        return types.size === 0 || types.has(p.type) || String(p.functions ?? "").split(";").some((x) => types.has(x));
      });
      await this.map.setFacilities({ type: "FeatureCollection", features: shown.filter((f) => f.geometry) });
      this.loaded.facilities = view.service;
    }
  }

  private typesOf(view: View): string[] {
    const service = serviceOf(this.project, view) as { facilities?: string[]; all?: string[] } | undefined;
    const members = service?.all?.map((id) => this.project.services.find((s) => s.id === id) as { facilities?: string[] } | undefined);
    return members ? members.flatMap((m) => m?.facilities ?? []) : (service?.facilities ?? []);
  }
}

function fail(error: unknown): void {
  const box = byId("failure");
  box.hidden = false;
  box.innerHTML = `<strong>${t("failed")}</strong><p>${escape(error instanceof Error ? error.message : String(error))}</p><p>${t("failedHint")}</p>`;
}

getProject()
  .then((project) => new Page(project))
  .catch(fail);
