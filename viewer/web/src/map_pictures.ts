// SPDX-License-Identifier: Apache-2.0
// Patterns and symbols that the map draws with, made here so that none is asked for.

/** A tile of 8 × 8 pixels, repeated over an area: `paint` gives red, green, blue and alpha. */
function tile(paint: (x: number, y: number) => [number, number, number, number]): ImageData {
  const image = new ImageData(8, 8);
  for (let y = 0; y < 8; ++y) for (let x = 0; x < 8; ++x) image.data.set(paint(x, y), 4 * (8 * y + x));
  return image;
}
/** Diagonal lines: data that do not suffice. Dark and light, so that they show on every shade. */
export const hatch = () => tile((x, y) => ((x + y) % 8 === 0 ? [40, 40, 36, 190] : (x + y) % 8 === 1 ? [255, 255, 255, 150] : [0, 0, 0, 0]));
/** Diagonal lines the other way: people whom the largest limit leaves out. */
export const gapHatch = () => tile((x, y) => ((x - y + 8) % 8 === 0 ? [122, 31, 16, 235] : (x - y + 8) % 8 === 1 ? [255, 255, 255, 170] : [0, 0, 0, 0]));
/** Dots: within a service circle; the shade below stays that of the legend. */
export const dots = () => tile((x, y) => (x < 2 && y < 2 ? [58, 63, 99, 150] : x === 5 && y === 5 ? [255, 255, 255, 200] : [0, 0, 0, 0]));

/** A − or a + every 16 pixels: losses and gains of one darkness are told apart in grey, too. */
export function signTile(sign: "loss" | "gain"): ImageData {
  const image = new ImageData(16, 16);
  const bar = (x: number, y: number) => (x >= 4 && x <= 10 && y >= 6 && y <= 7) || (sign === "gain" && x >= 6 && x <= 7 && y >= 3 && y <= 10);
  for (let y = 0; y < 16; ++y)
    for (let x = 0; x < 16; ++x) {
      const near = [-1, 0, 1].some((dx) => [-1, 0, 1].some((dy) => bar(x + dx, y + dy)));
      image.data.set(bar(x, y) ? [16, 16, 16, 235] : near ? [255, 255, 255, 190] : [0, 0, 0, 0], 4 * (16 * y + x));
    }
  return image;
}

/** Forms of types of facilities, in the order in which they are given. */
export const forms = ["circle", "square", "triangle", "diamond", "cross"] as const;
export type Form = (typeof forms)[number];

/** As a path in a square of −1 to 1. */
const outlines: Record<Exclude<Form, "circle">, [number, number][]> = {
  square: [[-0.82, -0.82], [0.82, -0.82], [0.82, 0.82], [-0.82, 0.82]],
  triangle: [[0, -1], [0.98, 0.8], [-0.98, 0.8]],
  diamond: [[0, -1.08], [1.08, 0], [0, 1.08], [-1.08, 0]],
  cross: [[-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1], [-0.35, 0.35], [-1, 0.35], [-1, -0.35], [-0.35, -0.35]],
};

/** For an SVG of 20 × 20: the legend's. */
export const formPath = (form: Form): string =>
  form === "circle" ? "M10 3 a7 7 0 1 0 0.01 0 Z" : `M${outlines[form].map(([x, y]) => `${10 + 7 * x} ${10 + 7 * y}`).join(" L")} Z`;

/** A number in a disc of 48 × 48 pixels: where a siting chose a place. */
export function badge(number: string): ImageData {
  const size = 48;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  pen.arc(size / 2, size / 2, 20, 0, 2 * Math.PI);
  pen.fillStyle = "#101010";
  pen.strokeStyle = "#ffffff";
  pen.lineWidth = 5;
  pen.stroke();
  pen.fill();
  pen.fillStyle = "#ffffff";
  pen.font = `bold ${number.length > 2 ? 19 : 25}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(number, size / 2, size / 2 + 1);
  return pen.getImageData(0, 0, size, size);
}

/** A form of 40 × 40 pixels with a white rim. */
export function symbol(form: Form, fill: string, line: string): ImageData {
  const size = 40;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  pen.translate(size / 2, size / 2);
  const path = new Path2D();
  if (form === "circle") path.arc(0, 0, 12.5, 0, 2 * Math.PI);
  else outlines[form].forEach(([x, y], i) => (i ? path.lineTo(12.5 * x, 12.5 * y) : path.moveTo(12.5 * x, 12.5 * y)));
  path.closePath();
  pen.lineJoin = "round";
  for (const [width, colour] of [[9, "#ffffff"], [4.5, line]] as const) {
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke(path);
  }
  pen.fillStyle = fill;
  pen.fill(path);
  return pen.getImageData(0, 0, size, size);
}

/** A black pin with a number, of three pixels for one of the page; its tip is the middle of the lower edge. */
export function numberPin(text: string): ImageData {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  const font = '600 36px "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif';
  pen.font = font;
  const width = Math.max(54, Math.ceil(pen.measureText(text).width) + 30);
  canvas.width = width + 6;
  canvas.height = 81;
  pen.font = font;
  pen.beginPath();
  pen.roundRect(3, 3, width, 54, 27);
  pen.moveTo(width / 2 - 9, 55);
  pen.lineTo(width / 2 + 3, 78);
  pen.lineTo(width / 2 + 15, 55);
  pen.lineWidth = 5;
  pen.lineJoin = "round";
  pen.strokeStyle = "#ffffff";
  pen.stroke();
  pen.fillStyle = "#101010";
  pen.fill();
  pen.fillStyle = "#ffffff";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, width / 2 + 3, 32);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
