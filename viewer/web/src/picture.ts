// SPDX-License-Identifier: Apache-2.0
// A picture of the map: as it is, or of another size and camera, after which the map is as before.
import type { Map } from "maplibre-gl";

export interface Frame {
  /** CSS pixels. */
  width: number;
  height: number;
  /** Picture's pixels per CSS pixel. */
  ratio: number;
  centre: [number, number];
  zoom: number;
}

export interface Picture {
  canvas: HTMLCanvasElement;
  /** Degrees at the middle of the left and of the right edge. */
  west: number;
  east: number;
  lat: number;
  zoom: number;
  /** CSS pixels. */
  width: number;
}

/** The next frame that is drawn, copied while it is there. */
function copied(map: Map): Promise<HTMLCanvasElement> {
  return new Promise((done) => {
    map.once("render", () => {
      const from = map.getCanvas();
      const canvas = document.createElement("canvas");
      canvas.width = from.width;
      canvas.height = from.height;
      canvas.getContext("2d")!.drawImage(from, 0, 0);
      done(canvas);
    });
    map.triggerRepaint();
  });
}

const told = async (map: Map): Promise<Picture> => {
  const canvas = await copied(map);
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const left = map.unproject([0, height / 2]);
  return { canvas, west: left.lng, east: map.unproject([width, height / 2]).lng, lat: map.getCenter().lat, zoom: map.getZoom(), width };
};

export async function picture(map: Map, frame?: Frame): Promise<Picture> {
  if (!frame) return told(map);
  const box = map.getContainer();
  const before = { centre: map.getCenter(), zoom: map.getZoom(), ratio: map.getPixelRatio() };
  try {
    Object.assign(box.style, { inset: "0 auto auto 0", width: `${frame.width}px`, height: `${frame.height}px` });
    map.setPixelRatio(frame.ratio);
    map.resize();
    map.jumpTo({ center: frame.centre, zoom: frame.zoom });
    await new Promise((done) => map.once("idle", done));
    return await told(map);
  } finally {
    Object.assign(box.style, { inset: "", width: "", height: "" });
    map.setPixelRatio(before.ratio);
    map.resize();
    map.jumpTo({ center: before.centre, zoom: before.zoom });
  }
}
