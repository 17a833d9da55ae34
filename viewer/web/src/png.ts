// SPDX-License-Identifier: Apache-2.0
// The map as a PNG that still says what it shows when it is pasted into a report.
import type { Project } from "./api";
import { byId } from "./html";
import { t } from "./i18n";
import type { Picture } from "./picture";
import { bar, lengthText } from "./scale";
import { type Trial, hashText } from "./trial";
import { w } from "./words_desk";

const font = `"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif`;

/** Swatches of the legend with their words, as the page has them. */
const legend = (): [string, string][] =>
  [...byId("legend").querySelectorAll<HTMLElement>("li")].map((li) => {
    const swatch = li.querySelector<HTMLElement>(".swatch");
    const own = swatch?.classList.contains("gap-hatch") ? "#7a1f10" : swatch?.style.background;
    return [own || li.querySelector("path")?.getAttribute("fill") || "#fff", li.innerText.trim()];
  });

const legendLine = 20;

/** Swatches one after the other, each whole, in as many lines as they need. */
export function flow(items: [string, string][], width: (text: string) => number, room: number): { colour: string; text: string; x: number; line: number }[] {
  let x = 0, line = 0;
  return items.map(([colour, text]) => {
    const own = width(text);
    if (x > 0 && x + own > room) {
      x = 0;
      ++line;
    }
    const placed = { colour, text, x, line };
    x += own;
    return placed;
  });
}

/** The picture above a strip of title, legend, scale, date and hash. */
export function captioned(project: Project, about: string, shot: Picture, cssWidth: number, trial?: Trial): HTMLCanvasElement {
  const ratio = shot.canvas.width / cssWidth;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d")!;
  pen.font = `400 12px ${font}`;
  const swatches = flow(legend(), (text) => 18 + pen.measureText(text).width + 14, cssWidth - 24);
  const strip = 76 + legendLine * (swatches.at(-1)?.line ?? 0) + (swatches.length ? legendLine : 0);
  canvas.width = shot.canvas.width;
  canvas.height = shot.canvas.height + strip * ratio;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(shot.canvas, 0, 0);
  pen.scale(ratio, ratio);
  const top = shot.canvas.height / ratio;
  const write = (text: string, x: number, y: number, size: number, weight = "400") => {
    pen.font = `${weight} ${size}px ${font}`;
    pen.fillStyle = "#1f2421";
    pen.fillText(text, x, top + y);
  };
  write(project.project, 12, 22, 15, "650");
  write(trial ? `${about} · ${w("trial")}: ${trial.sentences.map((s, i) => `${i + 1} ${s}`).join("; ")}` : about, 12, 42, 12.5);
  for (const { colour, text, x, line } of swatches) {
    const y = 52 + legendLine * line;
    pen.fillStyle = colour;
    pen.fillRect(12 + x, top + y, 13, 13);
    pen.strokeStyle = "#0004";
    pen.strokeRect(12 + x, top + y, 13, 13);
    write(text, 30 + x, y + 11, 12);
  }
  write(`${t("asOf")} ${project.date} · ${project.crs} · ${hashText(project, trial)} · ${t("nonPublic")}`, 12, strip - 10, 12);
  const length = bar(shot.lat, shot.zoom, 120);
  const right = cssWidth - 16;
  pen.fillStyle = "#1f2421";
  pen.fillRect(right - length.pixels, top + 26, length.pixels, 3);
  write(lengthText(length.metres), right - length.pixels, 20, 12);
  return canvas;
}
