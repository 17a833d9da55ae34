// SPDX-License-Identifier: Apache-2.0
// A picture of the page in Chromium: scripts/photo-page RUN_FOLDER OUT.png [VIEW].
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { openBrowser, rested, serve } from "./browser.mjs";

const home = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const [, , folder, out, view = "service=care-15&limit=900&tree=legal&level=township"] = process.argv;
if (!folder || !out) {
  console.error("scripts/photo-page RUN_FOLDER OUT.png [VIEW]");
  process.exit(2);
}
let server;
let browser;
try {
  server = await serve(process.env.FANGYUAN ?? resolve(home, "build/release/fangyuan"), folder);
  browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.url}#${view}`);
  // What the page shows is worth seeing even when it says that it failed.
  await rested(page).finally(() => page.screenshot({ path: out }));
} catch (error) {
  console.error(`scripts/photo-page: ${error.message.split("\n")[0]}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  server?.stop();
}
