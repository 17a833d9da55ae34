// SPDX-License-Identifier: Apache-2.0
// The page: one view, one map, one panel, one table. A change of view asks for what it lacks; the
// newest answer wins.
import "./style.css";

import { ApiError, type Coverage, type Indicator, type Project, getCircles, getCoverage, getFacilities, getFacts, getIndicators, getProject, getUnits } from "./api";
import { readable } from "./circles";
import { Bottom, orderOf, sortOf } from "./bottom";
import { Cellwise } from "./cellwise";
import { drawHeadline, provenance, whyPart, whyTable } from "./headline";
import { byId, escape } from "./html";
import { setLanguage, t } from "./i18n";
import { describeFacility, describeUnit } from "./describe";
import { CoverageMap } from "./map";
import { noRuleColour, shareColour, statusColours } from "./palette";
import { cellLimits, circlesShown, drawChoices, drawHead, drawLayers, drawLegend, drawNotes, drawPresence, serviceOf } from "./panel";
import { PlaceBox } from "./place_box";
import { drawReach, reachRows } from "./reach";
import { download } from "./grid";
import { captioned } from "./png";
import { Sheet, aboutView } from "./sheet";
import { limitOf, wireOf } from "./slide";
import { drawTake } from "./take";
import { Slider } from "./slider";
import { type View, hashOf, levelOf, viewFrom } from "./state";
import { stateByUnit } from "./status";
import { type TableRow, UnitTable, factColumns, figureColumns, reachColumns, rowsOf, rowsOfFacts, withTrust } from "./table";
import { type Why, explainOnDemand } from "./why";
import { type DeskWord, w } from "./words_desk";

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
  private readonly cellwise: Cellwise;
  private readonly slider: Slider;
  private readonly sheet: Sheet;
  private readonly placeBox: PlaceBox;
  /** Rows of the table's limit, whatever the slider says. */
  private ofTable: TableRow[] = [];
  private readonly table: UnitTable;
  /** States of the chosen indicator by unit. */
  private states: Map<string, string> | undefined;
  private ruleName = "";
  private readonly loaded = { units: "", beneath: "", coverage: "", table: "", circles: "", cells: "", facilities: "" };
  private turn = 0;

  constructor(private readonly project: Project) {
    this.view = viewFrom(location.hash, project);
    setLanguage(this.view.lang);
    this.map = new CoverageMap(byId("map"), project, {
      select: (code) => this.choose(code, false),
      describe: (code) => this.describe(code),
      describeFacility,
      place: (lon, lat, degrees) => this.placeBox.at(this.view, lon, lat, degrees),
      moved: (camera) => this.keep({ camera }),
    }, this.view.camera);
    this.cellwise = new Cellwise(project);
    this.sheet = new Sheet(project, {
      picture: (frame) => this.map.picture(frame),
      shown: () => this.map.shown(),
    });
    this.placeBox = new PlaceBox(project, {
      map: this.map, cellwise: this.cellwise, sites: this.sites,
      rules: (level, code) => this.bottom.rows("indicators", { level, code }),
      rows: () => this.rows,
      describe: (code) => this.describe(code),
      change: (part) => this.change(part),
    });
    this.slider = new Slider({
      moved: (wire) => this.slideTo(wire),
      released: (wire) => this.change({ slide: String(wire) }),
      left: () => this.change({ slide: "" }),
    });
    this.bottom = new Bottom(project, { change: (part, fly) => this.change(part, fly), keep: (part) => this.keep(part) });
    this.table = new UnitTable(this.bottom.body, {
      choose: (code) => this.choose(code, true),
      changed: (order, filter) => this.keep({ sort: sortOf(order), filter }),
    });
    explainOnDemand((key) => this.why(key));
    window.addEventListener("hashchange", () => {
      if (location.hash !== hashOf(this.view)) {
        this.view = viewFrom(location.hash, project);
        setLanguage(this.view.lang);
        if (this.view.camera) this.map.look(this.view.camera);
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

  private describe(code: string): string | undefined {
    const row = this.rows.get(code);
    return row && describeUnit(this.project, this.view, row, this.states);
  }

  private sites = async (): Promise<GeoJSON.FeatureCollection> => (this.facilities ??= await getFacilities());

  private why(key: string): Why | undefined {
    const { project, view } = this;
    if (key.startsWith("table-")) return whyTable(project, view, key.slice(6));
    if (!key.startsWith("reach-")) return this.coverage ? whyPart(project, this.coverage, view, key) : undefined;
    const word = key.slice(6) as DeskWord;
    return {
      title: w(word),
      lines: [["definition", `${word === "within" ? w("defReach") : word === "beyond" ? w("defBeyond") : w("defUnconnected")} ${w("rounding")}`], ["row", `coverage.gpkg · cells · ${view.service} · ${view.group}`], ...provenance(project, ["population", "facilities", "network", "boundaries"])],
    };
  }

  /** New figures of a limit from the cells, without a request. */
  private slideTo(wire: number): void {
    const { view, cellwise } = this;
    const { loaded } = cellwise;
    if (!loaded || loaded.key !== Cellwise.key(view)) return;
    const first = !view.slide;
    this.keep({ slide: String(wire) });
    if (first) return void this.refresh(false); // legend, circles and columns are of the cells from now on
    this.slid(this.view);
    this.drawLegend(this.view);
    void this.map.setColours([...this.rows.values()].map((r) => this.colourOf(r)));
    void this.map.setCells(undefined, cellLimits(this.project, this.view).map(wireOf));
  }

  /** Headline, rows and curve where the slider stands. */
  private slid(view: View): void {
    const { slide } = this.cellwise.loaded!;
    slide.moveTo(Number(view.slide));
    this.rows = new Map(reachRows(this.ofTable, slide, this.project.levels.length > 0).map((r) => [r.code, r]));
    const row = this.rows.get(view.selected);
    drawReach(slide, row ? row.id : -1, view, limitOf(Number(view.slide), view.limit.endsWith("m")), row?.name ?? w("whole"), "capacity" in (serviceOf(this.project, view) ?? {}));
    this.drawSlider(view);
  }

  private drawSlider(view: View): void {
    const { loaded } = this.cellwise;
    if (!loaded) return this.slider.hide();
    const row = this.project.levels.length ? (this.rows.get(view.selected)?.id ?? -1) : -1;
    this.slider.draw([loaded.key, row, view.lang].join("/"), loaded.slide, row, this.project.limits[view.service] ?? [], view.slide ? Number(view.slide) : wireOf(view.limit), view.slide !== "");
  }

  /** Beside the view: what the slider needs. */
  private async beside(view: View, latest: () => boolean): Promise<void> {
    await this.cellwise.load(view, this.ofTable.length);
    if (!latest()) return;
    this.drawSlider(view);
    byId("slide").dataset.ready = this.cellwise.loaded?.key ?? "none";
  }

  /** Until a new level's units are there, what is still shown can be looked at, not chosen. */
  private choose(code: string, fromTable: boolean): void {
    if (this.rowsLevel === levelOf(this.view) && this.rows.has(code)) this.change({ selected: code, cell: "" }, fromTable);
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
    drawTake({ png: () => this.png(), print: () => this.sheet.open(this.view) }, fail);
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
      this.ofTable = coverage ? withTrust(rowsOf(coverage), this.units) : rowsOfFacts(facts ?? {}, this.typesOf(view));
      this.rows = new Map(this.ofTable.map((r) => [r.code, r]));
      const sliding = view.slide !== "" && (await this.cellwise.load(view, this.ofTable.length)) !== undefined;
      if (!latest()) return;
      if (sliding) this.slid(view);
      const rows = [...this.rows.values()];
      this.rowsLevel = unitsKey;
      await map.setColours(rows.map((r) => this.colourOf(r)));
      this.ruleName = ruled?.[0]?.name ?? "";
      this.drawLegend(view);
      if (view.selected && !this.rows.has(view.selected)) {
        // Of another level, or of none.
        this.keep({ selected: "" });
        view = this.view;
      }
      if (sliding) this.slid(view);
      else if (coverage) drawHeadline(project, coverage, view);
      else drawPresence(project, view, rows);
      const drawn = [coverageKey, unitsKey, view.lang, view.tab, sliding ? view.slide : ""].join("/");
      if (view.tab !== "units") await this.bottom.show(view, latest);
      else if (this.loaded.table !== drawn || units) {
        this.bottom.forget();
        this.table.set(rows, sliding ? reachColumns : coverage ? figureColumns : factColumns, orderOf(view.sort, ""), view.filter);
      }
      if (!latest()) return;
      this.loaded.table = drawn;
      await this.placeBox.draw(view, latest);
      if (!latest()) return;
      byId("headline").classList.remove("stale");
      const index = view.selected ? (this.rows.get(view.selected)?.id ?? -1) : -1;
      if (view.tab === "units") this.table.select(view.selected, !fly);
      await map.select(index >= 0 ? index : undefined, fly);
      await this.more(view, latest);
      await map.show({ ...view, circles: circlesShown(project, view) }, serviceOf(project, view)?.mode === "car", view.units && project.levels.length > 0);
      if (!latest()) return;
      document.body.dataset.ready = String(turn);
      this.beside(view, latest).catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  private drawLegend(view: View): void {
    drawLegend(this.project, view, this.states ? { name: this.ruleName, states: this.states } : undefined);
  }

  private async png(): Promise<void> {
    const { project, view } = this;
    const shot = await this.map.picture();
    const about = aboutView(project, view);
    const canvas = captioned(project, about, shot, this.map.map.getContainer().clientWidth);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
    if (blob) download("fangyuan.png", blob);
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
      const cells = this.loaded.cells === cellsKey ? undefined : await this.cellwise.cells(view);
      if (!latest()) return;
      await this.map.setCells(cells, limits.map(wireOf));
      this.loaded.cells = cellsKey;
    }
    if (view.facilities && this.loaded.facilities !== view.service) {
      const sites = await this.sites();
      if (!latest()) return;
      const types = new Set(this.typesOf(view));
      const shown = sites.features.filter((f) => {
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
