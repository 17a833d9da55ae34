// SPDX-License-Identifier: Apache-2.0
// What if: the panel in which sites are added, moved, closed and resized, and the answers to it.
import { ApiError, type Coverage, type FieldError, type Project, type WhatIfAnswer, askWhatIf, getScenario } from "./api";
import { type Edit, History, type Spot, closed, editsFrom, moved, newId, opened, resized, siteOf, taken, unread, wired, without } from "./edits";
import { download } from "./grid";
import { byId } from "./html";
import { language } from "./i18n";
import type { CoverageMap } from "./map";
import { serviceOf, typesOf } from "./panel";
import { SiteBook } from "./site_book";
import { type Mark, type Numbered, SiteMarks } from "./site_marks";
import type { View } from "./state";
import { type Trial, markOf } from "./trial";
import { type Choice, changesHtml, formHtml, refusalHtml, siteName } from "./what_if_html";
import { desk, w } from "./words_desk";

export interface WhatIfNeeds {
  map: CoverageMap;
  sites(): Promise<GeoJSON.FeatureCollection>;
  change(part: Partial<View>): void;
  /** What is shown is no longer what was asked for. */
  stale(): void;
  fail(error: unknown): void;
}

export class WhatIf {
  private readonly root = byId("edits");
  private readonly history = new History([]);
  private marks: SiteMarks | undefined;
  private book = new SiteBook([]);
  private features: GeoJSON.Feature[] = [];
  private chosen = "";
  private drawn = "";
  private asked: AbortController | undefined;
  private answer: WhatIfAnswer | undefined;
  private refused: FieldError[] = [];
  private said = "";
  private view: View | undefined;

  constructor(
    private readonly project: Project,
    private readonly needs: WhatIfNeeds,
  ) {
    this.root.hidden = !project.what_if;
    if (!project.what_if) return;
    void needs.map.whenReady().then(() => {
      this.marks = new SiteMarks(needs.map.map, { started: needs.stale, dropped: (id, at) => this.drop(id, at) });
      SiteMarks.build(needs.map.map);
      if (this.view) this.drawMarks();
    });
    this.root.addEventListener("click", (event) => this.act(((event.target as HTMLElement).closest("button") as HTMLButtonElement | null) ?? undefined));
    this.root.addEventListener("submit", (event) => event.preventDefault());
    this.root.addEventListener("change", (event) => {
      const input = event.target as HTMLInputElement;
      if (input.name === "site") this.choose(this.siteCalled(input.value));
    });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.pick(false));
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
      const button = event.target.closest("fieldset")?.querySelector<HTMLButtonElement>("button[data-enter]");
      if (event.target.name === "site") this.choose(this.siteCalled(event.target.value));
      else if (button) button.click();
      event.preventDefault();
    });
  }

  /** The four parts with the view's edits; nothing where there are none, or where they cannot be made (told in the panel). The newest question counts. */
  async ask(view: View, query: Record<string, string>): Promise<{ before: Coverage; after: Coverage } | undefined> {
    if (!this.project.what_if) return undefined;
    const edits = editsFrom(view.edits);
    if (JSON.stringify(this.history.now) !== JSON.stringify(edits)) this.history.set(edits); // of another address
    this.asked?.abort();
    this.asked = new AbortController();
    if (edits.length === 0) {
      this.answer = undefined;
      const odd = view.edits ? unread(view.edits) : undefined;
      this.refused = odd ? [{ pointer: odd.index < 0 ? "edits" : `edits[${odd.index}]`, value: odd.text, rule: desk.editsUnread[1], rule_zh: desk.editsUnread[0] }] : [];
      return undefined;
    }
    const own = this.asked;
    try {
      const answer = await askWhatIf(query, wired(edits), own.signal);
      if (own === this.asked) {
        this.answer = answer;
        this.refused = [];
      }
      return answer;
    } catch (error) {
      if (own.signal.aborted) return new Promise(() => {}); // a newer question is on its way
      if (!(error instanceof ApiError) || (error.status !== 400 && error.status !== 422)) throw error;
      this.answer = undefined;
      this.refused = error.errors.length ? error.errors : [{ pointer: "", value: "", rule: error.message }];
      return undefined;
    }
  }

  /** A new site there, of the form's type. */
  addAt(at: Spot): void {
    this.root.querySelector("details")!.open = true;
    this.add(at);
  }

  /** Takes over what a siting chose, beside what was changed already. */
  take(more: Record<string, unknown>[], places: ReadonlyMap<string, Spot>): void {
    this.set(taken(this.history.now, more, places));
  }

  /** Of the edits that the newest figures are of. */
  trial(hash: string): Trial | undefined {
    const { now } = this.history;
    if (!this.answer || this.answer.edits.length !== now.length) return undefined;
    return { sentences: this.answer.edits.map((e, i) => `${e[language()]}${this.called(i)}`), mark: markOf(hash, now) };
  }

  /** The name of a site whose sentence has its number only. */
  private called = (edit: number): string => siteName(this.history.now[edit]!, (id) => this.book.name(id, this.history.now), this.answer?.edits[edit]?.[language()] ?? "");

  /** The panel and the marks of what was answered. */
  async draw(view: View, latest: () => boolean): Promise<void> {
    if (!this.project.what_if) return;
    const { features } = await this.needs.sites();
    if (!latest()) return;
    this.view = view;
    if (this.features !== features) this.book = new SiteBook(features);
    this.features = features;
    this.drawForm();
    this.drawList();
    this.drawMarks();
  }

  /** A click on the map: a new site, or a site that is there. Whether it was meant for this. */
  click(at: Spot, facility: string | undefined): boolean {
    if (!this.project.what_if || !this.view) return false;
    if (this.root.dataset.picking) {
      this.pick(false);
      this.add(at);
      return true;
    }
    if (facility === undefined || !this.root.querySelector("details")?.open) return false;
    this.choose(facility);
    return true;
  }

  private set(next: Edit[], key = ""): void {
    this.history.set(next, key, performance.now());
    this.go();
  }

  private go(): void {
    const { now } = this.history;
    this.said = "";
    this.needs.change({ edits: now.length ? JSON.stringify(now) : "", slide: "" });
  }

  private drop(id: string, at: Spot): void {
    this.set(moved(this.history.now, id, at), `move/${id}`);
  }

  private siteCalled = (text: string): string => this.book.called(text, this.history.now);

  private choose(id: string): void {
    this.chosen = id;
    this.said = id ? "" : w("noSuchSite");
    this.drawForm();
    this.drawList();
    this.drawMarks();
  }

  private pick(on: boolean): void {
    if (on) this.root.dataset.picking = "1";
    else delete this.root.dataset.picking;
    byId("map").classList.toggle("picking", on);
    const button = this.root.querySelector<HTMLElement>("[name=pick]");
    button?.setAttribute("aria-pressed", String(on));
    if (button) button.textContent = on ? w("picking") : w("pickOnMap");
  }

  private field = (name: string): HTMLInputElement | null => this.root.querySelector(`[name=${name}]`);
  private number = (name: string): number | undefined => {
    const text = this.field(name)?.value ?? "";
    return text.trim() === "" || !Number.isFinite(Number(text)) ? undefined : Number(text);
  };

  private add(at: Spot | undefined): void {
    const [lon, lat] = [this.number("lon"), this.number("lat")];
    const middle = this.needs.map.map.getCenter();
    const place = at ?? (lon !== undefined && lat !== undefined ? ([lon, lat] as Spot) : ([middle.lng, middle.lat] as Spot));
    const type = this.field("type")?.value ?? "";
    const id = newId(this.history.now, this.book.ids());
    const amount = this.capacity();
    const places = this.number("places");
    const name = this.field("name")?.value.trim() || `${w("newSite")} ${id.slice(4)}`;
    // The next one is another.
    for (const typed of ["name", "lon", "lat", "places"]) if (this.field(typed)) this.field(typed)!.value = "";
    this.chosen = id;
    this.reveal(place);
    this.set(opened(this.history.now, { id, name, type, at: place, ...(amount && places !== undefined ? { amounts: { [amount]: places } } : {}) }));
  }

  /** A site is to be seen where it was put. */
  private reveal(at: Spot): void {
    const { bounds } = this.project;
    // Beside the whole, where it lies outside: alone it would tell nothing.
    const around: Spot[] = bounds && !this.needs.map.holds(at) ? [[bounds[0], bounds[1]], [bounds[2], bounds[3]]] : [];
    this.needs.map.reveal([{ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [[at, at, ...around]] } }]);
  }

  private capacity = (): string => (this.view ? (serviceOf(this.project, this.view)?.capacity ?? "") : "");

  private act(button: HTMLButtonElement | undefined): void {
    const { history } = this;
    const id = this.chosen;
    const amount = this.capacity();
    if (!button) return;
    if (button.name === "undo" || button.name === "redo") {
      history[button.name]();
      this.go();
    } else if (button.name === "drop") this.set(without(history.now, Number(button.value)));
    else if (button.name === "pick") this.pick(!this.root.dataset.picking);
    else if (button.name === "add") this.add(undefined);
    else if (button.name === "move") {
      const [lon, lat] = [this.number("to_lon"), this.number("to_lat")];
      if (id && lon !== undefined && lat !== undefined) this.reveal([lon, lat]);
      if (id && lon !== undefined && lat !== undefined) this.set(moved(history.now, id, [lon, lat]));
    } else if (button.name === "resize") {
      const wanted = this.number("to_places");
      if (id && amount && wanted !== undefined) this.set(resized(history.now, id, amount, this.book.amount(id, amount) ?? 0, wanted));
    } else if (button.name === "close" && id) this.set(closed(history.now, id));
    else if (button.name === "save") void this.save().catch(this.needs.fail);
  }

  private async save(): Promise<void> {
    const name = this.field("scenario")?.value.trim() ?? "";
    download("scenario.toml", await getScenario(name, wired(this.history.now)));
    this.said = w("savedScenario");
    this.drawList();
  }

  /** What the form shows of the chosen site. */
  private choice(): Choice | undefined {
    const id = this.chosen;
    const { now } = this.history;
    if (!this.book.has(id, now)) return undefined;
    const amount = this.capacity();
    const answered = this.answer?.sites.find((s) => s.id === id);
    return { id, name: this.book.name(id, now), at: this.book.place(id, now), places: answered?.capacity ?? this.book.places(id, amount, now) ?? null };
  }

  private drawForm(): void {
    const view = this.view!;
    // Types of which there are none yet are seldom what is meant.
    const all = typesOf(this.project, view);
    const types = [...all.filter((type) => this.book.typeName(type)), ...all.filter((type) => !this.book.typeName(type))];
    const html = formHtml({ types: types.map((type) => [type, this.book.typeName(type)]), names: this.book.names(types), capacity: this.capacity() !== "", chosen: this.choice(), open: this.history.now.length > 0 || this.refused.length > 0 || (this.root.querySelector("details")?.open ?? false), said: this.said });
    if (html === this.drawn) return;
    this.drawn = html;
    const focus = document.activeElement instanceof HTMLElement && this.root.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).name : "";
    // What was typed for a site that is not there yet stays.
    const typed = ["name", "lon", "lat", "places", "scenario", "type"].map((name) => [name, this.field(name)?.value] as const);
    this.root.innerHTML = html;
    for (const [name, value] of typed) {
      const field = this.field(name);
      if (field && value !== undefined && (name !== "type" || types.includes(value))) field.value = value;
    }
    if (this.root.dataset.picking) this.pick(true);
    if (focus && focus !== "drop") this.field(focus)?.focus();
  }

  private drawList(): void {
    const list = this.root.querySelector<HTMLElement>(".changes");
    if (!list) return;
    const held = document.activeElement instanceof HTMLButtonElement && document.activeElement.name === "drop" && list.contains(document.activeElement);
    list.innerHTML = this.refused.length ? refusalHtml(this.refused, this.history.now, language()) : changesHtml(this.history.now, this.answer, language(), { called: this.called, inside: (spot) => this.needs.map.holds(spot) });
    if (held) (list.querySelector<HTMLElement>("[name=drop]") ?? this.field("undo"))?.focus();
    const button = (name: string) => this.root.querySelector<HTMLButtonElement>(`[name=${name}]`)!;
    button("undo").disabled = !this.history.canUndo();
    button("redo").disabled = !this.history.canRedo();
    button("save").disabled = this.history.now.length === 0;
    this.root.querySelector("summary")!.textContent = `${w("edit")}${this.history.now.length ? ` (${this.history.now.length})` : ""}`;
    this.root.querySelector(".said")!.textContent = this.said;
  }

  /** Where the edits are, with their numbers in the list. */
  private numbered(now: Edit[]): Numbered[] {
    const found = new Map<string, Numbered>();
    now.forEach((e, i) => {
      const id = siteOf(e);
      const at = this.book.place(id, now);
      if (!at) return;
      if (found.has(id)) found.get(id)!.numbers.push(i + 1);
      else found.set(id, { at, numbers: [i + 1] });
    });
    return [...found.values()];
  }

  private drawMarks(): void {
    if (!this.marks) return;
    const { now } = this.history;
    const marks = new Map<string, Mark>();
    for (const e of now)
      if (e.kind === "open" || e.kind === "move") marks.set(siteOf(e), { id: siteOf(e), at: e.at, name: this.book.name(siteOf(e), now), untouched: false });
    const closedNow = now.flatMap((e) => (e.kind === "close" ? [e.site] : []));
    const at = this.book.place(this.chosen, now);
    if (at && !closedNow.includes(this.chosen) && !marks.has(this.chosen)) marks.set(this.chosen, { id: this.chosen, at, name: this.book.name(this.chosen, now), untouched: true });
    this.marks.set([...marks.values()]);
    const was = new Map([...marks.keys()].flatMap((id) => (this.book.place(id) ? [[id, this.book.place(id)!] as [string, Spot]] : [])));
    this.marks.draw(this.answer?.sites ?? [], was, closedNow.flatMap((id) => (this.book.place(id) ? [this.book.place(id)!] : [])), this.numbered(now));
    // A mark stands for a site that was moved, a ring for one that is closed.
    this.needs.map.hideFacilities(now.filter((e) => e.kind === "move" || e.kind === "close").map(siteOf));
  }
}
