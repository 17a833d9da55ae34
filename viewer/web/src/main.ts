// SPDX-License-Identifier: Apache-2.0
// The page: one view, one map, one panel, one table. A change of view asks for what it lacks; the
// newest answer wins.
import "./style.css";

import { ApiError, type Coverage, type Indicator, type Project, getCells, getCircles, getCoverage, getFacilities, getFacts, getIndicators, getProject, getUnits } from "./api";
import { readable } from "./circles";
import { Bottom, orderOf, sortOf } from "./bottom";
import { drawHeadline, whyPart } from "./headline";
import { byId, escape } from "./html";
import { count, groupName, indicatorName, percent, reasonsName, setLanguage, statusName, t, trustName, typeName } from "./i18n";
import { CoverageMap } from "./map";
import { noRuleColour, shareColour, statusColours } from "./palette";
import { cellLimits, circlesShown, drawChoices, drawHead, drawLayers, drawLegend, drawNotes, drawPresence, serviceOf } from "./panel";
import { type View, hashOf, levelOf, viewFrom } from "./state";
import { stateByUnit } from "./status";
import { type TableRow, UnitTable, factColumns, figureColumns, rowsOf, rowsOfFacts, withTrust } from "./table";
import { explainOnDemand } from "./why";

class Page {
  private view: View;
  private coverage: Coverage | undefined;
  private units: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  private indicators: Indicator[] = [];
  private rows = new Map<string, TableRow>();
  /** The level that `rows` are of. */
  private rowsLevel = "";
  private facilities: GeoJSON.FeatureCollection | undefined;
  private readonly map: CoverageMap;
  private readonly bottom: Bottom;
  private readonly table: UnitTable;
  /** States of the chosen indicator by unit. */
  private states: Map<string, string> | undefined;
  private readonly loaded = { units: "", beneath: "", coverage: "", table: "", circles: "", cells: "", facilities: "" };
  private turn = 0;

  constructor(private readonly project: Project) {
    this.view = viewFrom(location.hash, project);
    setLanguage(this.view.lang);
    this.map = new CoverageMap(byId("map"), project, {
      select: (code) => this.choose(code, false),
      describe: (code) => this.describe(code),
      describeFacility: (p) => this.describeFacility(p),
    });
    this.bottom = new Bottom(project, { change: (part, fly) => this.change(part, fly), keep: (part) => this.keep(part) });
    this.table = new UnitTable(this.bottom.body, {
      choose: (code) => this.choose(code, true),
      changed: (order, filter) => this.keep({ sort: sortOf(order), filter }),
    });
    explainOnDemand((key) => (this.coverage ? whyPart(project, this.coverage, this.view, key) : undefined));
    window.addEventListener("hashchange", () => {
      if (location.hash !== hashOf(this.view)) {
        this.view = viewFrom(location.hash, project);
        setLanguage(this.view.lang);
        this.loaded.table = "";
        this.bottom.forget();
        void this.refresh(false);
      }
    });
    void this.refresh(false);
    // Beside the view, not before it.
    getIndicators()
      .then((indicators) => {
        this.indicators = indicators;
        drawNotes(project, indicators);
      })
      .catch(fail);
  }

  private describeFacility(p: Record<string, unknown>): string {
    const facts = [typeName(String(p.type ?? ""), String(p.type_name ?? "")), statusName(String(p.status ?? ""))];
    if (typeof p.beds === "number") facts.push(`${count(p.beds)} ${t("beds")}`);
    return `<strong>${escape(String(p.name ?? p.id ?? ""))}</strong><br>${facts.map((f) => escape(String(f ?? ""))).join(" · ")}`;
  }

  private describe(code: string): string | undefined {
    const row = this.rows.get(code);
    if (!row) return undefined;
    const why = reasonsName(row.reasons);
    const trust = row.trust ? `<br><span class="${row.trust === "C" ? "doubtful" : "quiet"}">${t("trust")} ${trustName(row.trust)}${why ? ` · ${escape(why)}` : ""}</span>` : "";
    const state = this.states ? `<br>${indicatorName(this.states.get(code) ?? "")}` : "";
    const head = `<strong>${escape(row.name)}</strong> <span class="quiet">${escape(row.code)}</span>${state}`;
    if (!this.project.figures) return head + (row.sites === null ? "" : `<br>${t("sites")} ${count(row.sites)}`) + trust;
    if (row.total === null) return head + trust;
    return (
      `${head}<br>` +
      `${t("served")} ${count(row.served ?? 0)} / ${count(row.total)} ${groupName(this.view.group)} · <strong>${percent(row.served ?? 0, row.total)}</strong>${trust}`
    );
  }

  /** The selected unit's figures over the map's corner; empty without one. */
  private drawDetail(): void {
    const box = byId("detail");
    const text = this.view.selected ? this.describe(this.view.selected) : undefined;
    box.innerHTML = text ? `<div>${text}</div><button type="button" aria-label="${t("clear")}" title="${t("clear")}">×</button>` : "";
    box.querySelector("button")?.addEventListener("click", () => this.change({ selected: "" }));
  }

  /** Until a new level's units are there, what is still shown can be looked at, not chosen. */
  private choose(code: string, fromTable: boolean): void {
    if (this.rowsLevel === levelOf(this.view) && this.rows.has(code)) this.change({ selected: code }, fromTable);
  }

  /** Notes in the address what is shown already. */
  private keep(part: Partial<View>): void {
    this.view = { ...this.view, ...part };
    history.replaceState(null, "", location.search + hashOf(this.view));
  }

  private change(part: Partial<View>, fromTable = false): void {
    this.keep(part);
    if (part.lang) setLanguage(part.lang);
    void this.refresh(fromTable);
  }

  private async refresh(fly: boolean): Promise<void> {
    const turn = ++this.turn;
    document.body.dataset.turn = String(turn);
    let { view } = this;
    const { project, map } = this;
    const latest = () => turn === this.turn;
    byId("map-region").setAttribute("aria-label", t("mapRegion"));
    byId("table-region").setAttribute("aria-label", t("table"));
    byId("panel").setAttribute("aria-label", t("panel"));
    byId("sketch").textContent = t("nonPublic");
    map.relabel();
    drawHead(project, () => this.change({ lang: this.view.lang === "zh" ? "en" : "zh" }));
    drawChoices(project, view, (part) => this.change(part));
    drawLayers(project, view, (part) => this.change(part), () => map.whole());
    drawNotes(project, this.indicators);
    this.bottom.drawTabs(view);
    byId("headline").classList.add("stale");
    try {
      const unitsKey = levelOf(view);
      const beneathLevel = this.levelBeneath(view);
      const beneathKey = beneathLevel ? `${beneathLevel.tree}/${beneathLevel.level}` : "";
      const query = { service: view.service, limit: view.limit, measure: view.measure, group: view.group, tree: view.tree, level: view.level };
      const coverageKey = Object.values(query).join("/");
      const [units, coverage, facts, beneath, ruled] = await Promise.all([
        this.loaded.units === unitsKey || !view.level ? undefined : getUnits(view.tree, view.level),
        !project.figures ? undefined : this.loaded.coverage === coverageKey ? this.coverage : getCoverage(query),
        project.figures || !view.level ? undefined : getFacts(view.tree, view.level),
        this.loaded.beneath === beneathKey || !beneathLevel ? undefined : getUnits(beneathLevel.tree, beneathLevel.level),
        view.rule && project.tables.includes("indicators") ? this.bottom.ruleRows(view.rule) : undefined,
      ]);
      if (!latest()) return;
      if (units) {
        this.units = units;
        this.loaded.units = unitsKey;
        await map.setUnits(units);
        if (!latest()) return;
      }
      if (this.loaded.beneath !== beneathKey) await map.setBeneath(beneath);
      this.loaded.beneath = beneathKey;
      this.loaded.coverage = coverageKey;
      this.coverage = coverage;
      byId("failure").hidden = true;
      this.states = ruled && ruled.length ? stateByUnit(ruled.filter((r) => r.level === view.level)) : undefined;
      const rows = coverage ? withTrust(rowsOf(coverage), this.units) : rowsOfFacts(facts ?? {}, this.typesOf(view));
      this.rows = new Map(rows.map((r) => [r.code, r]));
      this.rowsLevel = unitsKey;
      await map.setColours(rows.map((r) => this.colourOf(r)));
      drawLegend(project, view, this.states ? { name: ruled?.[0]?.name ?? "", states: this.states } : undefined);
      if (view.selected && !this.rows.has(view.selected)) {
        // Of another level, or of none.
        this.keep({ selected: "" });
        view = this.view;
      }
      if (coverage) drawHeadline(project, coverage, view);
      else drawPresence(project, view, rows);
      const drawn = [coverageKey, unitsKey, view.lang, view.tab].join("/");
      if (view.tab !== "units") await this.bottom.show(view, latest);
      else if (this.loaded.table !== drawn || units) {
        this.bottom.forget();
        this.table.set(rows, coverage ? figureColumns : factColumns, orderOf(view.sort, ""), view.filter);
      }
      if (!latest()) return;
      this.loaded.table = drawn;
      this.drawDetail();
      byId("headline").classList.remove("stale");
      const index = view.selected ? (this.rows.get(view.selected)?.id ?? -1) : -1;
      if (view.tab === "units") this.table.select(view.selected, !fly);
      await map.select(index >= 0 ? index : undefined, fly);
      await this.more(view, latest);
      await map.show({ ...view, circles: circlesShown(project, view) }, serviceOf(project, view)?.mode === "car", view.units && project.levels.length > 0);
      if (!latest()) return;
      document.body.dataset.ready = String(turn);
    } catch (error) {
      fail(error);
    }
  }

  private colourOf(row: TableRow): string {
    if (!this.states) return shareColour(row.share);
    return statusColours[this.states.get(row.code) ?? ""] ?? noRuleColour;
  }

  /** Management units seldom cover the land: the legal units are drawn beneath them. */
  private levelBeneath(view: View): { tree: string; level: string } | undefined {
    if (view.tree !== "management") return undefined;
    const legal = this.project.levels.filter((l) => l.tree === "legal");
    return legal.find((l) => l.level === view.level && l.units > 1) ?? legal.find((l) => l.units > 1) ?? legal[0];
  }

  /** Circles, cells and facilities, each only when it is shown. */
  private async more(view: View, latest: () => boolean): Promise<void> {
    const circlesKey = `${view.service}/${view.limit}`;
    if (circlesShown(this.project, view) && view.service && this.loaded.circles !== circlesKey) {
      const circles = await getCircles(view.service, view.limit);
      if (!latest()) return;
      await this.map.setCircles(serviceOf(this.project, view)?.mode === "car" ? readable(circles) : circles);
      this.loaded.circles = circlesKey;
    }
    const limits = cellLimits(this.project, view);
    const cellsKey = `${view.service}/${view.measure}/${view.group}`;
    if (view.cells && this.project.figures && limits.length) {
      const cells = this.loaded.cells === cellsKey ? undefined : await getCells(view.service, view.measure, view.group);
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
  // Only where nothing answered is it in doubt whether the program still runs.
  const hint = !(error instanceof ApiError) ? (error instanceof TypeError && /fetch|network|load/i.test(error.message) ? "failedHint" : "failedPage") : error.status === 401 ? "failedToken" : "failedAnswer";
  const status = error instanceof ApiError && error.status ? `${error.status} · ` : "";
  box.hidden = false;
  box.innerHTML = `<strong>${t("failed")}</strong><p>${t(hint)}</p><p class="quiet"><code>${status}${escape(error instanceof Error ? error.message : String(error))}</code></p>`;
}

getProject()
  .then((project) => new Page(project))
  .catch(fail);
