// SPDX-License-Identifier: Apache-2.0
// Two results side by side and behind a curtain, a place explained with its way, the best sites
// sought and taken over, the tour, Tianditu, GeoJSON: in Chromium, by mouse and by keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { check, finish, millionths, openBrowser, program, readTable, rested, sampleRun, scratch, serve, web } from "./harness.mjs";

const run = sampleRun(60000);
const server = await serve(program, run, "--project", join(scratch, "sample"));
const browser = await openBrowser();
const care = { service: "care-15", limit: "900", measure: "network", group: "older60", tree: "legal", level: "township" };
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", acceptDownloads: true });
const page = await context.newPage();
const complaints = [], outside = [];
page.on("console", (m) => ["error", "warning"].includes(m.type()) && !/GPU stall|GL Driver|status of 40[04]/.test(m.text()) && complaints.push(m.text()));
page.on("pageerror", (e) => complaints.push(e.message));
page.on("request", (r) => new URL(r.url()).host !== new URL(server.url).host && !r.url().startsWith("data:") && !r.url().startsWith("blob:") && outside.push(r.url()));

const open = async (view) => {
  await page.goto("about:blank");
  await page.goto(`${server.url}#${new URLSearchParams(view)}`);
  await rested(page);
};
const hash = () => new URLSearchParams(new URL(page.url()).hash.slice(1));
const edits = () => JSON.parse(hash().get("edits") ?? "[]");
const shot = (name) => page.screenshot({ path: join(scratch, `${name}.png`) });
const axe = async () => {
  await page.evaluate(readFileSync(join(web, "node_modules/axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
};
const saved = async (click) => {
  const [file] = await Promise.all([page.waitForEvent("download"), click()]);
  return readFileSync(await file.path());
};
const post = async (path, body) => (await fetch(`${server.url}api/v1/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();
const facilities = (await (await fetch(`${server.url}api/v1/facilities`)).json()).features.filter((f) => ["community_care", "street_care"].includes(f.properties.type) && f.geometry);

try {
  const closing = [{ kind: "close", site: facilities[2].properties.id }];

  await check("two results lie side by side, with one camera, one pointer and one legend", async () => {
    await open({ ...care, edits: JSON.stringify(closing) });
    await page.check("#legend [name=compare][value=side]");
    await rested(page);
    assert.equal(hash().get("compare"), "side");
    const [left, right] = [await page.locator("#twin").boundingBox(), await page.locator("#map").boundingBox()];
    assert.ok(Math.abs(left.width - right.width) <= 2 && Math.abs(left.x + left.width - right.x) <= 1);
    assert.equal(await page.locator("#legend [name=shade]").count(), 0, "both are shaded by shares");
    // The pointer of one is shown on the other, at the same place from the middle.
    await page.mouse.move(right.x + right.width / 2 + 40, right.y + right.height / 2 - 30);
    const ghost = await page.locator("#twin .ghost").boundingBox();
    assert.ok(Math.abs(ghost.x + 12 - (left.x + left.width / 2 + 40)) < 2 && Math.abs(ghost.y + 12 - (left.y + left.height / 2 - 30)) < 2, JSON.stringify(ghost));
    await page.mouse.move(left.x + left.width / 2 - 60, left.y + left.height / 2);
    assert.ok(await page.locator("#map .ghost").isVisible());
    await shot("side");
    assert.deepEqual(await axe(), []);
    // What is not computed for the edits is drawn on neither side, and that is said on the picture.
    assert.match(await page.locator("#tag-bare").innerText(), /服务圈、盲区、居民点没有按改动重算，两边都不画/);
    assert.equal(await page.locator("#legend .gap-hatch").count(), 0);
    const reds = async () => page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
      pen.drawImage(image, 0, 0);
      const { data: pixels } = pen.getImageData(0, 0, image.width, image.height);
      let found = 0;
      for (let i = 0; i < pixels.length; i += 4) if (pixels[i] > 105 && pixels[i] < 170 && pixels[i + 1] < 70 && pixels[i + 2] < 55) ++found;
      return found;
    }, (await page.locator("#twin").screenshot()).toString("base64"));
    assert.ok((await reds()) < 50, `${await reds()} pixels of gaps before`);
    // Panned by keyboard on one, seen on both: the scale of neither changes, the picture of both does.
    const pictures = async () => Promise.all(["#map", "#twin"].map(async (id) => (await page.locator(id).screenshot()).toString("base64")));
    const before = await pictures();
    await page.focus("#twin canvas");
    await page.keyboard.press("ArrowLeft");
    await page.waitForTimeout(600);
    await rested(page);
    (await pictures()).forEach((p, i) => assert.notEqual(p, before[i]));
    await page.click("#legend [name=swap]");
    await rested(page);
    assert.ok((await page.locator("#map").boundingBox()).x < (await page.locator("#twin").boundingBox()).x);
    await page.click("#language");
    await rested(page);
    await shot("side-en");
    await page.click("#language");
    await page.uncheck("#layers [name=circles]");
    const png = await saved(() => page.click("#take [name=png]"));
    assert.equal(png.subarray(1, 4).toString(), "PNG");
  });

  await check("a trial says on paper that it is one, and what was changed", async () => {
    await open({ ...care, edits: JSON.stringify(closing) });
    const sentence = await page.locator("#edits [data-edit]").first().innerText();
    const project = await (await fetch(`${server.url}api/v1/project`)).json();
    await page.click("#take [name=print]");
    await page.waitForSelector("#sheet[data-ready=a4]", { timeout: 90_000 });
    const text = await page.locator("#sheet article").first().innerText();
    const mark = text.match(/改动指纹 ([0-9a-f]{16})/)?.[1];
    assert.ok(mark && mark !== project.hash && text.includes(`基于结果 ${project.hash}`));
    for (const word of ["试算，未存为结果", "着色：增减", "两个结果：叠加增减", sentence, facilities[2].properties.name]) assert.ok((await page.locator("#sheet").innerText()).includes(word), word);
    assert.equal(await page.locator("#sheet article :is(input, select, button, fieldset)").count(), 0);
    assert.ok(!text.includes("盲区：有人住而到不了"), "gaps are not drawn");
    const [inner, side] = await page.evaluate(() => [document.querySelector("#sheet aside .inner").getBoundingClientRect().height, document.querySelector("#sheet aside").clientHeight]);
    assert.ok(inner <= side, `${inner} of ${side}`);
    await shot("sheet-trial");
    await page.click("#sheet [name=close]");
    const json = JSON.parse(await saved(() => page.click("#take [name=geojson]")));
    assert.ok(JSON.stringify(json).includes(mark));
  });

  await check("edits of a link that cannot be read are told, not dropped", async () => {
    await open({ ...care, edits: '[{"kind":"close","id":"YL0005"}]' });
    assert.match(await page.locator("#headline [data-unused=edits]").innerText(), /链接里的改动没有用上/);
    assert.match(await page.locator("#edits .changes").innerText(), /edits\[0\] 读不懂这一项改动 \{"kind":"close","id":"YL0005"\}/);
    assert.deepEqual(await axe(), []);
    await page.click("#edits [name=drop]");
    await rested(page);
    assert.equal(hash().get("edits"), null);
    assert.equal(await page.locator("#headline [data-unused=edits]").count(), 0);
  });

  await check("the curtain is a slider, moved by mouse and keyboard, and the link keeps it", async () => {
    await open({ ...care, compare: "swipe", edits: JSON.stringify(closing) });
    const slider = page.getByRole("slider", { name: "卷帘位置" });
    await slider.focus();
    for (let i = 0; i < 5; ++i) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => location.hash.includes("swipe=55"));
    assert.equal(await slider.getAttribute("aria-valuetext"), "改前 55 % · 改后 45 %");
    const box = await page.locator("#map-region").boundingBox();
    const clip = { x: box.x, y: box.y, width: box.width, height: box.height };
    const there = (await page.screenshot({ clip })).toString("base64");
    await page.keyboard.press("Home");
    await page.waitForFunction(() => location.hash.includes("swipe=0"));
    await page.waitForTimeout(200);
    assert.notEqual((await page.screenshot({ clip })).toString("base64"), there);
    const curtain = await page.locator("#curtain input").boundingBox();
    await page.mouse.move(box.x + 1, curtain.y + curtain.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, curtain.y + curtain.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.waitForTimeout(400);
    assert.ok(Math.abs(Number(hash().get("swipe")) - 30) <= 2, hash().get("swipe"));
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await rested(page);
    assert.ok(Math.abs(Number(await slider.inputValue()) - 30) <= 2);
    await shot("swipe");
    assert.deepEqual(await axe(), []);
  });

  await check("a place tells its way, whose parts add up to what is shown and to the run's cost", async () => {
    const unit = readTable(run, "coverage").find((r) => r.service === "care-15" && r.tree === "legal" && r.level === "village" && r.limit === "900" && Number(r.served) > 0).code;
    await open({ ...care, level: "village", selected: unit });
    await page.click("#detail .act");
    await page.waitForSelector("#detail [data-way]");
    await rested(page);
    const cell = Number(hash().get("cell"));
    const { properties } = await (await fetch(`${server.url}api/v1/place?cell=${cell}`)).json();
    const first = page.locator("#detail [data-way]").first();
    const cost = Number(await first.getAttribute("data-cost"));
    const parts = (await first.getAttribute("data-parts")).split(" ").map(Number);
    assert.equal(parts.reduce((a, b) => a + b), Math.ceil(cost / 1000));
    if (properties["care-15_ms"] !== undefined) assert.equal(cost, properties["care-15_ms"]);
    else assert.ok(await page.locator("#detail [data-beyond]").count());
    if (properties["care-15_site"]) assert.equal(await first.getAttribute("data-way"), properties["care-15_site"]);
    await shot("way");
    assert.deepEqual(await axe(), []);
    // With its site closed the nearest is another, or farther; the other services follow, too.
    const gone = await first.getAttribute("data-way");
    await open({ ...care, level: "village", selected: unit, cell: String(cell), edits: JSON.stringify([{ kind: "close", site: gone }]) });
    const [asked] = await post("ways", { cell, service: "care-15", edits: [{ kind: "close", site: gone }] });
    const shown = page.locator("#detail [data-way]");
    assert.equal(await shown.count(), asked.sites.length ? (asked.beyond ? 1 : await shown.count()) : 0);
    if (asked.sites.length) assert.equal(await shown.first().getAttribute("data-way"), asked.sites[0].id);
    assert.ok(!(await page.locator("#detail").innerText()).includes(facilities.find((f) => f.properties.id === gone)?.properties.name ?? "∅"));
    // A second click on the unit that is selected asks for the place there.
    await open({ ...care, level: "village", selected: unit, camera: `${asked.sites[0]?.at ?? facilities[0].geometry.coordinates},12.5` });
  });

  await check("the best sites are sought with progress, and what is taken over counts as was told", async () => {
    await open(care);
    await page.click("#siting summary");
    await page.fill("#siting [name=sites]", "2");
    await page.uncheck("#siting [name=grid]");
    await page.click("#siting [name=start]");
    await page.waitForSelector("#siting .refused");
    await page.check("#siting [name=grid]");
    await page.fill("#siting [name=gridM]", "1500");
    // A point by keyboard, another by a click.
    await page.fill("#siting [name=typed]", facilities[0].geometry.coordinates.map((v) => (v + 0.01).toFixed(5)).join(", "));
    await page.press("#siting [name=typed]", "Enter");
    await page.mouse.click(900, 300);
    await page.keyboard.press("Escape");
    assert.match(await page.locator("#siting .drawn").innerText(), /候选点 2/);
    const seen = [];
    page.on("response", async (r) => /siting\/[0-9a-f]+$/.test(r.url()) && seen.push((await r.json().catch(() => ({}))).state));
    await page.click("#siting [name=start]");
    await page.waitForSelector("#siting .answer .sum", { timeout: 120_000 });
    assert.ok(seen.length > 0);
    const value = Number(await page.locator("#siting .sum").getAttribute("data-value")), bound = Number(await page.locator("#siting .sum").getAttribute("data-bound"));
    assert.ok(value > 0 && value <= bound);
    await shot("siting");
    assert.deepEqual(await axe(), []);
    const jobs = await (await fetch(`${server.url}api/v1/siting`)).json();
    const { result } = await (await fetch(`${server.url}api/v1/siting/${jobs.jobs.at(-1).id}`)).json();
    await page.click("#siting [name=take]");
    await page.waitForFunction(() => location.hash.includes("edits="));
    await rested(page);
    assert.equal(edits().length, result.edits.length);
    const line = result.coverage.find((c) => c.limit === "900" && c.group === "older60");
    const served = millionths(await page.locator("#headline [data-part=served]").first().getAttribute("data-value"));
    assert.equal(Number(served) / 1e6, line.after);
    await shot("siting-taken");
  });

  await check("a siting is stopped, with the best so far or none", async () => {
    await open(care);
    await page.click("#siting summary");
    await page.fill("#siting [name=sites]", "40");
    await page.selectOption("#siting [name=over]", "units");
    await page.fill("#siting [name=gridM]", "300");
    await page.fill("#siting [name=seconds]", "600");
    await page.click("#siting [name=start]");
    await page.waitForSelector("#siting [name=cancel]:not([hidden])");
    await page.click("#siting [name=cancel]");
    await page.waitForFunction(() => document.querySelector("#siting .answer").innerText !== "", null, { timeout: 120_000 });
    assert.match(await page.locator("#siting .answer").innerText(), /已取消|已停止|已证明最优/);
    assert.ok(!(await page.locator("#siting [name=start]").isDisabled()));
  });

  await check("the tour shows itself once, is walked by keyboard and can be asked for again", async () => {
    await page.evaluate(() => localStorage.clear());
    await page.goto("about:blank");
    await page.goto(server.url);
    await page.waitForSelector("#tour [name=next]");
    await rested(page);
    await shot("tour-1");
    assert.deepEqual(await axe(), []);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("#tour").innerText.includes("2 / 3"));
    await rested(page);
    assert.match(await page.locator("#tour").innerText(), /直线/);
    assert.ok(hash().get("cell"), "a place is explained");
    await shot("tour-2");
    await page.keyboard.press("Enter");
    await page.click("#tour [name=try]");
    await rested(page);
    assert.equal(edits()[0].kind, "open");
    await shot("tour-3");
    await page.focus("#tour [name=next]");
    await page.keyboard.press("Escape");
    assert.ok(await page.locator("#tour").isHidden());
    await page.goto("about:blank");
    await page.goto(server.url);
    await rested(page);
    assert.ok(await page.locator("#tour").isHidden());
    await page.click("#tour-again");
    assert.ok(await page.locator("#tour").isVisible());
  });

  await check("GeoJSON holds the rows of the filter", async () => {
    await open({ ...care, filter: "街道" });
    const json = JSON.parse(await saved(() => page.click("#take [name=geojson]")));
    assert.equal(json.features.length, await page.locator("#table-region tbody tr").count());
    const row = readTable(run, "coverage").find((r) => r.code === json.features[0].properties.code && ["service", "limit", "measure", "group"].every((k) => r[k] === care[k]));
    assert.equal(json.features[0].properties.served, Number(row.served));
  });

  await check("nothing left the server, and nothing was complained of", () => {
    assert.deepEqual(outside, []);
    assert.deepEqual(complaints, []);
  });

  await check("Tianditu is asked with the user's key, and only while it is switched on", async () => {
    const pixel = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    await context.route("https://*.tianditu.gov.cn/**", (route) => route.fulfill({ body: pixel, contentType: "image/png", headers: { "access-control-allow-origin": "*" } }));
    await open(care);
    await page.click("#online summary");
    await page.fill("#online [name=online-key]", "key-of-the-user");
    await page.press("#online [name=online-key]", "Tab");
    await page.waitForTimeout(500);
    assert.deepEqual(outside, []);
    await page.check("#online [name=online]");
    await page.waitForTimeout(1500);
    await rested(page);
    assert.ok(outside.length > 0 && outside.every((u) => /^https:\/\/t\d\.tianditu\.gov\.cn\/(vec|cva)_w\/wmts.*tk=key-of-the-user$/.test(u)), outside[0]);
    assert.ok(!page.url().includes("key-of-the-user"));
    await page.uncheck("#online [name=online]");
    const before = outside.length;
    await page.focus("#map canvas");
    await page.keyboard.press("ArrowLeft");
    await page.waitForTimeout(800);
    assert.equal(outside.length, before);
  });
} finally {
  await browser.close();
  server.stop();
}
finish();
