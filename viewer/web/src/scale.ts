// SPDX-License-Identifier: Apache-2.0
// What a millimetre of paper is on the ground. The map is Web Mercator: its scale is that of the
// latitude, here of the sheet's middle, along the parallel of the ellipsoid.

const equator = 6_378_137;
const e2 = 0.00669437999014;
/** A whole world at zoom 0, in CSS pixels. */
const world = 512;
/** CSS defines the millimetre by the pixel. */
export const pixelsPerMillimetre = 96 / 25.4;

/** Length of the parallel at a latitude, in metres. */
export function parallel(lat: number): number {
  const phi = (lat * Math.PI) / 180;
  return (2 * Math.PI * equator * Math.cos(phi)) / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
}

export const metresPerPixel = (lat: number, zoom: number): number => parallel(lat) / (world * 2 ** zoom);
export const denominator = (lat: number, zoom: number): number => metresPerPixel(lat, zoom) * pixelsPerMillimetre * 1000;
export const zoomOf = (lat: number, scale: number): number => Math.log2((parallel(lat) * pixelsPerMillimetre * 1000) / (world * scale));

const leading = [1, 2, 2.5, 5, 10];
const scales = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const power = (value: number) => 10 ** Math.floor(Math.log10(value));
/** The least denominator of a usual scale that is at least `value`. */
export const roundUp = (value: number): number => scales.map((l) => l * power(value)).find((x) => x >= value * (1 - 1e-9))!;
export const roundDown = (value: number): number => [...leading].reverse().map((l) => l * power(value)).find((x) => x <= value * (1 + 1e-9))!;

/** A round length that takes at most `most` pixels. */
export function bar(lat: number, zoom: number, most: number): { metres: number; pixels: number } {
  const metres = roundDown(most * metresPerPixel(lat, zoom));
  return { metres, pixels: metres / metresPerPixel(lat, zoom) };
}
export const lengthText = (metres: number): string => (metres >= 1000 ? `${metres / 1000} km` : `${metres} m`);
