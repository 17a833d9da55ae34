// SPDX-License-Identifier: Apache-2.0
// Tilings read a second time, by mapshaper, which shares no code with us: units' neighbours and the
// lengths of their lines, areas, gaps and overlaps.
//   node second_reader.mjs PROGRAM WRITE_TILINGS SOURCE_FOLDER SCRATCH_FOLDER
// Exit 77 (skipped) where mapshaper is not installed (scripts/test installs it).
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [, , program, writeTilings, source, scratch] = process.argv;
const here = join(source, "tests/mapshaper");
if (!existsSync(join(here, "node_modules/mapshaper"))) {
  console.log("SKIPPED: mapshaper is not installed");
  process.exit(77);
}
const mapshaper = createRequire(join(here, "package.json"))("mapshaper");
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });

let failures = 0;
const expect = (good, what) => {
  if (good) return;
  ++failures;
  console.log(`FAILED: ${what}`);
};
const near = (a, b, tolerance) => Math.abs(a - b) <= tolerance;
const key = (a, b) => (a < b ? `${a} ${b}` : `${b} ${a}`);

async function read(geojson, commands, output) {
  const out = await mapshaper.applyCommands(`-i in.geojson ${commands} -o ${output}`, { "in.geojson": geojson });
  return JSON.parse(String(out[output.split(" ")[0]]));
}

/** Metres that two units have in common, by pair of their property `id`. */
async function sharedLines(geojson, id) {
  const lines = await read(geojson, `-lines each="a = A.${id}, b = B ? B.${id} : null" -each "m = this.length"`, "lines.json format=json");
  const out = new Map();
  for (const { a, b, m } of lines)
    if (b !== null) out.set(key(a, b), (out.get(key(a, b)) ?? 0) + m);
  return out;
}

/** The ground parted into faces: what no unit has but units enclose, and what several have. */
async function faces(geojson) {
  const tiles = await read(geojson, `-mosaic calc="n = count(), ids = collect(id)" -each "m2 = this.area"`, "faces.json format=json");
  const gaps = [];
  const overlaps = new Map();
  for (const { n, ids, m2 } of tiles) {
    if (n === 0) gaps.push(m2);
    for (let i = 0; i < n; ++i)
      for (let k = i + 1; k < n; ++k) {
        const pair = key(ids[i], ids[k]);
        overlaps.set(pair, (overlaps.get(pair) ?? 0) + m2);
      }
  }
  return { gaps, overlaps };
}

/** `twice`: units drawn a second time over another, whose lines have three owners. */
function sameLines(what, ours, theirs, tolerance, twice = new Set()) {
  for (const pair of theirs.keys())
    expect(ours.has(pair) || pair.split(" ").some((unit) => twice.has(unit)), `${what}: mapshaper alone sees ${pair} as neighbours`);
  for (const [pair, m] of ours)
    expect(near(theirs.get(pair) ?? NaN, m, tolerance(m)), `${what}: line ${pair} is ${m} m, mapshaper ${theirs.get(pair)} m`);
}

// 1. Seeded tilings, sound and spoilt, in the plane: to the square decimetre.
execFileSync(writeTilings, [scratch], { stdio: "inherit" });
let gapCount = 0;
let overlapCount = 0;
for (const ours of JSON.parse(readFileSync(join(scratch, "readings.json"), "utf8"))) {
  const geojson = readFileSync(join(scratch, ours.file), "utf8");
  const what = ours.file;
  const theirs = await faces(geojson);
  // Pieces below a square metre or a centimetre of width are counted as noise, and not told.
  const spare = ours.noise_m2 + 0.05 + 1e-3 * ours.overlaps.length;
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  expect(near(sum(theirs.gaps), ours.gap_m2, spare), `${what}: gaps of ${ours.gap_m2} m2, mapshaper ${sum(theirs.gaps)} m2`);
  for (const [a, b, m2] of ours.overlaps) {
    const other = theirs.overlaps.get(key(a, b)) ?? 0;
    expect(near(other, m2, spare), `${what}: ${a} and ${b} overlap by ${m2} m2, mapshaper ${other} m2`);
    theirs.overlaps.delete(key(a, b));
  }
  for (const [pair, m2] of theirs.overlaps) expect(m2 < spare, `${what}: mapshaper alone sees ${pair} overlap by ${m2} m2`);
  const large = (list) => list.filter((m2) => m2 > 5).sort((a, b) => b - a);
  const mine = large(ours.gaps);
  for (const m2 of mine)
    expect(theirs.gaps.some((other) => near(other, m2, 0.05)), `${what}: mapshaper has no gap of ${m2} m2`);
  gapCount += mine.length;
  overlapCount += ours.overlaps.length;
  const whole = await read(geojson, `-each "m2 = this.area"`, "areas.json format=json");
  const twice = new Set(ours.overlaps.filter(([a, , m2]) => m2 > 0.99 * whole[a].m2).flatMap(([a, b]) => [String(a), String(b)]));
  sameLines(what, new Map(ours.borders.map(([a, b, m]) => [key(a, b), m])), await sharedLines(geojson, "id"), () => 0.01, twice);
}
expect(gapCount > 50 && overlapCount > 50, `only ${gapCount} gaps and ${overlapCount} overlaps were compared`);
console.log(`seeded tilings: ${gapCount} gaps and ${overlapCount} overlaps compared`);

// 2. What the program says of whole projects: the sample, and real outlines where they are.
async function project(what, toml, layers, tolerance) {
  const out = join(scratch, `${what}-checked`);
  execFileSync(program, ["boundaries", toml, "--out", out], { stdio: "ignore" });
  const report = JSON.parse(readFileSync(join(out, "boundaries.json"), "utf8"));
  for (const { level, geojson, id } of layers) {
    const mine = new Map();
    for (const b of report.borders)
      if (b.layer[0] === "legal" && b.layer[1] === level && b.other !== null)
        mine.set(key(b.unit, b.other), (mine.get(key(b.unit, b.other)) ?? 0) + b.length_m);
    sameLines(`${what} ${level}`, mine, await sharedLines(geojson, id), (m) => m * tolerance + 0.01);
    const areas = await read(geojson, `-each "m2 = this.area"`, "areas.json format=json");
    for (const a of report.areas)
      if (a.tree === "legal" && a.level === level) {
        const other = areas.find((r) => String(r[id]) === a.code)?.m2 ?? NaN;
        expect(near(other, a.area_m2, a.area_m2 * 2 * tolerance), `${what}: ${a.code} has ${a.area_m2} m2, mapshaper ${other} m2`);
      }
    console.log(`${what} ${level}: ${mine.size} lines and ${areas.length} areas compared`);
  }
}

const sample = join(scratch, "sample");
execFileSync(program, ["sample", "--out", sample, "--people", "100000"], { stdio: "ignore" });
const layers = ["county", "township", "village"].map((level) => {
  const file = join(scratch, `${level}.geojson`);
  // Without RFC 7946 the coordinates stay in the layer's metres.
  execFileSync("ogr2ogr", ["-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=4", file, join(sample, "units.gpkg"), level]);
  return { level, geojson: readFileSync(file, "utf8"), id: "code" };
});
// The plane of a 3-degree zone against the ellipsoid: some hundred millionths.
await project("sample", join(sample, "project.toml"), layers, 6e-4);

for (const [place, file] of [["kaifeng", "410200.geojson"], ["benxi", "210500.geojson"]]) {
  const path = join(source, "../shared/data", place, file);
  if (!existsSync(path)) {
    console.log(`without ${place}: no outlines`);
    continue;
  }
  const toml = join(scratch, `${place}.toml`);
  writeFileSync(toml, `[project]\nname = "${place}"\ndate = 2025-12-31\n[[boundaries]]\nlevel = "county"\npath = "${path}"\n` +
    `fields = { code = "adcode", name = "name" }\n`);
  // On a sphere there, on the ellipsoid here.
  await project(place, toml, [{ level: "county", geojson: readFileSync(path, "utf8"), id: "adcode" }], 5e-3);
}
process.exit(failures ? 1 : 0);
