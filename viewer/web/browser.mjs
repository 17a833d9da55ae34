// SPDX-License-Identifier: Apache-2.0
// A Chromium without network of its own, and the program's server beside it. Used by the page's
// end-to-end test and by scripts/photo-page.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

export const chromiumPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export const openBrowser = () =>
  chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: [
      "--no-sandbox",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });

/** Starts `fangyuan serve FOLDER MORE…` at a free port: { url, stop }. */
export function serve(program, folder, ...more) {
  const child = spawn(program, ["serve", folder, ...more, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (bytes) => {
      text += bytes;
      const url = text.match(/http:\/\/\S+/)?.[0];
      if (url) resolve({ url, stop: () => child.kill("SIGTERM") });
    });
    child.on("error", (error) => reject(new Error(`${program} cannot be started: ${error.message}`)));
    child.on("exit", (code) => reject(new Error(`fangyuan serve ended with ${code}`)));
  });
}

/** Until the page has drawn its newest view and the map rests. Throws what the page says when it
 * cannot, and where it stands when it takes more than a minute. */
export async function rested(page) {
  const state = () => {
    const failure = document.getElementById("failure");
    if (failure && !failure.hidden) return `failed: ${failure.innerText.replaceAll("\n", " ")}`;
    const { ready, turn } = document.body.dataset;
    return turn !== undefined && ready === turn && document.getElementById("map").dataset.idle ? "rests" : "";
  };
  const seen = await page.waitForFunction(state, null, { timeout: 60_000 }).catch(() => undefined);
  if (!seen) throw new Error(`the page does not come to rest within a minute: view ${await page.evaluate(() => `${document.body.dataset.ready} of ${document.body.dataset.turn}`)}`);
  const said = await seen.jsonValue();
  if (said !== "rests") throw new Error(`the page ${said}`);
}
