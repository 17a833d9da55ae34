// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import type { Service, Way, Ways } from "../src/api";
import { type Edit, editsFrom, moved, taken, wired } from "../src/edits";
import { formsOf, loadOf, signed } from "../src/facility_signs";
import { geojsonOf } from "../src/geojson";
import { type SitingForm, requestOf } from "../src/siting_request";
import { rowsOf } from "../src/table";
import { between, differsMost, nearestOf } from "../src/tour_spot";
import { changesHtml } from "../src/what_if_html";
import { within } from "../src/geojson";
import { chosenName, curve, formHtml } from "../src/siting_html";
import { wayShapes, waysHtml, wholeParts } from "../src/ways_html";

const form: SitingForm = {
  service: "care", limit: "900", measure: "network", kind: "most-covered", type: "", sites: "3", budget: "", share: "90", price: "", seconds: "20",
  grid: false, gridM: "500", over: "units", facilities: false, facilityType: "school", land: false, layer: false, path: "", points: [], ring: [],
};

describe("a siting", () => {
  it("asks for what the form says and for nothing else", () => {
    expect(requestOf({ ...form, grid: true, ring: [[1, 2], [3, 4], [5, 6]] }, "试")).toEqual({
      site: { name: "试", service: "care", kind: "most-covered", limit_min: 15, measure: "network", sites: 3, time_limit_s: 20 },
      candidates: [{ grid_m: 500, over: "units", within: [[1, 2], [3, 4], [5, 6]] }],
    });
    expect(requestOf({ ...form, kind: "fewest-sites", limit: "1000m", budget: "9", points: [[1, 2]], price: "4" }, "x")).toEqual({
      site: { name: "x", service: "care", kind: "fewest-sites", limit_m: 1000, measure: "network", share: 0.9, time_limit_s: 20 },
      candidates: [{ points: [{ id: "p1", at: [1, 2], price: 4 }] }],
    });
    const average = requestOf({ ...form, kind: "least-average", facilities: true, land: true, layer: true, path: "a.gpkg" }, "x");
    expect(average.site).not.toHaveProperty("limit_min");
    expect(average.candidates).toEqual([{ facilities: ["school"] }, { land: "" }, { path: "a.gpkg" }]);
  });
  it("says what it seeks for, and asks for the type of new sites", () => {
    const html = formHtml(form, { about: "为「养老」选：15 分钟", types: [], serving: [["care", ""], ["street", ""]], example: "115.123, 35.456" }, true);
    for (const told of ["为「养老」选：15 分钟", 'name="type"', "115.123, 35.456", "如万元", "单位同预算"]) expect(html).toContain(told);
    expect(requestOf({ ...form, type: "street" }, "x").site.type).toBe("street");
    expect(requestOf(form, "x").site).not.toHaveProperty("type");
  });
  it("draws its curve from who is covered without a new site", () => {
    const steps = [{ sites: 1, covered: 3414, bound: 3414, optimal: true }, { sites: 2, covered: 4486, bound: 4486, optimal: true }];
    expect(curve(steps, 2, 2668)).toContain("0 处 · 2,668 人");
    expect(curve(steps, 2, 2668)).toMatch(/polyline class="curve" points="4\.0,80\.0 142\.0,/);
    // Where that is not known the axis begins at what is.
    expect(curve(steps, 2)).toContain("1 处 · 3,414 人");
    expect(curve(steps, 2)).not.toContain("0 处");
  });
  it("calls its sites by the numbers of list and map", () => {
    expect([chosenName({ id: "grid-1-2", name: "梅山社区" }, 3), chosenName({ id: "grid-1-2", name: "grid-1-2" }, 4), chosenName({ id: "p", name: "" }, 1)]).toEqual(["选点 3 梅山社区", "选点 4", "选点 1"]);
  });
  it("a ring of two corners is none", () => expect(requestOf({ ...form, grid: true, ring: [[1, 2], [3, 4]] }, "x").candidates[0]).not.toHaveProperty("within"));
  it("is taken over beside what was changed, with the very place that it chose", () => {
    const before: Edit[] = [{ kind: "close", site: "a" }, { kind: "move", site: "b", at: [1, 1] }];
    const more = [{ kind: "open", id: "g1", name: "格点", type: "care", xy: [500000.5, 3800000] }, { kind: "close", site: "b" }, { kind: "change", site: "s", add_functions: ["care"] }];
    const now = taken(before, more, new Map([["g1", [114.1234567, 34.5]]]));
    expect(now.map((e) => e.kind)).toEqual(["close", "open", "close", "change"]);
    expect(now[1]).toMatchObject({ at: [114.123457, 34.5], xy: [500000.5, 3800000] });
    expect(wired(now)[1]).toEqual({ kind: "open", id: "g1", name: "格点", type: "care", xy: [500000.5, 3800000] });
    expect(editsFrom(JSON.stringify(now))).toEqual(now);
    // Once it is moved by hand, it is where the hand left it.
    expect(wired(moved(now, "g1", [2, 3]))[1]).toEqual({ kind: "open", id: "g1", name: "格点", type: "care", at: [2, 3] });
  });
});

describe("a site outside the area", () => {
  const square: GeoJSON.Polygon = { type: "Polygon", coordinates: [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]] };
  it("is one in no unit, or in a hole of one", () => expect(([[0.5, 0.5], [1.5, 1.5], [5, 1], [3, 3]] as const).map((at) => within([...at], square))).toEqual([true, false, false, true]));
  it("is told in the list of changes", () => {
    const edits: Edit[] = [{ kind: "open", id: "new-1", name: "新", type: "care", at: [5, 1] }];
    const answer = { edits: [{ zh: "新增", en: "new", sites: ["new-1"] }], sites: [{ id: "new-1", status: "in_use", serves: true, reason: "no_street", access_limit_m: 500 }] } as never;
    expect(changesHtml(edits, answer, "zh", { inside: (at) => within(at, square) })).toContain("在项目的区划范围之外");
    expect(changesHtml(edits, answer, "zh", { inside: () => true })).not.toContain("范围之外");
  });
});

describe("ways", () => {
  const way = (cost: number, leave: number, enter: number): Way => ({ id: "f", name: "站", type: "care", cost, leave, along: cost - leave - enter, enter, at: [0, 3], snap: [0, 2], line: [[0, 0], [0, 1], [0, 2], [0, 3]] });
  it("have parts that add up to what is shown, whatever their fractions", () => {
    let seed = 5;
    const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let k = 0; k < 2000; ++k) {
      const [a, b, c] = [next(30_000), next(900_000), next(30_000)];
      const parts = wholeParts(way(a + b + c, a, c));
      expect(parts.reduce((x, y) => x + y)).toBe(Math.ceil((a + b + c) / 1000));
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
    }
  });
  it("are drawn with their legs, the nearest on top, and say what is beyond the limit", () => {
    const ways: Ways = { service: "care", unit: "ms", limit: 900_000, beyond: true, place: { reason: "street", snap: [0, 1], access_m: 12, access_limit_m: 500 }, sites: [way(1_000_000, 10_000, 5000), way(2_000_000, 10_000, 5000)] };
    const shapes = wayShapes([0, 0], ways);
    expect(shapes.filter((s) => s.properties!.is === "way").map((s) => s.properties!.rank)).toEqual([1, 0]);
    expect(shapes.at(-1)).toMatchObject({ properties: { is: "place" }, geometry: { coordinates: [0, 0] } });
    const html = waysHtml(ways, undefined, new Map());
    expect(html).toContain("data-beyond");
    expect(html).toContain("16 分钟 40 秒");
    expect(waysHtml({ ...ways, beyond: false, place: { reason: "no_street", access_limit_m: 500 }, sites: [] }, undefined, new Map())).toContain("500 米内没有");
  });
});

describe("the quarter that a straight line calls near", () => {
  const cells = (cost: number[], people = cost.map(() => 1e6)) => ({ n: cost.length, cost: Uint16Array.from(cost), people: Float64Array.from(people), lon: Float32Array.from(cost, (_, i) => 114 + (i < 3 ? 0 : 0.1)), lat: Float32Array.from(cost, () => 34) });
  it("is where most people are called near and are not", () => {
    const spot = differsMost(cells([100, 100, 100, 100, 100]), cells([901, 65535, 100, 65535, 65534], [1e6, 3e6, 9e6, 2e6, 99e6]), 900);
    expect(spot).toMatchObject({ people: 4, cell: 1 });
    expect(spot!.at[0]).toBeCloseTo(114, 4);
  });
  it("prefers where the way is more than twice the line", () => expect(differsMost(cells([890, 890, 890, 400, 890]), cells([901, 901, 901, 901, 901]), 900)!.cell).toBe(3));
  it("is none where both agree", () => expect(differsMost(cells([1, 2]), cells([3, 4]), 900)).toBeUndefined());
});

describe("what lies between", () => {
  const line = (is: string, coordinates: number[][]) => ({ type: "Feature", properties: { is }, geometry: { type: "LineString", coordinates } }) as GeoJSON.Feature;
  const pond = { type: "Feature", properties: { is: "water" }, geometry: { type: "Polygon", coordinates: [[[1, -1], [2, -1], [2, 1], [1, 1], [1, -1]]] } } as GeoJSON.Feature;
  it("is told only of what the line crosses", () => {
    expect(between([0, 0], [3, 0], [pond, line("street", [[0.5, -1], [0.5, 1]])])).toEqual({ water: true, barrier: false });
    expect(between([0, 0], [3, 0], [line("barrier", [[0.5, -1], [0.5, 1]])])).toEqual({ water: false, barrier: true });
    expect(between([0, 2], [3, 2], [pond, line("barrier", [[4, -1], [4, 1]])])).toEqual({ water: false, barrier: false });
  });
  it("is asked of the nearest site that serves", () => {
    const site = (lon: number, more: object) => ({ type: "Feature", properties: { type: "care", status: "in_use", ...more }, geometry: { type: "Point", coordinates: [lon, 0] } }) as GeoJSON.Feature;
    expect(nearestOf([site(1, { type: "school" }), site(2, { status: "closed" }), site(4, {}), site(3, { type: "school", functions: "x;care" })], ["care"], [0, 0])).toEqual([3, 0]);
  });
});

describe("facilities", () => {
  const service = { id: "beds", name: "", group: "", facilities: ["care", "street"], capacity: "beds" };
  it("have one form by type in every service, different ones within each", () => {
    const of = (id: string, ...facilities: string[]) => ({ id, name: "", group: "", facilities });
    const services: Service[] = [of("a", "community", "street"), of("b", "home", "hospital", "street"), of("c", "street"), { id: "d", name: "", group: "", all: ["a", "b"] }];
    const forms = formsOf(services);
    const drawn = services.slice(0, 3).map((s) => signed({ type: "FeatureCollection", features: [{ type: "Feature", properties: { type: "street" }, geometry: { type: "Point", coordinates: [0, 0] } }] }, s.facilities!, s, forms).features[0]!.properties!.sign_icon);
    expect(new Set(drawn).size).toBe(1);
    expect(new Set(forms.values()).size).toBe(forms.size);
    expect(signed({ type: "FeatureCollection", features: [{ type: "Feature", properties: { type: "school", functions: "home" }, geometry: { type: "Point", coordinates: [0, 0] } }] }, ["home"], services[1], forms).features[0]!.properties!.sign_icon).toContain(forms.get("home"));
  });
  it("have a filling by how full they are", () => {
    const p = (beds: unknown, load: unknown, more = {}) => ({ beds, beds_load: load, ...more });
    expect([p(10, 1), p(10, 5), p(10, 10), p(0, 0), p(10, null), p(10, 1, { status: "closed" })].map((x) => loadOf(service, x))).toEqual(["half", "most", "full", "full", "unknown", "idle"]);
    expect(loadOf(undefined, p(1, 1))).toBe("unknown");
  });
  it("grow with their capacity, and only those of the service are drawn", () => {
    const site = (type: string, beds: number, at = true) => ({ type: "Feature", properties: { type, beds }, geometry: at ? { type: "Point", coordinates: [0, 0] } : null });
    const drawn = signed({ type: "FeatureCollection", features: [site("care", 100), site("care", 25), site("school", 50), site("care", 1, false)] } as unknown as GeoJSON.FeatureCollection, ["care"], service, formsOf([service])).features;
    expect(drawn).toHaveLength(2);
    expect(drawn[0]!.properties!.sign_grow).toBeGreaterThan(drawn[1]!.properties!.sign_grow);
  });
});

it("GeoJSON holds the rows that are shown, with their figures", () => {
  const units = { type: "FeatureCollection", features: ["1", "2"].map((code) => ({ type: "Feature", properties: { code }, geometry: { type: "Point", coordinates: [0, Number(code)] } })) } as unknown as GeoJSON.FeatureCollection;
  const rows = rowsOf({ codes: ["1", "2", ""], names: ["甲", "乙", ""], total: [4, 8, 1], served: [1, 8, 0], no_capacity: [0, 0, 0], out_of_reach: [3, 0, 1], unconnected: [0, 0, 0], all: null } as never);
  const out = geojsonOf(units, rows.filter((r) => r.code !== "2"), { hash: "h" });
  expect(out.features).toHaveLength(1);
  expect(out.features[0]).toMatchObject({ properties: { code: "1", name: "甲", total: 4, served: 1, share: 0.25 }, geometry: { coordinates: [0, 1] } });
  expect(out.features[0]!.properties).not.toHaveProperty("id");
});
