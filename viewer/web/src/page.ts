// SPDX-License-Identifier: Apache-2.0
// One view, one map, one panel, one table. A change of view asks for what it lacks; the newest
// answer wins.
import { type Indicator, type Project, getFacilities, getIndicators } from "./api";
import { Bottom, orderOf, sortOf } from "./bottom";
import { Cellwise } from "./cellwise";
import { describeFacility, describeUnit } from "./describe";
import { Extras, type ExtrasOf } from "./extras";
import { behind, fail } from "./failure";
import { type Figures, FigureSource } from "./figures";
import { geojsonOf } from "./geojson";
import { download } from "./grid";
import { drawHeadline, provenance, whyPart, whyTable } from "./headline";
import { byId } from "./html";
import { setLanguage, t } from "./i18n";
import { CoverageMap } from "./map";
import { OnlineBox } from "./online";
import { pairColour, pairRows, signedUnits } from "./pair";
import { noRuleColour, shareColour, statusColours } from "./palette";
import { cellLimits, drawChoices, drawHead, drawLayers, drawLegend, drawNotes, drawPresence, markLimit, serviceOf } from "./panel";
import { PlaceBox } from "./place_box";
import { captioned } from "./png";
import { Sheet, aboutView } from "./sheet";
import { wireOf } from "./slide";
import { SitingPanel } from "./siting";
import { Sliding } from "./sliding";
import type { Trial } from "./trial";
import { type View, hashOf, levelOf, viewFrom } from "./state";
import { Tour } from "./tour";
import { Twin } from "./twin";
import { type TableRow, UnitTable, arranged, factColumns, figureColumns, pairColumns, reachColumns } from "./table";
import { drawTake } from "./take";
import { drawUnlisted, unlistedHtml } from "./unlisted";
import { WhatIf } from "./what_if";
import { type Why, explainOnDemand } from "./why";
import { type DeskWord, w } from "./words_desk";

export class Page {
  private view: View;
  private figures: Figures | undefined;
  private indicators: Indicator[] = [];
  private rows = new Map<string, TableRow>();
  /** The level that `rows` are of. */
  private rowsLevel = "";
  private facilities: GeoJSON.FeatureCollection | undefined;
  private readonly source: FigureSource;
  private readonly map: CoverageMap;
  private readonly bottom: Bottom;
  private readonly cellwise: Cellwise;
  private readonly sliding: Sliding;
  private readonly sheet: Sheet;
  private readonly placeBox: PlaceBox;
  private readonly extras: Extras;
  private readonly whatIf: WhatIf;
  private readonly siting: SitingPanel;
  private readonly twin: Twin;
  private readonly tour: Tour;
  private readonly online: OnlineBox;
  private readonly table: UnitTable;
  /** What the table of units was drawn for. */
  private tableKey = "";
  private turn = 0;
  private noting = 0;

  constructor(private readonly project: Project) {
    this.view = viewFrom(location.hash, project);
    setLanguage(this.view.lang);
    this.map = new CoverageMap(byId("map"), project, {
      select: (code) => this.choose(code, false),
      describe: (code) => this.describe(code),
      describeFacility: (properties) => describeFacility(properties, serviceOf(project, this.view)),
      place: (at) => this.placeBox.at(this.view, at),
      site: (at, facility) => this.siting.click(at) || this.whatIf.click(at, facility),
      moved: (camera) => this.keep({ camera }, this.view.compare !== "over"),
    }, this.view.camera);
    this.cellwise = new Cellwise(project);
    this.sheet = new Sheet(project, { picture: (frame) => this.map.picture(frame), shown: () => this.map.shown(), trial: () => this.trial(), pair: () => this.figures?.pair?.of });
    this.placeBox = new PlaceBox(project, {
      map: this.map, cellwise: this.cellwise, sites: this.sites,
      rules: (level, code) => this.bottom.rows("indicators", { level, code }),
      rows: () => this.rows,
      describe: (code) => this.describe(code),
      change: (part) => this.change(part),
    });
    this.sliding = new Sliding(project, this.cellwise, {
      moved: (wire) => this.slideTo(wire),
      released: (wire) => this.change({ slide: String(wire) }),
      left: () => this.change({ slide: "" }),
    });
    this.extras = new Extras(project, this.map, this.cellwise, this.sites);
    this.twin = new Twin(project, { main: this.map, cellwise: this.cellwise, sites: this.sites, select: (code) => this.choose(code, false), keep: (part) => this.keep(part, true) });
    this.whatIf = new WhatIf(project, { map: this.map, sites: this.sites, change: (part) => this.change(part), stale: () => this.stale(true), fail });
    this.siting = new SitingPanel(project, { map: this.map, sites: this.sites, take: (edits, places) => this.whatIf.take(edits, places), fail });
    this.bottom = new Bottom(project, { change: (part, fly) => this.change(part, fly), keep: (part) => this.keep(part) });
    this.source = new FigureSource(project, { ruleRows: (rule) => this.bottom.ruleRows(rule), edited: (view, query) => this.whatIf.ask(view, query) });
    this.table = new UnitTable(this.bottom.body, {
      choose: (code) => this.choose(code, true),
      changed: (order, filter) => this.keep({ sort: sortOf(order), filter }),
    });
    this.online = new OnlineBox(() => [this.map, ...this.twin.maps()]);
    this.tour = new Tour(project, { map: this.map, sites: this.sites, cellwise: this.cellwise, view: () => this.view, change: (part) => this.change(part), add: (at) => this.whatIf.addAt(at) });
    const first = Tour.isFirst();
    explainOnDemand((key) => this.why(key));
    byId("legend").addEventListener("change", (event) => {
      const field = event.target as HTMLSelectElement;
      if (field.name !== "shade" && field.name !== "compare") return;
      this.change({ [field.name]: field.value } as Partial<View>);
    });
    byId("legend").addEventListener("click", (event) => {
      if ((event.target as HTMLButtonElement).name === "swap") this.change({ swap: this.view.swap ? "" : "1" });
    });
    window.addEventListener("hashchange", () => this.address());
    void this.refresh(false).then(() => (first ? this.tour.start() : undefined));
    // Beside the view, not before it.
    getIndicators()
      .then((indicators) => {
        this.indicators = indicators;
        drawNotes(project, indicators);
      })
      .catch(fail);
  }

  /** Another address was typed or come back to. */
  private address(): void {
    if (location.hash === hashOf(this.view)) return;
    this.view = viewFrom(location.hash, this.project);
    setLanguage(this.view.lang);
    if (this.view.camera) this.map.look(this.view.camera);
    this.tableKey = "";
    this.bottom.forget();
    void this.refresh(false);
  }

  private describe(code: string): string | undefined {
    const row = this.rows.get(code);
    return row && describeUnit(this.project, this.view, row, this.figures?.states);
  }

  private sites = async (): Promise<GeoJSON.FeatureCollection> => (this.facilities ??= await getFacilities());

  private why(key: string): Why | undefined {
    const { project, view, figures } = this;
    if (key.startsWith("table-")) return whyTable(project, view, key.slice(6));
    if (!key.startsWith("reach-")) return figures?.coverage ? whyPart(project, figures.coverage, view, key, figures.pair?.of) : undefined;
    const word = key.slice(6) as DeskWord;
    return {
      title: w(word),
      lines: [["definition", `${word === "within" ? w("defReach") : word === "beyond" ? w("defBeyond") : w("defUnconnected")} ${w("rounding")}`], ["row", `coverage.gpkg · cells · ${view.service} · ${view.group}`], ...provenance(project, ["population", "facilities", "network", "boundaries"])],
    };
  }

  /** New figures of a limit from the cells, without a request. */
  private slideTo(wire: number): void {
    if (!this.sliding.fits(this.view) || !this.figures) return;
    const first = !this.view.slide;
    this.keep({ slide: String(wire) }, !first);
    if (first) return void this.refresh(false); // legend, circles and columns are of the cells from now on
    this.rows = this.sliding.rows(this.view, this.figures.rows);
    this.drawLegend(this.view);
    markLimit(this.project, this.view);
    void this.extras.slid(this.view);
    void this.map.setColours(this.colours());
    void this.map.setCells(undefined, cellLimits(this.project, this.view).map(wireOf));
  }

  /** Until a new level's units are there, what is still shown can be looked at, not chosen. */
  private choose(code: string, fromTable: boolean): void {
    if (this.rowsLevel === levelOf(this.view) && this.rows.has(code)) this.change({ selected: code, cell: "" }, fromTable);
  }

  /** Notes in the address what is shown already. */
  private keep(part: Partial<View>, soon = false): void {
    this.view = { ...this.view, ...part };
    clearTimeout(this.noting);
    // A hand that drags would note a hundred addresses a second, which browsers refuse.
    if (soon) this.noting = window.setTimeout(() => this.keep({}), 150);
    else history.replaceState(null, "", location.search + hashOf(this.view));
  }

  private change(part: Partial<View>, fromTable = false): void {
    this.keep(part);
    if (part.lang) setLanguage(part.lang);
    void this.refresh(fromTable);
  }

  /** What is shown is of a view that was. */
  private stale(on: boolean): void {
    for (const id of ["headline", "table-region", "legend"]) byId(id).classList.toggle("stale", on);
  }

  private drawFrame(view: View): void {
    const { project, map } = this;
    byId("map-region").setAttribute("aria-label", t("mapRegion"));
    byId("table-region").setAttribute("aria-label", t("table"));
    byId("panel").setAttribute("aria-label", t("panel"));
    byId("edits").setAttribute("aria-label", w("edit"));
    byId("siting").setAttribute("aria-label", w("siting"));
    byId("sketch").textContent = t("nonPublic");
    map.relabel();
    drawHead(project, () => this.change({ lang: this.view.lang === "zh" ? "en" : "zh" }), () => void this.tour.start());
    this.online.draw();
    drawChoices(project, view, (part) => this.change(part));
    drawLayers(project, view, (part) => this.change(part), () => map.whole());
    drawTake({ png: () => this.png(), print: () => this.sheet.open(this.view), geojson: () => this.geojson() }, fail);
    drawNotes(project, this.indicators);
    this.bottom.drawTabs(view);
  }

  private async refresh(fly: boolean): Promise<void> {
    const turn = ++this.turn;
    document.body.dataset.turn = String(turn);
    let { view } = this;
    const { project, map } = this;
    const latest = () => turn === this.turn;
    this.drawFrame(view);
    this.stale(true);
    try {
      const figures = await this.source.of(view, latest);
      if (!figures || !latest()) return;
      this.figures = figures;
      if (figures.newUnits) {
        await map.setUnits(figures.units);
        if (!latest()) return;
      }
      if (figures.newBeneath) await map.setBeneath(figures.beneath);
      byId("failure").hidden = true;
      behind(false);
      const { coverage, pair } = figures;
      // Cells are those before: beside another result they would tell something else.
      const unlisted = figures.unlisted.length > 0;
      const sliding = !pair && !unlisted && view.slide !== "" && (await this.cellwise.load(view, figures.rows.length)) !== undefined;
      if (!latest()) return;
      this.rows = sliding ? this.sliding.rows(view, figures.rows) : new Map((pair ? pairRows(figures.rows, figures.before) : figures.rows).map((r) => [r.code, r]));
      const rows = [...this.rows.values()];
      this.rowsLevel = levelOf(view);
      await map.setColours(this.colours());
      await map.setSigned(pair && !figures.states && view.compare === "over" && view.shade === "change" ? signedUnits(rows) : { loss: [], gain: [] });
      this.drawLegend(view);
      if (view.selected && !this.rows.has(view.selected)) {
        // Of another level, or of none.
        this.keep({ selected: "" });
        view = this.view;
      }
      if (sliding) this.sliding.rows(view, figures.rows);
      else if (coverage && unlisted && !pair) drawUnlisted(coverage, view, figures.unlisted);
      else if (coverage) {
        drawHeadline(project, coverage, view, pair, rows);
        if (unlisted) byId("headline").insertAdjacentHTML("beforeend", unlistedHtml(figures.unlisted));
      }
      else drawPresence(project, view, rows);
      const drawn = [figures.key, levelOf(view), view.lang, view.tab, sliding ? view.slide : ""].join("/");
      if (view.tab !== "units") await this.bottom.show(view, latest);
      else if (this.tableKey !== drawn || figures.newUnits) {
        this.bottom.forget();
        this.table.set(rows, sliding ? reachColumns : pair ? pairColumns : coverage ? figureColumns : factColumns, orderOf(view.sort, ""), view.filter);
      }
      if (!latest()) return;
      this.tableKey = drawn;
      await this.whatIf.draw(view, latest);
      await this.siting.draw(view, latest);
      // Edits that are of no effect change no way, either.
      await this.placeBox.draw(pair?.of === "edits" ? view : { ...view, edits: "" }, latest);
      if (!latest()) return;
      this.stale(false);
      const index = view.selected ? (this.rows.get(view.selected)?.id ?? -1) : -1;
      if (view.tab === "units") this.table.select(view.selected, !fly);
      await map.select(index >= 0 ? index : undefined, fly);
      await this.extras.show(view, this.extrasOf(view), latest);
      await this.twin.show(view, figures, latest);
      if (!latest()) return;
      document.body.dataset.ready = String(turn);
      if (pair || unlisted) this.sliding.hide();
      else this.sliding.beside(view, this.rows, figures.rows.length, latest).catch(fail);
    } catch (error) {
      behind(true);
      fail(error);
    }
  }

  /** Of two runs the map shows the second one's circles and places; of edits there are only those before. */
  private extrasOf(view: View): ExtrasOf {
    const { pair } = this.figures ?? {};
    const before = pair && view.compare === "over" && view.shade === "before";
    return { of: pair?.of === "runs" && !before ? "second" : "first", outdated: pair?.of === "edits" && !before, bare: pair?.of === "edits" && view.compare !== "over" };
  }

  private drawLegend(view: View): void {
    const { states, ruleName, pair } = this.figures ?? {};
    const box = byId("legend");
    const held = document.activeElement instanceof HTMLElement && box.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).name : "";
    drawLegend(this.project, view, states ? { name: ruleName ?? "", states } : undefined, pair?.of, !this.extrasOf(view).outdated);
    if (held) (box.querySelector<HTMLElement>(`[name=${held}]:checked`) ?? box.querySelector<HTMLElement>(`[name=${held}]`))?.focus();
  }

  private async png(): Promise<void> {
    const { project, view } = this;
    const shot = await this.twin.picture(await this.map.picture());
    const canvas = captioned(project, aboutView(project, view), shot, shot.width, this.trial());
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
    if (blob) download("fangyuan.png", blob);
  }

  private async geojson(): Promise<void> {
    const { project, view, figures } = this;
    if (!figures) return;
    const wanted = view.tab === "units" ? arranged([...this.rows.values()], view.filter, "code", false) : [...this.rows.values()];
    const trial = this.trial();
    const about = { project: project.project, date: project.date, hash: project.hash, view: aboutView(project, view), ...(trial ? { trial: trial.mark, edits: trial.sentences.join("; ") } : {}) };
    download("fangyuan.geojson", new Blob([JSON.stringify(geojsonOf(figures.units, wanted, about))], { type: "application/geo+json" }));
  }

  /** Of edits that are computed, not stored. */
  private trial = (): Trial | undefined => (this.figures?.pair?.of === "edits" ? this.whatIf.trial(this.project.hash) : undefined);

  /** By the ids of the units. */
  private colours(): string[] {
    const { states, pair } = this.figures ?? {};
    const colours: string[] = [];
    for (const row of this.rows.values())
      colours[row.id] = states ? (statusColours[states.get(row.code) ?? ""] ?? noRuleColour) : pair ? pairColour(row, this.view.compare === "over" ? this.view.shade : "after", shareColour) : shareColour(row.share);
    return colours;
  }
}
