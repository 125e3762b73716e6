/** A piece of a run: `bins` columns of `width` steps each, from `start`; the last may be shorter. */
export interface TilePlace {
  readonly width: number;
  readonly start: number;
  readonly stop: number;
  readonly bins: number;
}

/** Bins of a tile: fewer where a bin holds many units, so that a tile stays small. */
export function binsOf(units: number): number {
  return units > 256 ? 128 : 256;
}

/** Of an overview, at the most. */
const COARSE = 512;

/** How many steps share a column: a power of two, so that columns stay where they are on panning. */
export function widthFor(span: number, pixels: number): number {
  if (span <= pixels) return 1;
  // A column of several steps has room for their mean and for what lies farthest from it.
  return powerAbove((2 * span) / pixels);
}

/** The width at which the whole run is a picture of a few hundred columns. */
export function coarsest(length: number): number {
  return powerAbove(length / COARSE);
}

/**
 * The tiles to draw over some steps, what lies below first: where one of this width is not there,
 * the finest wider one that is.
 */
export function covering(
  span: { readonly start: number; readonly stop: number },
  run: { readonly width: number; readonly length: number; readonly bins: number },
  isThere: (place: TilePlace) => boolean,
): readonly TilePlace[] {
  const found: TilePlace[] = [];
  let gaps = tilesOver(span, run);
  const { width: finest, length } = run;
  for (let width = finest; gaps.length > 0 && width <= coarsest(length); width *= 2) {
    const fits = (place: TilePlace, gap: TilePlace) =>
      place.start <= gap.start && gap.stop <= place.stop;
    const there = tilesOver(span, { ...run, width }).filter(
      (place) => gaps.some((gap) => fits(place, gap)) && isThere(place),
    );
    found.unshift(...there);
    gaps = gaps.filter((gap) => !there.some((place) => fits(place, gap)));
  }
  return found;
}

function powerAbove(least: number): number {
  return least <= 1 ? 1 : 2 ** Math.ceil(Math.log2(least));
}

/** The tiles of one width that cover steps start..stop of a run. */
export function tilesOver(
  { start, stop }: { readonly start: number; readonly stop: number },
  {
    width,
    length,
    bins,
  }: { readonly width: number; readonly length: number; readonly bins: number },
): readonly TilePlace[] {
  const steps = width * bins;
  const first = Math.floor(Math.max(start, 0) / steps);
  const last = Math.ceil(Math.min(stop, length) / steps) - 1;
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, k) => {
    const from = (first + k) * steps;
    const to = Math.min(from + steps, length);
    return { width, start: from, stop: to, bins: Math.ceil((to - from) / width) };
  });
}
