import { isGate, rangeOf } from '../cells/graph';
import { GATE_RAMP, signedRamp, type Ramp } from '../marks/heat';
import { formatPlain, formatSigned } from '../marks/format';
import { INPUT } from './document';
import type { OpenedTrace } from './opened.svelte';
import { paintTile, type Painted } from './paint';
import type { RunKey, Tile, Wanted } from './tiles.svelte';
import { binsOf, coarsest, covering, tilesOver, widthFor, type TilePlace } from './tiling';

/** How the numbers of a value are coloured and written. */
export interface Scale {
  readonly ramp: Ramp;
  /** What the ends of a signed ramp stand for; null of a gate's. */
  readonly extent: number | null;
  /** Whether the extent is that of the run: until it has come, nothing is coloured. */
  readonly isKnown: boolean;
  readonly format: (value: number, digits?: number) => string;
}

const ramps = new Map<number, Ramp>();

/** One ramp object for each extent, so that pictures can be told to be the same. */
function rampOf(extent: number): Ramp {
  const ramp = ramps.get(extent) ?? signedRamp(extent);
  ramps.set(extent, ramp);
  return ramp;
}

/** The scale of a value's map: one for the untouched and the edited run. */
export function scaleOf(opened: OpenedTrace, value: string): Scale {
  const { cell } = opened.layer;
  if (value !== INPUT && isGate(cell, value) && opened.shown !== 'difference') {
    return { ramp: GATE_RAMP, extent: null, isKnown: true, format: formatPlain };
  }
  const largest = isBounded(opened, value) ? 1 : opened.largest(value);
  const isKnown = largest !== undefined;
  const extent = isKnown && largest > 0 && Number.isFinite(largest) ? largest : 1;
  return { ramp: rampOf(extent), extent, isKnown, format: formatSigned };
}

/** Whether the cell itself says how large a value can be; of others the run does. */
export function isBounded({ layer }: OpenedTrace, value: string): boolean {
  return value !== INPUT && rangeOf(layer.cell, value) !== null;
}

export interface Span {
  readonly start: number;
  readonly stop: number;
}

/** The tiles that a map of this width wants to see, the coarse ones of the whole run first. */
export function placesFor(opened: OpenedTrace, span: Span, pixels: number): readonly TilePlace[] {
  const { width, length, bins } = cutOf(opened, span, pixels);
  const coarse = coarsest(length);
  const base = tilesOver({ start: 0, stop: length }, { width: coarse, length, bins });
  return width === coarse ? base : [...base, ...tilesOver(span, { width, length, bins })];
}

/** How a run is cut into tiles for a map of this width. */
function cutOf({ count: length, layer }: OpenedTrace, span: Span, pixels: number) {
  const bins = binsOf(Math.max(layer.unit, layer.proj ?? 0));
  const width = Math.min(widthFor(span.stop - span.start, pixels), coarsest(length));
  return { width, length, bins };
}

/**
 * The tiles to have, the most urgent first: the whole of what is in view, its details, and the whole
 * of the rest.
 */
export function wantedOf(
  opened: OpenedTrace,
  values: readonly string[],
  places: readonly TilePlace[],
): readonly Wanted[] {
  // What was shown last is asked for no more; of a run and its edited copy both are compared.
  const newest = runsOf(opened).slice(-1);
  const runs = opened.shown === 'difference' ? [opened.runBefore, ...newest] : newest;
  const isSeen = (value: string) => value === opened.value || opened.inView.has(value);
  const [seen, others] = [values.filter(isSeen), values.filter((value) => !isSeen(value))];
  const isWhole = ({ width }: TilePlace) => width === coarsest(opened.count);
  const [whole, details] = [places.filter(isWhole), places.filter((place) => !isWhole(place))];
  const all = (own: readonly string[], wanted: readonly TilePlace[]) =>
    own.flatMap((value) => wanted.flatMap((place) => runs.map((run) => ({ run, value, place }))));
  return [...all(seen, whole), ...all(seen, details), ...all(others, whole)];
}

/** The runs whose tiles are drawn, what lies below first: while a new run comes, the last one stays. */
export function runsOf(opened: OpenedTrace): readonly RunKey[] {
  const { runBefore, runNow, shown } = opened;
  if (shown === 'before' || runNow.revision === 0) return [runBefore];
  const earlier = runNow.revision > 1 ? [{ ...runNow, revision: runNow.revision - 1 }] : [];
  return [runBefore, ...earlier, runNow];
}

/** The pictures of a value, the finest and newest last. */
export function paintedOf(
  opened: OpenedTrace,
  value: string,
  scale: Scale,
  span: Span,
  pixels: number,
): readonly Painted[] {
  const { tiles, summary, runBefore } = opened;
  if (!scale.isKnown) return [];
  const painting = { order: opened.orderOf(value), ramp: scale.ramp, summary };
  const isDifference = opened.shown === 'difference';
  const runs = isDifference ? runsOf(opened).slice(1) : runsOf(opened);
  const underAt = (place: TilePlace) =>
    isDifference ? tiles.get({ run: runBefore, value, place }) : null;
  const tileAt = (place: TilePlace) =>
    underAt(place) === undefined
      ? undefined
      : runs.map((run) => tiles.get({ run, value, place })).findLast((tile) => tile !== undefined);
  const places = covering(span, cutOf(opened, span, pixels), (place) => !!tileAt(place));
  return places.map((place) => paintTile(tileAt(place)!, painting, underAt(place) ?? null));
}

/** What a map shows at a step and a unit: one number, or those of the steps that share a column. */
export interface Reading {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly start: number;
  readonly stop: number;
}

/** The finest that is there of a value at a step, or null. */
export function readingAt(
  opened: OpenedTrace,
  at: { readonly value: string; readonly step: number; readonly unit: number },
  places: readonly TilePlace[],
): Reading | null {
  const { shown, runBefore, runNow, tiles } = opened;
  const { value } = at;
  const run = shown === 'before' ? runBefore : runNow;
  const found = places.findLast(
    (place) => place.start <= at.step && at.step < place.stop && tiles.get({ run, value, place }),
  );
  if (!found) return null;
  const now = numbersAt(opened, tiles.get({ run, value, place: found })!, at);
  const before =
    shown === 'difference' ? tiles.get({ run: runBefore, value, place: found }) : undefined;
  if (shown !== 'difference') return now;
  if (!before) return null;
  const mean = now.mean - numbersAt(opened, before, at).mean;
  return { ...now, mean, low: mean, high: mean };
}

function numbersAt(
  opened: OpenedTrace,
  { start, width, mean, low, high }: Tile,
  { value, step, unit }: { readonly value: string; readonly step: number; readonly unit: number },
): Reading {
  const bin = Math.floor((step - start) / width);
  const k = bin * opened.unitsOf(value) + unit;
  const from = start + bin * width;
  const stop = Math.min(from + width, opened.count);
  return { mean: mean[k], low: low[k], high: high[k], start: from, stop };
}
