// SPDX-License-Identifier: Apache-2.0
// How facilities are drawn: the form is the type, the same in every service, the size the capacity, the filling how full it is.
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

export type Forms = ReadonlyMap<string, Form>;

/** One form for each type, whatever service is looked at; types of one service have different ones for
 * as long as there are forms, and then the last. */
export function formsOf(services: Service[]): Forms {
  const members = (s: Service): Service[] => (s.all ? services.filter((m) => s.all!.includes(m.id)) : [s]);
  const beside = new Map<string, Set<string>>();
  for (const s of services) {
    const types = members(s).flatMap((m) => m.facilities ?? []);
    for (const type of types) for (const other of types) beside.set(type, (beside.get(type) ?? new Set()).add(other));
  }
  const given = new Map<string, Form>();
  for (const [type, others] of beside) {
    const used = new Set([...others].map((o) => given.get(o)));
    given.set(type, forms.find((f) => !used.has(f)) ?? forms.at(-1)!);
  }
  return given;
}
/** Of a site: by its type, or by the function that is sought. */
const formOf = (drawn: Forms, p: Record<string, unknown>, wanted: ReadonlySet<string>): Form =>
  drawn.get([p.type, ...String(p.functions ?? "").split(";")].find((x) => wanted.has(x as string)) as string) ?? drawn.get(String(p.type)) ?? forms[0];

export function loadOf(service: Service | undefined, p: Record<string, unknown>): Load {
  if (p.serves === false || p.status === "closed" || p.status === "suspended") return "idle";
  const capacity = service?.capacity ? p[service.capacity] : undefined;
  const load = service ? p[`${service.id}_load`] : undefined;
  if (typeof capacity !== "number" || typeof load !== "number") return "unknown";
  if (capacity <= 0) return "full";
  return load / capacity < 0.5 ? "half" : load / capacity < 0.999 ? "most" : "full";
}

/** The sites of the service's types, with what they are drawn by. */
export function signed(sites: GeoJSON.FeatureCollection, types: string[], service: Service | undefined, drawn: Forms): GeoJSON.FeatureCollection {
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
      return { ...f, properties: { ...p, sign_icon: iconName(formOf(drawn, p, wanted), loadOf(service, p)), sign_grow: grow } };
    }),
  };
}

const sign = (form: Form, load: Load): string =>
  `<svg class="sign" viewBox="0 0 20 20" aria-hidden="true"><path d="${formPath(form)}" fill="${loadFills[load]}" stroke="${loadLines[load]}" stroke-width="2"/></svg>`;

const loadWords: [Load, DeskWord][] = [["half", "loadHalf"], ["most", "loadMost"], ["full", "loadFull"]];

/** What the forms, sizes and fillings mean. */
export function signLegend(service: Service | undefined, types: string[], drawn: Forms): string {
  if (!service || !types.length) return "";
  const load: Load = service.capacity ? "most" : "unknown";
  const typed = types.slice(0, 6).map((type) => `<li class="wide">${sign(drawn.get(type) ?? forms[0], load)}${escape(typeName(type, ""))}</li>`);
  const filled = service.capacity ? loadWords.map(([l, word]) => `<li class="wide">${sign("circle", l)}${w(word)}</li>`) : [];
  return `<h2>${w("signs")}</h2><ul>${typed.join("")}${filled.join("")}</ul>${service.capacity ? `<p class="quiet">${w("signSize")}</p>` : ""}`;
}
