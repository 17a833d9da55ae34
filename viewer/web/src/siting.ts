// SPDX-License-Identifier: Apache-2.0
// Find the best sites: the panel that asks, watches, cancels, shows and takes over.
import { ApiError, type Project } from "./api";
import { type Siting as Asked, type SitingResult, cancelSiting, getSiting, startSiting } from "./api_siting";
import type { Spot } from "./edits";
import { download } from "./grid";
import { byId, escape } from "./html";
import { groupName, language, limitName, t, type Word } from "./i18n";
import type { CoverageMap } from "./map";
import { SitingDrawing } from "./siting_drawing";
import { type Types, answerHtml, chosenName, errorsHtml, formHtml, progressHtml } from "./siting_html";
import { type SitingForm, requestOf } from "./siting_request";
import type { View } from "./state";
import { w } from "./words_desk";

export interface SitingNeeds {
  map: CoverageMap;
  sites(): Promise<GeoJSON.FeatureCollection>;
  /** The answer as edits, each new site with its place. */
  take(edits: Record<string, unknown>[], places: ReadonlyMap<string, Spot>): void;
  fail(error: unknown): void;
}

/** Between two looks at what is computed. */
const lookAgainMs = 400;

export class SitingPanel {
  private readonly root = byId("siting");
  private readonly drawing: SitingDrawing;
  private form: SitingForm = { service: "", limit: "", measure: "", kind: "most-covered", type: "", sites: "5", budget: "", share: "90", price: "", seconds: "20", grid: true, gridM: "500", over: "residential", facilities: false, facilityType: "", land: false, layer: false, path: "", points: [], ring: [] };
  private types: Types = [];
  private serving: Types = [];
  private about = "";
  private example = "";
  private drawn = "";
  private asked = "";
  private result: SitingResult | undefined;
  private sought = { service: "", limit: "" };
  /** Who is covered without a new site, of what was asked for last. */
  private none: number | undefined;

  constructor(
    private readonly project: Project,
    private readonly needs: SitingNeeds,
  ) {
    this.root.hidden = !project.what_if;
    this.drawing = new SitingDrawing(needs.map, this.root);
    if (!project.what_if) return;
    this.root.addEventListener("input", (event) => this.typed(event.target as HTMLInputElement));
    this.root.addEventListener("click", (event) => {
      const button = (event.target as HTMLElement).closest("button");
      if (button) void this.act(button).catch(needs.fail);
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || (event.target as HTMLInputElement).name !== "typed") return;
      this.drawing.typed(event.target as HTMLInputElement);
      event.preventDefault();
    });
  }

  async draw(view: View, latest: () => boolean): Promise<void> {
    const { project, form } = this;
    const service = project.services.find((s) => s.id === view.service);
    this.root.hidden = !project.what_if || !project.figures || !service || service.all !== undefined;
    if (this.root.hidden) return;
    Object.assign(form, { service: view.service, limit: view.limit, measure: view.measure });
    if (!this.types.length) {
      const { features } = await this.needs.sites();
      if (!latest()) return;
      this.types = [...new Map(features.map((f) => [String(f.properties?.type), String(f.properties?.type_name ?? "")]))];
      form.facilityType = this.types.find(([id]) => !service?.facilities?.includes(id))?.[0] ?? "";
    }
    this.serving = (service?.facilities ?? []).map((type) => [type, this.types.find(([id]) => id === type)?.[1] ?? ""]);
    // What there is none of yet is seldom what is meant.
    if (!this.serving.some(([id]) => id === form.type)) form.type = (this.serving.find(([id]) => this.types.some(([there]) => there === id)) ?? this.serving[0])?.[0] ?? "";
    this.about = w("sitingAbout").replace("{service}", service?.name ?? "").replace("{how}", [limitName(view.limit), t(view.measure as Word), groupName(service?.group ?? "")].join(" · "));
    const [west, south, east, north] = project.bounds ?? [114, 34, 115, 35];
    this.example = `${((west + east) / 2).toFixed(3)}, ${((south + north) / 2).toFixed(3)}`;
    this.redraw();
  }

  /** A click on the map while something is drawn; whether it was meant for that. */
  click = (at: Spot): boolean => this.drawing.click(at);

  private redraw(): void {
    const html = formHtml(this.form, { about: this.about, types: this.types, serving: this.serving, example: this.example }, this.root.querySelector("details")?.open ?? false);
    if (html === this.drawn) return;
    this.drawn = html;
    const focus = document.activeElement instanceof HTMLElement && this.root.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).name : "";
    this.root.innerHTML = html;
    this.drawing.tell();
    if (focus) this.root.querySelector<HTMLElement>(`[name="${focus}"]`)?.focus();
    if (this.asked) this.button("cancel").hidden = false;
    if (this.result) this.root.querySelector(".answer")!.innerHTML = answerHtml(this.result, this.none);
  }

  private button = (name: string): HTMLButtonElement => this.root.querySelector<HTMLButtonElement>(`[name="${name}"]`)!;

  private typed(field: HTMLInputElement): void {
    if (!(field.name in this.form)) return;
    Object.assign(this.form, { [field.name]: field.type === "checkbox" ? field.checked : field.value });
    // What is typed needs no new form, and a new one would take the field from under the hand.
    if (field.type === "checkbox" || field.name === "kind") this.redraw();
  }

  private async act(button: HTMLButtonElement): Promise<void> {
    const { result } = this;
    if (button.name === "start") await this.start();
    else if (button.name === "cancel" && this.asked) await cancelSiting(this.asked);
    else if (button.name === "draw-points") this.drawing.toggle("points");
    else if (button.name === "draw-ring") this.drawing.toggle("ring");
    else if (button.name === "clear-drawn") this.drawing.clear();
    else if (button.name === "look") this.look(button.value);
    else if (button.name === "scenario" && result) download("scenario.toml", new Blob([result.scenario], { type: "application/toml" }));
    else if (button.name === "take" && result) {
      const names = new Map(result.chosen.filter((c) => c.state !== "kept").map((c, i) => [c.id, chosenName(c, i + 1)]));
      // A grid's point has no name that says anything.
      const named = result.edits.map((e) => (e.kind === "open" && (e.name === undefined || e.name === e.id) ? { ...e, name: names.get(String(e.id)) ?? e.id } : e));
      this.needs.take(named, new Map(result.chosen.flatMap((c) => (c.at ? [[c.id, c.at]] : []))));
      void this.needs.map.overlay("drawn", []);
    }
  }

  private async start(): Promise<void> {
    const answer = this.root.querySelector(".answer")!;
    answer.innerHTML = "";
    this.result = undefined;
    this.drawing.stop();
    Object.assign(this.form, { points: this.drawing.points, ring: this.drawing.ring });
    this.sought = { service: this.form.service, limit: this.form.limit };
    try {
      this.asked = await startSiting(requestOf(this.form, w("siting")));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status < 400 || error.status === 401) throw error;
      answer.innerHTML = errorsHtml(error.errors.length ? error.errors : [{ pointer: "", value: "", rule: error.message }], language());
      return;
    }
    this.button("cancel").hidden = false;
    this.button("start").disabled = true;
    try {
      await this.watch(this.asked);
    } finally {
      this.asked = "";
      this.button("cancel").hidden = true;
      this.button("start").disabled = false;
      this.root.querySelector(".progress")!.innerHTML = "";
    }
  }

  private async watch(id: string): Promise<void> {
    for (;;) {
      const now: Asked = await getSiting(id);
      if (now.state === "queued" || now.state === "running") {
        this.root.querySelector(".progress")!.innerHTML = progressHtml(now);
        await new Promise((done) => setTimeout(done, lookAgainMs));
        continue;
      }
      this.result = now.result ?? undefined;
      const own = this.project.services.find((s) => s.id === this.sought.service)?.group;
      this.none = this.result?.coverage.find((c) => c.limit === this.sought.limit && c.group === own)?.before;
      const answer = this.root.querySelector(".answer")!;
      answer.innerHTML = this.result ? answerHtml(this.result, this.none) : now.state === "failed" ? errorsHtml(now.errors, language()) : `<p class="quiet">${escape(w("sitingCancelled"))}</p>`;
      if (this.result) this.show(this.result);
      return;
    }
  }

  /** Chosen sites on the map. */
  private show(result: SitingResult): void {
    const shapes = result.chosen.filter((c) => c.state !== "kept").flatMap((c, i): GeoJSON.Feature[] => (c.at ? [{ type: "Feature", properties: { is: "chosen", icon: this.needs.map.badge(i + 1), name: c.name || c.id }, geometry: { type: "Point", coordinates: c.at } }] : []));
    void this.needs.map.overlay("drawn", shapes);
    if (shapes.length) this.needs.map.reveal(shapes);
  }

  private look(id: string): void {
    const at = this.result?.chosen.find((c) => c.id === id)?.at;
    if (at) this.needs.map.map.jumpTo({ center: at, zoom: Math.max(13, this.needs.map.map.getZoom()) });
  }
}
