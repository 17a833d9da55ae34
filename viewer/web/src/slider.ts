// SPDX-License-Identifier: Apache-2.0
// The slider of the limit with its curve. Moving it asks the server for nothing.
import { byId } from "./html";
import { limitName } from "./i18n";
import { curveSvg } from "./curve";
import { type Slide, limitOf, range, wireOf } from "./slide";
import { w } from "./words_desk";

export interface SliderEvents {
  /** While it moves, at most once a frame. */
  moved(wire: number): void;
  released(wire: number): void;
  /** Back to the figures of the table. */
  left(): void;
}

export class Slider {
  private readonly root = byId("slide");
  private drawn = "";
  private steps: number[] = [];
  private frame = 0;

  constructor(private readonly events: SliderEvents) {}

  hide(): void {
    this.root.hidden = true;
    this.drawn = "";
  }

  /** `key`: what the curve depends on; `row`: the selected unit, −1 for everyone. */
  draw(key: string, slide: Slide, row: number, limits: string[], at: number, sliding: boolean, capacity: boolean): void {
    const { step, last, metres } = range(limits);
    if (this.drawn !== key) {
      this.drawn = key;
      this.steps = slide.curve(step, last, row);
      this.root.hidden = false;
      this.root.innerHTML =
        `<label><span>${w("slideLimit")}</span><output></output><input type="range" name="slide" min="0" max="${last}" step="${step}" value="${at}"></label>` +
        `<div class="curve-box"></div><p class="quiet">${w("curveOf")}${capacity ? ` · ${w("withoutCapacity")}` : ""}</p><button type="button">${w("backToTable")}</button>`;
      const input = this.root.querySelector("input")!;
      input.addEventListener("input", () => {
        cancelAnimationFrame(this.frame);
        this.frame = requestAnimationFrame(() => this.events.moved(Number(input.value)));
      });
      input.addEventListener("change", () => this.events.released(Number(input.value)));
      this.root.querySelector("button")!.addEventListener("click", () => this.events.left());
    }
    const input = this.root.querySelector("input")!;
    if (Number(input.value) !== at) input.value = String(at);
    input.setAttribute("aria-valuetext", limitName(limitOf(at, metres)));
    this.root.querySelector("output")!.textContent = limitName(limitOf(at, metres));
    this.root.querySelector("button")!.hidden = !sliding;
    this.root.querySelector(".curve-box")!.innerHTML = curveSvg({
      steps: this.steps, step, last, metres, total: row < 0 ? slide.everyone : slide.total[row]!, at, limits: limits.map(wireOf), label: w("curveOf"), axis: w("curveAxis"),
    });
  }
}
