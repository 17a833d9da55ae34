// SPDX-License-Identifier: Apache-2.0
// The cells of the service that is shown, with their units: asked for once, then the source of the
// slider, of the points on the map and of places that are explained.
import { type Cells, type Project, getCellUnits, getCells, noUnitRow } from "./api";
import { serviceOf } from "./panel";
import { Slide } from "./slide";
import type { View } from "./state";

/** Remembers what was asked for last. */
class Last<T> {
  private key = "";
  private value: Promise<T> | undefined;

  get(key: string, ask: () => Promise<T>): Promise<T> {
    if (this.key !== key || !this.value) {
      this.key = key;
      this.value = ask();
      this.value.catch(() => (this.value = undefined));
    }
    return this.value;
  }
}

/** What one view's cells say. */
export interface Loaded {
  key: string;
  cells: Cells;
  unit: Uint32Array;
  slide: Slide;
}

export class Cellwise {
  private readonly cellsAsked = new Last<Cells>();
  private readonly unitsAsked = new Last<Uint32Array>();
  /** Of the view last loaded. */
  loaded: Loaded | undefined;

  constructor(private readonly project: Project) {}

  /** Whether the service has costs by cell: joint ones have none. */
  has = (view: View): boolean => this.project.figures && view.service !== "" && !serviceOf(this.project, view)?.all;

  static key = (view: View): string => [view.service, view.measure, view.group, view.tree, view.level].join("/");

  cells = (view: View): Promise<Cells> => this.cellsAsked.get(`${view.service}/${view.measure}/${view.group}`, () => getCells(view.service, view.measure, view.group));

  /** `rows`: how many units the view's level has. */
  async load(view: View, rows: number): Promise<Loaded | undefined> {
    if (!this.has(view)) return (this.loaded = undefined);
    const key = Cellwise.key(view);
    if (this.loaded?.key === key) return this.loaded;
    const cells = await this.cells(view);
    const unit = view.level ? await this.unitsAsked.get(`${view.tree}/${view.level}`, () => getCellUnits(view.tree, view.level)) : new Uint32Array(cells.n).fill(noUnitRow);
    if (unit.length !== cells.n) throw new Error("cells and their units do not fit");
    return (this.loaded = { key, cells, unit, slide: new Slide(cells, unit, rows) });
  }
}
