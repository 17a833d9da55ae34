// SPDX-License-Identifier: Apache-2.0
// The map as a PNG that still says what it shows when it is pasted into a report.
import type { Project } from "./api";
import { byId } from "./html";
import { t } from "./i18n";
import type { Picture } from "./picture";
import { bar, lengthText } from "./scale";
import { w } from "./words_desk";

const font = `"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif`;

/** Swatches of the legend with their words, as the page has them. */
const legend = (): [string, string][] =>
  [...byId("legend").querySelectorAll<HTMLElement>("li")].map((li) => [li.querySelector<HTMLElement>(".swatch")?.style.background || "#fff", li.innerText.trim()]);

/** The picture above a strip of title, legend, scale, date and hash. */
export function captioned(project: Project, about: string, shot: Picture, cssWidth: number): HTMLCanvasElement {
  const ratio = shot.canvas.width / cssWidth;
  const strip = 96;
  const canvas = document.createElement("canvas");
  canvas.width = shot.canvas.width;
  canvas.height = shot.canvas.height + strip * ratio;
  const pen = canvas.getContext("2d")!;
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
  write(about, 12, 42, 12.5);
  let x = 12;
  for (const [colour, text] of legend()) {
    pen.fillStyle = colour;
    pen.fillRect(x, top + 52, 13, 13);
    pen.strokeStyle = "#0004";
    pen.strokeRect(x, top + 52, 13, 13);
    write(text, x + 18, 63, 12);
    x += 18 + pen.measureText(text).width + 14;
  }
  write(`${t("asOf")} ${project.date} · ${project.crs} · ${w("hash")} ${project.hash} · ${t("nonPublic")}`, 12, 86, 12);
  const length = bar(shot.lat, shot.zoom, 120);
  const right = cssWidth - 16;
  pen.fillStyle = "#1f2421";
  pen.fillRect(right - length.pixels, top + 26, length.pixels, 3);
  write(lengthText(length.metres), right - length.pixels, 20, 12);
  return canvas;
}
