// SPDX-License-Identifier: Apache-2.0
// What the reader changes: edits as a scenario file has them, each site at most once of a kind, with
// undo and redo. No DOM, no map.

export type Spot = [number, number];
export interface Open {
  kind: "open";
  id: string;
  name: string;
  type: string;
  at: Spot;
  /** In the project's CRS, as a siting chose it: then it counts, and `at` is where it is drawn. */
  xy?: Spot;
  status?: string;
  amounts?: Record<string, number>;
}
export interface Move {
  kind: "move";
  site: string;
  at: Spot;
}
export interface Close {
  kind: "close";
  site: string;
}
export interface Resize {
  kind: "extend" | "reduce";
  site: string;
  amounts: Record<string, number>;
}
/** A facility that is to serve what it did not: of a siting. */
export interface Change {
  kind: "change";
  site: string;
  status?: string;
  add_functions?: string[];
}
export type Edit = Open | Move | Close | Resize | Change;

export const siteOf = (e: Edit): string => (e.kind === "open" ? e.id : e.site);

/** Six decimals of a degree are a tenth of a metre: what a sentence says is what is computed. */
const round = (v: number): number => Math.round(v * 1e6) / 1e6;
const spot = ([lon, lat]: Spot): Spot => [round(lon), round(lat)];

export const opened = (edits: Edit[], site: Omit<Open, "kind">): Edit[] => [...edits, { kind: "open", ...site, at: spot(site.at) }];

export function moved(edits: Edit[], id: string, at: Spot): Edit[] {
  const now = spot(at);
  const placed = (e: Edit): e is Open | Move => (e.kind === "open" || e.kind === "move") && siteOf(e) === id;
  if (edits.some(placed))
    return edits.map((e) => {
      if (!placed(e)) return e;
      const { xy, ...rest } = e as Open;
      return { ...rest, at: now } as Edit;
    });
  return [...edits, { kind: "move", site: id, at: now }];
}

/** A new site vanishes; of one that was there, what else was done to it is of no use. */
export function closed(edits: Edit[], id: string): Edit[] {
  const rest = edits.filter((e) => siteOf(e) !== id);
  return edits.some((e) => e.kind === "open" && e.id === id) ? rest : [...rest, { kind: "close", site: id }];
}

/** So that the site has `wanted` of `amount`; `was`: what it has without edits. */
export function resized(edits: Edit[], id: string, amount: string, was: number, wanted: number): Edit[] {
  if (edits.some((e) => e.kind === "open" && e.id === id))
    return edits.map((e) => (e.kind === "open" && e.id === id ? { ...e, amounts: { ...e.amounts, [amount]: wanted } } : e));
  const rest = edits.filter((e) => !((e.kind === "extend" || e.kind === "reduce") && e.site === id));
  const more = round(wanted - was);
  if (more === 0) return rest;
  return [...rest, { kind: more > 0 ? "extend" : "reduce", site: id, amounts: { [amount]: Math.abs(more) } }];
}

export const without = (edits: Edit[], index: number): Edit[] => {
  const gone = edits[index];
  // Whatever was done to a new site goes with it.
  return gone?.kind === "open" ? edits.filter((e) => siteOf(e) !== gone.id) : edits.filter((_, i) => i !== index);
};

export function newId(edits: Edit[], taken: ReadonlySet<string>): string {
  const used = new Set(edits.map(siteOf));
  let n = 1;
  while (used.has(`new-${n}`) || taken.has(`new-${n}`)) ++n;
  return `new-${n}`;
}

/** What an address carries, if it is a list of edits; whether they can be made, the server says. */
export const editsFrom = (text: string): Edit[] => {
  const list = listed(text);
  return list !== undefined && list.every(isEdit) ? (list as Edit[]) : [];
};

/** Of what is no list of edits: which of it is the first that is none, and its text. */
export function unread(text: string): { index: number; text: string } | undefined {
  const list = listed(text);
  if (list === undefined) return { index: -1, text };
  const index = list.findIndex((e) => !isEdit(e));
  return index < 0 ? undefined : { index, text: JSON.stringify(list[index]) };
}

function listed(text: string): unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text || "[]");
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

function isEdit(what: unknown): boolean {
  const number = (v: unknown) => typeof v === "number" && Number.isFinite(v);
  const amounts = (v: unknown) => typeof v === "object" && v !== null && Object.values(v).every(number);
  if (typeof what !== "object" || what === null) return false;
  const e = what as Record<string, unknown>;
  const at = Array.isArray(e.at) && e.at.length === 2 && e.at.every(number);
  if (e.kind === "open") return at && [e.id, e.name, e.type].every((v) => typeof v === "string") && (e.amounts === undefined || amounts(e.amounts));
  if (typeof e.site !== "string") return false;
  if (e.kind === "change") return e.status === undefined || typeof e.status === "string";
  return e.kind === "move" ? at : e.kind === "close" || ((e.kind === "extend" || e.kind === "reduce") && amounts(e.amounts));
}

/** As the server is told them: one place each. */
export const wired = (edits: Edit[]): unknown[] =>
  edits.map((e) => {
    if (e.kind !== "open" || !e.xy) return e;
    const { at, ...rest } = e;
    return rest;
  });

/** A siting's edits beside those that there are; new sites at `places` get ids that nothing has. */
export function taken(edits: Edit[], more: Record<string, unknown>[], places: ReadonlyMap<string, Spot>): Edit[] {
  const named = new Set(more.map((e) => String(e.id ?? e.site)));
  const added = more.flatMap((e): Edit[] => {
    const at = (e.at as Spot | undefined) ?? places.get(String(e.id));
    if (e.kind === "open" && at) return [{ ...(e as object), at: e.at ? at : spot(at) } as Edit];
    return e.kind === "change" || e.kind === "close" ? [e as unknown as Edit] : [];
  });
  return [...edits.filter((e) => !named.has(siteOf(e))), ...added];
}

/** Every state that was, and those taken back. */
export class History {
  private past: Edit[][] = [];
  private future: Edit[][] = [];
  private last = { key: "", at: 0 };

  constructor(public now: Edit[]) {}

  /** Steps of one `key` less than a second apart are one: a hand that drags, a key that is held. */
  set(next: Edit[], key = "", at = 0): void {
    const goesOn = key !== "" && key === this.last.key && at - this.last.at < 1000;
    if (!goesOn) this.past.push(this.now);
    this.last = { key, at };
    this.now = next;
    this.future = [];
  }
  canUndo = (): boolean => this.past.length > 0;
  canRedo = (): boolean => this.future.length > 0;
  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.future.push(this.now);
    this.now = before;
    this.last.key = "";
  }
  redo(): void {
    const after = this.future.pop();
    if (!after) return;
    this.past.push(this.now);
    this.now = after;
    this.last.key = "";
  }
}
