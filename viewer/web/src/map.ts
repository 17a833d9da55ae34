// SPDX-License-Identifier: Apache-2.0
// The map: units shaded, circles, places where people live, facilities. Local data only.
import "maplibre-gl/dist/maplibre-gl.css";
import { LngLatBounds, Map, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

import type { Cells, Project } from "./api";
import { CellsLayer } from "./cells_layer";
import { t } from "./i18n";
import { buildLayers, empty, ofCodes } from "./map_layers";
import { badge } from "./map_pictures";
import { MapPointer, type PointerEvents } from "./map_pointer";
import { circleColour, outdatedColour } from "./palette";
import { within } from "./geojson";
import { type Frame, type Picture, picture } from "./picture";
import { SiteMarks } from "./site_marks";
import type { View } from "./state";
import { UnitIds } from "./unit_ids";

setWorkerUrl(workerUrl);

export interface MapEvents extends PointerEvents {
  /** "longitude,latitude,zoom" after a move. */
  moved(camera: string): void;
}

/** How the layers beside the units are drawn. */
export interface Showing {
  /** Circles that cover most of the map (by car). */
  wide: boolean;
  /** There are units with shades. */
  shaded: boolean;
  /** Circles and places are of a result that is no longer shown. */
  outdated: boolean;
  /** Circles, gaps and places are known of one result only: beside another none is drawn. */
  bare: boolean;
}

function boxOf(features: GeoJSON.Feature[]): LngLatBounds {
  const box = new LngLatBounds();
  const walk = (c: unknown): void => {
    const list = c as unknown[];
    if (typeof list[0] === "number") box.extend(list as [number, number]);
    else list.forEach(walk);
  };
  for (const f of features) walk((f.geometry as GeoJSON.Polygon).coordinates);
  return box;
}

export class CoverageMap {
  readonly map: Map;
  readonly cells = new CellsLayer();
  private readonly ready: Promise<void>;
  private units: GeoJSON.FeatureCollection = empty;
  private beneath: GeoJSON.FeatureCollection = empty;
  private readonly ids = new UnitIds();
  private selected: number | undefined;
  /** Those that the newest units have. */
  private colours: string[] = [];
  private readonly bounds: LngLatBounds | undefined;
  /** While a picture of another size is taken. */
  private posing = false;
  pointer: MapPointer | undefined;
  private shaded = true;
  /** Tianditu lies beneath. */
  online = false;

  constructor(container: HTMLElement, project: Project, events: MapEvents, camera: string) {
    if (project.bounds) this.bounds = new LngLatBounds([project.bounds[0], project.bounds[1]], [project.bounds[2], project.bounds[3]]);
    this.map = new Map({
      container,
      style: { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": "#fbfaf6" } }] },
      ...(this.bounds ? { bounds: this.bounds, fitBoundsOptions: { padding: 28 } } : {}),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      localIdeographFontFamily: "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif",
      fadeDuration: 0,
    });
    if (camera) this.look(camera);
    this.map.on("moveend", () => {
      if (this.posing) return;
      const { lng, lat } = this.map.getCenter();
      events.moved(`${lng.toFixed(5)},${lat.toFixed(5)},${this.map.getZoom().toFixed(2)}`);
    });
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-left");
    // Whoever waits for a finished picture reads this: set while nothing is loading or moving.
    this.map.on("idle", () => (container.dataset.idle = "1"));
    this.map.on("dataloading", () => delete container.dataset.idle);
    this.map.on("movestart", () => delete container.dataset.idle);
    this.ready = new Promise((done) => this.map.once("load", () => done()));
    void this.ready.then(() => {
      buildLayers(this.map, this.cells);
      this.pointer = new MapPointer(this.map, events, () => this.cells.visible);
    });
  }

  private source(id: string): GeoJSONSource {
    return this.map.getSource(id) as GeoJSONSource;
  }

  async setUnits(units: GeoJSON.FeatureCollection): Promise<void> {
    await this.ready;
    this.units = units;
    if (this.selected !== undefined) this.setState(this.selected, { selected: false });
    this.selected = undefined;
    const renewed = this.ids.renew(units);
    this.colours = [];
    // Old shapes keep their colours for as long as they are drawn.
    void this.map.once("idle").then(() => {
      for (const id of this.ids.outdated()) this.map.removeFeatureState({ source: "units", id });
    });
    await this.source("units").setData(renewed);
  }

  private setState(row: number, state: Record<string, unknown>): void {
    this.map.setFeatureState({ source: "units", id: this.ids.give(row) }, state);
  }

  /** Outlines drawn beneath the units, for orientation; no figures. */
  async setBeneath(units: GeoJSON.FeatureCollection | undefined): Promise<void> {
    this.beneath = units ?? empty;
    await this.ready;
    this.source("beneath").setData(this.beneath);
  }

  /** One colour for each of the newest units, by their ids. */
  async setColours(colours: string[]): Promise<void> {
    await this.ready;
    colours.forEach((colour, row) => {
      if (this.colours[row] !== colour) this.setState(row, { colour });
    });
    this.colours = [...colours];
  }

  /** Units that lose and that gain, by their codes. */
  async setSigned({ loss, gain }: { loss: string[]; gain: string[] }): Promise<void> {
    await this.ready;
    this.map.setFilter("units-loss", ofCodes(loss));
    this.map.setFilter("units-gain", ofCodes(gain));
  }

  async select(id: number | undefined, fly: boolean): Promise<void> {
    await this.ready;
    if (this.selected !== undefined) this.setState(this.selected, { selected: false });
    this.selected = id;
    if (id === undefined) return;
    this.setState(id, { selected: true });
    const feature = this.units.features.find((f) => f.id === id);
    if (!fly || !feature?.geometry) return;
    const box = boxOf([feature]);
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.fitBounds(box, { padding: 90, maxZoom: 13.5, animate: !still });
  }

  /** Moves only where some of it is not seen: beneath the box in the corner is not seen, either. */
  reveal(features: GeoJSON.Feature[]): void {
    const box = boxOf(features);
    const wide = this.map.getContainer().clientWidth;
    const left = wide > 900 ? 376 : 40;
    const corners = [box.getNorthWest(), box.getSouthEast()].map((c) => this.map.project(c));
    const seen = corners[0]!.x >= left && corners[1]!.x <= wide - 20 && corners[0]!.y >= 20 && corners[1]!.y <= this.map.getContainer().clientHeight - 20;
    if (!seen) this.map.fitBounds(box, { padding: { top: 50, bottom: 50, right: 60, left }, maxZoom: Math.max(13.5, this.map.getZoom()), animate: false });
  }

  /** Says the controls' names again after a change of language. */
  relabel(more = ""): void {
    const root = this.map.getContainer();
    const name = (selector: string, text: string) => {
      for (const element of root.querySelectorAll(selector)) {
        element.setAttribute("aria-label", text);
        if (element instanceof HTMLButtonElement) element.title = text;
      }
    };
    name(".maplibregl-canvas", `${t("mapLabel")}${more ? ` (${more})` : ""}`);
    name(".maplibregl-ctrl-zoom-in", t("zoomIn"));
    name(".maplibregl-ctrl-zoom-out", t("zoomOut"));
  }

  /** What of the study is seen: its middle, and its size in pixels. */
  shown(): { centre: [number, number]; zoom: number; width: number; height: number } {
    const seen = this.map.getBounds();
    const study = this.bounds ?? seen;
    const [west, east] = [Math.max(seen.getWest(), study.getWest()), Math.min(seen.getEast(), study.getEast())];
    const [south, north] = [Math.max(seen.getSouth(), study.getSouth()), Math.min(seen.getNorth(), study.getNorth())];
    const box = west < east && south < north ? new LngLatBounds([west, south], [east, north]) : seen;
    const [a, b] = [this.map.project(box.getNorthWest()), this.map.project(box.getSouthEast())];
    const middle = this.map.unproject([(a.x + b.x) / 2, (a.y + b.y) / 2]);
    return { centre: [middle.lng, middle.lat], zoom: this.map.getZoom(), width: b.x - a.x, height: b.y - a.y };
  }

  async picture(frame?: Frame): Promise<Picture> {
    await this.ready;
    this.posing = frame !== undefined;
    // The marks of edited sites are no part of the canvas: numbers take their place.
    SiteMarks.number(this.map, true);
    return picture(this.map, frame).finally(() => {
      this.posing = false;
      SiteMarks.number(this.map, false);
    });
  }

  /** To a camera as `moved` told it. */
  look(camera: string): void {
    const [lng, lat, zoom] = camera.split(",").map(Number);
    this.map.jumpTo({ center: [lng!, lat!], zoom: zoom! });
  }

  /** Without shading the units stay clickable and outlined; over a map from elsewhere they are seen through. */
  fade(): void {
    this.map.setPaintProperty("units-fill", "fill-opacity", this.shaded ? (this.online ? 0.6 : 1) : 0.04);
  }

  /** What is drawn over everything: of the "place" that is explained, or "drawn" for a siting. */
  async overlay(source: "place" | "drawn", features: GeoJSON.Feature[]): Promise<void> {
    await this.ready;
    this.source(source).setData({ type: "FeatureCollection", features });
  }

  /** Whether a unit of the newest ones, or of those beneath them, is there; without units, the study's box. */
  holds(at: [number, number]): boolean {
    const shapes = [...this.units.features, ...this.beneath.features];
    return shapes.length ? shapes.some((f) => within(at, f.geometry)) : (this.bounds?.contains(at) ?? true);
  }

  /** The name of a picture of a number, made when it is asked for first. */
  badge(number: number): string {
    const name = `badge-${number}`;
    if (!this.map.hasImage(name)) this.map.addImage(name, badge(String(number)), { pixelRatio: 2 });
    return name;
  }

  whole(): void {
    if (this.bounds) this.map.fitBounds(this.bounds, { padding: 28 });
  }

  whenReady = (): Promise<void> => this.ready;

  /** Of those shown, the ones that a mark stands for. */
  hideFacilities(ids: string[]): void {
    this.map.setFilter("facilities", ids.length ? ["!", ["in", ["get", "id"], ["literal", ids]]] : null);
  }

  async setLayer(layer: "circles" | "facilities" | "gaps" | "base", features: GeoJSON.FeatureCollection): Promise<void> {
    await this.ready;
    this.source(layer).setData(features);
  }

  /** Without `cells` those drawn last, by other bounds. */
  async setCells(cells: Cells | undefined, bounds: number[]): Promise<void> {
    await this.ready;
    this.cells.setBounds(bounds);
    if (cells) this.cells.setCells(cells);
  }

  async show(view: View, { wide, shaded, outdated, bare }: Showing): Promise<void> {
    await this.ready;
    const set = (layer: string, on: boolean) => this.map.setLayoutProperty(layer, "visibility", on ? "visible" : "none");
    this.shaded = shaded;
    this.fade();
    // Over shaded units an outline, for wide circles with dots, is enough: a second fill would change the shades of the legend.
    this.map.setPaintProperty("circles-fill", "fill-opacity", shaded || outdated ? 0 : 0.14);
    this.map.setPaintProperty("circles-line", "line-opacity", wide ? 0.45 : 0.8);
    this.map.setPaintProperty("circles-line", "line-color", outdated ? outdatedColour : circleColour);
    this.map.setPaintProperty("circles-line", "line-dasharray", outdated ? [3, 2] : [1, 0]);
    for (const layer of ["circles-fill", "circles-line"]) set(layer, view.circles && !bare);
    // Wide circles have too many gaps for a rim around each; their dots are light and dark.
    set("circles-rim", view.circles && shaded && !wide && !outdated && !bare);
    set("circles-dots", view.circles && shaded && wide && !outdated && !bare);
    for (const layer of ["units-doubt", "units-loss", "units-gain"]) set(layer, shaded);
    set("facilities", view.facilities);
    set("gaps", view.gaps && !outdated && !bare);
    for (const layer of ["base-water", "base-barrier", "base-rim", "base-streets"]) set(layer, view.base);
    this.cells.visible = view.cells && !bare;
    this.cells.setFaded(outdated);
    this.map.triggerRepaint();
  }
}
