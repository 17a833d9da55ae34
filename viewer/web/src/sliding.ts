// SPDX-License-Identifier: Apache-2.0
// The slider over the view: what it stands at becomes headline, rows and curve, from the cells.
import type { Project } from "./api";
import { Cellwise } from "./cellwise";
import { byId } from "./html";
import { serviceOf } from "./panel";
import { drawReach, reachRows } from "./reach";
import { limitShown, wireOf } from "./slide";
import { Slider, type SliderEvents } from "./slider";
import type { View } from "./state";
import type { TableRow } from "./table";
import { w } from "./words_desk";

export class Sliding {
  private readonly slider: Slider;

  constructor(
    private readonly project: Project,
    private readonly cellwise: Cellwise,
    events: SliderEvents,
  ) {
    this.slider = new Slider(events);
  }

  /** Rows at the slider's place, of the table's rows; headline and curve follow. */
  rows(view: View, ofTable: TableRow[]): Map<string, TableRow> {
    const { slide } = this.cellwise.loaded!;
    slide.moveTo(Number(view.slide));
    const rows = new Map(reachRows(ofTable, slide, this.project.levels.length > 0).map((r) => [r.code, r]));
    const row = rows.get(view.selected);
    drawReach(slide, row ? row.id : -1, view, limitShown(view), row?.name ?? w("whole"), "capacity" in (serviceOf(this.project, view) ?? {}));
    this.draw(view, rows);
    return rows;
  }

  private draw(view: View, rows: Map<string, TableRow>): void {
    const { loaded } = this.cellwise;
    if (!loaded) return this.slider.hide();
    const row = this.project.levels.length ? (rows.get(view.selected)?.id ?? -1) : -1;
    this.slider.draw([loaded.key, row, view.lang].join("/"), loaded.slide, row, this.project.limits[view.service] ?? [], view.slide ? Number(view.slide) : wireOf(view.limit), view.slide !== "", "capacity" in (serviceOf(this.project, view) ?? {}));
  }

  /** Whether the cells that are loaded are the view's. */
  fits = (view: View): boolean => this.cellwise.loaded?.key === Cellwise.key(view);

  hide(): void {
    this.slider.hide();
    byId("slide").dataset.ready = "none";
  }

  /** Beside the view: what the slider needs. */
  async beside(view: View, rows: Map<string, TableRow>, units: number, latest: () => boolean): Promise<void> {
    await this.cellwise.load(view, units);
    if (!latest()) return;
    this.draw(view, rows);
    byId("slide").dataset.ready = this.cellwise.loaded?.key ?? "none";
  }
}
