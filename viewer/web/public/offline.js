// SPDX-License-Identifier: Apache-2.0
// Stands in for the server where the page is opened from a folder, without one: a browser lets a
// file read no other file, but it runs scripts that lie beside it. What the server would have
// answered is in such scripts, each read when it is first asked for. `fangyuan export` writes them.
"use strict";
(() => {
  /** Answers by name: bytes, as gzip in base64. */
  const packed = new Map();
  /** Scripts asked for, and what waits for each. */
  const asked = new Map();
  /** Where each answer is, in the order in which the server would choose; index.html gives it. */
  let index = [];
  const modules = new Map();

  const bytesOf = async (text) => {
    const raw = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  };
  const script = (file) =>
    new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = file;
      element.onload = done;
      element.onerror = () => failed(new TypeError(`${file} is missing`));
      document.head.append(element);
    });
  /** The bytes that `data-NAME.js` holds; read once. */
  const data = (name) => {
    if (!asked.has(name))
      asked.set(
        name,
        script(`data-${name}.js`).then(() => {
          const text = packed.get(name);
          packed.delete(name);
          return bytesOf(text);
        }),
      );
    return asked.get(name);
  };

  const nameOf = (address) => String(address).split("/").pop();

  const problem = (status, title) =>
    new Response(JSON.stringify({ title, status }), { status, headers: { "Content-Type": "application/problem+json" } });

  /** The first answer whose parameters are those given, and perhaps more: what the server takes
   * where a request is silent. */
  const entryOf = (path, query) =>
    index.find((e) => e.path === path && Object.entries(query).every(([k, v]) => e.query[k] === v));

  /** Cells are kept in the parts that many answers share. */
  const joined = async (parts) => {
    const buffers = await Promise.all(parts.map(data));
    const out = new Uint8Array(buffers.reduce((sum, b) => sum + b.byteLength, 0));
    let at = 0;
    for (const b of buffers) {
      out.set(new Uint8Array(b), at);
      at += b.byteLength;
    }
    return out;
  };

  const decoded = new Map();
  /** A bundle of answers, each a text by its number. */
  const bundle = (name) => {
    if (!decoded.has(name)) decoded.set(name, data(name).then((b) => JSON.parse(new TextDecoder().decode(b))));
    return decoded.get(name);
  };

  const rows = async (query) => {
    const { table, ...wanted } = query;
    const entry = entryOf("rows", { table });
    if (!entry) return problem(400, "there is no such table here");
    const whole = JSON.parse((await bundle(entry.file))[entry.slot]);
    const at = Object.entries(wanted).map(([column, value]) => [whole.columns.indexOf(column), value]);
    if (at.some(([i]) => i < 0)) return problem(400, "there is no such column here");
    return new Response(JSON.stringify({ columns: whole.columns, rows: whole.rows.filter((r) => at.every(([i, value]) => r[i] === value)) }));
  };

  const place = async (query) => {
    const entry = entryOf("place", {});
    const cell = Number(query.cell);
    if (!entry || !(cell >= 0 && cell < entry.cells)) return problem(404, "places are not in this folder");
    const answers = await bundle(`${entry.file}-${Math.floor(cell / entry.each)}`);
    return new Response(answers[cell % entry.each]);
  };

  window.fetch = async (address, init = {}) => {
    const own = nameOf(address);
    if (modules.has(own)) return new Response(modules.get(own), { headers: { "Content-Type": "text/javascript" } });
    const match = /^\/api\/v1\/([^?]*)(?:\?(.*))?$/.exec(String(address));
    if (!match || (init.method ?? "GET") !== "GET") return problem(405, "this folder can only be looked at");
    const query = Object.fromEntries(new URLSearchParams(match[2] ?? ""));
    delete query.token;
    if (match[1] === "rows") return rows(query);
    if (match[1] === "place") return place(query);
    const entry = entryOf(match[1], query);
    if (!entry) return problem(404, "this is not in the folder");
    if (entry.parts) return new Response(await joined(entry.parts));
    return new Response((await bundle(entry.file))[entry.slot]);
  };

  const blobOf = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const OwnWorker = window.Worker;
  /** A file starts no worker that is a module; the page's own needs not be one. */
  window.Worker = class extends OwnWorker {
    constructor(address) {
      const own = nameOf(address);
      super(modules.has(own) ? blobOf(modules.get(own)) : address);
    }
  };

  window.fangyuan = {
    /** A module of the page, as its text. */
    module: (name, text) => modules.set(name, text),
    data: (name, text) => packed.set(name, text),
    start: (name, entries) => {
      index = entries;
      import(blobOf(modules.get(name))).catch((error) => {
        document.body.textContent = String(error);
      });
    },
  };
})();
