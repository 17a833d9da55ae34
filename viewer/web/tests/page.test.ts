// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, vi } from "vitest";

import { type Coverage, type Facts, type Project, parseCells } from "../src/api";
import { readable, ringArea } from "../src/circles";
import { en, limitName, percent, reasonsName, setLanguage, trustName, typeName, zh } from "../src/i18n";
import { addingUp, exactText, millionths, tenthsText } from "../src/adding_up";
import { costColours, lightness, shareBands, shareColour, statusColours } from "../src/palette";
import { bar, denominator, metresPerPixel, roundDown, roundUp, zoomOf } from "../src/scale";
import { linkOf } from "../src/take";
import { curveSvg } from "../src/curve";
import { byFile, unexplained } from "../src/sheet";
import { Slide, limitOf, limitShown, range, wireOf } from "../src/slide";
import { cellsOfUnit, nearestCell } from "../src/place";
import { hashOf, viewFrom } from "../src/state";
import { cellLimits, circlesShown, drawIndicators, drawLegend, gapsShown, limitOptions } from "../src/panel";
import { countStates, stateByUnit } from "../src/status";
import { UnitIds } from "../src/unit_ids";
import { arranged, csvOf, factColumns, figureColumns, rowsOf, rowsOfFacts, shownColumns, withTrust } from "../src/table";

const project = {
  figures: true, project: "试验", date: "2025-12-31", crs: "EPSG:4547", fangyuan: "0", groups: ["total", "older60"], inputs: [], warnings: [],
  services: [{ id: "care", name: "养老", group: "older60", mode: "walk", limits: ["300", "900"] }],
  limits: { care: ["300", "900"] }, measures: { care: ["network", "straight"] },
  levels: [{ tree: "legal", level: "county", units: 2 }, { tree: "legal", level: "township", units: 3 }],
} as unknown as Project;

const coverage = {
  codes: ["2", "1", ""], names: ["乙镇", "甲镇", ""], total: [10, 40, 0], served: [5, 10, 0], no_capacity: [0, 0, 0],
  out_of_reach: [5, 30, 0], unconnected: [0, 0, 0], all: null,
} as unknown as Coverage;

describe("words", () => {
  it("are the same in both languages", () => expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort()));
  it("name limits by their unit", () => {
    expect(limitName("900")).toBe("15 分钟");
    expect(limitName("1000m+3000m")).toBe("1000 米 + 3000 米");
  });
  it("name facility types in the page's language, and own types as the run does", () => {
    expect(typeName("community_care", "社区养老服务中心")).toBe("社区养老服务中心");
    expect(typeName("community_care", "")).toBe("社区养老服务中心"); // of no site of the run
    vi.stubGlobal("document", { documentElement: {} });
    setLanguage("en");
    expect(typeName("community_care", "社区养老服务中心")).toBe("community elderly-care centre");
    expect(typeName("well", "水井")).toBe("水井");
    expect(typeName("well", "")).toBe("well");
    setLanguage("zh");
    vi.unstubAllGlobals();
  });
  it("never divide by nobody", () => expect(percent(0, 0)).toBe("–"));
});

describe("colours", () => {
  const monotonic = (colours: string[]) => colours.map(lightness).every((l, i, all) => i === 0 || Math.abs(l - all[i - 1]!) > 5 && Math.sign(l - all[i - 1]!) === Math.sign(all[1]! - all[0]!));
  it("differ in lightness, in one direction", () => {
    expect(monotonic(shareBands.map((b) => b.colour))).toBe(true);
    expect(monotonic(costColours)).toBe(true);
  });
  it("cover 0 to 1 without a hole, and nobody has a colour of its own", () => {
    shareBands.forEach((b, i) => expect(b.from).toBe(i === 0 ? 0 : shareBands[i - 1]!.to));
    expect(shareColour(1)).toBe(shareBands.at(-1)!.colour);
    expect(shareBands.map((b) => b.colour)).not.toContain(shareColour(null));
  });
});

describe("parts", () => {
  const check = (parts: bigint[]) => {
    const shown = addingUp(parts);
    const total = parts.reduce((a, b) => a + b, 0n);
    expect(shown.people.reduce((a, b) => a + b, 0)).toBe(shown.total);
    expect(shown.people.every((p) => p >= 0)).toBe(true);
    // The first part is what anyone would round it to; nothing is off by more than one.
    expect(shown.people[0]).toBe(Math.round(Number(parts[0]) / 1e6));
    parts.forEach((p, i) => expect(Math.abs(shown.people[i]! - Number(p) / 1e6)).toBeLessThanOrEqual(1));
    if (total === 0n) return expect(shown.tenths).toEqual([]);
    expect(shown.tenths.reduce((a, b) => a + b, 0)).toBe(1000);
    return expect(shown.tenths[0]).toBe(Number((2000n * parts[0]! + total) / (2n * total)));
  };
  it("add up, whatever their fractions", () => {
    let seed = 7;
    const next = () => (seed = (seed * 48271) % 2147483647);
    for (let k = 0; k < 2000; ++k) check([next() % 9_000_000, next() % 3_000_000, k % 2 ? 0 : next() % 1_500_000, next() % 700_000].map(BigInt));
    check([0n, 0n, 0n, 0n]);
    check([600_000n, 600_000n, 0n, 0n]);
    check([4_000_000_000_000_000n, 1n, 0n, 333_333n]);
  });
  it("would not add up if each were rounded for itself", () => {
    const parts = [333_333n * 1_000_000n, 333_333n * 1_000_000n, 333_334n * 1_000_000n, 0n];
    expect(addingUp(parts).tenths).toEqual([333, 333, 334, 0]);
    expect(tenthsText(333)).toBe("33.3 %");
  });
  it("keep the table's digits", () => {
    expect(exactText(millionths(19283.176437))).toBe("19283.176437");
    expect(exactText(millionths(430000))).toBe("430000");
    expect(exactText(millionths(0.5))).toBe("0.5");
  });
});

describe("states of indicators", () => {
  it("differ in lightness, each from each", () => {
    const sorted = Object.values(statusColours).map(lightness).sort((a, b) => a - b);
    sorted.slice(1).forEach((l, i) => expect(l - sorted[i]!).toBeGreaterThan(7));
  });
  it("of a unit are the worst of its rows", () => {
    const row = (code: string, status: string) => ({ code, status });
    const states = stateByUnit([row("1", "met"), row("1", "overdue"), row("2", "met"), row("2", "not_checked"), row("3", "met"), row("4", "not_binding"), row("4", "met")]);
    expect([...states]).toEqual([["1", "overdue"], ["2", "not_checked"], ["3", "met"], ["4", "met"]]);
    expect(countStates(states.values())).toEqual([["met", 2], ["overdue", 1], ["not_checked", 1]]);
  });
});

describe("view", () => {
  it("begins with the service's own group and largest limit", () =>
    expect(viewFrom("", project)).toMatchObject({ service: "care", limit: "900", group: "older60", level: "township" }));
  it("survives a round trip through the address", () => {
    const view = { ...viewFrom("", project), limit: "300", cells: true, selected: "1", level: "county" };
    expect(viewFrom(hashOf(view), project)).toEqual(view);
  });
  it("replaces what is not there", () => expect(viewFrom("#service=x&limit=7&level=moon", project)).toMatchObject({ service: "care", limit: "900", level: "township" }));
});

describe("table", () => {
  const rows = rowsOf(coverage);
  it("sorts with units of nobody last either way", () => {
    expect(arranged(rows, "", "share", true).map((r) => r.code)).toEqual(["2", "1", ""]);
    expect(arranged(rows, "", "share", false).map((r) => r.code)).toEqual(["1", "2", ""]);
  });
  it("filters by name and code", () => expect(arranged(rows, "甲", "total", true).map((r) => r.code)).toEqual(["1"]));
  it("writes what it shows, with a BOM and quoted text", () => {
    const csv = csvOf(arranged(rows, "镇", "total", true));
    expect(csv.startsWith("\uFEFF")).toBe(true);
    expect(csv.trim().split("\r\n")).toHaveLength(3);
    expect(csv).toContain('"甲镇","1",40,10,0.25');
  });
});

describe("cells", () => {
  const bytes = (n: number) => {
    const buffer = new ArrayBuffer(8 + 18 * n);
    const view = new DataView(buffer);
    [..."FYC2"].forEach((c, i) => view.setUint8(i, c.charCodeAt(0)));
    view.setUint32(4, n, true);
    for (let i = 0; i < n; ++i) {
      view.setFloat64(8 + 8 * i, 5_000_001, true);
      view.setFloat32(8 + 8 * n + 4 * i, 100 + i, true);
      view.setUint16(8 + 16 * n + 2 * i, i === 1 ? 65535 : 60, true);
    }
    return buffer;
  };
  it("are read with an odd count too", () => {
    const cells = parseCells(bytes(3));
    expect([...cells.lon]).toEqual([100, 101, 102]);
    expect([...cells.cost]).toEqual([60, 65535, 60]);
    expect([...cells.people]).toEqual([5_000_001, 5_000_001, 5_000_001]);
  });
  it("are refused when cut short", () => expect(() => parseCells(bytes(3).slice(0, 40))).toThrow());
});

describe("the slider", () => {
  const n = 5000;
  let seed = 11;
  const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const cost = Uint16Array.from({ length: n }, () => [65535, 65534, 0, 900][next(20)] ?? next(1000));
  const people = Float64Array.from({ length: n }, () => next(90_000_000));
  const unit = Uint32Array.from({ length: n }, () => [0, 1, 2, 0xffffffff][next(4)]!);
  const cells = { n, cost, people, lon: Float32Array.from({ length: n }, () => next(1000) / 100), lat: Float32Array.from({ length: n }, () => next(1000) / 100) };
  const sum = (wanted: (i: number) => boolean) => cost.reduce((s, _, i) => s + (wanted(i) ? people[i]! : 0), 0);
  const slide = new Slide(cells, unit, 3);
  it("knows who is within any limit, in whatever order it is asked", () => {
    for (const limit of [300, 0, 999, 450, 449, 450, 65533, 1]) {
      slide.moveTo(limit);
      expect(slide.everyoneWithin).toBe(sum((i) => cost[i]! <= limit));
      for (const u of [0, 1, 2]) expect(slide.within[u]).toBe(sum((i) => unit[i] === u && cost[i]! <= limit));
    }
    expect(slide.everyone).toBe(sum(() => true));
    expect(slide.unconnected[1]).toBe(sum((i) => unit[i] === 1 && cost[i] === 65534));
  });
  it("draws the same as it counts", () => {
    const curve = slide.curve(50, 900, 2);
    expect(curve).toHaveLength(19);
    curve.forEach((p, k) => expect(p).toBe(sum((i) => unit[i] === 2 && cost[i]! <= 50 * k)));
    expect(slide.curve(50, 900, -1)[18]).toBe(sum((i) => cost[i]! <= 900));
  });
  it("meets every limit of the table", () => {
    expect(range(["300", "600", "900"])).toEqual({ step: 60, last: 900, metres: false });
    expect(range(["1000m", "3000m"])).toEqual({ step: 10, last: 300, metres: true });
    expect(range(["100", "450"])).toEqual({ step: 10, last: 450, metres: false });
    expect(range(["61", "900"])).toEqual({ step: 1, last: 900, metres: false });
    expect([wireOf("900"), wireOf("1000m"), limitOf(900, false), limitOf(100, true)]).toEqual([900, 100, "900", "1000m"]);
  });
  it("writes at the marker what it is there, and the axis says that it is the axis", () => {
    const svg = curveSvg({ steps: [0, 1e6, 2e6, 4e6], step: 300, last: 900, metres: false, total: 8e6, at: 600, limits: [300, 900], label: "L", axis: "纵轴到" });
    expect(svg).toMatch(/<text class="now"[^>]*>2 · 25\.0 %</);
    expect(svg).toMatch(/<text class="axis-end"[^>]*>纵轴到 4 · 50\.0 %</);
    expect(svg).toMatch(/text-anchor="middle" y="117">5 分钟/);
    expect(svg).toMatch(/text-anchor="end" y="117">15 分钟/);
    expect(svg).toContain("L: 10 分钟 2 · 25.0 %");
  });
  it("finds the nearest place, and none too far away", () => {
    const at = nearestCell(cells, cells.lon[7]!, cells.lat[7]!, 0.001);
    expect([cells.lon[at], cells.lat[at]]).toEqual([cells.lon[7], cells.lat[7]]);
    expect(nearestCell(cells, 50, 50, 0.1)).toBe(-1);
    const own = cellsOfUnit(cells, unit, 1);
    expect(own.every((i) => unit[i] === 1)).toBe(true);
    expect(people[own[0]!]).toBe(Math.max(...own.map((i) => people[i]!)));
  });
});

describe("scale", () => {
  it("goes to and fro", () => {
    for (const lat of [0, 20, 34.6, 47]) for (const scale of [5000, 250000]) expect(denominator(lat, zoomOf(lat, scale))).toBeCloseTo(scale, 3);
    // One degree of longitude at 34.6° is 91.7 km (tables of the ellipsoid: 91,721 m).
    expect((metresPerPixel(34.6, 0) * 512) / 360).toBeGreaterThan(91_690);
    expect((metresPerPixel(34.6, 0) * 512) / 360).toBeLessThan(91_740);
  });
  it("has round numbers", () => {
    expect([roundUp(1), roundUp(1.01), roundUp(101_000), roundUp(250_000), roundUp(250_001)]).toEqual([1, 1.2, 120_000, 250_000, 300_000]);
    expect([roundDown(9.9), roundDown(1000), roundDown(2499)]).toEqual([5, 1000, 2000]);
    const b = bar(34.6, 11, 170);
    expect(b.pixels).toBeLessThanOrEqual(170);
    expect(b.pixels * metresPerPixel(34.6, 11)).toBeCloseTo(b.metres, 6);
  });
});

describe("links", () => {
  it("carry no token", () => expect(linkOf("http://127.0.0.1:8080/?token=secretsecretsecret#service=care")).toBe("http://127.0.0.1:8080/#service=care"));
});

describe("layers that go with the figures", () => {
  const view = viewFrom("", project);
  it("colour places up to the chosen limit, by four colours at most", () => {
    expect(cellLimits(project, view)).toEqual(["300", "900"]);
    expect(cellLimits(project, { ...view, limit: "300" })).toEqual(["300"]);
    const many = { ...project, limits: { care: ["1", "2", "3", "4", "5"] } } as unknown as Project;
    expect(cellLimits(many, { ...view, limit: "5" })).toEqual(["2", "3", "4", "5"]);
  });
  it("show no circle of the network beside straight lines", () => {
    expect(circlesShown(project, view)).toBe(true);
    expect(circlesShown(project, { ...view, measure: "straight" })).toBe(false);
    expect(circlesShown({ ...project, figures: false } as Project, { ...view, measure: "straight" })).toBe(true);
    expect(circlesShown(project, { ...view, circles: false })).toBe(false);
  });
  it("follow the slider where the run has its limit, and tell where it has none", () => {
    expect([300, 301, 900].map((slide) => circlesShown(project, { ...view, slide: String(slide) }))).toEqual([true, false, true]);
    expect([300, 301, 900].map((slide) => gapsShown(project, { ...view, slide: String(slide) }))).toEqual([false, false, true]);
    expect(limitShown({ ...view, slide: "300" })).toBe("300");
    expect(limitOptions(project, { ...view, slide: "420" }).map(([, text]) => text)).toEqual(["7 分钟（拖动）", "5 分钟", "15 分钟"]);
    expect(limitOptions(project, view)).toHaveLength(2);
    const box = { innerHTML: "" };
    vi.stubGlobal("document", { getElementById: () => box });
    drawLegend(project, { ...view, slide: "420" });
    expect(box.innerHTML).toMatch(/服务圈和盲区只有算过的限值才画：5 分钟、15 分钟；盲区只画最大限值的：15 分钟/);
    expect(box.innerHTML).not.toMatch(/gap-hatch/);
    drawLegend(project, { ...view, slide: "900" });
    expect(box.innerHTML).toMatch(/gap-hatch.*· 15 分钟/);
    drawLegend(project, view, undefined, "edits", false);
    expect(box.innerHTML).not.toMatch(/gap-hatch/);
    vi.unstubAllGlobals();
  });
  it("are on paper once: what the legend explains is not said again", () => {
    expect(unexplained({ ...project, what_if: true } as Project, view, undefined)).toEqual(["circles", "base"]);
    expect(unexplained(project, { ...view, compare: "side" }, "edits")).toEqual([]);
    expect(byFile(["units.gpkg · county", "units.gpkg · village", "a.csv"])).toBe("units.gpkg (county, village), a.csv");
  });
});

describe("ids of units", () => {
  const units = (n: number) => ({ type: "FeatureCollection", features: Array.from({ length: n }, (_, id) => ({ type: "Feature", id, geometry: null, properties: {} })) }) as unknown as GeoJSON.FeatureCollection;
  it("never meet a shape of another level, and leave nothing behind", () => {
    const ids = new UnitIds();
    const first = ids.renew(units(3)).features.map((f) => f.id);
    expect(first).toEqual([0, 1, 2].map(ids.of));
    first.forEach((_, row) => ids.give(row));
    const second = ids.renew(units(200)).features.map((f) => f.id);
    expect(second).toEqual(second.map((_, row) => ids.of(row)));
    expect(second.filter((id) => first.includes(id))).toEqual([]);
    ids.give(7);
    expect(ids.outdated()).toEqual(first);
    expect(ids.outdated()).toEqual([]);
  });
});

describe("runs that lack something", () => {
  it("without units colour the places where people live, unless the address says no", () => {
    const everyone = { ...project, levels: [] } as unknown as Project;
    expect(viewFrom("", everyone).cells).toBe(true);
    expect(viewFrom("#cells=0", everyone).cells).toBe(false);
    expect(viewFrom("", { ...everyone, figures: false } as Project).cells).toBe(false);
    expect(viewFrom("", project).cells).toBe(false);
  });
  const bare = { ...project, groups: [], limits: {}, measures: {}, services: [], levels: [], figures: false } as unknown as Project;
  it("have a view without services, people and boundaries", () =>
    expect(viewFrom("#service=care&level=township&tree=legal", bare)).toMatchObject({ service: "", limit: "", group: "", tree: "", level: "" }));
  it("without boundaries have the row of everyone", () => {
    const everyone = { all: { total: 100.5, served: 30, no_capacity: 0, out_of_reach: 50.5, unconnected: 20 } } as unknown as Coverage;
    const rows = rowsOf(everyone);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ name: "全部", total: 100.5, served: 30, out_of_reach: 50.5, unconnected: 20, share: 30 / 100.5 });
    expect(rowsOf({ all: null } as Coverage)).toEqual([]);
  });
  const facts: Facts = { code: ["1", "2"], name: ["甲镇", "乙镇"], area_km2: [3.5, 4], facilities_care: [2, 0], facilities_clinic: [1, 1], road_km: [9, 0.1], trust: ["A", "C"], reasons: ["", "no-people;roads-thin-c"] };
  it("without people have presence by the service's types", () => {
    expect(rowsOfFacts(facts, ["care"]).map((r) => [r.sites, r.share])).toEqual([[2, 1], [0, 0]]);
    expect(rowsOfFacts(facts, []).map((r) => r.sites)).toEqual([3, 1]);
    expect(rowsOfFacts(facts, ["unknown"]).map((r) => [r.sites, r.share])).toEqual([[null, null], [null, null]]);
    expect(rowsOfFacts({}, [])).toEqual([]);
  });
  it("show no column of which nothing is known", () => {
    const keys = (types: string[]) => shownColumns(factColumns, rowsOfFacts(facts, types)).map(([key]) => key);
    expect(keys(["care"])).toEqual(["name", "code", "sites", "area", "roads", "trust"]);
    expect(keys(["unknown"])).not.toContain("sites");
    expect(shownColumns(figureColumns, [])).toEqual(figureColumns);
  });
});

describe("trust", () => {
  it("is the unit's, by code, with reasons in words", () => {
    const units = { type: "FeatureCollection", features: [{ type: "Feature", geometry: null, properties: { code: "1", trust: "C", reasons: "roads-thin-c;unlocated-b" } }] } as unknown as GeoJSON.FeatureCollection;
    const rows = withTrust(rowsOf(coverage), units);
    expect(rows.map((r) => r.trust)).toEqual([null, "C", null]);
    expect(reasonsName(rows[1]!.reasons)).toBe("路网稀疏、缺坐标");
    expect(csvOf(rows)).toContain('"C 数据不足"');
    expect(trustName("B")).toBe("B");
  });
});

describe("indicators", () => {
  const one = { rule: "a", name: "覆盖率", value: 0.5, target: 0.8, gap: 1, gap_unit: "units", is_share: "true", status: "overdue", due: "2025-12-31", source: "" };
  it("are told once per rule by the strictest target, the unknown as a number", () => {
    const html = drawIndicators([one, { ...one, target: 1 }, { ...one, rule: "b", value: null, target: null, status: "not_checked" }]);
    expect(html).toContain("50.0 %");
    expect(html).toContain("100.0 %");
    expect(html).not.toContain("80.0 %");
    expect(html).toContain("未核或数据不足: 1");
    expect(drawIndicators([])).toBe("");
    const places = drawIndicators([{ ...one, value: 0.88, target: 4.5, gap_unit: "places", is_share: "false" }]);
    expect(places).toContain("<strong>0.88</strong>");
    expect(places).toContain("4.5");
    const many = Array.from({ length: 21 }, (_, k) => ({ ...one, rule: String(k) }));
    expect(drawIndicators(many)).not.toContain("<details open>");
  });
});

describe("circles", () => {
  const square = (x: number, side: number) => [[x, 0], [x + side, 0], [x + side, side], [x, side], [x, 0]];
  const circle = (coordinates: number[][][][], cell_m: number) => ({ type: "FeatureCollection", features: [{ type: "Feature", properties: { cell_m }, geometry: { type: "MultiPolygon", coordinates } }] }) as unknown as GeoJSON.FeatureCollection;
  const kept = (c: GeoJSON.FeatureCollection) => (readable(c).features[0]!.geometry as GeoJSON.MultiPolygon).coordinates;
  it("have areas in square metres", () => expect(ringArea(square(0, 0.01))).toBeCloseTo(1113.2 ** 2, -3));
  it("lose small gaps and islands, keep large ones", () => {
    // 0.01° is 1.1 km; with cells of 20 m the least side is 240 m, 0.0022°.
    const all = [[square(0, 0.1), square(0.01, 0.01), square(0.05, 0.001)], [square(1, 0.001)]];
    expect(kept(circle(all, 20))).toEqual([[square(0, 0.1), square(0.01, 0.01)]]);
  });
  it("stay whole where nothing in them is large, and without a cell size", () => {
    expect(kept(circle([[square(0, 0.001)]], 20))).toEqual([[square(0, 0.001)]]);
    expect(kept(circle([[square(0, 0.1), square(0.05, 0.001)]], 0))).toHaveLength(1);
    expect(kept(circle([[square(0, 0.1), square(0.05, 0.001)]], 0))[0]).toHaveLength(2);
  });
});
