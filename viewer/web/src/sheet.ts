// SPDX-License-Identifier: Apache-2.0
// The print page: one sheet of A4 or A3 with all that a map must say of itself. Its figures and its
// legend are those of the page.
import type { Project } from "./api";
import { byId, escape } from "./html";
import { groupName, limitName, t, type Word } from "./i18n";
import type { Pair } from "./pair";
import { circlesShown, serviceOf } from "./panel";
import type { Frame, Picture } from "./picture";
import { bar, denominator, lengthText, pixelsPerMillimetre, roundUp, zoomOf } from "./scale";
import { limitShown } from "./slide";
import type { View } from "./state";
import { type Trial, hashText } from "./trial";
import { type DeskWord, w } from "./words_desk";

export type Paper = "a4" | "a3";
/** Of the map on the sheet, in millimetres; the sheet lies on its side. */
const frames: Record<Paper, { width: number; height: number }> = { a4: { width: 205, height: 158 }, a3: { width: 306, height: 236 } };

/** The usual scale at which so many pixels of the map about a middle fit the paper, with a margin. */
export function frameOf(paper: Paper, centre: [number, number], zoom: number, shown: { width: number; height: number }): Frame & { scale: number } {
  const width = frames[paper].width * pixelsPerMillimetre;
  const height = frames[paper].height * pixelsPerMillimetre;
  const grow = 0.96 * Math.min(width / shown.width, height / shown.height);
  const scale = roundUp(denominator(centre[1], zoom + Math.log2(grow)));
  return { width, height, ratio: 3, centre, zoom: zoomOf(centre[1], scale), scale };
}

const north = `<svg class="north" viewBox="0 0 24 34" role="img" aria-label="N"><path d="M12 2 L19 26 L12 21 L5 26 Z" fill="#101010"/><text x="12" y="34" font-size="9" text-anchor="middle">N</text></svg>`;

/** What a picture of the view is of, in a line. */
export function aboutView(project: Project, view: View): string {
  const limit = limitShown(view);
  const measure = project.figures ? t(view.measure as Word) : "";
  return [serviceOf(project, view)?.name ?? "", limit && limitName(limit), measure, view.group && groupName(view.group), view.level && t(view.level as Word)].filter(Boolean).join(" · ");
}

/** Layers that are drawn and that the legend does not explain itself. */
export const unexplained = (project: Project, view: View, pair: Pair["of"] | undefined): string[] =>
  [circlesShown(project, view) && !(pair === "edits" && view.compare !== "over") ? "circles" : "", view.base && project.what_if ? "base" : ""].filter(Boolean);

/** Those layers, with their signs. */
const layersShown = (names: string[]): string =>
  [...byId("layers").querySelectorAll<HTMLInputElement>("input:checked")].filter((i) => names.includes(i.name)).map((i) => `<li>${i.nextElementSibling!.outerHTML} ${escape(i.parentElement!.innerText.trim())}</li>`).join("");

/** What stands in a part of the page, without what is there to be used: of a choice remains what was chosen. */
function printed(id: string): string {
  const part = byId(id).cloneNode(true) as HTMLElement;
  const shown = byId(id);
  for (const field of part.querySelectorAll("fieldset")) {
    const p = document.createElement("p");
    const chosen = shown.querySelector<HTMLElement>("fieldset input:checked")?.parentElement?.innerText.trim();
    p.textContent = `${field.querySelector("legend")?.textContent ?? ""}：${chosen ?? ""}`;
    field.replaceWith(p);
  }
  for (const select of part.querySelectorAll("select")) {
    const now = shown.querySelector<HTMLSelectElement>(`select[name=${select.name}]`)!;
    const p = document.createElement("p");
    p.textContent = `${select.parentElement?.querySelector("span")?.textContent ?? ""}：${now.selectedOptions[0]?.textContent ?? ""}`;
    (select.closest("label") ?? select).replaceWith(p);
  }
  part.querySelectorAll("button, input").forEach((e) => e.remove());
  return part.innerHTML;
}

/** "units.gpkg · county", "units.gpkg · township" as "units.gpkg (county, township)". */
export function byFile(sources: string[]): string {
  const files = new Map<string, string[]>();
  for (const source of sources) {
    const [file, ...layer] = source.split(" · ");
    files.set(file!, [...(files.get(file!) ?? []), ...layer]);
  }
  return [...files].map(([file, layers]) => (layers.length ? `${file} (${layers.join(", ")})` : file)).join(", ");
}

export interface SheetEvents {
  picture(frame: Frame): Promise<Picture>;
  /** What of the study the map shows: its middle, and its size in CSS pixels. */
  shown(): { centre: [number, number]; zoom: number; width: number; height: number };
  /** Of edits: what is on the sheet is of no run. */
  trial(): Trial | undefined;
  /** Which two results the map compares. */
  pair(): Pair["of"] | undefined;
}

export class Sheet {
  private readonly root = byId("sheet");
  private paper: Paper = "a4";
  private review = "";
  private back: HTMLElement | null = null;

  constructor(private readonly project: Project, private readonly events: SheetEvents) {
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  /** Opens with the page's present view. */
  async open(view: View): Promise<void> {
    this.back = document.activeElement as HTMLElement | null;
    this.root.hidden = false;
    this.root.setAttribute("aria-label", w("printPage"));
    document.body.classList.add("printing");
    byId("app").inert = true;
    await this.draw(view);
  }

  private close(): void {
    this.root.hidden = true;
    this.root.innerHTML = "";
    document.body.classList.remove("printing");
    byId("app").inert = false;
    this.back?.focus();
  }

  private async draw(view: View): Promise<void> {
    const { centre, zoom, width, height } = this.events.shown();
    const frame = frameOf(this.paper, centre, zoom, { width, height });
    delete this.root.dataset.ready;
    this.root.innerHTML = `<style>@page { size: ${this.paper} landscape; margin: 0; }</style>${this.tools()}<article class="paper ${this.paper}"><p class="quiet">${w("drawing")}</p></article>`;
    this.listen(view);
    const shot = await this.events.picture(frame);
    const article = this.root.querySelector("article")!;
    article.innerHTML = this.content(view, frame.scale, shot);
    article.querySelector("img")!.src = shot.canvas.toDataURL("image/png");
    await article.querySelector("img")!.decode();
    this.fit(article);
    this.root.dataset.ready = this.paper;
  }

  /** What the side cannot hold becomes smaller, down to what is still read; then its last parts go to a second sheet. */
  private fit(article: HTMLElement): void {
    const side = article.querySelector("aside")!;
    const inner = side.querySelector<HTMLElement>(".inner")!;
    const fits = () => inner.getBoundingClientRect().height <= side.clientHeight;
    const smaller = () => [1, 0.94, 0.88, 0.82, 0.78].some((z) => ((inner.style.zoom = String(z)), fits()));
    if (smaller()) return;
    const next = document.createElement("article");
    next.className = `paper next ${this.paper}`;
    next.innerHTML = `${article.querySelector("header")!.outerHTML}<aside></aside>${article.querySelector("footer")!.outerHTML}`;
    inner.insertAdjacentHTML("beforeend", `<p class="quiet">${w("trialNext")}</p>`);
    for (const part of [...inner.querySelectorAll<HTMLElement>(".key-of > *, .trial-edits")].reverse()) {
      next.querySelector("aside")!.prepend(part);
      if (smaller()) break;
    }
    article.after(next);
  }

  private tools(): string {
    const paper = (p: Paper) => `<option value="${p}"${p === this.paper ? " selected" : ""}>${p.toUpperCase()}</option>`;
    return (
      `<form class="tools"><label>${w("paper")} <select name="paper">${paper("a4")}${paper("a3")}</select></label>` +
      `<label>${w("review")} <input name="review" value="${escape(this.review)}" placeholder="GS(2025)0000号"></label>` +
      `<button type="button" name="print">${w("print")}</button><button type="button" name="close">${w("close")}</button></form>`
    );
  }

  private listen(view: View): void {
    const form = this.root.querySelector("form")!;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("select")!.addEventListener("change", (event) => {
      this.paper = (event.target as HTMLSelectElement).value as Paper;
      void this.draw(view).then(() => this.root.querySelector("select")?.focus());
    });
    form.querySelector("input")!.addEventListener("input", (event) => {
      this.review = (event.target as HTMLInputElement).value.trim();
      this.root.querySelector(".license")!.textContent = this.license();
    });
    form.querySelector("[name=print]")!.addEventListener("click", () => window.print());
    form.querySelector("[name=close]")!.addEventListener("click", () => this.close());
    form.querySelector<HTMLElement>("[name=print]")!.focus();
  }

  /** A map without a review number is not for publication, and says so. */
  private license = (): string => (this.review ? `${w("review")}：${this.review}` : t("nonPublic"));

  private content(view: View, scale: number, shot: Picture): string {
    const { project } = this;
    const about = aboutView(project, view);
    const length = bar(shot.lat, shot.zoom, 45 * pixelsPerMillimetre);
    const sources = (["boundaries", "population", "network", "facilities"] as const).filter((k) => project.sources[k]?.length).map((k) => `${w(`source_${k}` as DeskWord)}: ${byFile(project.sources[k]!)}`);
    const trial = this.events.trial(), pair = this.events.pair();
    const shade = pair ? ` · ${w(view.compare === "over" ? view.shade : "after")}` : "";
    const other = pair === "runs" && project.compared ? ` · ${w("comparedWith")} ${escape(project.compared.changes?.scenario ?? project.compared.project)} <code>${escape(project.compared.hash)}</code>` : "";
    const changes = trial ? `<section class="trial-edits"><h2>${w("trialEdits")} (${trial.sentences.length}) · ${w("trial")}</h2><ol>${trial.sentences.map((s) => `<li>${escape(s)}</li>`).join("")}</ol><p class="quiet">${w("trialNumbers")}</p></section>` : "";
    const layers = layersShown(unexplained(project, view, pair));
    return (
      `<header><h1>${escape(project.project)}</h1><p>${escape(about + shade)}${trial ? ` · <strong class="doubtful">${w("trial")}</strong>` : ""}</p></header>` +
      `<figure data-west="${shot.west}" data-east="${shot.east}" data-lat="${shot.lat}"><img alt="${t("mapLabel")}">${north}` +
      `<div class="scale-bar"><div style="width:${length.pixels}px" data-metres="${length.metres}"></div><span>0</span><span>${lengthText(length.metres)}</span></div><p class="license">${escape(this.license())}</p></figure>` +
      `<aside><div class="inner"><section class="figures">${printed("headline")}</section><section class="key-of">${printed("legend")}${layers ? `<ul class="signs${pair === "edits" && view.shade !== "before" ? " past" : ""}">${layers}</ul>` : ""}</section>${changes}</div></aside>` +
      `<footer><p><strong>1 : ${scale.toLocaleString("en")}</strong> ${w("scaleTrue")} ${shot.lat.toFixed(2)}° · ${w("dataCrs")} ${escape(project.crs)} · ${w("mapCrs")}</p>` +
      `<p>${w("inputs")}: ${escape(sources.join("; "))} · ${t("asOf")} ${escape(project.date)} · ${w("notFromCircles")}</p><p><code>${escape(hashText(project, trial))}</code>${other} · fangyuan ${escape(project.fangyuan)}</p></footer>`
    );
  }
}
