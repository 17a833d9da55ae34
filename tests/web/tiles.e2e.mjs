// SPDX-License-Identifier: Apache-2.0
// `fangyuan tiles` read back by the format's reference reader: every unit, every site and every
// place of people is in the tiles, and the roads where the project is given.
//   node tiles.e2e.mjs PROGRAM SOURCE_FOLDER SCRATCH_FOLDER
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { openSync, readSync, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, finish, program, readTable, sampleRun, scratch, web } from "./harness.mjs";

const from = (name) => import(pathToFileURL(join(web, "node_modules", name)));
const { PMTiles, zxyToTileId } = await from("pmtiles/dist/esm/index.js");
const { VectorTile } = await from("@mapbox/vector-tile/index.js");
const { PbfReader } = await from("pbf/index.js");

/** A file as the reader wants one: by ranges. */
class File {
  constructor(path) {
    this.path = path;
    this.fd = openSync(path, "r");
  }
  getKey() {
    return this.path;
  }
  async getBytes(offset, length) {
    const bytes = new Uint8Array(length);
    const n = readSync(this.fd, bytes, 0, length, offset);
    return { data: bytes.slice(0, n).buffer };
  }
}

const run = sampleRun(60000);
const file = join(scratch, "run.pmtiles");
const tiles = (...more) => spawnSync(program, ["tiles", run, "--out", file, ...more], { encoding: "utf8" });

/** Every feature of a layer at a zoom, over the whole of what the file shows. */
async function featuresOf(reader, layer, z) {
  const h = await reader.getHeader();
  const side = 2 ** z;
  const column = (lon) => Math.floor(((lon + 180) / 360) * side);
  const row = (lat) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * side);
  const found = [];
  for (let x = column(h.minLon); x <= column(h.maxLon); ++x)
    for (let y = row(h.maxLat); y <= row(h.minLat); ++y) {
      const tile = await reader.getZxy(z, x, y);
      const own = tile && new VectorTile(new PbfReader(new Uint8Array(tile.data))).layers[layer];
      for (let i = 0; own && i < own.length; ++i) found.push(own.feature(i).properties);
    }
  return found;
}

await check("the reference reader opens the file and finds every unit, site and place", async () => {
  const made = tiles();
  assert.equal(made.status, 0, made.stderr);
  const reader = new PMTiles(new File(file));
  const header = await reader.getHeader();
  assert.deepEqual(
    [header.specVersion, header.clustered, header.internalCompression, header.tileCompression, header.tileType],
    [3, true, 2, 2, 1],
  );
  assert.equal(header.tileDataOffset + header.tileDataLength, statSync(file).size);
  const metadata = await reader.getMetadata();
  const names = metadata.vector_layers.map((l) => l.id);
  for (const name of ["units", "circles", "facilities", "cells"]) assert.ok(names.includes(name), name);
  assert.ok(!names.includes("roads"));
  const units = readTable(run, "units");
  const shown = new Set((await featuresOf(reader, "units", 12)).map((p) => p.code));
  for (const unit of units.filter((u) => u.code)) assert.ok(shown.has(unit.code), unit.code);
  const sites = new Set((await featuresOf(reader, "facilities", 13)).map((p) => p.id));
  for (const site of readTable(run, "facilities").filter((s) => s.lon)) assert.ok(sites.has(site.facility), site.facility);
  assert.equal(await reader.getZxy(3, 0, 0), undefined);
});

await check("the same file twice, unless it is to be replaced", () => {
  assert.equal(tiles().status, 2);
  assert.equal(tiles("--force", "--layers", "units").status, 0);
  assert.match(tiles("--force", "--layers", "units,moon").stderr, /value-bad/);
  assert.ok(existsSync(file));
});

await check("with the project its roads are there, too", async () => {
  const made = tiles("--force", "--layers", "roads", "--project", join(scratch, "sample"));
  assert.equal(made.status, 0, made.stderr);
  const reader = new PMTiles(new File(file));
  assert.deepEqual((await reader.getMetadata()).vector_layers.map((l) => l.id), ["roads"]);
  const h = await reader.getHeader();
  assert.ok((await featuresOf(reader, "roads", 10)).every((p) => p.class));
  assert.ok(h.minLon > 113 && h.maxLon < 117);
  assert.equal(zxyToTileId(12, 3423, 1763), 19078479);
});
finish();
