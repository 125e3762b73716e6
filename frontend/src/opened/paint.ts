import { heatPixels, type Ramp } from '../marks/heat';
import type { ColumnSummary } from './opened.svelte';
import type { Tile, TileValue } from './tiles.svelte';

/** How a value of a tile is drawn. */
export interface Painting {
  readonly value: string;
  /** The units from the top down. */
  readonly order: readonly number[];
  readonly ramp: Ramp;
  readonly summary: ColumnSummary;
}

/** A tile as a picture, and the steps that it covers. */
export interface Painted {
  readonly image: HTMLCanvasElement;
  readonly start: number;
  readonly steps: number;
}

interface Kept extends Painting {
  readonly under: Tile | null;
  readonly painted: Painted;
}

const pictures = new WeakMap<Tile, Map<string, Kept>>();

/** A value of a tile as a picture, or how far it lies from the same tile of another run. */
export function paintTile(tile: Tile, painting: Painting, under: Tile | null = null): Painted {
  const kept = pictures.get(tile) ?? new Map<string, Kept>();
  pictures.set(tile, kept);
  const key = `${painting.value}${under ? '−' : ''}`;
  const found = kept.get(key);
  if (found && isSame(found, painting, under)) return found.painted;
  const painted = paint(tile, painting, under);
  kept.set(key, { ...painting, under, painted });
  return painted;
}

function isSame(kept: Kept, { order, ramp, summary }: Painting, under: Tile | null): boolean {
  return (
    kept.under === under && kept.order === order && kept.ramp === ramp && kept.summary === summary
  );
}

function paint(tile: Tile, { value, order, ramp, summary }: Painting, under: Tile | null): Painted {
  const units = order.length;
  const layers = columnsOf(tile.values[value], tile.width > 1 ? summary : 'mean', units);
  const below = under && columnsOf(under.values[value], 'mean', units);
  const numbers = below ? [differences(layers[0], below[0])] : layers;
  const columns = numbers.length;
  const time = tile.bins * columns;
  const sorted = new Float64Array(time * units);
  for (let bin = 0; bin < tile.bins; bin++) {
    for (let part = 0; part < columns; part++) {
      const to = (bin * columns + part) * units;
      for (let row = 0; row < units; row++) {
        sorted[to + row] = numbers[part][bin * units + order[row]];
      }
    }
  }
  const pixels = new Uint8ClampedArray(heatPixels(sorted, { time, units }, ramp).buffer);
  const image = document.createElement('canvas');
  image.width = time;
  image.height = units;
  image.getContext('2d')?.putImageData(new ImageData(pixels, time, units), 0, 0);
  return { image, start: tile.start, steps: tile.bins * tile.width };
}

/** What stands side by side in a column: the mean, and the extreme that lies farthest from it. */
export function columnsOf(
  { mean, low, high }: TileValue,
  summary: ColumnSummary,
  units: number,
): readonly Float32Array[] {
  if (summary === 'low') return [low];
  if (summary === 'high') return [high];
  if (summary === 'mean' || mean.length < units) return [mean];
  const farthest = mean.map((middle, k) =>
    high[k] - middle >= middle - low[k] ? high[k] : low[k],
  );
  return [mean, farthest];
}

function differences(now: Float32Array, before: Float32Array): Float32Array {
  return now.map((value, k) => value - before[k]);
}

/** Where and how large a map is drawn. */
export interface Frame {
  readonly start: number;
  readonly span: number;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** Draw pictures of tiles one over the other, the later ones on top, where the frame has them. */
export function drawTiles(
  canvas: HTMLCanvasElement,
  painted: readonly Painted[],
  { start, span, width, height, ratio }: Frame,
): void {
  const [wide, tall] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== tall) canvas.height = tall;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, wide, tall);
  const x = (step: number) => ((step - start) / span) * wide;
  for (const { image, start: from, steps } of painted) {
    const [left, right] = [x(from), x(from + steps)];
    context.clearRect(left, 0, right - left, tall);
    context.drawImage(image, 0, 0, image.width, image.height, left, 0, right - left, tall);
  }
}

/** From here on, cells are set apart by hair lines: of a column and of a row, in CSS pixels. */
const APART = { column: 6, row: 6 };

/** Hair lines between steps and units, where these are large enough. */
export function separate(canvas: HTMLCanvasElement, frame: Frame, units: number): void {
  const context = canvas.getContext('2d');
  const [column, row] = [frame.width / frame.span, frame.height / units];
  if (!context) return;
  const hair = Math.max(1, Math.round(frame.ratio));
  if (column >= APART.column) {
    for (let step = Math.ceil(frame.start); step < frame.start + frame.span; step++) {
      const x = Math.round((step - frame.start) * column * frame.ratio);
      context.clearRect(x - hair, 0, hair, canvas.height);
    }
  }
  if (row < APART.row) return;
  for (let unit = 1; unit <= units; unit++) {
    const y = Math.round(unit * row * frame.ratio);
    context.clearRect(0, y - hair, canvas.width, hair);
  }
}
