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

/**
 * Draw a heat map: units downwards, time to the right. Cells that have room for their number are
 * drawn as they are seen, `ratio` pixels to a CSS pixel, hair lines of ground between them. Of others
 * there are thousands: each is one pixel, and the browser stretches them as it shows them.
 */
export function drawHeat(canvas: HTMLCanvasElement, picture: HeatPicture, ratio: number): void {
  if (hasNumbers(picture)) drawCells(canvas, picture, ratio);
  else drawPixels(canvas, picture);
}

function drawPixels(canvas: HTMLCanvasElement, picture: HeatPicture): void {
  const { values, time, units, ramp } = picture;
  fit(canvas, time, units);
  const pixels = new Uint8ClampedArray(heatPixels(values, { time, units }, ramp).buffer);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, time, units), 0, 0);
}

function drawCells(canvas: HTMLCanvasElement, picture: HeatPicture, ratio: number): void {
  const { time, units, column, row } = picture;
  fit(canvas, Math.round(time * column * ratio), Math.round(units * row * ratio));
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  fill(context, picture);
  separate(context, picture);
  write(context, picture);
}

function fit(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

function fill(context: CanvasRenderingContext2D, picture: HeatPicture): void {
  const { values, time, units, column, row, ramp } = picture;
  context.clearRect(0, 0, time * column, units * row);
  for (let k = 0; k < time * units; k++) {
    context.fillStyle = ramp.colour(shareOf(picture, values[k]));
    context.fillRect(Math.floor(k / units) * column, (k % units) * row, column, row);
  }
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
