// SPDX-License-Identifier: Apache-2.0
// The map: units shaded, circles, places where people live, facilities. Local data only.
import "maplibre-gl/dist/maplibre-gl.css";
import { LngLatBounds, Map, NavigationControl, Popup, ScaleControl, setWorkerUrl, type GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

import type { Cells, Project } from "./api";
import { CellsLayer } from "./cells_layer";
import { t } from "./i18n";
import { circleColour, facilityColour, noDataColour } from "./palette";
import { type Frame, type Picture, picture } from "./picture";
import type { View } from "./state";
import { UnitIds } from "./unit_ids";

setWorkerUrl(workerUrl);

const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

/** A tile of 8 × 8 pixels, repeated over an area: `paint` gives red, green, blue and alpha. */
function tile(paint: (x: number, y: number) => [number, number, number, number]): ImageData {
  const image = new ImageData(8, 8);
  for (let y = 0; y < 8; ++y) for (let x = 0; x < 8; ++x) image.data.set(paint(x, y), 4 * (8 * y + x));
  return image;
}
/** Diagonal lines: data that do not suffice. Dark and light, so that they show on every shade. */
const hatch = () => tile((x, y) => ((x + y) % 8 === 0 ? [40, 40, 36, 190] : (x + y) % 8 === 1 ? [255, 255, 255, 150] : [0, 0, 0, 0]));
/** Dots: within a service circle; the shade below stays that of the legend. */
const dots = () => tile((x, y) => (x < 2 && y < 2 ? [58, 63, 99, 150] : x === 5 && y === 5 ? [255, 255, 255, 200] : [0, 0, 0, 0]));

export interface MapEvents {
  select(code: string): void;
  describe(code: string): string | undefined;
  describeFacility(properties: Record<string, unknown>): string;
  /** A click while places are drawn; `degrees`: how far off it may be. Whether there was a place. */
  place(lon: number, lat: number, degrees: number): boolean;
  /** A click, with the facility that it hit; whether it was meant for edits. */
  site(at: [number, number], facility: string | undefined): boolean;
  /** "longitude,latitude,zoom" after a move. */
  moved(camera: string): void;
}

export class CoverageMap {
  readonly map: Map;
  readonly cells = new CellsLayer();
  private readonly ready: Promise<void>;
  private units: GeoJSON.FeatureCollection = empty;
  private readonly ids = new UnitIds();
  private selected: number | undefined;
  private readonly bounds: LngLatBounds | undefined;
  /** While a picture of another size is taken. */
  private posing = false;

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
    void this.ready.then(() => this.build(events));
  }

  private build(events: MapEvents): void {
    const map = this.map;
    for (const id of ["beneath", "units", "circles", "facilities", "place"]) map.addSource(id, { type: "geojson", data: empty });
    map.addImage("hatch", hatch());
    map.addImage("dots", dots());
    map.addLayer({ id: "beneath-fill", type: "fill", source: "beneath", paint: { "fill-color": "#f1f0ea" } });
    map.addLayer({ id: "beneath-line", type: "line", source: "beneath", paint: { "line-color": "#8d918a", "line-width": 0.8 } });
    map.addLayer({
      id: "units-fill",
      type: "fill",
      source: "units",
      paint: {
        "fill-color": ["to-color", ["coalesce", ["feature-state", "colour"], noDataColour]] as never,
        "fill-opacity": 1,
      },
    });
    map.addLayer({ id: "units-doubt", type: "fill", source: "units", filter: ["==", ["get", "trust"], "C"], paint: { "fill-pattern": "hatch" } });
    map.addLayer({ id: "circles-dots", type: "fill", source: "circles", paint: { "fill-pattern": "dots" } });
    map.addLayer({ id: "circles-fill", type: "fill", source: "circles", paint: { "fill-color": circleColour, "fill-opacity": 0.1 } });
    map.addLayer({ id: "units-line", type: "line", source: "units", paint: { "line-color": "#6b6f68", "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.35, 13, 1.1], "line-opacity": 0.7 } });
    // Light beneath the dark outline, so that it shows on dark shades.
    map.addLayer({ id: "circles-rim", type: "line", source: "circles", paint: { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 8, 1.2, 11, 2.9, 14, 4.6], "line-opacity": 0.85 } });
    map.addLayer({ id: "circles-line", type: "line", source: "circles", paint: { "line-color": circleColour, "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.4, 11, 0.9, 14, 1.8], "line-opacity": 0.8 } });
    map.addLayer(this.cells);
    map.addLayer({
      id: "facilities",
      type: "circle",
      source: "facilities",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 1.1, 10, 2.2, 12, 4, 15, 7],
        "circle-color": ["case", ["boolean", ["get", "serves"], true], facilityColour, "#9a9a94"],
        "circle-stroke-color": "#ffffff",
        "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 8, 0.2, 10, 0.6, 13, 1.4],
      },
    });
    map.addLayer({
      id: "units-selected",
      type: "line",
      source: "units",
      paint: { "line-color": "#101010", "line-width": ["case", ["boolean", ["feature-state", "selected"], false], 3, 0] },
    });
    map.addLayer({ id: "place-line", type: "line", source: "place", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": "#101010", "line-width": 1.5, "line-dasharray": [2, 2] } });
    map.addLayer({ id: "place-ring", type: "circle", source: "place", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 8, "circle-color": "#ffffff00", "circle-stroke-color": "#101010", "circle-stroke-width": 2.5 } });
    map.addLayer({
      id: "beneath-name",
      type: "symbol",
      source: "beneath",
      layout: { "text-field": ["get", "name"], "text-size": 12, "text-padding": 6, "text-font": ["sans"] },
      paint: { "text-color": "#7a7e77", "text-halo-color": "#ffffffd8", "text-halo-width": 1.4 },
    });
    map.addLayer({
      id: "units-name",
      type: "symbol",
      source: "units",
      layout: { "text-field": ["get", "name"], "text-size": 12, "text-padding": 6, "text-font": ["sans"] },
      paint: { "text-color": "#22221f", "text-halo-color": "#ffffffd8", "text-halo-width": 1.6 },
    });

    const popup = new Popup({ closeButton: false, closeOnClick: false, maxWidth: "300px" });
    map.on("mousemove", (event) => {
      const facility = map.queryRenderedFeatures(event.point, { layers: ["facilities"] })[0];
      const unit = map.queryRenderedFeatures(event.point, { layers: ["units-fill"] })[0];
      const html = facility ? events.describeFacility(facility.properties) : unit ? events.describe(String(unit.properties.code)) : undefined;
      map.getCanvas().style.cursor = facility || unit ? "pointer" : "";
      if (html) popup.setLngLat(event.lngLat).setHTML(html).addTo(map);
      else popup.remove();
    });
    map.on("mouseout", () => popup.remove());
    map.on("click", (event) => {
      const { lng, lat } = event.lngLat;
      const facility = map.queryRenderedFeatures(event.point, { layers: ["facilities"] })[0]?.properties.id;
      if (events.site([lng, lat], facility === undefined ? undefined : String(facility))) return;
      const reach = 12; // pixels
      const degrees = Math.abs(map.unproject([event.point.x, event.point.y + reach]).lat - lat);
      if (this.cells.visible && events.place(lng, lat, degrees)) return;
      const code = map.queryRenderedFeatures(event.point, { layers: ["units-fill"] })[0]?.properties.code;
      if (code !== undefined) events.select(String(code));
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
    await this.ready;
    this.source("beneath").setData(units ?? empty);
  }

  /** One colour for each of the newest units, by their ids. */
  async setColours(colours: string[]): Promise<void> {
    await this.ready;
    colours.forEach((colour, row) => this.setState(row, { colour }));
  }

  async select(id: number | undefined, fly: boolean): Promise<void> {
    await this.ready;
    if (this.selected !== undefined) this.setState(this.selected, { selected: false });
    this.selected = id;
    if (id === undefined) return;
    this.setState(id, { selected: true });
    const feature = this.units.features.find((f) => f.id === id);
    if (!fly || !feature?.geometry) return;
    const box = new LngLatBounds();
    const walk = (c: unknown): void => {
      const list = c as unknown[];
      if (typeof list[0] === "number") box.extend(list as [number, number]);
      else list.forEach(walk);
    };
    walk((feature.geometry as GeoJSON.Polygon).coordinates);
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.fitBounds(box, { padding: 90, maxZoom: 13.5, animate: !still });
  }

  /** Says the controls' names again after a change of language. */
  relabel(): void {
    const root = this.map.getContainer();
    const name = (selector: string, text: string) => {
      for (const element of root.querySelectorAll(selector)) {
        element.setAttribute("aria-label", text);
        if (element instanceof HTMLButtonElement) element.title = text;
      }
    };
    name(".maplibregl-canvas", t("mapLabel"));
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
    return picture(this.map, frame).finally(() => (this.posing = false));
  }

  /** To a camera as `moved` told it. */
  look(camera: string): void {
    const [lng, lat, zoom] = camera.split(",").map(Number);
    this.map.jumpTo({ center: [lng!, lat!], zoom: zoom! });
  }

  /** A ring around a place and a line to the site that it belongs to; nothing without `at`. */
  async setPlace(at?: GeoJSON.Position, site?: GeoJSON.Position): Promise<void> {
    await this.ready;
    const shape = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({ type: "Feature", properties: {}, geometry });
    const shapes = at ? [shape({ type: "Point", coordinates: at })] : [];
    if (at && site) shapes.push(shape({ type: "LineString", coordinates: [at, site] }));
    this.source("place").setData({ type: "FeatureCollection", features: shapes });
  }

  whole(): void {
    if (this.bounds) this.map.fitBounds(this.bounds, { padding: 28 });
  }

  whenReady = (): Promise<void> => this.ready;

  /** Of those shown, the ones that a mark stands for. */
  hideFacilities(ids: string[]): void {
    this.map.setFilter("facilities", ids.length ? ["!", ["in", ["get", "id"], ["literal", ids]]] : null);
  }

  async setCircles(circles: GeoJSON.FeatureCollection): Promise<void> {
    await this.ready;
    this.source("circles").setData(circles);
  }

  async setFacilities(facilities: GeoJSON.FeatureCollection): Promise<void> {
    await this.ready;
    this.source("facilities").setData(facilities);
  }

  /** Without `cells` those drawn last, by other bounds. */
  async setCells(cells: Cells | undefined, bounds: number[]): Promise<void> {
    await this.ready;
    this.cells.setBounds(bounds);
    if (cells) this.cells.setCells(cells);
  }

  /** `wide`: circles that cover most of the map (by car). `shaded`: there are units with shades. */
  async show(view: View, wide: boolean, shaded: boolean): Promise<void> {
    await this.ready;
    const set = (layer: string, on: boolean) => this.map.setLayoutProperty(layer, "visibility", on ? "visible" : "none");
    // Without shading the units stay clickable and outlined.
    this.map.setPaintProperty("units-fill", "fill-opacity", shaded ? 1 : 0.04);
    // Over shaded units an outline, for wide circles with dots, is enough: a second fill would change the shades of the legend.
    this.map.setPaintProperty("circles-fill", "fill-opacity", shaded ? 0 : 0.14);
    this.map.setPaintProperty("circles-line", "line-opacity", wide ? 0.45 : 0.8);
    for (const layer of ["circles-fill", "circles-line"]) set(layer, view.circles);
    // Wide circles have too many gaps for a rim around each; their dots are light and dark.
    set("circles-rim", view.circles && shaded && !wide);
    set("circles-dots", view.circles && shaded && wide);
    set("units-doubt", shaded);
    set("facilities", view.facilities);
    this.cells.visible = view.cells;
    this.map.triggerRepaint();
  }
}
