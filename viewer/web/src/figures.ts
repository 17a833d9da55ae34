// SPDX-License-Identifier: Apache-2.0
// What a view's figures are, and the units that they are of: asked for when they are lacking.
import { type Coverage, type Facts, type Project, type Row, getCompared, getCoverage, getFacts, getUnits } from "./api";
import type { Pair } from "./pair";
import { typesOf } from "./panel";
import { type View, levelOf } from "./state";
import { stateByUnit } from "./status";
import { unchecked, unlistedTypes } from "./unlisted";
import { type TableRow, rowsOf, rowsOfFacts, withTrust } from "./table";

export interface FigureNeeds {
  ruleRows(rule: string): Promise<Row[]>;
  /** The figures before and after the view's edits; nothing where there are none. */
  edited(view: View, query: Record<string, string>): Promise<{ before: Coverage; after: Coverage } | undefined>;
}

/** All that one view shows of numbers. */
export interface Figures {
  coverage: Coverage | undefined;
  pair: Pair | undefined;
  /** Of the table's limit, whatever the slider says. */
  rows: TableRow[];
  before: TableRow[];
  units: GeoJSON.FeatureCollection;
  /** Drawn beneath them. */
  beneath: GeoJSON.FeatureCollection | undefined;
  /** Whether they are others than last time. */
  newUnits: boolean;
  newBeneath: boolean;
  /** States of the chosen indicator by unit. */
  states: Map<string, string> | undefined;
  ruleName: string;
  /** Types that no list was supplied of: `rows` have totals alone, unless there is a `pair`. */
  unlisted: string[];
  /** What they are figures of. */
  key: string;
}

/** Remembers what was asked for last. */
class Kept<T> {
  key = "";
  value: T | undefined;
  async get(key: string, ask: () => Promise<T | undefined>): Promise<{ key: string; value: T | undefined }> {
    return this.key === key ? { key, value: this.value } : { key, value: await ask() };
  }
}

export class FigureSource {
  private readonly units = new Kept<GeoJSON.FeatureCollection>();
  private readonly beneath = new Kept<GeoJSON.FeatureCollection>();
  private readonly coverage = new Kept<Coverage>();
  private readonly compared = new Kept<Coverage>();

  constructor(
    private readonly project: Project,
    private readonly needs: FigureNeeds,
  ) {}

  static query = (view: View): Record<string, string> => ({ service: view.service, limit: view.limit, measure: view.measure, group: view.group, tree: view.tree, level: view.level });

  /** Whether the second run has what the view asks for. */
  comparable(view: View): boolean {
    const other = this.project.compared;
    return !!other && (other.limits[view.service] ?? []).includes(view.limit) && (other.measures[view.service] ?? []).includes(view.measure) && other.groups.includes(view.group);
  }

  /** Nothing when `latest` says that the view is out of date: then nothing is kept, either. */
  async of(view: View, latest: () => boolean): Promise<Figures | undefined> {
    const { project } = this;
    const query = FigureSource.query(view);
    const key = Object.values(query).join("/");
    const under = this.levelBeneath(view);
    const [units, coverage, facts, beneath, ruled, edited, compared] = await Promise.all([
      this.units.get(levelOf(view), async () => (view.level ? getUnits(view.tree, view.level) : undefined)),
      this.coverage.get(key, async () => (project.figures ? getCoverage(query) : undefined)),
      project.figures || !view.level ? undefined : getFacts(view.tree, view.level),
      this.beneath.get(under ? `${under.tree}/${under.level}` : "", async () => (under ? getUnits(under.tree, under.level) : undefined)),
      view.rule && project.tables.includes("indicators") ? this.needs.ruleRows(view.rule) : undefined,
      project.figures ? this.needs.edited(view, query) : undefined,
      this.compared.get(this.comparable(view) ? key : "", async () => (this.comparable(view) ? getCompared(query) : undefined)),
    ]);
    if (!latest()) return undefined;
    const newUnits = this.units.key !== units.key && units.value !== undefined;
    const newBeneath = this.beneath.key !== beneath.key;
    Object.assign(this.units, units);
    Object.assign(this.coverage, coverage);
    Object.assign(this.beneath, beneath);
    Object.assign(this.compared, compared);
    const pair: Pair | undefined = edited ? { of: "edits", ...edited } : compared.value && coverage.value ? { of: "runs", before: coverage.value, after: compared.value } : undefined;
    const shapes = units.value ?? { type: "FeatureCollection", features: [] };
    const shown = pair?.after ?? coverage.value;
    const unlisted = unlistedTypes(project, view.service);
    const own = shown ? withTrust(inOrder(rowsOf(shown), coverage.value), shapes) : [];
    return {
      coverage: shown, pair, units: shapes, beneath: beneath.value, newUnits, newBeneath,
      unlisted,
      rows: shown ? (unlisted.length && !pair ? unchecked(own) : own) : rowsOfFacts((facts ?? {}) as Facts, typesOf(project, view)),
      before: pair ? rowsOf(pair.before) : [],
      states: ruled && ruled.length ? stateByUnit(ruled.filter((r) => r.level === view.level)) : undefined,
      ruleName: ruled?.[0]?.name ?? "",
      key: key + (pair ? `/${pair.of}/${view.edits}` : ""),
    };
  }

  /** Management units seldom cover the land: the legal units are drawn beneath them. */
  private levelBeneath(view: View): { tree: string; level: string } | undefined {
    if (view.tree !== "management") return undefined;
    const legal = this.project.levels.filter((l) => l.tree === "legal");
    return legal.find((l) => l.level === view.level && l.units > 1) ?? legal.find((l) => l.units > 1) ?? legal[0];
  }
}

/** Rows of another answer, numbered as the map's units are: by those of the run that is shown. */
export function inOrder(rows: TableRow[], own: Coverage | undefined): TableRow[] {
  if (!own?.codes) return rows;
  const at = new Map(own.codes.map((code, i) => [code, i]));
  let next = own.codes.length;
  return rows.map((r) => ({ ...r, id: at.get(r.code) ?? next++ }));
}
