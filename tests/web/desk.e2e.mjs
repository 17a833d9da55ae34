// SPDX-License-Identifier: Apache-2.0
// The planner's desk in Chromium: headline, indicators, tables, slider, places, take-away.
// Every figure is compared with the run folder's own tables.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { check, finish, millionths, openBrowser, program, readTable, rested, sampleRun, scratch, serve, web } from "./harness.mjs";

const run = sampleRun(60000);
const table = readTable(run, "coverage");
const rowOf = (wanted) => table.find((row) => Object.entries(wanted).every(([key, value]) => row[key] === value));
const server = await serve(program, run);
const browser = await openBrowser();
const parts = ["served", "no_capacity", "out_of_reach", "unconnected"];

try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", acceptDownloads: true, permissions: ["clipboard-read", "clipboard-write"] });
  const complaints = [];
  const requests = [];
  const strangers = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && !/GPU stall|GL Driver/.test(m.text()) && complaints.push(m.text()));
  page.on("pageerror", (e) => complaints.push(e.message));
  page.on("request", (r) => !/^(data|blob):/.test(r.url()) && requests.push(r.url()));
  page.on("request", (r) => !/^(data|blob|about):/.test(r.url()) && !r.url().startsWith(server.url) && strangers.push(r.url()));
  const open = async (view) => {
    await page.goto("about:blank");
    await page.goto(`${server.url}#${new URLSearchParams(view)}`);
    await rested(page);
  };
  const hash = () => new URLSearchParams(new URL(page.url()).hash.slice(1));
  const shown = async (name) => page.locator(`#headline [data-part=${name}]`).evaluate((e) => ({ exact: e.dataset.value, people: Number(e.textContent.replaceAll(/\D/g, "")), tenths: Number(e.nextElementSibling.textContent.replace(/[.%\s]/g, "")) }));
  const rows = page.locator("#table-region tbody tr");
  const axe = async () => {
    await page.evaluate(readFileSync(join(web, "node_modules/axe-core/axe.min.js"), "utf8"));
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    return violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
  };
  const saved = async (click) => {
    const [download] = await Promise.all([page.waitForEvent("download"), click()]);
    return readFileSync(await download.path());
  };

  await check("the headline of every unit, service and group adds up and is coverage.csv's", async () => {
    const units = table.filter((r) => r.tree === "legal" && r.level === "township" && r.service === "beds" && r.limit === "1800" && r.group === "older60" && Number(r.total) > 0);
    assert.ok(units.some((r) => Number(r.no_capacity) > 0) && units.length > 5);
    const views = [
      ...units.slice(0, 4).map((r) => ({ service: "beds", limit: "1800", measure: "network", group: "older60", code: r.code })),
      { service: "care-15", limit: "300", measure: "straight", group: "disabled", code: units[5].code },
      { service: "street-3km", limit: "3000m", measure: "network", group: "older65", code: units[2].code },
    ];
    for (const { code, ...view } of views) {
      await open({ ...view, tree: "legal", level: "township", selected: code });
      const row = rowOf({ ...view, level: "township", code });
      const all = await Promise.all(parts.map(shown));
      parts.forEach((p, i) => assert.equal(millionths(all[i].exact), millionths(row[p]), `${code} ${p}`));
      const total = await shown("total");
      assert.equal(millionths(total.exact), millionths(row.total));
      assert.equal(all.reduce((s, a) => s + a.people, 0), total.people, "people shown add up");
      assert.equal(all.reduce((s, a) => s + a.tenths, 0), 1000, "per cent shown add up");
      assert.equal(all[0].tenths, Math.round(Number(row.share_served) * 1000), "share as in the table");
    }
  });

  await check("a figure says its definition, exact value, row, data and date", async () => {
    await open({ service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "township" });
    await page.focus("#headline [data-why=out_of_reach]");
    await page.keyboard.press("Enter");
    const text = await page.locator("#why").innerText();
    const row = rowOf({ service: "care-15", limit: "900", measure: "network", level: "all", group: "older60" });
    assert.match(text, new RegExp(row.out_of_reach.replace(".", "\\.")));
    assert.match(text, /超出限值/);
    assert.match(text, /coverage\.csv · out_of_reach · service=care-15, limit=900/);
    assert.match(text, /roads\.gpkg/);
    assert.match(text, /2025-12-31/);
    assert.match(text, /[0-9a-f]{16}/);
    await page.screenshot({ path: join(scratch, "why.png") });
    assert.deepEqual(await axe(), []);
    await page.keyboard.press("Escape");
    assert.ok(await page.locator("#why").isHidden());
    assert.equal(await page.evaluate(() => document.activeElement.dataset.why), "out_of_reach", "the focus is back");
  });

  const indicators = readTable(run, "indicators");
  await check("indicators are listed, filtered by state, and shade the map", async () => {
    await open({ service: "care-15", tree: "legal", level: "township", group: "older60" });
    await page.focus("[role=tab][aria-selected=true]");
    await page.keyboard.press("ArrowRight");
    await rested(page);
    assert.equal(hash().get("tab"), "rules");
    const all = indicators.filter((r) => r.level === "all");
    assert.equal(await rows.count(), all.length);
    await page.selectOption("#table-region select[name=status]", "not_met");
    await rested(page);
    assert.equal(await rows.count(), all.filter((r) => r.status === "not_met").length);
    await page.screenshot({ path: join(scratch, "rules.png") });
    assert.deepEqual(await axe(), []);
    await page.selectOption("#table-region select[name=status]", "");
    await rested(page);
    // One that is told by township, with several states.
    const states = (rule) => new Set(indicators.filter((r) => r.rule === rule && r.level === "township").map((r) => r.status));
    const rule = all.map((r) => r.rule).find((r) => states(r).size > 1);
    const before = await page.screenshot({ clip: { x: 330, y: 10, width: 1050, height: 500 } });
    await page.locator(`#table-region tr[data-code="${rule}"]`).first().click();
    await page.waitForFunction(() => location.hash.includes("rule="));
    await rested(page);
    assert.equal(hash().get("rule"), rule);
    const units = indicators.filter((r) => r.rule === rule && r.level === "township");
    assert.equal(await rows.count(), units.length);
    assert.ok(!before.equals(await page.screenshot({ clip: { x: 330, y: 10, width: 1050, height: 500 } })));
    // Few indicators are told more than once of a unit: then the worst counts once.
    const told = new Set(units.map((r) => r.code));
    const legend = await page.locator("#legend [data-state]").allInnerTexts();
    assert.equal(legend.map((l) => Number(l.match(/(\d+)$/)[1])).reduce((a, b) => a + b, 0), told.size);
    const first = units[0];
    await page.locator(`#table-region tr[data-code="${first.code}"]`).first().click();
    await rested(page);
    assert.equal(hash().get("selected"), first.code);
    await page.screenshot({ path: join(scratch, "rule.png") });
    await page.click("#language");
    await rested(page);
    await page.screenshot({ path: join(scratch, "rule-en.png") });
    await page.click("#language");
    await rested(page);
  });

  await check("best filling beside nearest-first, access, equality and burial are the run's tables", async () => {
    const filling = readTable(run, "filling").filter((r) => r.service === "beds" && r.level === "township");
    await open({ service: "beds", tree: "legal", level: "township", group: "older60", tab: "filling" });
    assert.equal(await rows.count(), filling.length);
    const everyone = readTable(run, "filling").find((r) => r.service === "beds" && r.level === "all");
    assert.match((await page.locator(".above").innerText()).replaceAll(",", ""), new RegExp(`就近装填满足 ${Math.round(Number(everyone.nearest_first))}\\D`));
    await page.screenshot({ path: join(scratch, "filling.png") });
    const csv = (await saved(() => page.click("#table-region .export"))).toString();
    for (const r of filling) assert.ok(csv.includes(`"${r.code}",${r.need},${r.need_in_reach},${r.nearest_first},${r.best},${r.won},`), `${r.code} as in filling.csv`);
    for (const [tab, wanted] of [["access", (r) => r.service === "beds" && r.level === "township"], ["equality", (r) => r.service === "beds"], ["burial", () => true]]) {
      await page.click(`#tab-${tab}`);
      await rested(page);
      assert.equal(await rows.count(), readTable(run, tab).filter(wanted).length, tab);
      await page.screenshot({ path: join(scratch, `${tab}.png`) });
    }
    await page.click("#table-region [data-why=table-burial]");
    assert.match(await page.locator("#why").innerText(), /burial\.csv[^]*2025-12-31/);
    await page.keyboard.press("Escape");
    assert.deepEqual(await axe(), []);
    // A service without places offers those that have some.
    await page.click("#tab-filling");
    await page.selectOption("#choices [name=service]", "care-15");
    await rested(page);
    assert.match(await page.locator(".above").innerText(), /养老床位/);
  });

  await check("the slider counts as the table does, unit by unit, and asks for nothing", async () => {
    await open({ service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "township", cells: "1" });
    await page.waitForFunction(() => document.getElementById("slide").dataset.ready);
    const slider = page.locator("#slide input");
    await slider.focus();
    requests.length = 0;
    await page.keyboard.press("ArrowLeft");
    await rested(page);
    assert.match(await page.locator("#headline").innerText(), /限值内可达 14 分钟/);
    for (const limit of ["600", "300"]) {
      while ((await slider.inputValue()) !== limit) await page.keyboard.press("ArrowLeft");
      await rested(page);
      const row = rowOf({ service: "care-15", limit, measure: "network", level: "all", group: "older60" });
      const exact = async (name) => millionths(await page.locator(`#headline [data-part=${name}]`).getAttribute("data-value"));
      assert.equal(await exact("within"), millionths(row.served) + millionths(row.no_capacity), `within ${limit}`);
      assert.equal(await exact("beyond"), millionths(row.out_of_reach));
      assert.equal(await exact("apart"), millionths(row.unconnected));
      assert.equal(await exact("total"), millionths(row.total));
      const csv = (await saved(() => page.click("#table-region .export"))).toString();
      for (const r of table.filter((x) => x.service === "care-15" && x.limit === limit && x.measure === "network" && x.level === "township" && x.tree === "legal" && x.group === "older60" && Number(x.total) > 0))
        assert.ok(csv.includes(`"${r.code}",${Number(r.total)},${Number(r.served)},`), `${r.code} ${limit}: ${csv.split("\n").find((l) => l.includes(r.code))} as ${r.served}`);
      await slider.focus();
    }
    // Of figures nothing; of limits that the run has, their circles.
    assert.deepEqual(requests.filter((r) => !/\/circles\?service=care-15&limit=(600|300)$/.test(r)), []);
    assert.match(await page.locator("#choices [name=limit]").evaluate((f) => f.selectedOptions[0].textContent), /5 分钟（拖动）/);
    assert.ok(await page.isChecked("#layers [name=circles]") && await page.isDisabled("#layers [name=gaps]"));
    assert.match(await page.locator("#slide text.now").textContent(), / · \d+\.\d %$/);
    await page.keyboard.press("ArrowRight");
    await rested(page);
    assert.ok(await page.isDisabled("#layers [name=circles]"), "no circle between the limits");
    assert.match(await page.locator("#legend .between").innerText(), /5 分钟、10 分钟、15 分钟；盲区只画最大限值的：15 分钟/);
    await page.screenshot({ path: join(scratch, "slide.png") });
    // Its place is in the address.
    const address = page.url();
    const text = await page.locator("#headline").innerText();
    await page.goto("about:blank");
    await page.goto(address);
    await rested(page);
    assert.equal(await page.locator("#headline").innerText(), text);
    await page.waitForFunction(() => document.getElementById("slide").dataset.ready);
    await page.click("#slide button");
    await rested(page);
    assert.equal(hash().get("slide"), null);
  });

  await check("by straight lines, by metres and with capacity the slider counts as the table, too", async () => {
    for (const view of [{ service: "care-15", measure: "straight", limit: "900", at: "600" }, { service: "street-3km", measure: "network", limit: "3000m", at: "300" }, { service: "cemetery", measure: "network", limit: "3600", at: "900" }, { service: "beds", measure: "network", limit: "1800", at: "1800" }]) {
      const { at, ...rest } = view;
      await open({ ...rest, group: "total", tree: "legal", level: "county", slide: at });
      const limit = view.service === "street-3km" ? "3000m" : at;
      const row = rowOf({ service: view.service, limit, measure: view.measure, level: "all", group: "total" });
      assert.equal(millionths(await page.locator("#headline [data-part=within]").getAttribute("data-value")), millionths(row.served) + millionths(row.no_capacity), JSON.stringify(view));
    }
  });

  await check("a place tells its sites, its times and what its unit misses", async () => {
    const facilities = readTable(run, "facilities");
    const unit = table.find((r) => r.service === "care-15" && r.tree === "legal" && r.level === "village" && Number(r.served) > 0).code;
    await open({ service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "village", selected: unit, cells: "1" });
    await page.click("#detail .act");
    await page.waitForSelector("#detail .nearest");
    await rested(page);
    const cell = Number(hash().get("cell"));
    const place = await (await fetch(`${server.url}api/v1/place?cell=${cell}`)).json();
    assert.equal(place.properties.village, unit);
    const line = await page.locator("#detail [data-service=beds]").innerText();
    const name = facilities.find((f) => f.facility === place.properties.beds_site).name;
    assert.ok(line.includes(name), `${line} has ${name}`);
    const seconds = Math.ceil(place.properties.beds_ms / 1000);
    assert.ok(line.includes(`${seconds % 60} 秒`) && (seconds < 60 || line.includes(`${Math.floor(seconds / 60)} 分钟`)), line);
    // Every indicator that one of its units misses, and no other.
    const units = new Set(["prefecture", "county", "township", "village"].map((l) => `${l}/${place.properties[l]}`));
    const misses = indicators.filter((r) => units.has(`${r.level}/${r.code}`) && ["not_met", "overdue", "not_yet_due"].includes(r.status));
    assert.ok(misses.length > 0);
    assert.equal(await page.locator("#detail [data-rule]").count(), misses.length);
    await page.screenshot({ path: join(scratch, "place.png") });
    assert.deepEqual(await axe(), []);
    await page.click("#language");
    await rested(page);
    await page.screenshot({ path: join(scratch, "place-en.png") });
    await page.click("#language");
    await rested(page);
    // The same by a click on the map, where the place is.
    await page.click("#detail .clear");
    await rested(page);
    assert.equal(hash().get("cell"), null);
    const [lon, lat] = place.geometry.coordinates;
    await open({ ...Object.fromEntries(hash()), selected: "", camera: `${lon},${lat},13`, cells: "1" });
    await page.waitForFunction(() => document.getElementById("slide").dataset.ready);
    const box = await page.locator("#map").boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForSelector("#detail .nearest");
    assert.equal(Number(hash().get("cell")), cell);
    assert.equal(hash().get("selected"), unit);
  });

  await check("the table is sorted, filtered and exported as it is shown, by keyboard alone", async () => {
    await open({ service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "village" });
    await page.focus("#table-region input[type=search]");
    await page.keyboard.type("41700");
    await page.focus("#table-region [data-key=share]");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.equal(hash().get("sort"), "share");
    assert.equal(hash().get("filter"), "41700");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "share", "the focus stays");
    const codes = await rows.evaluateAll((all) => all.map((r) => r.dataset.code));
    await page.focus("#table-region .export");
    const csv = (await saved(() => page.keyboard.press("Enter"))).toString();
    assert.ok(csv.startsWith("\uFEFF"));
    const wanted = table.filter((r) => r.service === "care-15" && r.limit === "900" && r.measure === "network" && r.group === "older60" && r.tree === "legal" && r.level === "village" && r.code.startsWith("41700"));
    const lines = csv.trim().split("\r\n").slice(1);
    assert.equal(lines.length, wanted.length);
    assert.deepEqual(lines.map((l) => l.split(",")[1].replaceAll('"', "")), codes);
    for (const r of wanted) assert.ok(lines.some((l) => l.includes(`"${r.code}",${Number(r.total)},${Number(r.served)},`)), r.code);
    const shares = lines.map((l) => l.split(",")[4]).filter((x) => x !== "").map(Number);
    assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
  });

  await check("a link restores camera, slider, tab, order, filter and selection", async () => {
    const code = table.find((r) => r.tree === "legal" && r.level === "township").code;
    await open({ service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "township", slide: "420", selected: code, cells: "1", sort: "name", filter: "街道", camera: "114.33,34.61,11.4" });
    await page.click("#take [name=link]");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(await page.locator("#take [role=status]").innerText(), /已复制/);
    const clip = { x: 330, y: 10, width: 1000, height: 560 };
    const look = async (p) => ({ headline: await p.locator("#headline").innerText(), table: await p.locator("#table-region tbody").innerText(), picture: (await p.screenshot({ clip })).toString("base64"), hash: new URL(p.url()).hash });
    await page.waitForFunction(() => document.getElementById("slide").dataset.ready);
    await page.mouse.move(5, 5);
    const here = await look(page);
    const other = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    await other.goto(link);
    await rested(other);
    await other.waitForFunction(() => document.getElementById("slide").dataset.ready);
    const there = await look(other);
    await other.close();
    assert.deepEqual(there, here);
    assert.match(here.headline, /7 分钟/);
  });

  await check("a PNG says what it shows", async () => {
    const png = await saved(() => page.click("#take [name=png]"));
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    const box = await page.locator("#map").boundingBox();
    assert.equal(png.readUInt32BE(16), Math.round(box.width));
    // Title and sources, and as many lines of twenty as the legend needs.
    const lines = (png.readUInt32BE(20) - Math.round(box.height) - 76) / 20;
    assert.ok(Number.isInteger(lines) && lines >= 1 && lines <= 4, `${lines} lines`);
    assert.ok(png.length > 60_000);
    writeFileSync(join(scratch, "map.png"), png);
  });

  /** Metres of the geodesic (Vincenty), by formulas that the page does not use. */
  const geodesic = (lat1, lon1, lat2, lon2) => {
    const [a, f] = [6378137, 1 / 298.257223563];
    const b = a * (1 - f), rad = Math.PI / 180, L = (lon2 - lon1) * rad;
    const [u1, u2] = [lat1, lat2].map((x) => Math.atan((1 - f) * Math.tan(x * rad)));
    let l = L, s = 0, cs = 0, sg = 0, c2 = 0, m = 0;
    for (let i = 0; i < 50; ++i) {
      s = Math.hypot(Math.cos(u2) * Math.sin(l), Math.cos(u1) * Math.sin(u2) - Math.sin(u1) * Math.cos(u2) * Math.cos(l));
      cs = Math.sin(u1) * Math.sin(u2) + Math.cos(u1) * Math.cos(u2) * Math.cos(l);
      sg = Math.atan2(s, cs);
      const sa = (Math.cos(u1) * Math.cos(u2) * Math.sin(l)) / s;
      c2 = 1 - sa * sa;
      m = cs - (2 * Math.sin(u1) * Math.sin(u2)) / c2;
      const C = (f / 16) * c2 * (4 + f * (4 - 3 * c2));
      l = L + (1 - C) * f * sa * (sg + C * s * (m + C * cs * (-1 + 2 * m * m)));
    }
    const q = (c2 * (a * a - b * b)) / (b * b);
    const A = 1 + (q / 16384) * (4096 + q * (-768 + q * (320 - 175 * q))), B = (q / 1024) * (256 + q * (-128 + q * (74 - 47 * q)));
    return b * A * (sg - B * s * (m + (B / 4) * (cs * (-1 + 2 * m * m))));
  };

  await check("the print page is true to scale and says all that a map must", async () => {
    await open({ service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "township", camera: "114.50000,34.60000,10.60" });
    const camera = hash().get("camera");
    await page.focus("#take [name=print]");
    await page.keyboard.press("Enter");
    for (const [paper, size] of [["a4", /84[12](\.\d+)? x 59[45]/], ["a3", /119[01](\.\d+)? x 84[12]/]]) {
      if (paper === "a3") await page.selectOption("#sheet [name=paper]", "a3");
      await page.waitForSelector(`#sheet[data-ready=${paper}]`, { timeout: 90_000, state: "attached" });
      const seen = await page.evaluate(() => {
        const figure = document.querySelector("#sheet figure"), bar = figure.querySelector(".scale-bar div");
        return { ...figure.dataset, width: figure.querySelector("img").getBoundingClientRect().width, bar: bar.getBoundingClientRect().width, metres: Number(bar.dataset.metres), scale: document.querySelector("#sheet footer strong").textContent };
      });
      const ground = geodesic(Number(seen.lat), Number(seen.west), Number(seen.lat), Number(seen.east));
      const measured = (ground / seen.width) * seen.bar;
      assert.ok(Math.abs(measured / seen.metres - 1) < 0.005, `${paper}: the bar of ${seen.metres} m measures ${measured}`);
      const denominator = Number(seen.scale.replaceAll(",", "").split(":")[1]);
      assert.ok(Math.abs(seen.metres / denominator / (seen.bar * 0.0254 / 96) - 1) < 0.005, `${paper} ${seen.scale}`);
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      writeFileSync(join(scratch, `${paper}.pdf`), pdf);
      await page.screenshot({ path: join(scratch, `sheet-${paper}.png`), fullPage: false });
      const side = await page.evaluate(() => [document.querySelector("#sheet aside .inner").getBoundingClientRect().height, document.querySelector("#sheet aside").clientHeight, document.querySelector("#sheet article").scrollHeight - document.querySelector("#sheet article").clientHeight]);
      assert.ok(side[0] <= side[1] && side[2] <= 0, `${paper}: nothing is cut off: ${side}`);
      assert.equal(await page.locator("#sheet article :is(input, select, button, fieldset)").count(), 0);
      const project = await (await fetch(`${server.url}api/v1/project`)).json();
      const text = await page.locator("#sheet article").innerText();
      for (const word of [project.hash, project.project, "EPSG:4547", "2025-12-31", "非公开 · 示意图", "15 分钟", "roads.gpkg", "可享人口比例", "20–40 %"]) assert.ok(text.includes(word), word);
      assert.equal(text.match(/盲区/g)?.length, 1, "each sign is explained once");
      const row = rowOf({ service: "care-15", limit: "900", measure: "network", level: "all", group: "older60" });
      for (const p of [...parts, "total"]) assert.equal(millionths(await page.locator(`#sheet [data-part=${p}]`).getAttribute("data-value")), millionths(row[p]));
      if (existsSync("/usr/bin/pdfinfo")) {
        const info = execFileSync("pdfinfo", [join(scratch, `${paper}.pdf`)]).toString();
        assert.match(info, /Pages:\s+1\n/);
        assert.match(info, size);
        const printed = execFileSync("pdftotext", [join(scratch, `${paper}.pdf`), "-"]).toString();
        assert.ok(printed.includes(project.hash) && printed.includes("可享人口比例"));
      }
    }
    await page.fill("#sheet [name=review]", "GS(2025)1234号");
    assert.equal(await page.locator("#sheet .license").innerText(), "审图号：GS(2025)1234号");
    assert.deepEqual(await axe(), []);
    await page.keyboard.press("Escape");
    assert.ok(await page.locator("#sheet").isHidden());
    assert.equal(await page.evaluate(() => document.activeElement.name), "print");
    await rested(page);
    assert.equal(hash().get("camera"), camera, "the map is where it was");
  });

  await check("what is told by colour keeps it where the system brings its own", async () => {
    await page.emulateMedia({ forcedColors: "active" });
    try {
      await open({ service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "township" });
      const shown = await page.evaluate(() => [...document.querySelectorAll("#headline .part.served, #headline .swatch.served, #headline .swatch.out_of_reach, #legend .swatch")].map((e) => getComputedStyle(e).backgroundColor));
      assert.equal(new Set(shown.slice(0, 3)).size, 2, shown.join(" "));
      assert.ok(new Set(shown).size >= 6, shown.join(" "));
      assert.match(await page.locator("#table-region .meter").first().evaluate((e) => getComputedStyle(e).backgroundImage), /gradient/);
    } finally {
      await page.emulateMedia({ forcedColors: "none" });
    }
  });

  await check("a run with a scenario says so, and lists its edits", async () => {
    const site = readTable(run, "facilities").find((f) => f.service === "care-15").facility;
    writeFileSync(join(scratch, "plan.toml"), `[scenario]\nname = "撤一处"\n\n[[edits]]\nkind = "close"\nsite = "${site}"\n`);
    execFileSync(program, ["run", join(scratch, "sample"), "--out", join(scratch, "planned"), "--scenario", join(scratch, "plan.toml")], { stdio: "ignore" });
    const changes = JSON.parse(readFileSync(join(scratch, "planned", "changes.json"), "utf8"));
    const other = await serve(program, join(scratch, "planned"));
    const planned = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    try {
      await planned.goto(`${other.url}#service=care-15`);
      await rested(planned);
      assert.match(await planned.locator("#head").innerText(), /方案 撤一处/);
      assert.ok((await planned.locator("#notes").innerText()).includes(changes.edits[0].zh));
    } finally {
      await planned.close();
      other.stop();
    }
  });

  await check("all script is small", () => {
    const assets = join(web, "dist/assets");
    const sizes = readdirSync(assets).filter((f) => f.endsWith(".js")).map((f) => gzipSync(readFileSync(join(assets, f))).length);
    const all = sizes.reduce((a, b) => a + b, 0);
    console.log(`     ${Math.round(all / 1000)} kB of script, gzipped`);
    assert.ok(all <= 900_000);
  });

  await check("nothing was complained of", () => assert.deepEqual(complaints, []));
  await check("no request left the server", () => assert.deepEqual(strangers, []));
} finally {
  await browser.close();
  server.stop();
}
finish();
