import type { Shape } from './shape';

const drawings = new WeakMap<HTMLCanvasElement, () => Shape>();

/** Say how what is on a canvas is drawn in SVG, for a picture of the figure that it is in. */
export function drawnAs(canvas: HTMLCanvasElement, draw: () => Shape): void {
  drawings.set(canvas, draw);
}

/** What is on a canvas, or null where nobody has said. */
export function drawingOn(canvas: HTMLCanvasElement): Shape | null {
  return drawings.get(canvas)?.() ?? null;
}
