// SPDX-License-Identifier: Apache-2.0
// Rounded figures that add up: the first part is rounded as anyone would, the others share what is
// left by largest remainder. Whole millionths in, so that nothing is lost on the way.

const million = 1_000_000n;

/** Decimals of the tables as whole millionths. */
export const millionths = (value: number): bigint => BigInt(Math.round(value * 1e6));

const halfUp = (a: bigint, b: bigint): bigint => (2n * a + b) / (2n * b);

/** `values` as whole `unit`s whose sum is `sum`, of which they are parts. */
function shared(values: bigint[], unit: bigint, sum: bigint): bigint[] {
  const first = halfUp(values[0] ?? 0n, unit);
  const rest = values.slice(1).map((v, i) => ({ i, whole: v / unit, left: v % unit }));
  let missing = sum - first - rest.reduce((s, r) => s + r.whole, 0n);
  for (const r of [...rest].sort((a, b) => (a.left === b.left ? a.i - b.i : a.left > b.left ? -1 : 1))) {
    if (missing <= 0n) break;
    r.whole += 1n;
    missing -= 1n;
  }
  // The first was rounded up into what the others had: the largest of them gives it back.
  for (const r of [...rest].sort((a, b) => (a.whole > b.whole ? -1 : 1))) {
    if (missing >= 0n) break;
    r.whole += missing;
    missing = 0n;
  }
  return [first, ...rest.map((r) => r.whole)];
}

export interface Shown {
  people: number[];
  total: number;
  /** Tenths of a per cent; empty where there is nobody. */
  tenths: number[];
}

/** What the page shows of parts given in millionths of people. */
export function addingUp(parts: bigint[]): Shown {
  const total = parts.reduce((a, b) => a + b, 0n);
  const people = shared(parts, million, halfUp(total, million));
  // A part of the total as tenths of a per cent: multiply first, divide by the total once.
  const tenths = total > 0n ? shared(parts.map((p) => p * 1000n), total, 1000n) : [];
  return { people: people.map(Number), total: Number(halfUp(total, million)), tenths: tenths.map(Number) };
}

export const tenthsText = (tenths: number | undefined): string => (tenths === undefined ? "–" : `${Math.floor(tenths / 10)}.${tenths % 10} %`);
/** Millionths as the tables print them: no zeros at the end. */
export function exactText(m: bigint): string {
  const rest = (m % million).toString().padStart(6, "0").replace(/0+$/, "");
  return `${m / million}${rest ? "." + rest : ""}`;
}
