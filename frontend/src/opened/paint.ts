import type { Ramp } from '../marks/heat';
import type { ColumnSummary } from './opened.svelte';
import { columnsOf, differences, pixelsOf } from './pixels';
import type { Tile } from './tiles.svelte';

/** How a tile is drawn. */
export interface Painting {
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

/** Of each tile the picture that was painted last: by itself, and beside another run. */
const pictures = { alone: new WeakMap<Tile, Kept>(), beside: new WeakMap<Tile, Kept>() };

/** A tile as a picture, or how far it lies from the same tile of another run. */
export function paintTile(tile: Tile, painting: Painting, under: Tile | null = null): Painted {
  const kept = under ? pictures.beside : pictures.alone;
  const found = kept.get(tile);
  if (found && isSame(found, painting, under)) return found.painted;
  const painted = paint(tile, painting, under);
  kept.set(tile, { ...painting, under, painted });
  return painted;
}

function isSame(kept: Kept, { order, ramp, summary }: Painting, under: Tile | null): boolean {
  return (
    kept.under === under && kept.order === order && kept.ramp === ramp && kept.summary === summary
  );
}

function paint(tile: Tile, { order, ramp, summary }: Painting, under: Tile | null): Painted {
  const units = order.length;
  const columns = under
    ? [differences(tile.mean, under.mean)]
    : columnsOf(tile, tile.width > 1 ? summary : 'mean', units);
  const image = document.createElement('canvas');
  image.width = tile.bins * columns.length;
  image.height = units;
  if (image.width > 0 && units > 0) {
    const pixels = new Uint8ClampedArray(pixelsOf(columns, order, ramp).buffer);
    image.getContext('2d')?.putImageData(new ImageData(pixels, image.width, units), 0, 0);
  }
  return { image, start: tile.start, steps: tile.bins * tile.width };
}
