// SPDX-License-Identifier: Apache-2.0
// The two helpers that every part of the page writes HTML with.
export const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
export const byId = (id: string): HTMLElement => document.getElementById(id)!;
