// SPDX-License-Identifier: Apache-2.0
// What the pointer does over the map: it tells what is beneath it, chooses, and shows where the
// pointer of the map beside this one is.
import { type LngLat, type LngLatLike, type Map, Popup } from "maplibre-gl";

export interface PointerEvents {
  select(code: string): void;
  describe(code: string): string | undefined;
  describeFacility(properties: Record<string, unknown>): string;
  /** A click; `degrees`: how far off a place may be, `drawn`: places are. Whether there was a place. */
  place(at: { lon: number; lat: number; degrees: number; drawn: boolean; code: string }): boolean;
  /** A click, with the facility that it hit; whether it was meant for edits. */
  site(at: [number, number], facility: string | undefined): boolean;
}

/** Pixels that a click may be off a place that is drawn, and one that is not. */
const nearDrawn = 12, nearHidden = 60;

export class MapPointer {
  private readonly popup = new Popup({ closeButton: false, closeOnClick: false, maxWidth: "300px" });
  /** Of a facility that was clicked: it stays until the next click. */
  private readonly pinned = new Popup({ closeButton: true, closeOnClick: false, maxWidth: "300px", className: "pinned" });
  private readonly ghost = document.createElement("div");
  /** The pointer is here, at a place; or it has left. */
  told: (at: LngLat | undefined) => void = () => {};

  constructor(
    private readonly map: Map,
    private readonly events: PointerEvents,
    private readonly cellsDrawn: () => boolean,
  ) {
    this.ghost.className = "ghost";
    this.ghost.hidden = true;
    map.getContainer().append(this.ghost);
    map.on("mousemove", (event) => {
      this.ghost.hidden = true;
      map.getCanvas().style.cursor = this.tell(event.lngLat) ? "pointer" : "";
      this.told(event.lngLat);
    });
    map.on("mouseout", () => {
      this.popup.remove();
      this.told(undefined);
    });
    // What was beneath the pointer is elsewhere now.
    map.on("movestart", () => this.popup.remove());
    map.on("click", (event) => this.click(event.lngLat));
  }

  /** The other map's pointer. */
  point(at: LngLat | undefined): void {
    this.ghost.hidden = at === undefined;
    if (!at) return void this.popup.remove();
    const { x, y } = this.map.project(at);
    this.ghost.style.transform = `translate(${x}px, ${y}px)`;
    this.tell(at);
  }

  private at(point: LngLatLike, layer: string): Record<string, unknown> | undefined {
    return this.map.queryRenderedFeatures(this.map.project(point), { layers: [layer] })[0]?.properties;
  }

  /** What is at a place, in words; whether there is anything. */
  private tell(at: LngLat): boolean {
    const facility = this.at(at, "facilities");
    const unit = facility ? undefined : this.at(at, "units-fill");
    const html = facility ? this.events.describeFacility(facility) : unit ? this.events.describe(String(unit.code)) : undefined;
    if (html && !(facility && this.pinned.isOpen())) this.popup.setLngLat(at).setHTML(html).addTo(this.map);
    else this.popup.remove();
    return facility !== undefined || unit !== undefined;
  }

  private click(at: LngLat): void {
    const { map, events } = this;
    const found = this.at(at, "facilities");
    const facility = found?.id;
    this.pinned.remove();
    if (events.site([at.lng, at.lat], facility === undefined ? undefined : String(facility))) return;
    if (found) {
      this.popup.remove();
      this.pinned.setLngLat(at).setHTML(events.describeFacility(found)).addTo(map);
      return;
    }
    const drawn = this.cellsDrawn();
    const { x, y } = map.project(at);
    const degrees = Math.abs(map.unproject([x, y + (drawn ? nearDrawn : nearHidden)]).lat - at.lat);
    const code = this.at(at, "units-fill")?.code;
    if (events.place({ lon: at.lng, lat: at.lat, degrees, drawn, code: code === undefined ? "" : String(code) })) return;
    if (code !== undefined) events.select(String(code));
  }
}
