// SPDX-License-Identifier: Apache-2.0
// What the server gives, typed. The only place that fetches.

export interface Service {
  id: string;
  name: string;
  group: string;
  mode?: "walk" | "bicycle" | "ebike" | "car";
  speed_mps?: number;
  limits?: string[];
  all?: string[];
  /** Types that serve. */
  facilities?: string[];
  /** The amount that is its capacity. */
  capacity?: string;
}
export interface Warning {
  code: string;
  message: string;
  count: number;
  where: unknown;
}
export interface Project {
  project: string;
  date: string;
  crs: string;
  fangyuan: string;
  services: Service[];
  groups: string[];
  limits: Record<string, string[]>;
  measures: Record<string, string[]>;
  levels: { tree: string; level: string; units: number; trust?: Record<string, number> }[];
  /** Whether any figures were computed; without people or services there are none. */
  figures: boolean;
  population?: Record<string, { unlocated?: number; outside?: number }> | null;
  inputs: { path: string; layer: string }[] | null;
  warnings: Warning[];
  bounds?: [number, number, number, number];
  /** What `getRows` may be asked for. */
  tables: string[];
  hash: string;
  /** Of a run with a scenario: its edits, each in a sentence. */
  changes?: { scenario: string; edits: { zh: string; en: string }[] } | null;
  /** The server has the project's study: sites can be edited. */
  what_if?: boolean;
  /** The second run, where two are served. */
  compared?: Pick<Project, "project" | "date" | "hash" | "changes" | "limits" | "measures" | "groups" | "unlisted"> | null;
  /** Services whose types no facility has, with their types: nothing is known of whom they serve. */
  unlisted?: Record<string, string[]>;
  /** Files by kind: boundaries, population, network, facilities. */
  sources: Record<string, string[]>;
}
export const parts = ["served", "no_capacity", "out_of_reach", "unconnected"] as const;
export type Part = (typeof parts)[number];
export type Column = Part | "total" | "share_served" | "mean_time_s" | "p90_time_s" | "mean_m" | "p90_m";
export type Coverage = { codes?: string[]; names?: string[]; all: Record<Column, number | null> | null } & Partial<
  Record<Column, (number | null)[]>
>;
export interface Cells {
  n: number;
  lon: Float32Array;
  lat: Float32Array;
  cost: Uint16Array;
  /** Whole millionths. */
  people: Float64Array;
}
/** Rows of a table of the run folder; every cell is its own text. */
export interface Rows {
  columns: string[];
  rows: string[][];
}
export type Row = Record<string, string>;
export const noUnitRow = 0xffffffff;
/** Costs that are none. */
export const notReached = 65535;
export const notConnected = 65534;
/** units.csv by columns, in the order of coverage answers. */
export type Facts = Record<string, (string | number | null)[]>;
export interface Indicator {
  rule: string;
  name: string;
  value: number | null;
  target: number | null;
  gap: number | null;
  gap_unit: string;
  /** "true": value and target are shares of 1. */
  is_share: string;
  status: string;
  due: string;
  source: string;
}

/** What is wrong with a request, by the place in it. */
export interface FieldError {
  pointer: string;
  value: string;
  rule: string;
  rule_zh?: string;
}

/** A site that edits named, as they leave it. */
export interface EditedSite {
  id: string;
  name: string;
  type: string;
  status: string;
  serves: boolean;
  mode: string;
  capacity?: number | null;
  at?: [number, number];
  /** Where it enters the network, and how far off that is. */
  snap?: [number, number];
  access_m?: number;
  access_limit_m?: number;
  reason: "street" | "no_street" | "no_roads" | "no_place";
}
export interface WhatIfAnswer {
  edits: { zh: string; en: string; sites: string[] }[];
  sites: EditedSite[];
  warnings: { code: string; pointer: string; value: string; zh: string; en: string }[];
  before: Coverage;
  after: Coverage;
}

/** From a place to a site; `cost` is the sum of the place's access leg, the streets and the site's. */
export interface Way {
  id: string;
  name: string;
  type: string;
  cost: number;
  leave: number;
  along: number;
  enter: number;
  at: [number, number];
  snap?: [number, number];
  access_m?: number;
  capacity?: number;
  /** From the place over where it enters the streets, along them, to the site. */
  line?: [number, number][];
}
/** Of one service, nearest first, within the largest limit; where none is, the nearest one and `beyond`. */
export interface Ways {
  beyond?: boolean;
  service: string;
  unit: "ms" | "mm";
  limit: number;
  place: { reason: "street" | "no_street"; snap?: [number, number]; access_m?: number; access_limit_m: number };
  sites: Way[];
}

/** The server answered, and said no. `status` 0: it gave bytes that are none of its own. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status = 0,
    readonly errors: FieldError[] = [],
  ) {
    super(message);
  }
}

export async function ask(path: string, address: string, init: RequestInit = {}): Promise<Response> {
  const token = new URLSearchParams(location.search).get("token");
  const response = await fetch(address, { ...init, headers: { ...(init.headers as Record<string, string>), ...(token ? { Authorization: `Bearer ${token}` } : {}) } });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({ title: response.statusText }));
  const errors: FieldError[] = problem.errors ?? [];
  throw new ApiError([path, ...errors.map((e) => `${e.pointer.replace("/query/", "")}=${e.value}`)].join(" · "), response.status, errors);
}

function get(path: string, query: Record<string, string>): Promise<Response> {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
  return ask(path, `/api/v1/${path}${search.size ? "?" + search : ""}`);
}

const post = (path: string, body: unknown, signal?: AbortSignal): Promise<Response> =>
  ask(path, `/api/v1/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), ...(signal ? { signal } : {}) });

export const getProject = async (): Promise<Project> => (await get("project", {})).json();
export const getFacts = async (tree: string, level: string): Promise<Facts> => (await get("facts", { tree, level })).json();
export const getIndicators = async (): Promise<Indicator[]> => (await get("indicators", {})).json();
export const getUnits = async (tree: string, level: string): Promise<GeoJSON.FeatureCollection> =>
  (await get("units", { tree, level })).json();
export const getCoverage = async (query: Record<string, string>): Promise<Coverage> => (await get("coverage", query)).json();
/** Of the second run. */
export const getCompared = async (query: Record<string, string>): Promise<Coverage> => (await get("compared/coverage", query)).json();
export const askWhatIf = async (query: Record<string, string>, edits: unknown[], signal: AbortSignal): Promise<WhatIfAnswer> => (await post("coverage", { ...Object.fromEntries(Object.entries(query).filter(([, v]) => v !== "")), edits }, signal)).json();
/** The scenario file of the edits. */
export const getScenario = async (name: string, edits: unknown[]): Promise<Blob> => (await post("scenario", { name, edits })).blob();
/** Of the first run, or of the second one. */
const of = (second: boolean): string => (second ? "compared/" : "");
export const getCircles = async (service: string, limit: string, second = false): Promise<GeoJSON.FeatureCollection> =>
  (await get(`${of(second)}circles`, { service, limit })).json();
export const getGaps = async (service: string, second = false): Promise<GeoJSON.FeatureCollection> => (await get(`${of(second)}gaps`, { service })).json();
export const getFacilities = async (second = false): Promise<GeoJSON.FeatureCollection> => (await get(`${of(second)}facilities`, {})).json();
/** Main streets, water and barriers. */
export const getBase = async (): Promise<GeoJSON.FeatureCollection> => (await get("base", {})).json();
export const askWays = async (question: { cell: number; edits: unknown[]; service?: string; count?: number }): Promise<Ways[]> => (await post("ways", question)).json();

export const getCellUnits = async (tree: string, level: string): Promise<Uint32Array> => parseCellUnits(await (await get("cell-units", { tree, level })).arrayBuffer());
export const getPlace = async (cell: number): Promise<GeoJSON.Feature> => (await get("place", { cell: String(cell) })).json();
export async function getRows(table: string, wanted: Record<string, string> = {}): Promise<Row[]> {
  const { columns, rows }: Rows = await (await get("rows", { table, ...wanted })).json();
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [columns[i]!, cell])));
}

export async function getCells(service: string, measure: string, group: string, second = false): Promise<Cells> {
  return parseCells(await (await get(`${of(second)}cells`, { service, measure, group })).arrayBuffer());
}

/** "FYC2", u32 n, f64 people[n] in millionths, f32 lon[n], f32 lat[n], u16 cost[n], little-endian. */
export function parseCells(buffer: ArrayBuffer): Cells {
  const n = headed(buffer, "FYC2", 18);
  return {
    n,
    people: new Float64Array(buffer, 8, n),
    lon: new Float32Array(buffer, 8 + 8 * n, n),
    lat: new Float32Array(buffer, 8 + 12 * n, n),
    cost: new Uint16Array(buffer, 8 + 16 * n, n),
  };
}

/** "FYU1", u32 n, u32 row[n]: the row of coverage answers of each cell's unit. */
export const parseCellUnits = (buffer: ArrayBuffer): Uint32Array => new Uint32Array(buffer, 8, headed(buffer, "FYU1", 4));

/** How many entries of `bytes` bytes follow the mark. */
function headed(buffer: ArrayBuffer, mark: string, bytes: number): number {
  const view = new DataView(buffer);
  const magic = buffer.byteLength < 8 ? "" : String.fromCharCode(view.getUint8(0), view.getUint8(1), view.getUint8(2), view.getUint8(3));
  const n = magic === mark ? view.getUint32(4, true) : 0;
  if (magic !== mark || buffer.byteLength !== 8 + bytes * n) throw new ApiError("cells: not the expected bytes");
  return n;
}
