// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { type Edit, History, closed, editsFrom, moved, newId, opened, resized, unread, without } from "../src/edits";
import type { Coverage, Project, WhatIfAnswer } from "../src/api";
import { gainsAndLosses, pairLegend, pairRows, signedUnits } from "../src/pair";
import { inOrder } from "../src/figures";
import { changeBands, changeColour, changeSign, lightness, noDataColour } from "../src/palette";
import { flow } from "../src/png";
import { pointsBetween, shownPoints, signed, signedPoints } from "../src/signed";
import { type View, viewFrom } from "../src/state";
import { arranged, csvOf, pairColumns, rowsOf } from "../src/table";
import { hashText, markOf } from "../src/trial";
import { changesHtml, refusalHtml, siteName } from "../src/what_if_html";

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
    const zero = (changeBands.length - 1) / 2;
    for (let i = 1; i < light.length; ++i) expect(Math.sign(light[i]! - light[i - 1]!)).toBe(i <= zero ? 1 : -1);
    for (let i = 1; i < light.length; ++i) expect(Math.abs(light[i]! - light[i - 1]!)).toBeGreaterThan(8);
    const band = (p: number) => changeBands.findIndex((b) => b.colour === changeColour(p)) - zero;
    expect([-37, -20, -12, -7, -5, -2, -0.5, 0, 1e-9, 0.5, 1, 4.9, 5, 12, 20, 37.4].map(band)).toEqual([-5, -5, -4, -3, -3, -2, -1, 0, 0, 1, 2, 2, 3, 4, 5, 5]);
    expect(changeColour(null)).toBe(noDataColour);
  });
});

describe("what grey does not tell", () => {
  it("has a sign of its own: who loses and who gains", () => {
    const rows = pairRows(inOrder(rowsOf(after), before), rowsOf(before));
    expect(signedUnits(rows)).toEqual({ loss: [], gain: ["1"] });
    expect([changeSign(-0.3), changeSign(1e-9), changeSign(null), changeSign(2)]).toEqual(["loss", "", "", "gain"]);
    const html = pairLegend({ levels: [1] } as unknown as Project, { units: true, compare: "over", shade: "change" } as View, "", "runs");
    expect(html.match(/swatch loss/g)).toHaveLength(5);
    expect(html.match(/swatch gain/g)).toHaveLength(5);
  });
});

describe("arithmetic that a reader repeats", () => {
  it("comes out as it is printed", () => {
    expect(signedPoints(pointsBetween(0.12336, 0.14474))).toBe("+2.2"); // 12.3 % and 14.5 %, though 2.138 apart
    expect(signedPoints(pointsBetween(0.1234, 0.1231))).toBe("−0.03"); // both 12.3 %
    expect(signedPoints(pointsBetween(0.5, 0.5))).toBe("±0");
    expect(signedPoints(shownPoints(undefined, undefined, 1, 3.04))).toBe("+2.0");
  });
});

describe("the table of changes", () => {
  it("begins with who gains or loses most, and names each site", () => {
    const rows = [["a", 300], ["b", 0], ["c", -400], ["d", null], ["e", -20]].map(([code, change], id) => ({ ...rowsOf(before)[0]!, id, code: String(code), change: change as number | null }));
    expect(arranged(rows, "", "change", true).map((r) => r.code)).toEqual(["c", "a", "e", "b", "d"]);
    const close = { kind: "close", site: "YL0001" } as const;
    const answer = { edits: [{ zh: "YL0001：关闭", en: "YL0001: closed", sites: [] }], sites: [] } as unknown as WhatIfAnswer;
    const called = siteName(close, () => "城关养老中心", "YL0001：关闭");
    expect(changesHtml([close], answer, "zh", { called: () => called })).toContain("YL0001：关闭</span> (城关养老中心)");
    expect(siteName(close, () => "YL0001", "YL0001：关闭")).toBe("");
  });
});

describe("a trial", () => {
  const edits: Edit[] = [{ kind: "close", site: "f1" }];
  it("has a mark that differs by run and by edits", () => {
    expect(markOf("45941595881a7fb4", edits)).toMatch(/^[0-9a-f]{16}$/);
    expect(markOf("45941595881a7fb4", [...edits])).toBe(markOf("45941595881a7fb4", edits));
    expect(new Set([markOf("a", edits), markOf("b", edits), markOf("a", [{ kind: "close", site: "f2" }])]).size).toBe(3);
    expect(hashText({ hash: "abc" }, { sentences: [], mark: "def" })).toMatch(/试算，未存为结果.*abc.*def/);
    expect(hashText({ hash: "abc" })).toBe("结果指纹 abc");
  });
});

describe("edits of a link that cannot be read", () => {
  it("are told with their place, not dropped", () => {
    const bad = '[{"kind":"close","site":"a"},{"kind":"close","id":"YL0005"}]';
    expect(unread(bad)).toEqual({ index: 1, text: '{"kind":"close","id":"YL0005"}' });
    expect(unread("{")).toEqual({ index: -1, text: "{" });
    expect(unread('[{"kind":"close","site":"a"}]')).toBeUndefined();
    const project = { limits: {}, services: [], levels: [], groups: [], measures: {}, tables: [] } as unknown as Project;
    expect(viewFrom(`#edits=${encodeURIComponent(bad)}`, project).edits).toBe(bad);
    for (const none of ["", "[]", "[ ]"]) expect(viewFrom(`#edits=${encodeURIComponent(none)}`, project).edits).toBe("");
  });
  it("can be taken out of it", () => {
    const html = refusalHtml([{ pointer: "edits[1]", value: "x", rule: "r", rule_zh: "读不懂" }], [], "zh");
    expect(html).toContain('name="drop" value="-1"');
    expect(without([], -1)).toEqual([]);
  });
});

describe("the legend of a picture", () => {
  it("goes on in the next line where it does not fit, and drops nothing", () => {
    const placed = flow(["a", "bb", "ccc", "dddd"].map((text) => ["#fff", text]), (text) => 100 * text.length, 350);
    expect(placed.map((p) => [p.text, p.x, p.line])).toEqual([["a", 0, 0], ["bb", 100, 0], ["ccc", 0, 1], ["dddd", 0, 2]]);
  });
});
