// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { type Edit, History, closed, editsFrom, moved, newId, opened, resized, without } from "../src/edits";
import type { Coverage } from "../src/api";
import { gainsAndLosses, pairRows } from "../src/pair";
import { inOrder } from "../src/figures";
import { changeBands, changeColour, lightness, noDataColour } from "../src/palette";
import { flow } from "../src/png";
import { signed, signedPoints } from "../src/signed";
import { csvOf, pairColumns, rowsOf } from "../src/table";

const site = { id: "new-1", name: "新站", type: "community_care", at: [114.30000049, 34.8] as [number, number] };

describe("edits", () => {
  it("round places to what a sentence says", () => expect(opened([], site)[0]).toMatchObject({ kind: "open", at: [114.3, 34.8] }));
  it("move a site once, wherever it goes, and a new one by its own edit", () => {
    const twice = moved(moved([], "f1", [1, 2]), "f1", [3, 4]);
    expect(twice).toEqual([{ kind: "move", site: "f1", at: [3, 4] }]);
    expect(moved(opened([], site), "new-1", [5, 6])).toEqual([{ ...site, kind: "open", at: [5, 6] }]);
  });
  it("close a site and forget what else was done to it; a new one vanishes", () => {
    expect(closed(resized(moved([], "f1", [1, 2]), "f1", "beds", 10, 12), "f1")).toEqual([{ kind: "close", site: "f1" }]);
    expect(closed(opened([], site), "new-1")).toEqual([]);
  });
  it("resize by what it takes from what there was", () => {
    const more = resized([], "f1", "beds", 10, 12.5);
    expect(more).toEqual([{ kind: "extend", site: "f1", amounts: { beds: 2.5 } }]);
    expect(resized(more, "f1", "beds", 10, 4)).toEqual([{ kind: "reduce", site: "f1", amounts: { beds: 6 } }]);
    expect(resized(more, "f1", "beds", 10, 10)).toEqual([]);
    expect(resized(opened([], site), "new-1", "beds", 0, 7)[0]).toMatchObject({ kind: "open", amounts: { beds: 7 } });
  });
  it("are taken back one by one, a new site with all that hangs on it", () => {
    const all: Edit[] = [...opened([], site), { kind: "close", site: "f2" }];
    expect(without(all, 0)).toEqual([{ kind: "close", site: "f2" }]);
    expect(without(all, 1)).toEqual(opened([], site));
  });
  it("find an id that is free", () => expect(newId(opened([], site), new Set(["new-2"]))).toBe("new-3"));
  it("come back from an address, or not at all", () => {
    const all = moved(opened([], site), "f1", [1, 2]);
    expect(editsFrom(JSON.stringify(all))).toEqual(all);
    for (const bad of ["", "{", "7", "[1]", "[null]", '[{"kind":"close"}]', '[{"kind":"move","site":"f1","at":[1]}]', '[{"kind":"open","id":"a","name":"a","type":"t","at":[1,"2"]}]', '[{"kind":"close_road","ways":[1]}]', '[{"kind":"extend","site":"a"}]'])
      expect(editsFrom(bad)).toEqual([]);
  });
});

describe("history", () => {
  it("goes back and forth", () => {
    const h = new History([]);
    const a = closed([], "f1"), b = closed(a, "f2");
    h.set(a);
    h.set(b);
    h.undo();
    expect(h.now).toEqual(a);
    h.undo();
    expect([h.now, h.canUndo()]).toEqual([[], false]);
    h.redo();
    h.redo();
    expect([h.now, h.canRedo()]).toEqual([b, false]);
    h.undo();
    h.set([]);
    expect(h.canRedo()).toBe(false);
  });
  it("takes steps of one hand as one, for as long as it goes on", () => {
    const h = new History([]);
    h.set(moved([], "f1", [1, 1]), "move/f1", 0);
    h.set(moved([], "f1", [1, 2]), "move/f1", 900);
    h.set(moved([], "f1", [1, 3]), "move/f1", 1800);
    h.set(moved([], "f1", [1, 4]), "move/f1", 5000);
    h.undo();
    expect(h.now).toEqual(moved([], "f1", [1, 3]));
    h.undo();
    expect(h.now).toEqual([]);
  });
});

const before = { codes: ["2", "1", ""], names: ["乙", "甲", ""], total: [10, 40, 0], served: [5, 10.000001, 0], no_capacity: [0, 0, 0], out_of_reach: [5, 29.999999, 0], unconnected: [0, 0, 0], all: null } as unknown as Coverage;
const after = { ...before, codes: ["3", "2", "1", ""], names: ["丙", "乙", "甲", ""], total: [7, 10, 40, 0], served: [7, 5, 10.1, 0], no_capacity: [0, 0, 0, 0], out_of_reach: [0, 5, 29.9, 0], unconnected: [0, 0, 0, 0] } as unknown as Coverage;

describe("pairs", () => {
  const rows = pairRows(inOrder(rowsOf(after), before), rowsOf(before));
  it("know units by code and keep the map's numbers", () => {
    expect(rows.map((r) => [r.code, r.id, r.change])).toEqual([["3", 3, null], ["2", 0, 0], ["1", 1, 0.099999], ["", 2, 0]]);
    expect(rows[2]!.points).toBeCloseTo(0.2499975, 9);
  });
  it("tell who gains and who loses", () => {
    const html = gainsAndLosses(rows);
    expect(html).toContain('data-part="gaining" data-units="1" data-value="0.099999"');
    expect(html).toContain('data-part="losing" data-units="0" data-value="0"');
  });
  it("of one with itself show nothing", () => {
    const same = pairRows(rowsOf(before), rowsOf(before));
    expect(same.every((r) => r.change === 0 && (r.points ?? 0) === 0)).toBe(true);
    expect(new Set(same.map((r) => changeColour(r.points === null ? 0 : r.points)))).toEqual(new Set([changeColour(0)]));
  });
  it("export both sides", () => expect(csvOf(rows, pairColumns)).toContain('"甲","1",40,10.000001,10.1,0.099999,'));
  it("never show some as none", () => {
    expect([signed(0.2), signed(-0.2), signed(0), signed(1234)]).toEqual(["+<1", "−<1", "±0", "+1,234"]);
    expect([0.0123, 0.0001, -3.14, 0].map(signedPoints)).toEqual(["+0.01", "+<0.001", "−3.1", "±0"]);
  });
});

describe("colours of change", () => {
  it("grow darker to both sides, and no band is empty", () => {
    const light = changeBands.map((b) => lightness(b.colour));
    for (let i = 1; i < 7; ++i) expect(Math.sign(light[i]! - light[i - 1]!)).toBe(i <= 3 ? 1 : -1);
    for (let i = 1; i < 7; ++i) expect(Math.abs(light[i]! - light[i - 1]!)).toBeGreaterThan(8);
    expect([-7, -5, -2, -0.5, 0, 1e-9, 0.5, 1, 4.9, 5].map((p) => changeBands.findIndex((b) => b.colour === changeColour(p)))).toEqual([0, 0, 1, 2, 3, 3, 4, 5, 5, 6]);
    expect(changeColour(null)).toBe(noDataColour);
  });
});

describe("the legend of a picture", () => {
  it("goes on in the next line where it does not fit, and drops nothing", () => {
    const placed = flow(["a", "bb", "ccc", "dddd"].map((text) => ["#fff", text]), (text) => 100 * text.length, 350);
    expect(placed.map((p) => [p.text, p.x, p.line])).toEqual([["a", 0, 0], ["bb", 100, 0], ["ccc", 0, 1], ["dddd", 0, 2]]);
  });
});
