// SPDX-License-Identifier: Apache-2.0
// Where there are two results: what units are shaded by, and how the two are laid beside each other.
export const shades = ["change", "after", "before"] as const;
export type Shade = (typeof shades)[number];

/** "over": one map, shaded by what changed; "side": a map each; "swipe": a curtain between them. */
export const compares = ["over", "side", "swipe"] as const;
export type Compare = (typeof compares)[number];
