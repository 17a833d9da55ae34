// SPDX-License-Identifier: Apache-2.0
// The page in Chromium over a small sample: what is shown, how it is linked, what it asks for.
//   node page.e2e.mjs PROGRAM SOURCE_FOLDER SCRATCH_FOLDER
// Exit 77 (skipped) where Chromium, the page's packages or the built page are missing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , program, source, scratch] = process.argv;
const web = join(source, "viewer/web");
const skip = (why) => {
  console.log(`SKIPPED: ${why}`);
  process.exit(77);
};
if (!existsSync(join(web, "node_modules/playwright-core"))) skip("the page's packages are not installed");
if (!existsSync(join(web, "dist/index.html"))) skip("the page is not built");
const { chromiumPath, openBrowser, rested, serve } = await import(pathToFileURL(join(web, "browser.mjs")));
if (!chromiumPath) skip("Chromium is not installed");

rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });
const run = join(scratch, "run");
execFileSync(program, ["sample", "--out", join(scratch, "sample"), "--people", "60000"], { stdio: "ignore" });
execFileSync(program, ["run", join(scratch, "sample"), "--out", run], { stdio: "ignore" });

/** Rows of coverage.csv as objects; the sample's cells hold neither quotes nor commas. */
const lines = readFileSync(join(run, "coverage.csv"), "utf8").replace(/^\uFEFF/, "").trim().split(/\r?\n/);
const header = lines[0].split(",");
const table = lines.slice(1).map((line) => Object.fromEntries(line.split(",").map((cell, i) => [header[i], cell])));
const rowOf = (wanted) => table.find((row) => Object.entries(wanted).every(([key, value]) => row[key] === value));

const server = await serve(program, run);
const browser = await openBrowser();
const failures = [];
const check = async (name, body) => {
  try {
    await body();
    console.log(`ok   ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(`FAIL ${name}\n     ${String(error.stack).split("\n").slice(0, 12).join("\n     ")}`);
  }
};

/** How many pixels of the page's map have the colours of places: near, beyond the limit, not connected. */
const colours = async (page, clip) => {
  await page.waitForTimeout(200);
  const png = (await page.screenshot({ clip })).toString("base64");
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data: pixels } = canvas.getImageData(0, 0, image.width, image.height);
    const found = { near: 0, beyond: 0, apart: 0 };
    // #123f5a, #b0441a and #9a9a92, a little lighter for what shines through.
    const wanted = { near: [18, 63, 90], beyond: [176, 68, 26], apart: [154, 154, 146] };
    for (let i = 0; i < pixels.length; i += 4)
      for (const [name, colour] of Object.entries(wanted))
        if (colour.every((c, k) => Math.abs(pixels[i + k] - c) < 36)) ++found[name];
    return found;
  }, png);
};

/** The map at the town's middle, where points have several pixels. */
const middle = async (page) => {
  await page.click("#layers button");
  await rested(page);
  for (let i = 0; i < 2; ++i) {
    await page.click(".maplibregl-ctrl-zoom-in");
    await rested(page);
  }
  await page.mouse.move(5, 5);
};

try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  const complaints = [];
  const strangers = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && !/GPU stall|GL Driver/.test(m.text()) && complaints.push(m.text()));
  page.on("pageerror", (e) => complaints.push(e.message));
  page.on("request", (r) => {
    if (!r.url().startsWith(server.url) && !/^(data|blob):/.test(r.url())) strangers.push(r.url());
  });
  const view = { service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "village" };
  await page.goto(`${server.url}#${new URLSearchParams(view)}`);
  await rested(page);
  const rows = page.locator("#table-region tbody tr");
  const part = async (name) => page.locator(`#headline [data-part=${name}]`).getAttribute("data-value");
  const parts = ["served", "no_capacity", "out_of_reach", "unconnected"];
  const choose = async (name, value) => {
    await page.selectOption(`#choices [name=${name}]`, value);
    await rested(page);
  };
  const hash = () => new URLSearchParams(new URL(page.url()).hash.slice(1));
  const selected = () => page.locator("#table-region tr[aria-selected=true]").evaluateAll((all) => all.map((r) => r.dataset.code));
  /** In millionths, so that sums are exact. */
  const millionths = (text) => {
    const [whole, rest = ""] = text.split(".");
    return BigInt(whole) * 1_000_000n + BigInt(rest.padEnd(6, "0"));
  };

  await check("the headline's parts add up and are coverage.csv's", async () => {
    const row = rowOf({ service: "care-15", limit: "900", measure: "network", level: "all", group: "older60" });
    for (const name of [...parts, "total"]) assert.equal(await part(name), row[name], name);
    const sum = (await Promise.all(parts.map(part))).map(millionths).reduce((a, b) => a + b);
    assert.equal(sum, millionths(await part("total")));
    assert.ok(Number(row.served) > 0 && Number(row.served) < Number(row.total));
  });

  await check("the table has one row per unit", async () => {
    const wanted = table.filter((r) => r.service === "care-15" && r.limit === "900" && r.measure === "network" && r.group === "older60" && r.tree === "legal" && r.level === "village");
    assert.equal(await rows.count(), wanted.length);
    assert.ok(wanted.length > 10);
  });

  await check("the map draws units, circles, sites and names", async () => {
    const shot = await page.screenshot({ clip: { x: 330, y: 10, width: 1050, height: 580 } });
    assert.ok(shot.length > 30_000, `the map's picture has only ${shot.length} bytes`);
  });

  await check("a click in the table selects on the map and in the address", async () => {
    await rows.nth(3).click();
    await rested(page);
    const code = await rows.nth(3).getAttribute("data-code");
    assert.deepEqual(await selected(), [code]);
    assert.equal(hash().get("selected"), code);
    assert.match(await page.locator("#detail").innerText(), new RegExp(code));
  });

  await check("a click on the map selects in the table", async () => {
    // The map has flown to the selected unit, which now covers its middle.
    await page.locator("#detail .clear").click();
    await rested(page);
    assert.deepEqual(await selected(), []);
    const box = await page.locator("#map").boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction(() => document.querySelector("tr[aria-selected=true]"));
    await rested(page);
    const [code] = await selected();
    assert.equal(hash().get("selected"), code);
  });

  await check("the pointer over a unit shows its figures", async () => {
    const box = await page.locator("#map").boundingBox();
    await page.mouse.move(box.x + box.width / 2 + 3, box.y + box.height / 2 + 3);
    await page.waitForSelector(".maplibregl-popup-content");
    assert.match(await page.locator(".maplibregl-popup-content").innerText(), /\d/);
    await page.mouse.move(5, 5);
  });

  await check("the table works by keyboard", async () => {
    await page.locator("#table-region thead button").last().focus();
    await page.keyboard.press("Tab");
    const focused = () => page.evaluate(() => document.activeElement?.dataset.code ?? document.activeElement?.tagName);
    const first = await focused();
    assert.match(first, /^\d+$/);
    await page.keyboard.press("ArrowDown");
    const second = await focused();
    assert.notEqual(second, first);
    await page.keyboard.press("Enter");
    await rested(page);
    assert.deepEqual(await selected(), [second]);
    assert.equal(await focused(), second, "the focus stays in the table");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), first);
  });

  await check("filter and order", async () => {
    const name = (await rows.first().locator("td").first().innerText()).slice(0, 2);
    await page.fill("#table-region input[type=search]", name);
    const names = await rows.locator("td:first-child").allInnerTexts();
    assert.ok(names.length > 0 && names.every((n) => n.includes(name)));
    await page.fill("#table-region input[type=search]", "");
    await page.click("#table-region [data-key=code]");
    const codes = await rows.locator("td.code").allInnerTexts();
    assert.deepEqual(codes, [...codes].sort());
  });

  await check("another limit, measure, group, service and level are their rows of the table", async () => {
    const same = async (wanted) => {
      const row = rowOf({ level: "all", ...wanted });
      for (const name of [...parts, "total"]) assert.equal(await part(name), row[name], JSON.stringify(wanted) + name);
    };
    // Of everyone, not of the unit that was chosen.
    if (await page.locator("#detail .clear").count()) await page.locator("#detail .clear").click();
    await choose("limit", "300");
    await same({ service: "care-15", limit: "300", measure: "network", group: "older60" });
    await choose("measure", "straight");
    await same({ service: "care-15", limit: "300", measure: "straight", group: "older60" });
    await choose("group", "total");
    await same({ service: "care-15", limit: "300", measure: "straight", group: "total" });
    await choose("service", "beds");
    await same({ service: "beds", limit: hash().get("limit"), measure: hash().get("measure"), group: hash().get("group") });
    await choose("service", "care-1km-3km");
    // The sample has no list of one member's facilities: its zeros are no figures.
    const zeros = rowOf({ service: "care-1km-3km", limit: hash().get("limit"), measure: hash().get("measure"), group: hash().get("group"), level: "all" });
    assert.deepEqual([zeros.served, await part("total")], ["0", zeros.total]);
    assert.match(await page.locator("#headline [data-unlisted]").innerText(), /没有提供这类设施的清单，未核：社区养老服务中心/);
    assert.equal(await page.locator("#headline [data-part=served]").count(), 0);
    assert.doesNotMatch(await page.locator("#table-region tbody").innerText(), /0\.0 %|\bA\b/);
    assert.match(await page.locator("#legend").innerText(), /没有清单，未核/);
    await choose("service", "care-15");
    await choose("level", "legal/county");
    assert.equal(await rows.count(), new Set(table.filter((r) => r.tree === "legal" && r.level === "county").map((r) => r.code)).size);
  });

  await check("cells are drawn and explained", async () => {
    await page.uncheck("#layers [name=units]");
    await page.uncheck("#layers [name=circles]");
    await page.uncheck("#layers [name=facilities]");
    await rested(page);
    const clip = { x: 330, y: 60, width: 1000, height: 500 };
    const without = await page.screenshot({ clip });
    await page.check("#layers [name=cells]");
    await rested(page);
    await page.waitForTimeout(200);
    const withCells = await page.screenshot({ clip });
    assert.notDeepEqual(withCells, without);
    assert.match(await page.locator("#legend").innerText(), /10–15 分钟/);
  });

  await check("cells follow the measure and the chosen limit, circles step aside", async () => {
    const clip = { x: 330, y: 60, width: 1000, height: 500 };
    await middle(page);
    await choose("measure", "network");
    const network = await colours(page, clip);
    await choose("measure", "straight");
    assert.ok(await page.isDisabled("#layers [name=circles]"));
    const straight = await colours(page, clip);
    // As the crow flies more places are near.
    assert.ok(straight.near > network.near, `${straight.near} > ${network.near}`);
    assert.ok(straight.beyond < network.beyond, `${straight.beyond} < ${network.beyond}`);
    await choose("limit", "300");
    const short = await colours(page, clip);
    assert.ok(short.beyond > straight.beyond, `${short.beyond} > ${straight.beyond}`);
    assert.doesNotMatch(await page.locator("#legend").innerText(), /10–15 分钟|未连路网/);
    await choose("limit", "900");
    await choose("measure", "network");
    assert.ok(await page.isEnabled("#layers [name=circles]"));
    assert.match(await page.locator("#legend").innerText(), /未连路网/);
  });

  await check("places that are not connected have the colour of the legend", async () => {
    await page.route("**/api/v1/cells*", async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      const n = body.readUInt32LE(4);
      for (let i = 0; i < n; ++i) body.writeUInt16LE(65534, 8 + 16 * n + 2 * i);
      await route.fulfill({ contentType: "application/octet-stream", body });
    });
    await choose("group", "older65");
    if (await page.isChecked("#layers [name=gaps]")) await page.uncheck("#layers [name=gaps]"); // hatched in the colour of what is beyond
    await rested(page);
    const all = await colours(page, { x: 330, y: 60, width: 1000, height: 500 });
    assert.ok(all.apart > 1000 && all.beyond === 0 && all.near === 0, JSON.stringify(all));
    await page.unroute("**/api/v1/cells*");
    await choose("group", "total");
  });

  await check("until a new level's units are there, nothing of the old one can be chosen", async () => {
    let release;
    const released = new Promise((done) => (release = done));
    const late = (url) => url.pathname === "/api/v1/units" && url.searchParams.get("level") === "village";
    await page.route(late, async (route) => {
      await released;
      await route.continue();
    });
    await page.selectOption("#choices [name=level]", "legal/village");
    const [county] = await rows.evaluateAll((all) => all.map((r) => r.dataset.code));
    await rows.first().click();
    assert.equal(hash().get("level"), "village");
    const chosen = hash().get("selected");
    release();
    assert.equal(chosen, null);
    await rested(page);
    assert.ok(!(await rows.evaluateAll((all) => all.map((r) => r.dataset.code))).includes(county));
    await page.unroute(late);
    // Neither does an address choose what its level does not have.
    await page.evaluate((code) => (location.hash = location.hash + `&selected=${code}`), county);
    await page.waitForFunction(() => !location.hash.includes("selected="));
    await rested(page);
    await choose("level", "legal/county");
  });

  await check("shapes keep their colours until those of a new level are drawn", async () => {
    await page.click("#layers button");
    await page.check("#layers [name=units]");
    await page.uncheck("#layers [name=cells]");
    await choose("level", "legal/township");
    const clip = { x: 330, y: 60, width: 1000, height: 500 };
    const before = await page.screenshot({ clip });
    const answered = page.waitForResponse((r) => r.url().includes("level=village") && r.url().includes("/units"));
    // What cuts shapes into tiles is kept busy.
    const busy = page.workers().map((w) => w.evaluate(() => { for (const end = Date.now() + 8000; Date.now() < end; ); }));
    await page.selectOption("#choices [name=level]", "legal/village");
    await (await answered).finished();
    await page.waitForTimeout(1500);
    const meanwhile = await page.screenshot({ clip });
    await Promise.all(busy);
    await rested(page);
    const after = await page.screenshot({ clip });
    assert.ok(meanwhile.equals(before), "the old shapes have changed");
    assert.ok(!after.equals(before));
    await page.check("#layers [name=cells]");
    await page.uncheck("#layers [name=units]");
    await choose("level", "legal/county");
  });

  await check("English", async () => {
    await page.click("#language");
    await rested(page);
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    assert.match(await page.locator("#headline").innerText(), /Out of reach/);
    assert.match(await page.locator("#legend").innerText(), /10–15 min/);
    assert.equal(hash().get("lang"), "en");
    await page.click("#language");
    await rested(page);
    assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
  });

  await check("the address restores the view", async () => {
    const address = page.url();
    const figures = await page.locator("#headline").innerText();
    await page.goto("about:blank");
    await page.goto(address);
    await rested(page);
    assert.equal(await page.locator("#headline").innerText(), figures);
    assert.ok(await page.isChecked("#layers [name=cells]"));
  });

  await check("no barrier that axe-core calls serious or critical", async () => {
    await page.evaluate(readFileSync(join(web, "node_modules/axe-core/axe.min.js"), "utf8"));
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact));
    assert.deepEqual(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`), []);
  });

  await check("a narrow window shows everything below one another", async () => {
    await page.setViewportSize({ width: 420, height: 800 });
    await rested(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
    await page.screenshot({ path: join(scratch, "narrow.png"), fullPage: true });
    await page.setViewportSize({ width: 1440, height: 900 });
    await rested(page);
  });

  await check("management units lie upon the legal ones", async () => {
    await choose("level", "management/county");
    const clip = { x: 330, y: 60, width: 1000, height: 500 };
    const shown = (await page.screenshot({ clip })).length;
    assert.ok(shown > 20_000, `only ${shown} bytes: an empty ground`);
    await choose("level", "legal/county");
  });

  await page.screenshot({ path: join(scratch, "page.png") });
  await check("nothing was complained of", () => assert.deepEqual(complaints, []));
  await check("no request left the server", () => assert.deepEqual(strangers, []));
  await page.close();

  // The same study without people, without boundaries, and without services.
  const sample = join(scratch, "sample");
  const toml = readFileSync(join(sample, "project.toml"), "utf8");
  const without = (...tables) =>
    toml.split(/\n(?=\[)/).filter((part) => !tables.some((t) => part.startsWith(`[[${t}]]`) || part.startsWith(`[${t}`) || part.startsWith(`[[${t}.`))).join("\n");
  const variants = {
    network: ["network"],
    people: ["population", "statistics", "burial"],
    boundaries: ["boundaries", "statistics", "burial"],
    services: ["services"],
  };
  for (const [name, tables] of Object.entries(variants)) {
    await check(`a run without ${name} shows what there is`, async () => {
      const folder = join(scratch, `without-${name}`);
      const text = without(...tables);
      writeFileSync(join(sample, "project.toml"), name === "boundaries" ? text.replace(/^catchment.*$/gm, "") : text);
      execFileSync(program, ["run", sample, "--out", folder], { stdio: "ignore" });
      const other = await serve(program, folder);
      const lean = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
      try {
        const said = [];
        lean.on("pageerror", (e) => said.push(e.message));
        lean.on("console", (m) => m.type() === "error" && said.push(m.text()));
        await lean.goto(`${other.url}#level=township&tree=legal`);
        await rested(lean);
        assert.deepEqual(said, []);
        assert.ok(await lean.locator("#failure").isHidden());
        const lines = await lean.locator("#table-region tbody tr").count();
        if (name === "boundaries") assert.equal(lines, 1);
        else assert.ok(lines > 10, `${lines} rows`);
        assert.match(await lean.locator("#headline").innerText(), { people: /没有人口数据/, services: /没有写服务/, boundaries: /没有区划边界/, network: /可享/ }[name]);
        if (name === "boundaries") assert.ok(await lean.isChecked("#layers [name=cells]"), "people are all there is to colour");
        if (name === "network") {
          await lean.uncheck("#layers [name=units]");
          await lean.check("#layers [name=cells]");
          await rested(lean);
          await middle(lean);
          const { near, beyond } = await colours(lean, { x: 330, y: 60, width: 1000, height: 500 });
          assert.ok(near > 100 && beyond > 100, `near ${near}, beyond ${beyond}`);
          assert.ok(await lean.isDisabled("#layers [name=circles]"));
          await lean.check("#layers [name=units]");
          await rested(lean);
        }
        if (name === "people") {
          assert.ok(Number(await lean.locator("#headline [data-part=having]").getAttribute("data-value")) > 0);
          assert.match(await lean.locator("#table-region tbody").innerText(), /C 数据不足/);
          // More than a few indicators are folded: their text is there, not shown.
          assert.match(await lean.locator("#notes").textContent(), /街道综合养老服务设施覆盖率/);
        }
        const shot = await lean.screenshot({ path: join(scratch, `without-${name}.png`), clip: { x: 330, y: 10, width: 1050, height: 580 } });
        assert.ok(shot.length > 10_000, `the map's picture has only ${shot.length} bytes`);
      } finally {
        await lean.close();
        other.stop();
      }
    });
  }
  writeFileSync(join(sample, "project.toml"), toml);

  await check("a failure says what to do, in the language of the page", async () => {
    const lame = await browser.newPage();
    await lame.route("**/api/v1/coverage*", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: '{"title":"the server failed","status":500}' }));
    await lame.goto(server.url);
    await assert.rejects(rested(lame), /重新运行 fangyuan run/);
    assert.doesNotMatch(await lame.locator("#failure").innerText(), /the server failed|仍在运行/);
    await lame.route("**/api/v1/project", (route) => route.abort());
    await lame.reload();
    await assert.rejects(rested(lame), /仍在运行/);
    await lame.close();
  });
} finally {
  await browser.close();
  server.stop();
}
if (failures.length) {
  console.log(`${failures.length} failed`);
  process.exit(1);
}
