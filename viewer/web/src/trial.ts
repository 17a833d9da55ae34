// SPDX-License-Identifier: Apache-2.0
// What is computed for edits is no run: whatever leaves the page says so, with what was changed and a
// mark of its own.
import { type Edit, wired } from "./edits";
import { w } from "./words_desk";

export interface Trial {
  /** What was changed, in the page's language. */
  sentences: string[];
  /** Sixteen digits that stand for the run and these edits, in this order. */
  mark: string;
}

/** FNV-1a of 64 bits: the same edits of the same run have the same mark on every machine. */
export function markOf(hash: string, edits: Edit[]): string {
  const mask = (1n << 64n) - 1n;
  let h = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(`${hash}\n${JSON.stringify(wired(edits))}`)) h = ((h ^ BigInt(byte)) * 0x100000001b3n) & mask;
  return h.toString(16).padStart(16, "0");
}

/** The run's hash; of a trial the run that it is upon, and its own mark. */
export const hashText = (project: { hash: string }, trial?: Trial): string =>
  trial ? `${w("trial")} · ${w("trialOf")} ${project.hash} · ${w("trialMark")} ${trial.mark}` : `${w("hash")} ${project.hash}`;
