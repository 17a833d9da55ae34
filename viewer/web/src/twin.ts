// SPDX-License-Identifier: Apache-2.0
// The first of two results on a map of its own: beside the second's, or before it behind a curtain.
import type { Project } from "./api";
import type { Cellwise } from "./cellwise";
import { describeFacility, describeUnit } from "./describe";
import { Extras } from "./extras";
import type { Figures } from "./figures";
import { byId } from "./html";
import { link } from "./linked";
import { CoverageMap } from "./map";
import { shareColour } from "./palette";
import type { Picture } from "./picture";
import type { Compare } from "./shade";
import type { View } from "./state";
import { type TableRow, withTrust } from "./table";
import { w } from "./words_desk";

export interface TwinNeeds {
  main: CoverageMap;
  cellwise: Cellwise;
  sites(): Promise<GeoJSON.FeatureCollection>;
  select(code: string): void;
  keep(part: Partial<View>): void;
}

export class Twin {
  private readonly region = byId("map-region");
  private readonly box = byId("twin");
  private readonly curtain = byId("curtain");
  private readonly slider = this.curtain.querySelector("input")!;
  private map: CoverageMap | undefined;
  private extras: Extras | undefined;
  private rows = new Map<string, TableRow>();
  private view: View | undefined;
  private units: GeoJSON.FeatureCollection | undefined;
  private beneath: GeoJSON.FeatureCollection | undefined;

  constructor(
    private readonly project: Project,
    private readonly needs: TwinNeeds,
  ) {
    this.slider.addEventListener("input", () => {
      this.hang(Number(this.slider.value));
      this.needs.keep({ swipe: this.slider.value });
    });
  }

  /** How two results are laid out for the view: "over" where there is one. */
  static mode = (view: View, two: boolean): Compare => (two ? view.compare : "over");

  /** Nothing without `figures`: there is one result. */
  async show(view: View, figures: Figures | undefined, latest: () => boolean): Promise<void> {
    const mode = Twin.mode(view, figures?.pair !== undefined);
    this.lay(view, mode, mode !== "over" && figures?.pair?.of === "edits");
    if (mode === "over" || !figures) return;
    this.view = view;
    const map = (this.map ??= this.make());
    await map.whenReady();
    if (!latest()) return;
    if (this.extras === undefined) {
      link(this.needs.main, map);
      this.extras = new Extras(this.project, map, this.needs.cellwise, this.needs.sites);
    }
    const centre = this.needs.main.map.getCenter();
    map.map.resize();
    map.map.jumpTo({ center: centre, zoom: this.needs.main.map.getZoom() });
    map.relabel(w("before"));
    this.rows = new Map(withTrust(figures.before, figures.units).map((r) => [r.code, r]));
    if (this.units !== figures.units) await map.setUnits((this.units = figures.units));
    if (this.beneath !== figures.beneath) await map.setBeneath((this.beneath = figures.beneath));
    await map.setColours(figures.before.reduce<string[]>((all, r) => ((all[r.id] = shareColour(r.share)), all), []));
    await map.select(view.selected ? this.rows.get(view.selected)?.id : undefined, false);
    await this.extras.show({ ...view, slide: "" }, { of: "first", outdated: false, bare: figures.pair?.of === "edits" }, latest);
  }

  maps = (): CoverageMap[] => (this.map ? [this.map] : []);

  /** Both results in one picture, as they are laid out; of one result `shot` as it is. */
  async picture(shot: Picture): Promise<Picture> {
    const mode = this.region.dataset.compare;
    if (!this.map || (mode !== "side" && mode !== "swipe")) return shot;
    const other = await this.map.picture();
    const swapped = this.region.classList.contains("swapped");
    const canvas = document.createElement("canvas");
    const { width, height } = shot.canvas;
    canvas.width = mode === "side" ? width + other.canvas.width : width;
    canvas.height = height;
    const pen = canvas.getContext("2d")!;
    const hung = mode === "side" ? (swapped ? width : other.canvas.width) : (width * Number(this.slider.value)) / 100;
    if (mode === "side") {
      pen.drawImage(shot.canvas, swapped ? 0 : other.canvas.width, 0);
      pen.drawImage(other.canvas, swapped ? width : 0, 0);
    } else {
      pen.drawImage(shot.canvas, 0, 0);
      const [from, wide] = swapped ? [hung, width - hung] : [0, hung];
      if (wide > 0) pen.drawImage(other.canvas, from, 0, wide, height, from, 0, wide, height);
    }
    pen.fillStyle = "#101010";
    pen.fillRect(hung - 1, 0, 2, height);
    const ratio = width / shot.width;
    pen.font = `650 ${14 * ratio}px "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif`;
    const [left, right] = swapped ? [w("tagAfter"), w("tagBefore")] : [w("tagBefore"), w("tagAfter")];
    pen.textAlign = "right";
    pen.fillText(left, hung - 10 * ratio, 22 * ratio);
    pen.textAlign = "left";
    pen.fillText(right, hung + 10 * ratio, 22 * ratio);
    if (!byId("tag-bare").hidden) {
      const note = byId("tag-bare").textContent ?? "";
      pen.font = `400 ${12 * ratio}px "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif`;
      const [wide, y] = [pen.measureText(note).width + 16 * ratio, canvas.height - 34 * ratio];
      pen.fillStyle = "#fff";
      pen.fillRect((canvas.width - wide) / 2, y, wide, 22 * ratio);
      pen.fillStyle = "#101010";
      pen.textAlign = "center";
      pen.fillText(note, canvas.width / 2, y + 15 * ratio);
    }
    const west = mode === "side" && !swapped ? other.west : shot.west, east = mode === "side" && swapped ? other.east : shot.east;
    return { ...shot, canvas, west, east, width: canvas.width / ratio };
  }

  private make(): CoverageMap {
    const { lng, lat } = this.needs.main.map.getCenter();
    return new CoverageMap(this.box, this.project, {
      select: (code) => this.needs.select(code),
      describe: (code) => (this.rows.has(code) && this.view ? describeUnit(this.project, this.view, this.rows.get(code)!) : undefined),
      describeFacility,
      place: () => false,
      site: () => false,
      moved: () => {},
    }, `${lng},${lat},${this.needs.main.map.getZoom()}`);
  }

  /** `bare`: what is drawn on neither side is said. */
  private lay(view: View, mode: Compare, bare: boolean): void {
    byId("tag-bare").hidden = !bare;
    byId("tag-bare").textContent = bare ? w("pairBoth") : "";
    this.region.dataset.compare = mode;
    this.region.classList.toggle("swapped", view.swap === "1");
    this.box.hidden = mode === "over";
    this.curtain.hidden = mode !== "swipe";
    const [first, second] = [byId("tag-first"), byId("tag-second")];
    first.hidden = second.hidden = mode === "over";
    first.textContent = w("tagBefore");
    second.textContent = w("tagAfter");
    this.slider.setAttribute("aria-label", w("curtain"));
    this.slider.value = view.swipe || "50";
    this.hang(Number(this.slider.value));
  }

  /** The curtain at a place, in per cent from the left. */
  private hang(at: number): void {
    this.region.style.setProperty("--swipe", `${at}%`);
    const [left, right] = this.region.classList.contains("swapped") ? [w("tagAfter"), w("tagBefore")] : [w("tagBefore"), w("tagAfter")];
    this.slider.setAttribute("aria-valuetext", `${left} ${at} % · ${right} ${100 - at} %`);
  }
}
