// SPDX-License-Identifier: Apache-2.0
// Sources and layers of the map, from the ground upwards. Local data only.
import type { Map } from "maplibre-gl";

import type { CellsLayer } from "./cells_layer";
import { iconName, type Load, loadFills, loadLines, loads } from "./facility_signs";
import { dots, forms, gapHatch, hatch, signTile, symbol } from "./map_pictures";
import { barrierColour, circleColour, noDataColour, streetColour, waterColour } from "./palette";

export const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const sources = ["beneath", "units", "base", "gaps", "circles", "facilities", "place", "drawn"] as const;

function addPictures(map: Map): void {
  map.addImage("hatch", hatch());
  map.addImage("gap-hatch", gapHatch());
  map.addImage("dots", dots());
  for (const sign of ["loss", "gain"] as const) map.addImage(sign, signTile(sign));
  for (const form of forms) for (const load of [...loads, "idle"] as Load[]) map.addImage(iconName(form, load), symbol(form, loadFills[load], loadLines[load]), { pixelRatio: 2 });
}

/** Of the units with these codes. */
export const ofCodes = (codes: string[]) => ["in", ["get", "code"], ["literal", codes]] as never;

export function buildLayers(map: Map, cells: CellsLayer): void {
  for (const id of sources) map.addSource(id, { type: "geojson", data: empty });
  addPictures(map);
  map.addLayer({ id: "beneath-fill", type: "fill", source: "beneath", paint: { "fill-color": "#f1f0ea" } });
  map.addLayer({ id: "beneath-line", type: "line", source: "beneath", paint: { "line-color": "#8d918a", "line-width": 0.8 } });
  map.addLayer({
    id: "units-fill", type: "fill", source: "units",
    paint: { "fill-color": ["to-color", ["coalesce", ["feature-state", "colour"], noDataColour]] as never, "fill-opacity": 1 },
  });
  map.addLayer({ id: "units-doubt", type: "fill", source: "units", filter: ["==", ["get", "trust"], "C"], paint: { "fill-pattern": "hatch" } });
  for (const sign of ["loss", "gain"]) map.addLayer({ id: `units-${sign}`, type: "fill", source: "units", filter: ofCodes([]), paint: { "fill-pattern": sign } });
  addBase(map);
  map.addLayer({ id: "gaps", type: "fill", source: "gaps", paint: { "fill-pattern": "gap-hatch" } });
  map.addLayer({ id: "circles-dots", type: "fill", source: "circles", paint: { "fill-pattern": "dots" } });
  map.addLayer({ id: "circles-fill", type: "fill", source: "circles", paint: { "fill-color": circleColour, "fill-opacity": 0.1 } });
  // Light beneath the dark line of units, so that it shows on dark shades.
  map.addLayer({ id: "units-rim", type: "line", source: "units", paint: { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 8, 1.3, 13, 3], "line-opacity": 0.6 } });
  map.addLayer({ id: "units-line", type: "line", source: "units", paint: { "line-color": "#6b6f68", "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.35, 13, 1.1], "line-opacity": 0.7 } });
  // Light beneath the dark outline, so that it shows on dark shades.
  map.addLayer({ id: "circles-rim", type: "line", source: "circles", paint: { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 8, 1.2, 11, 2.9, 14, 4.6], "line-opacity": 0.85 } });
  map.addLayer({ id: "circles-line", type: "line", source: "circles", paint: { "line-color": circleColour, "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.4, 11, 0.9, 14, 1.8], "line-opacity": 0.8 } });
  map.addLayer(cells);
  map.addLayer({
    id: "facilities", type: "symbol", source: "facilities",
    layout: {
      "icon-image": ["get", "sign_icon"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 8, ["*", 0.22, ["get", "sign_grow"]], 10, ["*", 0.36, ["get", "sign_grow"]], 12, ["*", 0.6, ["get", "sign_grow"]], 15, ["get", "sign_grow"]],
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
    },
  });
  map.addLayer({
    id: "units-selected", type: "line", source: "units",
    paint: { "line-color": "#101010", "line-width": ["case", ["boolean", ["feature-state", "selected"], false], 3, 0] },
  });
  addPlace(map);
  addNames(map);
}

/** Water and streets over the shades: both are what people find their way by. */
function addBase(map: Map): void {
  const width = (broad: number) => ["interpolate", ["exponential", 1.5], ["zoom"], 8, 0.3 * broad, 11, 0.7 * broad, 15, 2.4 * broad] as never;
  map.addLayer({ id: "base-water", type: "fill", source: "base", filter: ["==", ["get", "is"], "water"], paint: { "fill-color": waterColour, "fill-outline-color": "#7f93ad" } });
  map.addLayer({ id: "base-barrier", type: "line", source: "base", filter: ["==", ["get", "is"], "barrier"], paint: { "line-color": barrierColour, "line-width": 1.1, "line-dasharray": [4, 2] } });
  map.addLayer({ id: "base-rim", type: "line", source: "base", filter: ["in", ["get", "class"], ["literal", ["motorway", "trunk", "primary"]]], paint: { "line-color": "#ffffff", "line-width": width(3.4), "line-opacity": 0.7 } });
  map.addLayer({
    id: "base-streets", type: "line", source: "base", filter: ["==", ["get", "is"], "street"],
    paint: { "line-color": streetColour, "line-opacity": ["match", ["get", "class"], ["motorway", "trunk"], 0.85, "primary", 0.7, "secondary", 0.45, 0.3] as never, "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 8, ["match", ["get", "class"], ["motorway", "trunk"], 0.7, "primary", 0.5, 0.25], 14, ["match", ["get", "class"], ["motorway", "trunk"], 3, "primary", 2.2, 1.2]] as never },
  });
}

/** The place that is explained, with its ways; what is drawn for a siting. */
function addPlace(map: Map): void {
  const is = (what: string) => ["==", ["get", "is"], what] as never;
  map.addLayer({ id: "drawn-fill", type: "fill", source: "drawn", filter: is("area"), paint: { "fill-color": "#101010", "fill-opacity": 0.12 } });
  map.addLayer({ id: "drawn-line", type: "line", source: "drawn", filter: ["in", ["get", "is"], ["literal", ["area", "border"]]], paint: { "line-color": "#101010", "line-width": 2 } });
  map.addLayer({ id: "drawn-point", type: "circle", source: "drawn", filter: is("candidate"), paint: { "circle-radius": 4, "circle-color": "#ffffff", "circle-stroke-color": "#101010", "circle-stroke-width": 2 } });
  map.addLayer({ id: "drawn-chosen", type: "symbol", source: "drawn", filter: is("chosen"), layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true } });
  map.addLayer({ id: "way-rim", type: "line", source: "place", filter: is("way"), layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": "#ffffff", "line-width": ["match", ["get", "rank"], 0, 8, 5], "line-opacity": 0.9 } });
  map.addLayer({ id: "way", type: "line", source: "place", filter: is("way"), layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": ["match", ["get", "rank"], 0, "#101010", "#5d655f"], "line-width": ["match", ["get", "rank"], 0, 3.5, 2] } });
  map.addLayer({ id: "way-leg", type: "line", source: "place", filter: is("leg"), paint: { "line-color": "#101010", "line-width": 1.8, "line-dasharray": [1.5, 1.5] } });
  map.addLayer({ id: "way-snap", type: "circle", source: "place", filter: is("snap"), paint: { "circle-radius": 4, "circle-color": "#ffffff", "circle-stroke-color": "#101010", "circle-stroke-width": 2 } });
  map.addLayer({ id: "place-ring", type: "circle", source: "place", filter: is("place"), paint: { "circle-radius": 8, "circle-color": "#ffffff00", "circle-stroke-color": "#101010", "circle-stroke-width": 2.5 } });
}

function addNames(map: Map): void {
  for (const [source, colour] of [["beneath", "#7a7e77"], ["units", "#22221f"]] as const)
    map.addLayer({
      id: `${source}-name`, type: "symbol", source,
      layout: { "text-field": ["get", "name"], "text-size": 12, "text-padding": 6, "text-font": ["sans"] },
      paint: { "text-color": colour, "text-halo-color": "#ffffffd8", "text-halo-width": 1.6 },
    });
}
