// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { type Coverage, type Project, parseCells } from "../src/api";
import { en, limitName, percent, zh } from "../src/i18n";
import { costColours, lightness, shareBands, shareColour } from "../src/palette";
import { hashOf, viewFrom } from "../src/state";
import { arranged, csvOf, rowsOf } from "../src/table";

const project = {
  project: "试验", date: "2025-12-31", crs: "EPSG:4547", fangyuan: "0", groups: ["total", "older60"], inputs: [], warnings: [],
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
    const buffer = new ArrayBuffer(8 + 14 * n);
    const view = new DataView(buffer);
    [..."FYC1"].forEach((c, i) => view.setUint8(i, c.charCodeAt(0)));
    view.setUint32(4, n, true);
    for (let i = 0; i < n; ++i) {
      view.setFloat32(8 + 4 * i, 100 + i, true);
      view.setUint16(8 + 8 * n + 2 * i, i === 1 ? 65535 : 60, true);
      view.setFloat32(8 + 10 * n + 4 * i, 5, true);
    }
    return buffer;
  };
  it("are read with an odd count too", () => {
    const cells = parseCells(bytes(3));
    expect([...cells.lon]).toEqual([100, 101, 102]);
    expect([...cells.cost]).toEqual([60, 65535, 60]);
    expect([...cells.people]).toEqual([5, 5, 5]);
  });
  it("are refused when cut short", () => expect(() => parseCells(bytes(3).slice(0, 40))).toThrow());
});
