import type { Ramp } from '../marks/heat';
import type { ColumnSummary } from './opened.svelte';
import type { TileValue } from './tiles.svelte';

/** What stands side by side in a column: the mean, and the extreme that lies farthest from it. */
export function columnsOf(
  { mean, low, high }: TileValue,
  summary: ColumnSummary,
  units: number,
): readonly Float32Array[] {
  if (summary === 'low') return [low];
  if (summary === 'high') return [high];
  if (summary === 'mean' || mean.length < units) return [mean];
  const farthest = new Float32Array(mean.length);
  for (let k = 0; k < farthest.length; k++) {
    farthest[k] = high[k] - mean[k] >= mean[k] - low[k] ? high[k] : low[k];
  }
  return [mean, farthest];
}

/** How far numbers lie from others, each from its own. */
export function differences(now: Float32Array, before: Float32Array): Float32Array {
  const apart = new Float32Array(now.length);
  for (let k = 0; k < apart.length; k++) apart[k] = now[k] - before[k];
  return apart;
}

/**
 * One pixel for each number: rows are units from the top down, and of each bin there is a number of
 * each of the columns (bin, unit), side by side. What is no number is left transparent.
 */
export function pixelsOf(
  columns: readonly Float32Array[],
  order: readonly number[],
  { low, high, pixels }: Ramp,
): Uint32Array<ArrayBuffer> {
  const [units, parts] = [order.length, columns.length];
  const bins = columns[0].length / units;
  const image = new Uint32Array(bins * parts * units);
  const last = pixels.length - 1;
  const scale = last / (high - low);
  columns.forEach((numbers, part) => {
    for (let row = 0; row < units; row++) {
      let to = row * bins * parts + part;
      for (let from = order[row]; from < numbers.length; from += units, to += parts) {
        const shade = (numbers[from] - low) * scale;
        if (shade >= last) image[to] = pixels[last];
        else if (shade > 0) image[to] = pixels[(shade + 0.5) | 0];
        else if (shade <= 0) image[to] = pixels[0];
      }
    }
  });
  return image;
}
