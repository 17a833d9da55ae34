// SPDX-License-Identifier: Apache-2.0
// Two maps that look at the same place: camera and pointer of each are the other's.
import type { CoverageMap } from "./map";

export function link(a: CoverageMap, b: CoverageMap): void {
  let copying = false;
  const follow = (from: CoverageMap, to: CoverageMap) =>
    from.map.on("move", () => {
      if (copying) return;
      copying = true;
      to.map.jumpTo({ center: from.map.getCenter(), zoom: from.map.getZoom() });
      copying = false;
    });
  follow(a, b);
  follow(b, a);
  a.pointer!.told = (at) => b.pointer!.point(at);
  b.pointer!.told = (at) => a.pointer!.point(at);
}

export function unlinkPointers(...maps: CoverageMap[]): void {
  for (const map of maps) {
    map.pointer!.told = () => {};
    map.pointer!.point(undefined);
  }
}
