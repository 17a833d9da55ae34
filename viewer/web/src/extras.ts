// SPDX-License-Identifier: Apache-2.0
// Circles, places where people live and facilities: each asked for only when it is shown.
import { type Project, getCircles } from "./api";
import type { Cellwise } from "./cellwise";
import { readable } from "./circles";
import type { CoverageMap } from "./map";
import { cellLimits, circlesShown, serviceOf, typesOf } from "./panel";
import { wireOf } from "./slide";
import type { View } from "./state";

export class Extras {
  private readonly loaded = { circles: "", cells: "", facilities: "" };

  constructor(
    private readonly project: Project,
    private readonly map: CoverageMap,
    private readonly cellwise: Cellwise,
    private readonly sites: () => Promise<GeoJSON.FeatureCollection>,
  ) {}

  async show(view: View, latest: () => boolean): Promise<void> {
    const car = serviceOf(this.project, view)?.mode === "car";
    const circlesKey = `${view.service}/${view.limit}`;
    if (circlesShown(this.project, view) && view.service && this.loaded.circles !== circlesKey) {
      const circles = await getCircles(view.service, view.limit);
      if (!latest()) return;
      await this.map.setCircles(car ? readable(circles) : circles);
      this.loaded.circles = circlesKey;
    }
    const limits = cellLimits(this.project, view);
    const cellsKey = `${view.service}/${view.measure}/${view.group}`;
    if (view.cells && this.project.figures && limits.length) {
      const cells = this.loaded.cells === cellsKey ? undefined : await this.cellwise.cells(view);
      if (!latest()) return;
      await this.map.setCells(cells, limits.map(wireOf));
      this.loaded.cells = cellsKey;
    }
    if (view.facilities && this.loaded.facilities !== view.service) {
      const sites = await this.sites();
      if (!latest()) return;
      const types = new Set(typesOf(this.project, view));
      const shown = sites.features.filter((f) => {
        const p = f.properties ?? {};
        return types.size === 0 || types.has(p.type) || String(p.functions ?? "").split(";").some((x) => types.has(x));
      });
      await this.map.setFacilities({ type: "FeatureCollection", features: shown.filter((f) => f.geometry) });
      this.loaded.facilities = view.service;
    }
    await this.map.show({ ...view, circles: circlesShown(this.project, view) }, car, view.units && this.project.levels.length > 0);
  }
}
