// SPDX-License-Identifier: Apache-2.0
// The one map that is not local: Tianditu's streets, with the user's own key and only while it is
// switched on. The key stays in this browser; no link carries it.
import type { Map } from "maplibre-gl";

import { byId, escape } from "./html";
import type { CoverageMap } from "./map";
import { w } from "./words_desk";

const kept = "fangyuan-tianditu-key";

export const onlineKey = (): string => {
  try {
    return localStorage.getItem(kept) ?? "";
  } catch {
    return "";
  }
};
export function keepOnlineKey(key: string): void {
  try {
    if (key) localStorage.setItem(kept, key);
    else localStorage.removeItem(kept);
  } catch {
    // Without a memory it is asked for again.
  }
}

/** Tiles in Web Mercator; Tianditu's are in CGCS2000, not shifted as other Chinese maps are. */
const tiles = (layer: "vec" | "cva", key: string): string[] =>
  [0, 1, 2, 3].map((n) => `https://t${n}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`);

/** Beneath everything else; an empty key takes it away. */
export function showOnline(map: Map, key: string): void {
  for (const layer of ["vec", "cva"] as const) {
    const id = `online-${layer}`;
    if (map.getLayer(id)) map.removeLayer(id);
    if (map.getSource(id)) map.removeSource(id);
    if (!key) continue;
    map.addSource(id, { type: "raster", tiles: tiles(layer, key), tileSize: 256, maxzoom: 18 });
    map.addLayer({ id, type: "raster", source: id }, layer === "vec" ? "beneath-fill" : "beneath-line");
  }
  map.setLayoutProperty("beneath-fill", "visibility", key ? "none" : "visible");
}

/** The box in which it is switched on: never by an address, and not for long. */
export class OnlineBox {
  private on = false;

  constructor(private readonly maps: () => CoverageMap[]) {
    byId("online").addEventListener("change", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.name === "online-key") keepOnlineKey(field.value.trim());
      else this.on = field.checked;
      this.show();
    });
  }

  draw(): void {
    const box = byId("online");
    const open = box.querySelector("details")?.open ?? false;
    box.innerHTML =
      `<details${open ? " open" : ""}><summary>${w("online")}</summary><p class="quiet">${w("onlineWhy")}</p>` +
      `<label><span>${w("onlineKey")}</span><input name="online-key" type="text" autocomplete="off" spellcheck="false" value="${escape(onlineKey())}"></label>` +
      `<label class="tick"><input type="checkbox" name="online"${this.on ? " checked" : ""}><span>${w("onlineShow")}</span></label></details>`;
  }

  private show(): void {
    const key = this.on ? onlineKey() : "";
    document.body.classList.toggle("online", key !== "");
    for (const map of this.maps()) {
      map.online = key !== "";
      showOnline(map.map, key);
      map.fade();
    }
  }
}
