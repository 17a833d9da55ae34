// SPDX-License-Identifier: Apache-2.0
// Edited sites on the map: marks to drag by mouse or keyboard, where they enter the network, where
// they were.
import { type GeoJSONSource, type Map, Marker } from "maplibre-gl";

import type { EditedSite } from "./api";
import type { Spot } from "./edits";
import { numberPin } from "./map_pictures";

export interface Mark {
  id: string;
  at: Spot;
  name: string;
  /** Chosen, but as it was. */
  untouched: boolean;
}
/** A site in pictures: its place and the numbers of its edits. */
export interface Numbered {
  at: Spot;
  numbers: number[];
}
export interface MarkEvents {
  started(): void;
  dropped(id: string, at: Spot): void;
}

/** Black stands out on every shade. */
const markColour = "#101010", chosenColour = "#5d655f";

export class SiteMarks {
  private readonly marks = new globalThis.Map<string, { marker: Marker; untouched: boolean }>();

  constructor(
    private readonly map: Map,
    private readonly events: MarkEvents,
  ) {}

  /** Layers under the marks; once the map has its style. */
  static build(map: Map): void {
    map.addSource("edited", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    map.addLayer({ id: "edited-moved", type: "line", source: "edited", filter: ["==", ["get", "is"], "moved"], paint: { "line-color": markColour, "line-width": 1.5, "line-dasharray": [1, 2] } });
    map.addLayer({ id: "edited-snap-line", type: "line", source: "edited", filter: ["==", ["get", "is"], "leg"], paint: { "line-color": "#101010", "line-width": 2 } });
    map.addLayer({ id: "edited-snap", type: "circle", source: "edited", filter: ["==", ["get", "is"], "snap"], paint: { "circle-radius": 4.5, "circle-color": "#ffffff", "circle-stroke-color": "#101010", "circle-stroke-width": 2 } });
    map.addLayer({ id: "edited-astray", type: "circle", source: "edited", filter: ["==", ["get", "is"], "astray"], paint: { "circle-radius": 15, "circle-color": "#ffffff00", "circle-stroke-color": "#d0622a", "circle-stroke-width": 3 } });
    map.addLayer({ id: "edited-closed", type: "circle", source: "edited", filter: ["==", ["get", "is"], "closed"], paint: { "circle-radius": 7, "circle-color": "#ffffffc0", "circle-stroke-color": "#9a4705", "circle-stroke-width": 3 } });
    map.addLayer({
      id: "edited-number", type: "symbol", source: "edited", filter: ["==", ["get", "is"], "number"],
      layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-anchor": "bottom", "icon-offset": [0, -4] },
      paint: { "icon-opacity": 0, "icon-opacity-transition": { duration: 0, delay: 0 } },
    });
  }

  /** Numbers are seen in pictures only: on the page marks stand there. */
  static number(map: Map, on: boolean): void {
    if (map.getLayer("edited-number")) map.setPaintProperty("edited-number", "icon-opacity", on ? 1 : 0);
  }

  /** Marks that stay keep their element, and with it the focus. */
  set(marks: Mark[]): void {
    const wanted = new Set(marks.map((m) => m.id));
    for (const [id, { marker }] of this.marks)
      if (!wanted.has(id)) {
        marker.remove();
        this.marks.delete(id);
      }
    for (const mark of marks) {
      const known = this.marks.get(mark.id);
      const marker = known && known.untouched === mark.untouched ? known.marker : this.make(mark, known?.marker);
      const { lng, lat } = marker.getLngLat();
      if (lng !== mark.at[0] || lat !== mark.at[1]) marker.setLngLat(mark.at);
      marker.getElement().setAttribute("aria-label", mark.name);
      marker.getElement().title = mark.name;
    }
  }

  private make(mark: Mark, old: Marker | undefined): Marker {
    const held = old?.getElement() === document.activeElement && old !== undefined;
    old?.remove();
    const marker = new Marker({ draggable: true, color: mark.untouched ? chosenColour : markColour }).setLngLat(mark.at).addTo(this.map);
    const element = marker.getElement();
    element.dataset.site = mark.id;
    marker.on("dragstart", () => this.events.started());
    marker.on("dragend", () => {
      const { lng, lat } = marker.getLngLat();
      this.events.dropped(mark.id, [lng, lat]);
    });
    if (held) element.focus();
    this.marks.set(mark.id, { marker, untouched: mark.untouched });
    return marker;
  }

  /** Entrances of edited sites, moves from where they were, and what is closed. */
  draw(sites: EditedSite[], was: ReadonlyMap<string, Spot>, closed: Spot[], numbered: Numbered[]): void {
    const features: GeoJSON.Feature[] = [];
    const add = (is: string, geometry: GeoJSON.Geometry) => features.push({ type: "Feature", properties: { is }, geometry });
    for (const site of sites) {
      if (!site.at || site.status === "closed") continue;
      const old = was.get(site.id);
      if (old && (Math.abs(old[0] - site.at[0]) > 1e-6 || Math.abs(old[1] - site.at[1]) > 1e-6)) add("moved", { type: "LineString", coordinates: [old, site.at] });
      if (site.snap) {
        add("leg", { type: "LineString", coordinates: [site.at, site.snap] });
        add("snap", { type: "Point", coordinates: site.snap });
      } else if (site.reason === "no_street") add("astray", { type: "Point", coordinates: site.at });
    }
    for (const at of closed) add("closed", { type: "Point", coordinates: at });
    for (const { at, numbers } of numbered) {
      const text = numbers.join("·");
      const icon = `number-${text}`;
      if (!this.map.hasImage(icon)) this.map.addImage(icon, numberPin(text), { pixelRatio: 3 });
      features.push({ type: "Feature", properties: { is: "number", icon }, geometry: { type: "Point", coordinates: at } });
    }
    (this.map.getSource("edited") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features });
  }
}
