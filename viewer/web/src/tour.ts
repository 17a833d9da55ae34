// SPDX-License-Identifier: Apache-2.0
// A tour of three steps for who sees the page for the first time: the headline, the quarter that
// straight lines call near, a site added there. It can be left at any time and asked for again.
import { type Project, getBase, getCells } from "./api";
import type { Cellwise } from "./cellwise";
import { byId, escape } from "./html";
import { count, groupName, limitName } from "./i18n";
import type { CoverageMap } from "./map";
import { serviceOf, typesOf } from "./panel";
import { wireOf } from "./slide";
import type { View } from "./state";
import { type Between, type TourSpot, between, differsMost, nearestOf } from "./tour_spot";
import { w } from "./words_desk";

export interface TourNeeds {
  map: CoverageMap;
  cellwise: Cellwise;
  sites(): Promise<GeoJSON.FeatureCollection>;
  view(): View;
  change(part: Partial<View>): void;
  /** A new site, as an edit. */
  add(at: [number, number]): void;
}

const seen = "fangyuan-tour";

export class Tour {
  private readonly box = byId("tour");
  private step = 0;
  private spot: TourSpot | undefined;
  /** What the straight line crosses, where the base map is known; nothing is said where it is not. */
  private crossed: Between | undefined;

  constructor(
    private readonly project: Project,
    private readonly needs: TourNeeds,
  ) {
    this.box.addEventListener("click", (event) => {
      const name = (event.target as HTMLElement).closest("button")?.name;
      if (name === "next") void this.go(this.step + 1);
      else if (name === "back") void this.go(this.step - 1);
      else if (name === "leave") this.leave();
      else if (name === "try" && this.spot) this.needs.add(this.spot.at);
    });
    this.box.addEventListener("keydown", (event) => event.key === "Escape" && this.leave());
  }

  /** Whether nobody has seen it in this browser, and the address asks for nothing. */
  static isFirst(): boolean {
    try {
      return location.hash === "" && localStorage.getItem(seen) === null;
    } catch {
      return false; // a browser that keeps nothing would show it for ever
    }
  }

  start = (): Promise<void> => this.go(1);

  private leave(): void {
    this.mark(0);
    this.box.hidden = true;
    this.box.innerHTML = "";
    try {
      localStorage.setItem(seen, "1");
    } catch {
      // It will come again.
    }
    byId("tour-again").focus();
  }

  private mark(step: number): void {
    this.step = step;
    for (const id of ["headline", "map-region", "edits", "slide"]) byId(id).classList.remove("toured");
    const at = step === 1 ? "headline" : step === 2 ? "map-region" : step === 3 ? (this.project.what_if ? "edits" : "slide") : "";
    if (at) byId(at).classList.add("toured");
  }

  private async go(step: number): Promise<void> {
    if (step < 1 || step > 3) return this.leave();
    this.mark(step);
    if (step === 2) await this.fly();
    this.box.hidden = false;
    this.box.setAttribute("aria-label", w("tour"));
    const text = step === 1 ? w("tour1") : step === 2 ? this.second() : this.project.what_if ? w("tour3") : w("tour3slide");
    const attempt = step === 3 && this.project.what_if && this.spot ? `<button type="button" name="try">${w("tourTry")}</button>` : "";
    this.box.innerHTML =
      `<p class="quiet">${w("tour")} ${step} / 3</p><p>${text}</p><div class="buttons">${attempt}${step > 1 ? `<button type="button" name="back">${w("tourBack")}</button>` : ""}` +
      `<button type="button" name="next">${step === 3 ? w("tourEnd") : w("tourNext")}</button>${step < 3 ? `<button type="button" name="leave">${w("tourLeave")}</button>` : ""}</div>`;
    this.box.querySelector<HTMLElement>("[name=next]")!.focus();
  }

  private second(): string {
    const { spot, project } = this;
    const view = this.needs.view();
    if (!spot) return w("tour2none");
    const crossed = this.crossed && (this.crossed.water || this.crossed.barrier) ? w(this.crossed.water ? (this.crossed.barrier ? "tour2both" : "tour2water") : "tour2barrier") : "";
    return w("tour2").replace("{crossed}", crossed).replace("{people}", `<strong>${count(spot.people)}</strong>`).replace("{group}", escape(groupName(view.group))).replace("{service}", escape(serviceOf(project, view)?.name ?? "")).replace("{limit}", escape(limitName(view.limit)));
  }

  /** To the quarter, with one of its places explained. */
  private async fly(): Promise<void> {
    const view = this.needs.view();
    if (!this.project.figures || !this.needs.cellwise.has(view) || !(this.project.measures[view.service] ?? []).includes("straight")) return;
    this.spot ??= differsMost(await getCells(view.service, "straight", view.group), await getCells(view.service, "network", view.group), wireOf(view.limit));
    if (!this.spot) return;
    const site = nearestOf((await this.needs.sites()).features, typesOf(this.project, view), this.spot.place);
    if (site && this.project.what_if) this.crossed ??= between(this.spot.place, site, (await getBase()).features);
    this.needs.map.map.jumpTo({ center: this.spot.at, zoom: 13.2 });
    this.needs.change({ measure: "network", cells: true, gaps: true, base: true, cell: String(this.spot.cell), selected: "", slide: "" });
  }
}
