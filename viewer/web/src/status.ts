// SPDX-License-Identifier: Apache-2.0
// States of an indicator in a unit that it is asked of several times: what is missed counts before
// what is not known, and that before what is met.
import type { Row } from "./api";

const worstFirst = ["overdue", "not_met", "not_yet_due", "no_data", "not_checked", "met", "not_binding"];

/** In the order of the legend. */
export const statusOrder = ["met", "not_yet_due", "not_met", "overdue", "not_checked", "no_data", "not_binding"];
export const missed: ReadonlySet<string> = new Set(["overdue", "not_met", "not_yet_due"]);

/** The state of each unit by code, of rows of one indicator. */
export function stateByUnit(rows: Row[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { code, status } of rows) {
    const before = found.get(code!);
    if (before === undefined || worstFirst.indexOf(status!) < worstFirst.indexOf(before)) found.set(code!, status!);
  }
  return found;
}

/** How many have each state, in the order of the legend. */
export function countStates(states: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>();
  for (const s of states) counts.set(s, (counts.get(s) ?? 0) + 1);
  return statusOrder.filter((s) => counts.has(s)).map((s) => [s, counts.get(s)!]);
}
