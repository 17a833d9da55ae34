// SPDX-License-Identifier: Apache-2.0
// What the page's end-to-end tests share: a run of a small sample, its tables, a list of checks.
//   node TEST.e2e.mjs PROGRAM SOURCE_FOLDER SCRATCH_FOLDER
// Exit 77 (skipped) where Chromium, the page's packages or the built page are missing.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const [, , program, source, scratch] = process.argv;
export const web = join(source, "viewer/web");
const skip = (why) => {
  console.log(`SKIPPED: ${why}`);
  process.exit(77);
};
if (!existsSync(join(web, "node_modules/playwright-core"))) skip("the page's packages are not installed");
if (!existsSync(join(web, "dist/index.html"))) skip("the page is not built");
export const { chromiumPath, openBrowser, rested, serve } = await import(pathToFileURL(join(web, "browser.mjs")));
if (!chromiumPath) skip("Chromium is not installed");

/** A run of the sample with so many people, in the scratch folder. */
export function sampleRun(people) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const run = join(scratch, "run");
  execFileSync(program, ["sample", "--out", join(scratch, "sample"), "--people", String(people)], { stdio: "ignore" });
  execFileSync(program, ["run", join(scratch, "sample"), "--out", run], { stdio: "ignore" });
  return run;
}

/** RFC 4180 to objects of texts. */
export function csvRows(text) {
  const rows = [[""]];
  let quoted = false;
  const all = text.replace(/^\uFEFF/, "");
  for (let i = 0; i < all.length; ++i) {
    const c = all[i];
    const row = rows.at(-1);
    if (quoted) {
      if (c !== '"') row[row.length - 1] += c;
      else if (all[i + 1] === '"') row[row.length - 1] += all[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") row.push("");
    else if (c === "\n") rows.push([""]);
    else if (c !== "\r") row[row.length - 1] += c;
  }
  if (rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  const [header, ...body] = rows;
  return body.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}
export const readTable = (run, name) => csvRows(readFileSync(join(run, `${name}.csv`), "utf8"));

const failures = [];
/** FANGYUAN_CHECKS: a pattern of the checks to be made, for who works on one. */
const wanted = new RegExp(process.env.FANGYUAN_CHECKS ?? "");
export async function check(name, body) {
  if (!wanted.test(name)) return;
  try {
    await body();
    console.log(`ok   ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(`FAIL ${name}\n     ${String(error.stack).split("\n").slice(0, 12).join("\n     ")}`);
  }
}
export function finish() {
  if (failures.length) {
    console.log(`${failures.length} failed`);
    process.exit(1);
  }
}

/** In millionths, so that sums are exact. */
export const millionths = (text) => {
  const [whole, rest = ""] = text.split(".");
  return BigInt(whole) * 1_000_000n + BigInt(rest.padEnd(6, "0"));
};
