import { isGate, rangeOf } from '../../cells/graph';
import type { Run } from '../../cells/forward';
import { formatPlain, formatSigned } from '../../marks/format';
import { GATE_RAMP, signedRamp, type Ramp } from '../../marks/heat';
import type { Side } from '../../state/side.svelte';
import type { Maps } from '../../state/view.svelte';

export type View = Maps;

/** A named value of a cell, as its heat map shows it. */
export interface Block {
  readonly name: string;
  /** (time, unit) */
  readonly values: Float64Array;
  readonly ramp: Ramp;
  /** What the ramp's ends stand for: 0 and 1 for gates, else ± this. */
  readonly extent: number;
  readonly isGate: boolean;
  readonly format: (value: number, digits?: number) => string;
}

type Runs = Pick<Side, 'cell' | 'now' | 'before'>;

/** A side's heat maps, in the figures' order. */
export function blocksOf(side: Runs, view: View): readonly Block[] {
  return side.cell.values.map((name) => blockOf(side, name, view));
}

/** One of a side's heat maps. */
export function blockOf({ cell, now, before }: Runs, name: string, view: View): Block {
  const gate = isGate(cell, name) && view !== 'difference';
  const extent = rangeOf(cell, name) ? 1 : largest([now.values[name], before.values[name]]);
  return {
    name,
    values: valuesOf(now, before, name, view),
    ramp: gate ? GATE_RAMP : signedRamp(extent),
    extent,
    isGate: gate,
    format: gate ? formatPlain : formatSigned,
  };
}

function valuesOf(now: Run, before: Run, name: string, view: View): Float64Array {
  if (view === 'now') return now.values[name];
  if (view === 'before') return before.values[name];
  return difference(now.values[name], before.values[name]);
}

export function difference(now: Float64Array, before: Float64Array): Float64Array {
  return now.map((value, k) => value - before[k]);
}

/** The largest size of a number of the arrays, at least 1. */
export function largest(arrays: readonly Float64Array[]): number {
  return arrays.reduce(
    (most, values) => values.reduce((m, v) => Math.max(m, Math.abs(v)), most),
    1,
  );
}

/** How tall a unit's row is: room for its number where there are few. */
export function rowHeight(units: number): number {
  return units <= 8 ? 18 : Math.max(5, Math.floor(144 / units));
}
