// SPDX-License-Identifier: Apache-2.0
// What is taken away: a picture, a print page, a link.
import { byId } from "./html";
import { w } from "./words_desk";

export interface TakeEvents {
  png(): Promise<void>;
  print(): Promise<void>;
  /** Of units alone; absent where another table is open. */
  geojson(): Promise<void>;
}

/** The link to what is shown, without a token: who gets it needs their own. */
export function linkOf(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("token");
  return url.href;
}

export function drawTake(events: TakeEvents, fail: (error: unknown) => void): void {
  const root = byId("take");
  root.innerHTML = `<h2>${w("take")}</h2><div class="buttons"><button type="button" name="png">${w("png")}</button><button type="button" name="print">${w("printPage")}</button><button type="button" name="geojson">GeoJSON</button><button type="button" name="link">${w("link")}</button></div><p role="status" class="quiet"></p>`;
  const on = (name: string, act: () => Promise<void>) => root.querySelector(`[name=${name}]`)!.addEventListener("click", () => void act().catch(fail));
  on("png", events.png);
  on("print", events.print);
  on("geojson", events.geojson);
  on("link", async () => {
    const link = linkOf(location.href);
    const said = root.querySelector("p")!;
    // Where the clipboard is not to be had, the address line has it, too.
    said.textContent = await navigator.clipboard.writeText(link).then(() => w("linkCopied"), () => link);
  });
}
