// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vite";

/** Of the program's table of facility types the page needs the names, Chinese and English. */
const typeNames = {
  name: "facility-types",
  transform(text: string, id: string) {
    if (!id.endsWith("/facility_types.csv")) return undefined;
    const [header, ...rows] = text.replace(/^\uFEFF/, "").trim().split(/\r?\n/).map((line) => line.split(","));
    const [type, chinese, english] = ["id", "zh", "en"].map((name) => header!.indexOf(name));
    const names = Object.fromEntries(rows.map((row) => [row[type!], [row[chinese!], row[english!]]]));
    return { code: `export default ${JSON.stringify(names)};`, moduleType: "js" as const };
  },
};

export default defineConfig({
  plugins: [typeNames],
  build: { target: "es2022", chunkSizeWarningLimit: 1500, sourcemap: false },
  worker: { format: "es" },
});
