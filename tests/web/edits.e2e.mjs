// SPDX-License-Identifier: Apache-2.0
// What if, and two runs compared, in Chromium: every figure after edits is that of `run --scenario`
// of the file that the page saved.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { check, csvRows, finish, millionths, openBrowser, program, readTable, rested, sampleRun, scratch, serve, web } from "./harness.mjs";

const run = sampleRun(60000);
const project = join(scratch, "sample");
const before = readTable(run, "coverage");
const server = await serve(program, run, "--project", project);
const browser = await openBrowser();
const parts = ["served", "no_capacity", "out_of_reach", "unconnected"];
const rowOf = (table, wanted) => table.find((row) => Object.entries(wanted).every(([key, value]) => row[key] === value));

/** A page that notes what is complained of. */
async function desk(url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", acceptDownloads: true });
  const complaints = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && !/GPU stall|GL Driver|status of 400/.test(m.text()) && complaints.push(m.text()));
  page.on("pageerror", (e) => complaints.push(e.message));
  const open = async (view) => {
    await page.goto("about:blank");
    await page.goto(`${url}#${new URLSearchParams(view)}`);
    await rested(page);
  };
  const hash = () => new URLSearchParams(new URL(page.url()).hash.slice(1));
  const edits = () => JSON.parse(hash().get("edits") ?? "[]");
  const exact = async (name) => millionths(await page.locator(`#headline [data-part=${name}]`).first().getAttribute("data-value"));
  const figures = async () => Promise.all(parts.map(exact));
  const saved = async (click) => {
    const [file] = await Promise.all([page.waitForEvent("download"), click()]);
    return readFileSync(await file.path(), "utf8");
  };
  const axe = async () => {
    await page.evaluate(readFileSync(join(web, "node_modules/axe-core/axe.min.js"), "utf8"));
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    return violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
  };
  const mark = (id) => page.locator(`.maplibregl-marker[data-site="${id}"]`);
  const press = async (name) => {
    await page.click(`#edits [name=${name}]`);
    await rested(page);
  };
  const choose = async (id) => {
    await page.fill("#edits [name=site]", id);
    await page.press("#edits [name=site]", "Enter");
    await mark(id).waitFor();
  };
  const openPanel = async () => {
    if (!(await page.locator("#edits details").getAttribute("open").then((o) => o !== null))) await page.click("#edits summary");
  };
  return { page, complaints, open, hash, edits, exact, figures, saved, axe, mark, press, choose, openPanel };
}

/** The tables of a run with the scenario. */
function planned(name, toml) {
  writeFileSync(join(scratch, `${name}.toml`), toml);
  execFileSync(program, ["run", project, "--out", join(scratch, name), "--scenario", join(scratch, `${name}.toml`), "--force"], { stdio: "ignore" });
  return { coverage: readTable(join(scratch, name), "coverage"), changes: JSON.parse(readFileSync(join(scratch, name, "changes.json"), "utf8")) };
}

const care = { service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "township" };
const beds = { service: "beds", limit: "1800", measure: "network", group: "older60", tree: "legal", level: "township" };
const everyone = ({ service, limit, measure, group }) => ({ service, limit, measure, group, level: "all" });

try {
  const d = await desk(server.url);
  const { page } = d;
  const facilities = await (await fetch(`${server.url}api/v1/facilities`)).json();
  const sites = facilities.features.filter((f) => ["community_care", "street_care"].includes(f.properties.type) && f.geometry);
  const [west, south, east, north] = (await (await fetch(`${server.url}api/v1/project`)).json()).bounds;

  await check("a site added by coordinates, one dragged and one closed count as the saved scenario does", async () => {
    await d.open(care);
    await d.openPanel();
    const start = await d.figures();
    // Where most people of the group live that do not reach any: their place is told by the run itself.
    const [lon, lat] = [(west + east) / 2 + 0.011, (south + north) / 2 - 0.007];
    await page.selectOption("#edits [name=type]", "community_care");
    await page.fill("#edits [name=name]", "城东新站");
    await page.fill("#edits [name=lon]", lon.toFixed(5));
    await page.fill("#edits [name=lat]", lat.toFixed(5));
    await d.press("add");
    assert.equal(d.edits().length, 1);
    const added = await d.figures();
    assert.ok(added[0] >= start[0]);
    // Dragged by mouse, from where it is to a third of the map.
    const id = sites[3].properties.id;
    await d.choose(id);
    const box = await d.mark(id).boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 60, { steps: 5 });
    assert.ok(await page.locator("#headline").evaluate((e) => e.classList.contains("stale")), "grey while it is dragged");
    await page.mouse.up();
    await rested(page);
    assert.ok(!(await page.locator("#headline").evaluate((e) => e.classList.contains("stale"))));
    await d.choose(sites[7].properties.id);
    await d.press("close");
    assert.deepEqual(d.edits().map((e) => e.kind), ["open", "move", "close"]);
    await page.screenshot({ path: join(scratch, "edits.png") });
    const now = await d.figures();
    const sentences = async () => page.locator("#edits [data-edit]").allInnerTexts();
    const zh = await sentences();
    const csv = csvRows(await d.saved(() => page.click("#table-region .export")));
    const toml = await d.saved(() => page.click("#edits [name=save]"));
    const { coverage, changes } = planned("plan", toml);
    const row = rowOf(coverage, everyone(care));
    assert.deepEqual(now, parts.map((p) => millionths(row[p])));
    assert.notDeepEqual(now, start);
    assert.deepEqual(zh, changes.edits.map((e) => e.zh));
    for (const r of coverage.filter((x) => x.level === "township" && x.tree === "legal" && ["service", "limit", "measure", "group"].every((k) => x[k] === care[k]))) {
      const shown = csv.find((c) => c["代码"] === r.code);
      const was = rowOf(before, { ...everyone(care), level: "township", tree: "legal", code: r.code });
      assert.equal(millionths(shown["改后可享"]), millionths(r.served), r.code);
      assert.equal(millionths(shown["改前可享"]), millionths(was.served), r.code);
      const change = Number(millionths(r.served) - millionths(was.served)) / 1e6;
      assert.equal(Number(shown["增减"]), change, r.code);
    }
    await page.click("#language");
    await rested(page);
    assert.deepEqual(await sentences(), changes.edits.map((e) => e.en));
    await page.screenshot({ path: join(scratch, "edits-en.png") });
    assert.deepEqual(await d.axe(), []);
    await page.click("#language");
    await rested(page);
    assert.deepEqual(await d.axe(), []);
  });

  await check("undo, redo and a reload give the same picture", async () => {
    const shown = async () => [await page.locator("#headline").innerText(), await page.locator("#edits .changes").innerText()];
    const three = await shown();
    await d.press("undo");
    assert.equal(d.edits().length, 2);
    const two = await shown();
    await d.press("undo");
    await d.press("undo");
    assert.equal(d.hash().get("edits"), null);
    const row = rowOf(before, everyone(care));
    assert.equal(await d.exact("served"), millionths(row.served));
    await d.press("redo");
    await d.press("redo");
    assert.deepEqual(await shown(), two);
    await d.press("redo");
    assert.deepEqual(await shown(), three);
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await rested(page);
    assert.deepEqual(await shown(), three);
    // One change of the three is taken back by itself.
    await page.click("#edits [name=drop] >> nth=1");
    await rested(page);
    assert.deepEqual(d.edits().map((e) => e.kind), ["open", "close"]);
  });

  await check("a late answer never takes the place of a newer one", async () => {
    await d.open(care);
    await d.openPanel();
    let held = 0;
    await page.route("**/api/v1/coverage", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      const first = held++ === 0;
      const answer = await route.fetch().catch(() => undefined);
      if (first) await new Promise((done) => setTimeout(done, 2500));
      if (answer) await route.fulfill({ response: answer }).catch(() => {});
    });
    const [lon, lat] = sites[0].geometry.coordinates;
    await page.fill("#edits [name=lon]", (lon + 0.02).toFixed(5));
    await page.fill("#edits [name=lat]", lat.toFixed(5));
    await page.click("#edits [name=add]");
    await page.waitForFunction(() => location.hash.includes("edits="));
    assert.ok(await page.locator("#headline").evaluate((e) => e.classList.contains("stale")), "grey at once");
    // The second question, while the first is not answered.
    await page.evaluate((change) => {
      const q = new URLSearchParams(location.hash.slice(1));
      q.set("edits", JSON.stringify([change]));
      location.hash = q.toString();
    }, { kind: "close", site: sites[0].properties.id });
    await rested(page);
    const second = await page.locator("#headline").innerText();
    assert.match(await page.locator("#edits .changes").innerText(), /关闭/);
    await page.waitForTimeout(3000);
    assert.equal(await page.locator("#headline").innerText(), second);
    assert.ok(held >= 2);
    await page.unroute("**/api/v1/coverage");
  });

  await check("places of a service are changed, and what cannot be is told in place", async () => {
    await d.open(beds);
    await d.openPanel();
    const site = sites.find((f) => f.properties.beds > 5);
    await d.choose(site.properties.id);
    await page.fill("#edits [name=to_places]", "1");
    await d.press("resize");
    assert.deepEqual(d.edits(), [{ kind: "reduce", site: site.properties.id, amounts: { beds: site.properties.beds - 1 } }]);
    const fewer = await d.figures();
    const { coverage } = planned("reduced", await d.saved(() => page.click("#edits [name=save]")));
    assert.deepEqual(fewer, parts.map((p) => millionths(rowOf(coverage, everyone(beds))[p])));
    assert.notEqual(fewer[0], millionths(rowOf(before, everyone(beds)).served));
    await page.fill("#edits [name=to_places]", String(site.properties.beds + 3));
    await d.press("resize");
    assert.equal(d.edits()[0].kind, "extend");
    // An address by hand: more taken than there is.
    await d.open({ ...beds, edits: JSON.stringify([{ kind: "reduce", site: site.properties.id, amounts: { beds: 1e6 } }]) });
    assert.match(await page.locator("#edits .changes").innerText(), /不成立[^]*不够减/);
    assert.equal(await d.exact("served"), millionths(rowOf(before, everyone(beds)).served));
    await page.screenshot({ path: join(scratch, "refused.png") });
    assert.deepEqual(await d.axe(), []);
    await page.click("#edits [name=drop]");
    await rested(page);
    assert.equal(d.hash().get("edits"), null);
  });

  await check("where a site enters the network is told and drawn, and why it does not", async () => {
    const [lon, lat] = sites[5].geometry.coordinates;
    const near = { kind: "open", id: "new-1", name: "近路", type: "street_care", at: [lon + 0.0006, lat] };
    await d.open({ ...care, camera: `${lon},${lat},15`, edits: JSON.stringify([near]) });
    await d.openPanel();
    assert.match(await page.locator("#edits [data-reason=street]").innerText(), /接入道路，直线距离 \d+ 米/);
    await page.screenshot({ path: join(scratch, "snap.png") });
    await d.open({ ...care, edits: JSON.stringify([{ ...near, at: [west - 0.3, south - 0.3] }]) });
    await d.openPanel();
    assert.match(await page.locator("#edits [data-reason=no_street]").innerText(), /500 米内没有能走到的道路/);
  });

  await check("a place clicked on the map takes a new site, Escape leaves it", async () => {
    await d.open(care);
    await d.openPanel();
    await page.click("#edits [name=pick]");
    await page.keyboard.press("Escape");
    await page.mouse.click(900, 300);
    await rested(page);
    assert.equal(d.hash().get("edits"), null);
    await page.click("#edits [name=pick]");
    await page.mouse.click(880, 320);
    await rested(page);
    assert.equal(d.edits()[0].kind, "open");
    assert.equal(d.edits()[0].id, "new-1");
  });

  const other = await serve(program, run, join(scratch, "plan"));
  const same = await serve(program, run, run);
  try {
    await check("two runs are compared unit by unit; a run with itself shows nothing", async () => {
      const c = await desk(other.url);
      await c.open(care);
      const after = readTable(join(scratch, "plan"), "coverage");
      const row = rowOf(after, everyone(care)), was = rowOf(before, everyone(care));
      assert.deepEqual(await c.figures(), parts.map((p) => millionths(row[p])));
      const change = await c.page.locator("#headline .delta").first().getAttribute("data-change");
      assert.equal(Math.round(Number(change) * 1e6), Number(millionths(row.served) - millionths(was.served)));
      assert.match(await c.page.locator("#compared").innerText(), /与之比较/);
      // Who gains and who loses adds up to the change of everyone.
      const sum = async (part) => c.page.locator(`#headline [data-part=${part}]`).evaluate((e) => [Number(e.dataset.units), e.dataset.value]);
      const [[gaining, gain], [losing, loss]] = [await sum("gaining"), await sum("losing")];
      assert.equal(millionths(gain) - millionths(loss), millionths(row.served) - millionths(was.served));
      assert.ok(gaining + losing > 0);
      const csv = csvRows(await c.saved(() => c.page.click("#table-region .export")));
      assert.equal(csv.filter((r) => Number(r["增减"]) > 0).length, gaining);
      const clip = { x: 330, y: 10, width: 1050, height: 500 };
      const pictures = [];
      for (const shade of ["change", "after", "before"]) {
        await c.page.selectOption("#legend [name=shade]", shade);
        await rested(c.page);
        pictures.push((await c.page.screenshot({ clip })).toString("base64"));
        await c.page.screenshot({ path: join(scratch, `compare-${shade}.png`) });
      }
      assert.equal(new Set(pictures).size, 3);
      assert.deepEqual(await c.axe(), []);
      await c.page.click("#language");
      await c.page.selectOption("#legend [name=shade]", "change");
      await rested(c.page);
      await c.page.screenshot({ path: join(scratch, "compare-en.png") });
      assert.deepEqual(c.complaints, []);
      await c.page.close();

      const s = await desk(same.url);
      await s.open(care);
      assert.equal(await s.page.locator("#headline [data-part=gaining]").getAttribute("data-units"), "0");
      assert.equal(await s.page.locator("#headline [data-part=losing]").getAttribute("data-units"), "0");
      const rows = csvRows(await s.saved(() => s.page.click("#table-region .export")));
      assert.ok(rows.length > 5 && rows.every((r) => Number(r["增减"]) === 0));
      await s.page.close();
    });
  } finally {
    other.stop();
    same.stop();
  }

  await check("by keyboard alone: a site is added, moved, compared and taken away", async () => {
    await d.open(care);
    await page.evaluate(() => document.activeElement?.blur());
    /** Tabs until the wanted element has the focus. */
    const tabTo = async (what) => {
      for (let i = 0; i < 120; ++i) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((w) => document.activeElement?.matches(w), what)) return;
      }
      assert.fail(`Tab never comes to ${what}`);
    };
    await tabTo("#edits summary");
    if (!(await page.evaluate(() => document.querySelector("#edits details").open))) await page.keyboard.press("Enter");
    await tabTo("#edits [name=name]");
    await page.keyboard.type("键盘新站");
    await tabTo("#edits [name=lon]");
    await page.keyboard.type(((west + east) / 2).toFixed(4));
    await tabTo("#edits [name=lat]");
    await page.keyboard.type(((south + north) / 2).toFixed(4));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("edits="));
    await rested(page);
    const [added] = d.edits();
    assert.equal(added.name, "键盘新站");
    await tabTo('.maplibregl-marker[data-site="new-1"]');
    for (let i = 0; i < 3; ++i) await page.keyboard.press("Shift+ArrowRight");
    await page.waitForFunction((old) => !location.hash.includes(old), encodeURIComponent(String(added.at[0])));
    await rested(page);
    const [moved] = d.edits();
    assert.ok(moved.at[0] > added.at[0] && Math.abs(moved.at[1] - added.at[1]) < 1e-4, `${added.at} to ${moved.at}`);
    assert.ok(await page.evaluate(() => document.activeElement?.matches('[data-site="new-1"]')), "the mark keeps the focus");
    // Steps of one hand are one.
    await page.keyboard.press("Shift+Tab");
    await tabTo("#skip");
    await tabTo("#edits [name=undo]");
    await page.keyboard.press("Enter");
    await rested(page);
    assert.deepEqual(d.edits()[0].at, added.at);
    await tabTo("#edits [name=redo]");
    await page.keyboard.press("Enter");
    await rested(page);
    await tabTo("#edits [name=save]");
    const toml = await d.saved(() => page.keyboard.press("Enter"));
    assert.match(toml, /kind = "open"[^]*键盘新站/);
    await tabTo("#legend [name=shade]");
    await page.keyboard.press("ArrowDown");
    await rested(page);
    assert.equal(d.hash().get("shade"), "after");
    await tabTo("#table-region .export");
    const csv = csvRows(await d.saved(() => page.keyboard.press("Enter")));
    assert.ok("改后可享" in csv[0]);
    assert.deepEqual(await d.axe(), []);
  });

  await check("nothing was complained of", () => assert.deepEqual(d.complaints, []));
} finally {
  await browser.close();
  server.stop();
}
finish();
