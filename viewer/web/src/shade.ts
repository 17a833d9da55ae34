// SPDX-License-Identifier: Apache-2.0
// What units are shaded by where two results are side by side.
export const shades = ["change", "after", "before"] as const;
export type Shade = (typeof shades)[number];
