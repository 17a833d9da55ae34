// SPDX-License-Identifier: Apache-2.0
// Palettes for every kind of sight: simulated by the matrices of Machado, Oliveira and Fernandes
// (2009, severity 1) in linear light, colours keep their order of lightness.
import { describe, expect, it } from "vitest";

import { loadFills } from "../src/facility_signs";
import { changeBands, costColours, lightness, notReachedColour, partColours, rgb, shareBands, statusColours, unconnectedColour } from "../src/palette";

type Sight = [number[], number[], number[]];
const sights: Record<string, Sight> = {
  ordinary: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
  grey: [[0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722]],
};
const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const gamma = (c: number) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

function seen(hex: string, sight: Sight): string {
  const light = rgb(hex).map(linear);
  const out = sight.map((row) => row.reduce((sum, m, i) => sum + m * light[i]!, 0));
  return "#" + out.map((c) => Math.round(255 * gamma(Math.min(1, Math.max(0, c)))).toString(16).padStart(2, "0")).join("");
}
/** CIE Lab of sRGB (D65). */
function lab(hex: string): number[] {
  const [r, g, b] = rgb(hex).map(linear) as [number, number, number];
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047), y = f(0.2126 * r + 0.7152 * g + 0.0722 * b), z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const apart = (a: string, b: string) => Math.hypot(...lab(a).map((v, i) => v - lab(b)[i]!));

describe.each(Object.entries(sights))("to %s sight", (name, sight) => {
  const of = (colours: string[]) => colours.map((c) => seen(c, sight));
  /** Each step at least `least` lighter or darker than the one before, all the same way. */
  const ordered = (colours: string[], least = 6) => {
    const l = of(colours).map(lightness);
    const way = Math.sign(l[1]! - l[0]!);
    l.slice(1).forEach((v, i) => expect(way * (v - l[i]!), `${colours[i]} to ${colours[i + 1]}`).toBeGreaterThan(least));
  };
  it("shares, costs and loads go from light to dark", () => {
    ordered(shareBands.map((b) => b.colour));
    ordered(costColours);
    ordered([loadFills.half, loadFills.most, loadFills.full]);
  });
  it("the more changes, the darker, on either side", () => {
    const colours = changeBands.map((b) => b.colour);
    const middle = changeBands.findIndex((b) => b.text === "±0");
    ordered(colours.slice(0, middle + 1));
    ordered(colours.slice(middle));
  });
  it("states are told apart by lightness", () => {
    const l = of(Object.values(statusColours)).map(lightness).sort((a, b) => a - b);
    l.slice(1).forEach((v, i) => expect(v - l[i]!).toBeGreaterThan(3));
  });
  it("places of any cost, not reached or unconnected, and parts differ in lightness, each from each", () => {
    const places = of([...costColours, notReachedColour, unconnectedColour]).map(lightness).sort((a, b) => a - b);
    places.slice(1).forEach((v, i) => expect(v - places[i]!).toBeGreaterThan(4));
    const parts = of(Object.values(partColours)).map(lightness);
    parts.forEach((v, i) => parts.slice(0, i).forEach((other) => expect(Math.abs(v - other)).toBeGreaterThan(6)));
  });
  // In grey, words and hatching tell losses from gains.
  it.skipIf(name === "grey")("loss and gain, reached and not, are never alike", () => {
    const colours = of(changeBands.map((b) => b.colour));
    for (const k of [0, 1]) expect(apart(colours[k]!, colours[colours.length - 1 - k]!)).toBeGreaterThan(20);
    for (const c of of(costColours)) for (const other of of([notReachedColour, unconnectedColour])) expect(apart(c, other)).toBeGreaterThan(12);
    expect(apart(...(of([notReachedColour, unconnectedColour]) as [string, string]))).toBeGreaterThan(12);
  });
});
