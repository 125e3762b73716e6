import { OUTPUT } from '../../cells/graph';
import type { Run } from '../../cells/forward';
import type { Summary } from '../../state/view.svelte';

export type { Summary };

/** From a step's vector, and the selected unit. */
const OF: Readonly<Record<Summary, (h: Float64Array, unit: number) => number>> = {
  average: (h) => sum(h, (v) => v) / h.length,
  size: (h) => sum(h, Math.abs) / h.length,
  unit: (h, unit) => h[unit],
  norm: (h) => Math.hypot(...h),
};

/** A summary of the hidden state at each step of a run. */
export function summarise(run: Run, summary: Summary, unit: number): number[] {
  return summariseRows(run.values[OUTPUT], run.weights.hiddenSize, summary, unit);
}

/** The same from the values (time, unit). */
export function summariseRows(
  values: Float64Array,
  units: number,
  summary: Summary,
  unit: number,
): number[] {
  return Array.from({ length: values.length / units }, (_, step) =>
    OF[summary](values.subarray(step * units, (step + 1) * units), unit),
  );
}

/** An output's component at each step. */
export function component(output: Float64Array, outputs: number, index: number): number[] {
  return Array.from(
    { length: output.length / outputs },
    (_, step) => output[step * outputs + index],
  );
}

/** The index of the largest number of each row. */
export function best(output: Float64Array, outputs: number): number[] {
  return Array.from({ length: output.length / outputs }, (_, step) => {
    const row = output.subarray(step * outputs, (step + 1) * outputs);
    return row.indexOf(row.reduce((a, b) => Math.max(a, b), -Infinity));
  });
}

/** The ends of an axis for these values: round numbers, with zero between them. */
export function axisEnds(
  series: readonly (readonly (number | null)[])[],
): readonly [number, number] {
  const values = series.flat().filter((value) => value !== null);
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  if (high - low < SMALLEST) return [-SMALLEST, SMALLEST];
  return [low < 0 ? -roundUp(-low) : 0, high > 0 ? roundUp(high) : 0];
}

/** An axis does not enlarge what is smaller than that: it is rounding. */
const SMALLEST = 1e-6;
const ROUND = [0.1, 0.2, 0.5, 1];
/** Powers and logarithms of ten are not exact. */
const SLACK = 1e-9;

/** The next of 1, 2, 5, 10, 20 … times a power of ten. */
function roundUp(size: number): number {
  const power = 10 ** Math.ceil(Math.log10(size) - SLACK);
  const share = ROUND.find((s) => s * power >= size * (1 - SLACK)) ?? 1;
  return Number((share * power).toPrecision(3));
}

function sum(values: Float64Array, of: (value: number) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
