// SPDX-License-Identifier: Apache-2.0
// Changes in words: with their sign, and never shown as none when they are some.
import { count } from "./i18n";

/** "+1,234", "−12", "±0"; what rounds to nothing and is something keeps its sign. */
export function signed(people: number): string {
  const text = count(Math.abs(people));
  return people === 0 ? "±0" : `${people > 0 ? "+" : "−"}${text === "0" ? "<1" : text}`;
}
/** Points between two tenths of a per cent as they are shown, so that a reader who subtracts finds
 * them; where both look the same, what the per cents really differ by. */
export const shownPoints = (before: number | undefined, after: number | undefined, exactBefore: number, exactAfter: number): number =>
  before === undefined || after === undefined || before === after ? exactAfter - exactBefore : (after - before) / 10;
/** The same of two shares (0–1). */
export function pointsBetween(before: number, after: number): number {
  const tenths = (share: number) => Math.round(Number((100 * share).toFixed(1)) * 10);
  return shownPoints(tenths(before), tenths(after), 100 * before, 100 * after);
}
/** One decimal; of less than that the first digit that is some. */
export function signedPoints(points: number): string {
  const size = Math.abs(points);
  if (size < 1e-9) return "±0";
  return `${points > 0 ? "+" : "−"}${size >= 0.05 ? size.toFixed(1) : size < 0.001 ? "<0.001" : String(Number(size.toPrecision(1)))}`;
}
