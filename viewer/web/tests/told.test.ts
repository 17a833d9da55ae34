// SPDX-License-Identifier: Apache-2.0
// What the page says of figures: where none are known, by what they are reckoned, in which units.
import { describe, expect, it, vi } from "vitest";

import { ApiError, type Project } from "../src/api";
import { describeFacility, describeUnit } from "../src/describe";
import { serviceLine } from "../src/place";
import { ruleColumns, ruleHead, unitColumns } from "../src/rules";
import { waysHtml } from "../src/ways_html";
import { failureHtml, hintOf } from "../src/failure";
import { runTables } from "../src/run_tables";
import { setLanguage } from "../src/i18n";
import { cellLimits, gapsFit } from "../src/panel";
import { rowsOf } from "../src/table";
import { unchecked, unlistedTypes } from "../src/unlisted";
import type { View } from "../src/state";

vi.stubGlobal("document", { documentElement: {} });

const project = {
  figures: true, groups: ["total"], levels: [{ tree: "legal", level: "county", units: 1 }],
  services: [
    { id: "care", name: "养老", group: "total", mode: "walk", facilities: ["street_care"] },
    { id: "community", name: "社区", group: "total", mode: "walk", facilities: ["community_care"] },
    { id: "both", name: "联合", group: "total", all: ["care", "community"] },
  ],
  limits: { care: ["900"], community: ["1000m"], both: ["900+1000m"] }, measures: { care: ["network"], community: ["network"] },
  unlisted: { community: ["community_care"] },
} as unknown as Project;
const view = (service: string, limit: string) => ({ service, limit, measure: "network", group: "total", slide: "" }) as View;

describe("a service without a list of its facilities", () => {
  it("is known by its types, and so is a joint one with such a member", () => {
    expect([unlistedTypes(project, "care"), unlistedTypes(project, "community"), unlistedTypes(project, "both")]).toEqual([[], ["community_care"], ["community_care"]]);
    expect(unlistedTypes({ ...project, unlisted: undefined } as unknown as Project, "community")).toEqual([]);
  });
  it("has no zeros that look like figures, no trust in them, no gaps and no places by cost", () => {
    const [row] = unchecked(rowsOf({ codes: ["1"], names: ["甲"], total: [40], served: [0], no_capacity: [0], out_of_reach: [40], unconnected: [0], all: null } as never));
    expect(row).toMatchObject({ total: 40, served: null, out_of_reach: null, share: null, trust: "C" });
    const told = describeUnit(project, view("community", "1000m"), row!);
    expect(told).toContain("未核");
    expect(told).not.toContain("0.0 %");
    expect([gapsFit(project, view("care", "900")), gapsFit(project, view("community", "1000m"))]).toEqual([true, false]);
    expect([cellLimits(project, view("care", "900")), cellLimits(project, view("community", "1000m"))]).toEqual([["900"], []]);
  });
});

describe("the card of a place", () => {
  const of = (service: number, facts: Record<string, unknown>) => serviceLine(project, project.services[service]!, facts, new Map([["s", "站"]]));
  it("says by what a time is reckoned", () => {
    expect(of(0, { care_ms: 60_000, care_site: "s" })).toMatch(/1 分钟 0 秒.*步行.*站/);
    expect(serviceLine(project, { ...project.services[0]!, mode: "car" }, { care_ms: 60_000 }, new Map())).toContain("小汽车");
  });
  it("calls nothing far of which there is no list", () => {
    expect(of(1, { access_m: 3 })).toContain("没有清单，未核");
    expect(of(1, { access_m: 3 })).not.toContain("超出");
    expect(of(0, { access_m: 3 })).toContain("超出 15 分钟");
  });
  it("has metres and colons of its own language", () => {
    const ways = { service: "care", unit: "ms", limit: 900_000, beyond: true, place: { reason: "street", access_m: 15.2, access_limit_m: 500 }, sites: [] } as never;
    expect(waysHtml(ways, undefined, new Map())).toMatch(/15 米.*超出 15 分钟：/);
    setLanguage("en");
    expect(waysHtml(ways, undefined, new Map())).toMatch(/15 m<.*beyond 15 min:</);
    setLanguage("zh");
  });
});

describe("indicators of reach", () => {
  const row = (measure: string) => ({ rule: "r", name: "3公里内", level: "county", code: "1", unit: "甲县", value: "0.5", target: "1", comparator: ">=", gap: "9137", gap_unit: "people", is_share: "true", status: "not_met", measure, due: "", source: "", source_line: "", confidence: "", note: "" });
  const cells = (columns: ReturnType<typeof ruleColumns>, r: ReturnType<typeof row>) => columns.map((c) => String(c.value(r) ?? ""));
  it("by the network and by straight lines are told apart, in both tables", () => {
    const rows = [row("network"), row("straight")];
    for (const columns of [ruleColumns(rows), unitColumns(rows)]) expect(rows.map((r) => cells(columns, r).filter((x) => x === "路网" || x === "直线"))).toEqual([["路网"], ["直线"]]);
    expect(ruleHead(rows)).toContain("较差");
    expect(ruleHead([row("network")])).not.toContain("较差");
  });
  it("have no such column where no row has a measure", () => expect(ruleColumns([row("")]).map((c) => c.key)).not.toContain("measure"));
  it("say that missing people are rounded up, as the headline does not", () => expect(ruleColumns([]).find((c) => c.key === "gap")!.head).toContain("进整"));
});

describe("a failure", () => {
  const refused = new ApiError("project", 401);
  it("tells a wrong token from none", () => expect([hintOf(refused, false), hintOf(refused, true), hintOf(new ApiError("x", 500), true)]).toEqual(["failedToken", "failedWrongToken", "failedAnswer"]));
  it("is in both languages before the page knows its own, and can be shut and tried again", () => {
    const html = failureHtml(refused, true, true);
    for (const told of ["网址里的口令不对", "token in the address is wrong", 'class="again"', 'class="shut"']) expect(html).toContain(told);
    expect(failureHtml(refused, true, false)).not.toContain("token in the address");
  });
});

describe("a facility", () => {
  const site = { id: "f", name: "站", type: "street_care", status: "in_use", beds: 40, beds_load: 31.5, graves: 200 };
  it("says how many places are taken, of the service that is shown", () => {
    const beds = { id: "beds", name: "", group: "", capacity: "beds" };
    expect(describeFacility(site, beds)).toMatch(/40 床位 · 已占 31.5 \(78.8 %\)/);
    expect(describeFacility(site, { ...beds, id: "graves", capacity: "graves" })).toContain("容量 200");
    expect(describeFacility(site)).not.toContain("已占");
  });
});

describe("the table of fillings", () => {
  const row = (min: string, km: string) => ({ name: "甲", code: "1", need: "8.000000", need_in_reach: "7.100000", nearest_first: "9.810000", best: "9", won: "0", served: "1", served_best: "1", nearest_first_min: min, nearest_first_km: km, best_min: min, best_km: km, note: "" });
  it("says in which unit it is, and lines its figures up", () => {
    const heads = (r: ReturnType<typeof row>) => runTables.filling!.columns([r]).map((c) => c.head).join("|");
    expect(heads(row("51.3", ""))).toContain("就近 名额×分钟|");
    expect(heads(row("51.3", ""))).not.toContain("千米");
    expect(heads(row("", "2"))).toContain("名额×千米");
    const rows = [row("51.300000", ""), row("54.624000", "")];
    const column = runTables.filling!.columns(rows).find((c) => c.key === "nearest_first_min")!;
    expect(rows.map((r) => column.html!(r).replace(/<[^>]*>/g, ""))).toEqual(["51.30", "54.62"]);
  });
});
