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

/** Starts `fangyuan serve` at a free port: { url, stop }. */
export function serve(program, folder) {
  const child = spawn(program, ["serve", folder, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (bytes) => {
      text += bytes;
      const url = text.match(/http:\/\/\S+/)?.[0];
      if (url) resolve({ url, stop: () => child.kill("SIGTERM") });
    });
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}`)));
  });
}

/** Until the page has drawn its newest view and the map rests. */
export async function rested(page) {
  await page.waitForFunction(() => document.body.dataset.ready === document.body.dataset.turn && document.getElementById("map").dataset.idle, null, {
    timeout: 60_000,
  });
}
