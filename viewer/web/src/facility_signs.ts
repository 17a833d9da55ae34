// SPDX-License-Identifier: Apache-2.0
// How facilities are drawn: the form is the type, the size the capacity, the filling how full it is.
import type { Service } from "./api";
import { escape } from "./html";
import { typeName } from "./i18n";
import { formPath, type Form, forms } from "./map_pictures";
import { facilityColour } from "./palette";
import { type DeskWord, w } from "./words_desk";

/** How much of its places a site has given away, from empty to full: light to dark. */
export const loads = ["unknown", "half", "most", "full"] as const;
export type Load = (typeof loads)[number] | "idle";
export const loadFills: Record<Load, string> = { unknown: facilityColour, half: "#ffffff", most: "#d59ab5", full: facilityColour, idle: "#9a9a94" };
export const loadLines: Record<Load, string> = { unknown: "#5e0f31", half: facilityColour, most: facilityColour, full: "#3d0a20", idle: "#5d5d58" };

export const iconName = (form: Form, load: Load): string => `${form}-${load}`;

/** `types`: of the service, in its order; the last form stands for all further ones. */
export const formOf = (types: string[], type: string): Form => forms[Math.min(Math.max(types.indexOf(type), 0), forms.length - 1)]!;

export function loadOf(service: Service | undefined, p: Record<string, unknown>): Load {
  if (p.serves === false || p.status === "closed" || p.status === "suspended") return "idle";
  const capacity = service?.capacity ? p[service.capacity] : undefined;
  const load = service ? p[`${service.id}_load`] : undefined;
  if (typeof capacity !== "number" || typeof load !== "number") return "unknown";
  if (capacity <= 0) return "full";
  return load / capacity < 0.5 ? "half" : load / capacity < 0.999 ? "most" : "full";
}

/** The sites of the service's types, with what they are drawn by. */
export function signed(sites: GeoJSON.FeatureCollection, types: string[], service: Service | undefined): GeoJSON.FeatureCollection {
  const wanted = new Set(types);
  const capacityOf = (p: Record<string, unknown>): number => (service?.capacity && typeof p[service.capacity] === "number" ? (p[service.capacity] as number) : 0);
  const features = sites.features.filter((f) => {
    const p = f.properties ?? {};
    return f.geometry && (wanted.size === 0 || wanted.has(p.type) || String(p.functions ?? "").split(";").some((x) => wanted.has(x)));
  });
  const largest = Math.max(1, ...features.map((f) => capacityOf(f.properties ?? {})));
  return {
    type: "FeatureCollection",
    features: features.map((f) => {
      const p = f.properties ?? {};
      const grow = service?.capacity ? 0.7 + 0.8 * Math.sqrt(capacityOf(p) / largest) : 1;
      return { ...f, properties: { ...p, sign_icon: iconName(formOf(types, p.type), loadOf(service, p)), sign_grow: grow } };
    }),
  };
}

const sign = (form: Form, load: Load): string =>
  `<svg class="sign" viewBox="0 0 20 20" aria-hidden="true"><path d="${formPath(form)}" fill="${loadFills[load]}" stroke="${loadLines[load]}" stroke-width="2"/></svg>`;

const loadWords: [Load, DeskWord][] = [["half", "loadHalf"], ["most", "loadMost"], ["full", "loadFull"]];

/** What the forms, sizes and fillings mean. */
export function signLegend(service: Service | undefined, types: string[]): string {
  if (!service || !types.length) return "";
  const load: Load = service.capacity ? "most" : "unknown";
  const typed = types.slice(0, 6).map((type) => `<li class="wide">${sign(formOf(types, type), load)}${escape(typeName(type, ""))}</li>`);
  const filled = service.capacity ? loadWords.map(([l, word]) => `<li class="wide">${sign("circle", l)}${w(word)}</li>`) : [];
  return `<h2>${w("signs")}</h2><ul>${typed.join("")}${filled.join("")}</ul>${service.capacity ? `<p class="quiet">${w("signSize")}</p>` : ""}`;
}
