// SPDX-License-Identifier: Apache-2.0
// Colours that differ in lightness, so that they read in grey and for every kind of sight.

/** Shares served: lower bound of each band (0–1) and its colour, light to dark. */
export const shareBands: ReadonlyArray<{ from: number; to: number; colour: string }> = [
  { from: 0, to: 0.2, colour: "#f3f0e0" },
  { from: 0.2, to: 0.4, colour: "#c9dfc6" },
  { from: 0.4, to: 0.6, colour: "#8cc0b4" },
  { from: 0.6, to: 0.8, colour: "#4a949a" },
  { from: 0.8, to: 1, colour: "#1f5f7a" },
];
export const noDataColour = "#dcdcdc";

/** Costs to the nearest site: near is dark. Not reached has a hue of its own. */
export const costColours = ["#123f5a", "#3f8f9c", "#9fd0c0", "#dcebd2"];
export const notReachedColour = "#b0441a";
export const unconnectedColour = "#9a9a92";
/** The four parts, each of a lightness of its own; style.css knows them as --served and so on. */
export const partColours = { served: "#1f5f7a", no_capacity: "#e8c46a", out_of_reach: "#cb6036", unconnected: unconnectedColour };

/** The base map: colours that no share has. */
export const waterColour = "#b3c3da";
export const streetColour = "#4d4a45";
export const barrierColour = "#5a6d8c";
/** Of circles and places that belong to a result no longer shown. */
export const outdatedColour = "#77777d";

export const circleColour = "#3a3f63";
export const facilityColour = "#8a1c4b";

export function shareColour(share: number | null): string {
  if (share === null) return noDataColour;
  let colour = shareBands[0]!.colour;
  for (const band of shareBands) if (share >= band.from) colour = band.colour;
  return colour;
}

/** Changes of a share in points, from loss to gain: orange loses, violet gains, the more the darker;
 * what stays is nearly white. Losses and gains of one size are alike in grey: a − or a + lies upon
 * them. `text` as a legend has it. */
export const changeBands: ReadonlyArray<{ holds: (points: number) => boolean; colour: string; text: string }> = [
  { holds: (p) => p <= -20, colour: "#5c2600", text: "≤ −20" },
  { holds: (p) => p <= -10, colour: "#8f4206", text: "−20 … −10" },
  { holds: (p) => p <= -5, colour: "#c26a1c", text: "−10 … −5" },
  { holds: (p) => p <= -1, colour: "#e59a4a", text: "−5 … −1" },
  { holds: (p) => p < 0, colour: "#f6d3a8", text: "−1 … 0" },
  { holds: (p) => p === 0, colour: "#f7f6f1", text: "±0" },
  { holds: (p) => p < 1, colour: "#d3cfe8", text: "0 … +1" },
  { holds: (p) => p < 5, colour: "#a79bcd", text: "+1 … +5" },
  { holds: (p) => p < 10, colour: "#7d6cb3", text: "+5 … +10" },
  { holds: (p) => p < 20, colour: "#573b91", text: "+10 … +20" },
  { holds: () => true, colour: "#301560", text: "≥ +20" },
];
/** Whether a change is a loss or a gain; empty where it is neither. */
export const changeSign = (points: number | null): "loss" | "gain" | "" => (points === null || Math.abs(points) < 1e-6 ? "" : points < 0 ? "loss" : "gain");
/** Less than a millionth of a point is what doubles lose, not people. */
export function changeColour(points: number | null): string {
  if (points === null) return noDataColour;
  const told = Math.abs(points) < 1e-6 ? 0 : points;
  return changeBands.find((b) => b.holds(told))!.colour;
}

export function rgb(hex: string): [number, number, number] {
  const n = parseInt(hex.slice(1), 16);
  return [((n >> 16) & 255) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

/** CIE lightness of an sRGB colour, 0–100. */
export function lightness(hex: string): number {
  const linear = rgb(hex).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const y = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

/** States of an indicator, light to dark: what fails is warm, what is not known is cold and grey. */
export const statusColours: Record<string, string> = {
  met: "#f4f1e4",
  not_binding: "#d5d8da",
  not_yet_due: "#f0b95c",
  not_checked: "#9fa9b3",
  not_met: "#d8702b",
  no_data: "#64707c",
  overdue: "#7a1f10",
};
/** A unit to which the indicator is not applied. */
export const noRuleColour = "#ffffff";
