// SPDX-License-Identifier: Apache-2.0
// Candidates drawn on the map: points one by one, or a ring within which a grid lies. Coordinates
// typed do the same without a mouse.
import type { Spot } from "./edits";
import { byId } from "./html";
import type { CoverageMap } from "./map";
import { w } from "./words_desk";

export class SitingDrawing {
  points: Spot[] = [];
  ring: Spot[] = [];
  private mode: "" | "points" | "ring" = "";

  constructor(
    private readonly map: CoverageMap,
    private readonly root: HTMLElement,
  ) {
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.stop());
  }

  toggle(mode: "points" | "ring"): void {
    this.mode = this.mode === mode ? "" : mode;
    if (this.mode === "ring") this.ring = [];
    this.tell();
  }

  stop(): void {
    if (this.mode === "") return;
    this.mode = "";
    this.tell();
  }

  clear(): void {
    this.points = [];
    this.ring = [];
    this.mode = "";
    this.tell();
  }

  click(at: Spot): boolean {
    if (this.mode === "") return false;
    const spot: Spot = [Math.round(at[0] * 1e6) / 1e6, Math.round(at[1] * 1e6) / 1e6];
    if (this.mode === "points") this.points = [...this.points, spot];
    else this.ring = [...this.ring, spot];
    this.tell();
    return true;
  }

  /** "114.310, 34.800" from the keyboard: a point, or a corner while a ring is drawn. */
  typed(input: HTMLInputElement): void {
    const [lon, lat] = input.value.split(/[,，\s]+/).map(Number);
    if (!Number.isFinite(lon) || !Number.isFinite(lat) || Math.abs(lat!) > 90 || Math.abs(lon!) > 180) return input.setAttribute("aria-invalid", "true");
    input.removeAttribute("aria-invalid");
    input.value = "";
    if (this.mode === "") this.mode = "points";
    this.click([lon!, lat!]);
  }

  /** Buttons, words and shapes as they stand. */
  tell(): void {
    byId("map").classList.toggle("picking", this.mode !== "");
    for (const mode of ["points", "ring"] as const) this.root.querySelector(`[name=draw-${mode}]`)?.setAttribute("aria-pressed", String(this.mode === mode));
    const said = this.root.querySelector(".drawn");
    if (said) said.innerHTML = `${w("drawnPoints")} ${this.points.length} · ${w("drawnRing")} ${this.ring.length > 2 ? `${this.ring.length} ${w("corners")}` : "–"}${this.points.length || this.ring.length ? ` <button type="button" name="clear-drawn">${w("clearDrawn")}</button>` : ""}${this.mode ? ` ${w("drawHint")}` : ""}`;
    const shape = (is: string, geometry: GeoJSON.Geometry): GeoJSON.Feature => ({ type: "Feature", properties: { is }, geometry });
    const { ring } = this;
    void this.map.overlay("drawn", [
      ...(ring.length > 2 ? [shape("area", { type: "Polygon", coordinates: [[...ring, ring[0]!]] })] : ring.length === 2 ? [shape("border", { type: "LineString", coordinates: ring })] : []),
      ...[...this.points, ...(this.mode === "ring" ? ring : [])].map((at) => shape("candidate", { type: "Point", coordinates: at })),
    ]);
  }
}
