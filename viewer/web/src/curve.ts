// SPDX-License-Identifier: Apache-2.0
// The curve of people against the limit, as SVG: where the slider stands and what it is there, where
// the tables' limits are.
import { count, limitName } from "./i18n";
import { limitOf } from "./slide";

export interface CurveData {
  /** Millionths of people within each step. */
  steps: number[];
  step: number;
  last: number;
  metres: boolean;
  total: number;
  at: number;
  limits: number[];
  label: string;
  /** Said before the height of the axis. */
  axis: string;
}

/** Room that the words at the marker take. */
const words = 96;
const width = 284, height = 120, left = 4, right = 280, top = 34, bottom = 104;

/** Words about `x`, as long as they stay within the picture. */
const anchored = (x: number): string => (x > right - 28 ? `x="${right}" text-anchor="end"` : x < left + 28 ? `x="${left}" text-anchor="start"` : `x="${x.toFixed(1)}" text-anchor="middle"`);

export function curveSvg(d: CurveData): string {
  const x = (wire: number) => left + ((right - left) * wire) / d.last;
  // As high as the last step, so that a curve of few is still one; its height is written above it.
  const highest = Math.max(d.steps.at(-1) ?? 0, 1);
  const y = (people: number) => bottom - ((bottom - top) * people) / highest;
  const points = d.steps.map((p, k) => `${x(k * d.step).toFixed(1)},${y(p).toFixed(1)}`);
  const people = d.steps[Math.min(d.steps.length - 1, Math.floor(d.at / d.step))] ?? 0;
  const said = (n: number) => `${count(n / 1e6)} · ${d.total > 0 ? ((100 * n) / d.total).toFixed(1) : "0"} %`;
  const name = (wire: number) => limitName(limitOf(wire, d.metres));
  const ticks = d.limits.map((l) => `<line class="tick" x1="${x(l)}" x2="${x(l)}" y1="${top}" y2="${bottom}"/><text ${anchored(x(l))} y="117">${name(l)}</text>`).join("");
  // Beside the marker, where the curve is not: left of it and above; at the left edge right of it, above the curve or below it.
  const beyond = d.steps.filter((_, k) => x(k * d.step) <= x(d.at) + words).at(-1) ?? 0;
  const over = y(beyond) - 8;
  const near = x(d.at) > words ? `x="${(x(d.at) - 7).toFixed(1)}" y="${Math.max(y(people) - 8, 26).toFixed(1)}" text-anchor="end"` : `x="${(x(d.at) + 8).toFixed(1)}" y="${(over >= 26 ? over : Math.min(y(people) + 14, bottom - 4)).toFixed(1)}"`;
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${d.label}: ${name(d.at)} ${said(people)}">` +
    `<text class="axis-end" x="${left}" y="11">${d.axis} ${said(highest)}</text><line class="axis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>${ticks}` +
    `<polygon class="under" points="${left},${bottom} ${points.join(" ")} ${right},${bottom}"/><polyline class="curve" points="${points.join(" ")}"/>` +
    `<line class="now" x1="${x(d.at)}" x2="${x(d.at)}" y1="${top}" y2="${bottom}"/><circle class="now" cx="${x(d.at)}" cy="${y(people)}" r="4"/><text class="now" ${near}>${said(people)}</text></svg>`
  );
}
