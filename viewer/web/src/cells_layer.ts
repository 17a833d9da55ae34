// SPDX-License-Identifier: Apache-2.0
// All places where people live as points drawn by the graphics card: hundreds of thousands move
// fluently, and a new limit is a uniform, not a new upload.
import { MercatorCoordinate, type CustomLayerInterface, type CustomRenderMethodInput, type Map } from "maplibre-gl";

import { type Cells, notConnected, notReached } from "./api";
import { costColours, notReachedColour, rgb, unconnectedColour } from "./palette";

const vertex = `#version 300 es
in vec2 position; in float cost; in float people;
uniform mat4 matrix; uniform float size; uniform vec4 bounds; uniform vec3 colours[4]; uniform vec3 beyond; uniform vec3 apart; uniform float faded;
out vec4 colour; out float across;
void main() {
  gl_Position = matrix * vec4(position, 0.0, 1.0);
  gl_PointSize = size * clamp(0.55 + 0.16 * log2(1.0 + people), 0.6, 2.0);
  across = gl_PointSize;
  bool connected = cost != ${notConnected}.0;
  bool reached = connected && cost != ${notReached}.0 && cost <= bounds.w;
  vec3 c = cost <= bounds.x ? colours[0] : cost <= bounds.y ? colours[1] : cost <= bounds.z ? colours[2] : colours[3];
  c = reached ? c : connected ? beyond : apart;
  // Of a result that is no longer shown: grey, by lightness alone.
  colour = vec4(mix(c, vec3(dot(c, vec3(0.21, 0.72, 0.07))), faded), mix(reached ? 0.92 : 0.85, 0.45, faded));
}`;
const fragment = `#version 300 es
precision mediump float;
in vec4 colour; in float across; out vec4 pixel;
void main() {
  float r = length(gl_PointCoord - 0.5);
  if (r > 0.5) discard;
  float edge = smoothstep(0.5, 0.44, r);
  // A white rim where there is room for one, so that points stand out from shaded units.
  float rim = across > 5.0 ? smoothstep(0.5 - 1.6 / across, 0.5 - 0.6 / across, r) : 0.0;
  pixel = vec4(mix(colour.rgb, vec3(1.0), rim), 1.0) * colour.a * edge;
}`;

export class CellsLayer implements CustomLayerInterface {
  readonly id = "cells";
  readonly type = "custom" as const;
  readonly renderingMode = "2d" as const;
  visible = false;
  private map: Map | undefined;
  private gl: WebGL2RenderingContext | undefined;
  private program: WebGLProgram | undefined;
  private buffer: WebGLBuffer | null = null;
  private n = 0;
  private origin: [number, number] = [0, 0];
  private bounds: [number, number, number, number] = [0, 0, 0, 0];
  private pending: Cells | undefined;
  private faded = false;

  /** At most four upper bounds, in the unit of Cells.cost (whole seconds, or tens of metres). */
  setBounds(limits: number[]): void {
    const last = limits.at(-1) ?? 0;
    this.bounds = [limits[0] ?? last, limits[1] ?? last, limits[2] ?? last, last];
    this.map?.triggerRepaint();
  }

  setFaded(faded: boolean): void {
    this.faded = faded;
  }

  setCells(cells: Cells): void {
    this.pending = cells;
    this.upload();
  }

  onAdd(map: Map, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.gl = gl;
    const program = gl.createProgram();
    for (const [kind, source] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(kind)!;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? "shader");
    this.program = program;
    this.buffer = gl.createBuffer();
    this.upload();
  }

  private upload(): void {
    const { gl, pending: cells } = this;
    if (!gl || !cells) return;
    this.pending = undefined;
    this.n = cells.n;
    // Relative to the first cell, so that 32 bits are enough for centimetres.
    const first = MercatorCoordinate.fromLngLat([cells.lon[0] ?? 0, cells.lat[0] ?? 0]);
    this.origin = [first.x, first.y];
    const data = new Float32Array(4 * cells.n);
    for (let i = 0; i < cells.n; ++i) {
      const at = MercatorCoordinate.fromLngLat([cells.lon[i]!, cells.lat[i]!]);
      data.set([at.x - first.x, at.y - first.y, cells.cost[i] ?? notReached, cells.people[i]! / 1e6], 4 * i);
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    this.map?.triggerRepaint();
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    if (!this.visible || this.n === 0 || !this.program || !this.map) return;
    gl.useProgram(this.program);
    const at = (name: string) => gl.getUniformLocation(this.program!, name);
    gl.uniformMatrix4fv(at("matrix"), false, shifted(input.defaultProjectionData.mainMatrix as ArrayLike<number>, this.origin));
    const zoom = this.map.getZoom();
    gl.uniform1f(at("size"), this.map.getPixelRatio() * Math.min(14, Math.max(1.6, 2 ** (zoom - 10.2))));
    gl.uniform4fv(at("bounds"), this.bounds);
    gl.uniform3fv(at("colours"), costColours.flatMap(rgb));
    gl.uniform3fv(at("beyond"), rgb(notReachedColour));
    gl.uniform3fv(at("apart"), rgb(unconnectedColour));
    gl.uniform1f(at("faded"), this.faded ? 1 : 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    for (const [name, size, offset] of [
      ["position", 2, 0],
      ["cost", 1, 8],
      ["people", 1, 12],
    ] as const) {
      const place = gl.getAttribLocation(this.program, name);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, gl.FLOAT, false, 16, offset);
    }
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.drawArrays(gl.POINTS, 0, this.n);
  }
}

/** A column-major 4×4 matrix after a translation by (x, y), in double precision. */
function shifted(m: ArrayLike<number>, [x, y]: [number, number]): Float32Array {
  const out = Float64Array.from(m as ArrayLike<number>);
  for (let r = 0; r < 4; ++r) out[12 + r] = m[r]! * x + m[4 + r]! * y + m[12 + r]!;
  return Float32Array.from(out);
}
