// SPDX-License-Identifier: Apache-2.0
// The run's sites, and those of the edits: their names, places and amounts.
import { type Edit, type Spot, siteOf } from "./edits";

interface Known {
  at: Spot | undefined;
  facts: Record<string, unknown>;
}

export class SiteBook {
  private readonly known: Map<string, Known>;

  constructor(features: GeoJSON.Feature[]) {
    this.known = new Map(features.map((f) => [String(f.properties?.id), { at: (f.geometry as GeoJSON.Point | null)?.coordinates as Spot | undefined, facts: f.properties ?? {} }]));
  }

  ids = (): ReadonlySet<string> => new Set(this.known.keys());
  has = (id: string, edits: Edit[]): boolean => this.known.has(id) || edits.some((e) => e.kind === "open" && e.id === id);

  name(id: string, edits: Edit[]): string {
    const open = edits.find((e) => e.kind === "open" && e.id === id);
    return open?.kind === "open" ? open.name : String(this.known.get(id)?.facts.name ?? id);
  }

  /** Where it is after the edits; without any, where it was. */
  place(id: string, edits: Edit[] = []): Spot | undefined {
    const edit = edits.find((e) => (e.kind === "open" || e.kind === "move") && siteOf(e) === id) as { at: Spot } | undefined;
    return edit?.at ?? this.known.get(id)?.at;
  }

  /** As the run has it. */
  amount(id: string, amount: string): number | undefined {
    const value = this.known.get(id)?.facts[amount];
    return typeof value === "number" ? value : undefined;
  }

  /** After the edits. */
  places(id: string, amount: string, edits: Edit[]): number | undefined {
    const open = edits.find((e) => e.kind === "open" && e.id === id);
    return open?.kind === "open" ? open.amounts?.[amount] : this.amount(id, amount);
  }

  /** The run's own name of a type. */
  typeName = (type: string): string => String([...this.known.values()].find((k) => k.facts.type === type)?.facts.type_name ?? "");

  /** "Name (id)" of every site of these types. */
  names = (types: string[]): string[] =>
    [...this.known].filter(([, k]) => types.includes(String(k.facts.type)) || String(k.facts.functions ?? "").split(";").some((f) => types.includes(f))).map(([id, k]) => `${String(k.facts.name ?? id)} (${id})`);

  /** The id of what was typed: "Name (id)", an id, or a name; empty when there is none. */
  called(text: string, edits: Edit[]): string {
    const id = text.match(/\(([^()]*)\)\s*$/)?.[1] ?? text.trim();
    if (this.has(id, edits)) return id;
    return [...this.known].find(([, k]) => k.facts.name === text.trim())?.[0] ?? edits.flatMap((e) => (e.kind === "open" && e.name === text.trim() ? [e.id] : []))[0] ?? "";
  }
}
