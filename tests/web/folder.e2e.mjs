// SPDX-License-Identifier: Apache-2.0
// `fangyuan export`: the folder opened as a file shows what the server's page shows, and asks
// nobody for anything.
//   node folder.e2e.mjs PROGRAM SOURCE_FOLDER SCRATCH_FOLDER
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, finish, openBrowser, program, rested, sampleRun, scratch, serve } from "./harness.mjs";

const run = sampleRun(60000);
const made = join(scratch, "made");
execFileSync(program, ["export", run, "--out", made]);
const folder = join(scratch, "给领导 看的");  // anywhere, by any name
renameSync(made, folder);
const browser = await openBrowser();

/** Opens an address; `asked` gets every address that the page asks for, `said` what it complains of. */
async function open(address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const asked = [], said = [];
  page.on("request", (r) => asked.push(r.url()));
  page.on("console", (m) => m.type() === "error" && said.push(m.text()));
  page.on("pageerror", (e) => said.push(String(e)));
  await page.goto(address);
  await rested(page);
  return { page, asked, said };
}
const index = pathToFileURL(join(folder, "index.html")).href;
const words = async (page, id) => (await page.locator(id).innerText()).replace(/\s+/g, " ");

await check("the folder shows the headline, legend and table of the server's page", async () => {
  const server = await serve(program, run);
  try {
    const live = await open(server.url);
    const file = await open(index);
    for (const id of ["#headline", "#legend", "#table-region"])
      assert.equal(await words(file.page, id), await words(live.page, id), id);
    assert.deepEqual(file.said, []);
    await live.page.close();
    await file.page.close();
  } finally {
    server.stop();
  }
});

await check("nothing is asked for but files of the folder", async () => {
  const { page, asked } = await open(index);
  const root = pathToFileURL(folder).href;
  for (const url of asked) assert.ok(url.startsWith(root) || /^(blob|data):/.test(url), url);
  await page.close();
});

await check("every choice is answered from the folder", async () => {
  const { page, said } = await open(index);
  const selects = page.locator("#choices select");
  for (let s = 0; s < (await selects.count()); ++s) {
    const options = await selects.nth(s).locator("option").count();
    for (let o = options - 1; o >= 0; --o) {
      await selects.nth(s).selectOption({ index: o });
      await rested(page);
    }
  }
  assert.deepEqual(said, []);
  assert.ok(await page.locator("#failure").isHidden());
  await page.close();
});

await check("no path of this machine, and no outside address to load from, is in it", () => {
  for (const name of readdirSync(folder)) {
    assert.match(name, /^(index\.html|export\.json|(page|data)-[\w.-]+\.(js|css))$/);
    if (name.startsWith("page-")) continue;
    assert.ok(!readFileSync(join(folder, name), "utf8").includes(scratch), name);
  }
  const html = readFileSync(join(folder, "index.html"), "utf8");
  assert.ok(!/(src|href)="(https?:)?\/\//.test(html));
});

await check("a folder of ours is replaced when told so, another one never", () => {
  const again = (...more) => spawnSync(program, ["export", run, "--out", folder, ...more]).status;
  assert.equal(again(), 2);
  assert.equal(again("--force"), 0);
  const other = join(scratch, "other");
  mkdirSync(join(other, "photos"), { recursive: true });
  assert.equal(spawnSync(program, ["export", run, "--out", other, "--force"]).status, 2);
});

if (process.env.FANGYUAN_PHOTO) {
  const { page } = await open(index);
  await page.screenshot({ path: process.env.FANGYUAN_PHOTO });
}
await browser.close();
finish();
