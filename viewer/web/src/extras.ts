// SPDX-License-Identifier: Apache-2.0
// What is drawn beside the units: circles, gaps, places where people live, facilities, the base map.
// Each is asked for only when it is shown.
import { ApiError, type Project, getBase, getCells, getCircles, getFacilities, getGaps } from "./api";
import type { Cellwise } from "./cellwise";
import { readable } from "./circles";
import { formsOf, signed } from "./facility_signs";
import type { CoverageMap } from "./map";
import { cellLimits, circlesShown, gapsShown, serviceOf, typesOf } from "./panel";
import { limitShown, wireOf } from "./slide";
import type { View } from "./state";

/** Which of two results they are of; `outdated`: they are not of what the units show. */
export interface ExtrasOf {
  of: "first" | "second";
  outdated: boolean;
  /** There are none of the other result beside it: none is drawn. */
  bare: boolean;
}

export class Extras {
  private readonly loaded = { circles: "", gaps: "", cells: "", facilities: "", base: false };
  private facilities: { of: string; all: GeoJSON.FeatureCollection } | undefined;

  constructor(
    private readonly project: Project,
    private readonly map: CoverageMap,
    private readonly cellwise: Cellwise,
    private readonly sites: () => Promise<GeoJSON.FeatureCollection>,
  ) {}

  async show(view: View, { of, outdated, bare }: ExtrasOf, latest: () => boolean): Promise<void> {
    const { project, map, loaded } = this;
    const second = of === "second";
    const car = serviceOf(project, view)?.mode === "car";
    const circles = circlesShown(project, view) && view.service !== "" && !bare;
    await this.once("circles", circles ? `${of}/${view.service}/${limitShown(view)}` : "", latest, async () => {
      const shapes = await getCircles(view.service, limitShown(view), second);
      return () => map.setLayer("circles", car ? readable(shapes) : shapes);
    });
    const gaps = gapsShown(project, view) && !bare;
    await this.once("gaps", gaps && !outdated ? `${of}/${view.service}` : "", latest, async () => {
      // A page without its server has none of them.
      const shapes = await getGaps(view.service, second).catch((error: unknown): GeoJSON.FeatureCollection => {
        if (error instanceof ApiError && error.status === 404) return { type: "FeatureCollection", features: [] };
        throw error;
      });
      return () => map.setLayer("gaps", shapes);
    });
    const limits = cellLimits(project, view);
    if (view.cells && project.figures && limits.length) {
      await this.once("cells", `${of}/${view.service}/${view.measure}/${view.group}`, latest, async () => {
        const cells = second ? await getCells(view.service, view.measure, view.group, true) : await this.cellwise.cells(view);
        return () => map.setCells(cells, limits.map(wireOf));
      });
      if (latest()) await map.setCells(undefined, limits.map(wireOf));
    }
    await this.once("facilities", view.facilities ? `${of}/${view.service}` : "", latest, async () => {
      const sites = await this.sitesOf(of);
      return () => map.setLayer("facilities", signed(sites, typesOf(project, view), serviceOf(project, view), formsOf(project.services)));
    });
    if (view.base && project.what_if && !loaded.base) {
      const base = await getBase();
      if (!latest()) return;
      await map.setLayer("base", base);
      loaded.base = true;
    }
    if (latest()) await map.show({ ...view, circles, gaps, cells: view.cells && (!project.figures || limits.length > 0) }, { wide: car, shaded: view.units && project.levels.length > 0, outdated, bare });
  }

  /** While the slider moves: what was drawn last stays only where it is of the slider's limit. Asks for nothing. */
  async slid(view: View): Promise<void> {
    const { project, loaded } = this;
    const circles = circlesShown(project, view) && loaded.circles === `first/${view.service}/${limitShown(view)}`;
    const gaps = gapsShown(project, view) && loaded.gaps === `first/${view.service}`;
    await this.map.show({ ...view, circles, gaps }, { wide: serviceOf(project, view)?.mode === "car", shaded: view.units && project.levels.length > 0, outdated: false, bare: false });
  }

  /** What `ask` gives, unless it was drawn last. */
  private async once(what: "circles" | "gaps" | "cells" | "facilities", key: string, latest: () => boolean, ask: () => Promise<() => Promise<void>>): Promise<void> {
    if (key === "" || this.loaded[what] === key || !latest()) return;
    const draw = await ask();
    if (!latest()) return;
    await draw();
    this.loaded[what] = key;
  }

  private async sitesOf(of: ExtrasOf["of"]): Promise<GeoJSON.FeatureCollection> {
    if (of === "first") return this.sites();
    this.facilities ??= { of, all: await getFacilities(true) };
    return this.facilities.all;
  }
}
