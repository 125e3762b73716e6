import { isGate, rangeOf, type Cell } from '../cells/graph';
import { GATE_RAMP, signedRamp, type Ramp } from '../marks/heat';
import { formatPlain, formatSigned } from '../marks/format';
import { INPUT } from './document';
import type { OpenedTrace } from './opened.svelte';
import { paintTile, type Painted } from './paint';
import type { RunKey, Tile } from './tiles.svelte';
import { binsOf, coarsest, tilesOver, widthFor, type TilePlace } from './tiling';

/** How the numbers of a value are coloured and written. */
export interface Scale {
  readonly ramp: Ramp;
  /** What the ends of a signed ramp stand for; null of a gate's. */
  readonly extent: number | null;
  readonly format: (value: number, digits?: number) => string;
}

const ramps = new Map<number, Ramp>();

/** One ramp object for each extent, so that pictures can be told to be the same. */
function rampOf(extent: number): Ramp {
  const ramp = ramps.get(extent) ?? signedRamp(extent);
  ramps.set(extent, ramp);
  return ramp;
}

export function scaleOf(cell: Cell, value: string, largest: number, isDifference: boolean): Scale {
  const isInput = value === INPUT;
  if (!isInput && isGate(cell, value) && !isDifference) {
    return { ramp: GATE_RAMP, extent: null, format: formatPlain };
  }
  const isBounded = !isInput && rangeOf(cell, value) !== null;
  const extent = isBounded ? 1 : largest > 0 && Number.isFinite(largest) ? largest : 1;
  return { ramp: rampOf(extent), extent, format: formatSigned };
}

export interface Span {
  readonly start: number;
  readonly stop: number;
}

/** The tiles that a map of this width wants to see, the coarse ones of the whole run first. */
export function placesFor(opened: OpenedTrace, span: Span, pixels: number): readonly TilePlace[] {
  const { count: length, layer } = opened;
  const bins = binsOf(Math.max(layer.unit, layer.proj ?? 0));
  const coarse = coarsest(length);
  const width = Math.min(widthFor(span.stop - span.start, pixels), coarse);
  const base = tilesOver({ start: 0, stop: length }, { width: coarse, length, bins });
  return width === coarse ? base : [...base, ...tilesOver(span, { width, length, bins })];
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
  places: readonly TilePlace[],
): readonly Painted[] {
  const { tiles, summary, runBefore } = opened;
  const painting = { value, order: opened.orderOf(value), ramp: scale.ramp, summary };
  const isDifference = opened.shown === 'difference';
  const runs = isDifference ? runsOf(opened).slice(1) : runsOf(opened);
  return places.flatMap((place) =>
    runs.flatMap((run) => {
      const tile = tiles.get(run, place);
      const under = isDifference ? tiles.get(runBefore, place) : undefined;
      if (!tile || (isDifference && !under)) return [];
      return [paintTile(tile, painting, under ?? null)];
    }),
  );
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
  const found = places.findLast(
    (place) =>
      place.start <= at.step &&
      at.step < place.stop &&
      tiles.get(shown === 'before' ? runBefore : runNow, place),
  );
  if (!found) return null;
  const now = numbersAt(opened, tiles.get(shown === 'before' ? runBefore : runNow, found)!, at);
  const before = shown === 'difference' ? tiles.get(runBefore, found) : undefined;
  if (shown !== 'difference') return now;
  if (!before) return null;
  const mean = now.mean - numbersAt(opened, before, at).mean;
  return { ...now, mean, low: mean, high: mean };
}

function numbersAt(
  opened: OpenedTrace,
  { start, width, values }: Tile,
  { value, step, unit }: { readonly value: string; readonly step: number; readonly unit: number },
): Reading {
  const bin = Math.floor((step - start) / width);
  const k = bin * opened.unitsOf(value) + unit;
  const { mean, low, high } = values[value];
  const from = start + bin * width;
  const stop = Math.min(from + width, opened.count);
  return { mean: mean[k], low: low[k], high: high[k], start: from, stop };
}
