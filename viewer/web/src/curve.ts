// SPDX-License-Identifier: Apache-2.0
// The curve of people against the limit, as SVG: where the slider stands, where the tables' limits are.
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
}

const width = 284, height = 96, left = 4, right = 280, top = 8, bottom = 80;

export function curveSvg(d: CurveData): string {
  const x = (wire: number) => left + ((right - left) * wire) / d.last;
  // As high as the last step, so that a curve of few is still one; its height is written beside it.
  const highest = Math.max(d.steps.at(-1) ?? 0, 1);
  const y = (people: number) => bottom - ((bottom - top) * people) / highest;
  const points = d.steps.map((p, k) => `${x(k * d.step).toFixed(1)},${y(p).toFixed(1)}`);
  const people = d.steps[Math.min(d.steps.length - 1, Math.floor(d.at / d.step))] ?? 0;
  const share = d.total > 0 ? ((100 * people) / d.total).toFixed(1) : "0";
  const name = (wire: number) => limitName(limitOf(wire, d.metres));
  const ticks = d.limits.map((l) => `<line class="tick" x1="${x(l)}" x2="${x(l)}" y1="${top}" y2="${bottom}"/><text x="${Math.min(x(l), right)}" y="93" text-anchor="end">${name(l)}</text>`).join("");
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${d.label}: ${name(d.at)} ${count(people / 1e6)} (${share} %)">` +
    `<text x="${left}" y="12">${count(highest / 1e6)} · ${d.total > 0 ? ((100 * highest) / d.total).toFixed(1) : 0} %</text><line class="axis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>${ticks}` +
    `<polygon class="under" points="${left},${bottom} ${points.join(" ")} ${right},${bottom}"/><polyline class="curve" points="${points.join(" ")}"/>` +
    `<line class="now" x1="${x(d.at)}" x2="${x(d.at)}" y1="${top}" y2="${bottom}"/><circle class="now" cx="${x(d.at)}" cy="${y(people)}" r="4"/></svg>`
  );
}
