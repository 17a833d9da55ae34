// SPDX-License-Identifier: Apache-2.0
// Sitings: asked for, watched, cancelled. docs/http.md has the words.
import { type FieldError, ask } from "./api";

export interface Chosen {
  state: "chosen" | "kept" | "closing";
  id: string;
  name: string;
  at?: [number, number];
  price?: number;
  in_reach: number;
  newly_alone: number;
  nearest: number;
}
export interface CurveStep {
  sites: number;
  covered: number;
  bound: number;
  optimal: boolean;
}
export interface SitingResult {
  answer: { optimal: boolean; stopped: string | null; unit: "people" | "sites" | "s" | "m"; value: number | null; bound: number | null; gap: number | null };
  candidates: Record<string, number>;
  coverage: { limit: string; group: string; total: number; before: number; after: number; newly: number }[];
  chosen: Chosen[];
  curve: CurveStep[];
  edits: Record<string, unknown>[];
  scenario: string;
}
export interface Siting {
  id: string;
  state: "queued" | "running" | "done" | "cancelled" | "failed";
  waiting: number;
  progress: { stage: string; seconds: number; value: number | null; bound: number | null; gap: number | null } | null;
  errors: FieldError[];
  result: SitingResult | null;
}
export interface SitingRequest {
  site: Record<string, unknown>;
  candidates: Record<string, unknown>[];
}

export async function startSiting(request: SitingRequest): Promise<string> {
  const answer = await ask("siting", "/api/v1/siting", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(request) });
  return ((await answer.json()) as { id: string }).id;
}
export const getSiting = async (id: string): Promise<Siting> => (await ask("siting", `/api/v1/siting/${id}`)).json();
export const cancelSiting = async (id: string): Promise<void> => void (await ask("siting", `/api/v1/siting/${id}`, { method: "DELETE" }));
