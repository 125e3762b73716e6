import { inkOn } from './colour';
import { heatPixels, type Ramp } from './heat';

export interface HeatPicture {
  /** (time, unit) */
  readonly values: Float64Array;
  readonly time: number;
  readonly units: number;
  /** Of one cell, in CSS pixels. */
  readonly column: number;
  readonly row: number;
  readonly ramp: Ramp;
  readonly format: (value: number) => string;
}

const NUMBERS_FROM = { column: 34, row: 16 };
/** Of the numbers, in CSS pixels. */
export const NUMBER_SIZE = 11;

/** Whether a cell has room for its number. */
export function hasNumbers({ column, row }: HeatPicture): boolean {
  return column >= NUMBERS_FROM.column && row >= NUMBERS_FROM.row;
}

/** The hair line between two units. */
export function gapOf({ row }: HeatPicture): number {
  return row >= 8 ? 1 : 0.5;
}

/** A value's place on the ramp. */
export function shareOf({ ramp }: HeatPicture, value: number): number {
  return Math.min(Math.max(ramp.share(value), 0), 1);
}

/** A picture of one pixel a value is made here, then stretched: thousands of cells at once. */
let scratch: CanvasRenderingContext2D | null = null;

/** Draw a heat map: units downwards, time to the right, hair lines of ground between the cells. */
export function drawHeat(canvas: HTMLCanvasElement, picture: HeatPicture, ratio: number): void {
  const { time, units, column, row } = picture;
  const [width, height] = [time * column, units * row];
  fit(canvas, Math.round(width * ratio), Math.round(height * ratio));
  const context = canvas.getContext('2d');
  const image = paint(picture);
  if (!context || !image) return;
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, time, units, 0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  separate(context, picture);
  if (hasNumbers(picture)) write(context, picture);
  context.setTransform(1, 0, 0, 1, 0, 0);
}

function fit(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

function paint({ values, time, units, ramp }: HeatPicture): HTMLCanvasElement | null {
  scratch ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!scratch) return null;
  fit(scratch.canvas, time, units);
  const pixels = new Uint8ClampedArray(heatPixels(values, { time, units }, ramp).buffer);
  scratch.putImageData(new ImageData(pixels, time, units), 0, 0);
  return scratch.canvas;
}

function separate(context: CanvasRenderingContext2D, picture: HeatPicture): void {
  const { time, units, column, row } = picture;
  const [width, height] = [time * column, units * row];
  const gap = gapOf(picture);
  for (let step = 1; step <= time; step++) context.clearRect(step * column - 1, 0, 1, height);
  for (let unit = 1; unit <= units; unit++) context.clearRect(0, unit * row - gap, width, gap);
}

function write(context: CanvasRenderingContext2D, picture: HeatPicture): void {
  const { values, time, units, column, row, format } = picture;
  context.font = `${NUMBER_SIZE}px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let k = 0; k < time * units; k++) {
    const [step, unit] = [Math.floor(k / units), k % units];
    context.fillStyle = inkOn(shareOf(picture, values[k]));
    context.fillText(format(values[k]), (step + 0.5) * column, (unit + 0.5) * row + 0.5);
  }
}
