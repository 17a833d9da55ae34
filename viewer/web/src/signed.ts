// SPDX-License-Identifier: Apache-2.0
// Changes in words: with their sign, and never shown as none when they are some.
import { count } from "./i18n";

/** "+1,234", "−12", "±0"; what rounds to nothing and is something keeps its sign. */
export function signed(people: number): string {
  const text = count(Math.abs(people));
  return people === 0 ? "±0" : `${people > 0 ? "+" : "−"}${text === "0" ? "<1" : text}`;
}
export const signedPoints = (points: number): string => (Math.abs(points) < 1e-9 ? "±0" : `${points > 0 ? "+" : "−"}${Math.abs(points) < 0.05 ? "<0.1" : Math.abs(points).toFixed(1)}`);
