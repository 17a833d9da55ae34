// SPDX-License-Identifier: Apache-2.0
// Who is within any limit, from the costs of the cells themselves and without asking the server.
// Sums are whole millionths of people, far below 2⁵³, so that they are exact in any order.
import { type Cells, noUnitRow, notConnected } from "./api";

export class Slide {
  /** Of each unit, and of everyone: all people, those connected to no street. */
  readonly total: Float64Array;
  readonly unconnected: Float64Array;
  everyone = 0;
  everyoneUnconnected = 0;
  /** Of each unit, and of everyone, who is within the limit last asked for. */
  readonly within: Float64Array;
  everyoneWithin = 0;
  /** Cells that are reached, nearest first, and where those of a cost begin. */
  private readonly order: Uint32Array;
  private at = 0;

  constructor(
    private readonly cells: Cells,
    private readonly unit: Uint32Array,
    units: number,
  ) {
    this.total = new Float64Array(units);
    this.unconnected = new Float64Array(units);
    this.within = new Float64Array(units);
    const starts = new Uint32Array(notConnected + 1);
    for (let i = 0; i < cells.n; ++i) {
      const cost = cells.cost[i]!;
      const people = cells.people[i]!;
      const row = unit[i]!;
      this.everyone += people;
      if (row !== noUnitRow) this.total[row]! += people;
      if (cost < notConnected) starts[cost + 1]! += 1;
      if (cost === notConnected) {
        this.everyoneUnconnected += people;
        if (row !== noUnitRow) this.unconnected[row]! += people;
      }
    }
    for (let c = 1; c < starts.length; ++c) starts[c]! += starts[c - 1]!;
    this.order = new Uint32Array(starts[notConnected]!);
    for (let i = 0; i < cells.n; ++i) if (cells.cost[i]! < notConnected) this.order[starts[cells.cost[i]!]!++] = i;
  }

  /** Moves to a limit (whole seconds, or tens of metres): linear in the cells between it and the last one. */
  moveTo(limit: number): void {
    const { order, cells } = this;
    while (this.at < order.length && cells.cost[order[this.at]!]! <= limit) this.count(order[this.at++]!, 1);
    while (this.at > 0 && cells.cost[order[this.at - 1]!]! > limit) this.count(order[--this.at]!, -1);
  }

  private count(cell: number, sign: number): void {
    const people = sign * this.cells.people[cell]!;
    this.everyoneWithin += people;
    const row = this.unit[cell]!;
    if (row !== noUnitRow) this.within[row]! += people;
  }

  /** People within each multiple of `step` up to `last`, of a unit or (−1) of everyone, in millionths. */
  curve(step: number, last: number, row: number): number[] {
    const steps = new Array<number>(Math.floor(last / step) + 1).fill(0);
    for (const i of this.order) {
      const bin = Math.ceil(this.cells.cost[i]! / step);
      if (bin < steps.length && (row < 0 || this.unit[i] === row)) steps[bin]! += this.cells.people[i]!;
    }
    for (let k = 1; k < steps.length; ++k) steps[k]! += steps[k - 1]!;
    return steps;
  }
}

/** In the unit of the wire: whole seconds, or tens of metres. */
export const wireOf = (limit: string): number => (limit.endsWith("m") ? Number(limit.slice(0, -1)) / 10 : Number(limit));
/** The limit's name that a place of the slider has. */
export const limitOf = (wire: number, metres: boolean): string => (metres ? `${wire * 10}m` : String(wire));

/** The limit of which the view's figures are: the slider's, where it is used. */
export const limitShown = (view: { slide: string; limit: string }): string => (view.slide ? limitOf(Number(view.slide), view.limit.endsWith("m")) : view.limit);

/** How far and how finely the slider goes: to the largest limit, meeting each of them. */
export function range(limits: string[]): { step: number; last: number; metres: boolean } {
  const wires = limits.map(wireOf);
  const last = Math.max(...wires);
  const metres = limits[0]!.endsWith("m");
  const steps = metres ? [10, 5, 1] : [60, 30, 10, 5, 1];
  const coarse = steps.find((s) => last / s >= 15 && wires.every((x) => x % s === 0)) ?? 1;
  return { step: coarse, last, metres };
}
