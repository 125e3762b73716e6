import { isGate, rangeOf, type Cell } from '../../cells/graph';
import type { Run } from '../../cells/forward';
import type { ChipKind } from '../../state/manipulation.svelte';

/** What a slider runs over, and where it changes nothing. */
export interface SliderRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where an edit of this kind leaves things as they are; a clamp always changes them. */
  readonly neutral: number | null;
}

const PRE_ACTIVATION = 8;

/** A slider's range: gates 0..1, bounded values their own range, others ± twice the run's largest. */
export function sliderRange(
  cell: Cell,
  run: Pick<Run, 'values'>,
  name: string,
  kind: ChipKind,
): SliderRange {
  if (kind === 'scale') return { min: 0, max: 2, step: 0.01, neutral: 1 };
  if (kind === 'shift' && isGate(cell, name)) {
    return { min: -PRE_ACTIVATION, max: PRE_ACTIVATION, step: 0.05, neutral: 0 };
  }
  const [min, max] = isProductOfBounded(cell, name)
    ? [-1, 1]
    : (rangeOf(cell, name) ?? around(run.values[name]));
  const step = max - min > 4 ? 0.05 : 0.01;
  return { min, max, step, neutral: kind === 'shift' ? 0 : null };
}

/** A state that is a product or mixture of bounded values stays within ±1, as h does. */
function isProductOfBounded(cell: Cell, name: string): boolean {
  return cell.words[name]?.role === 'hidden';
}

function around(values: Float64Array): readonly [number, number] {
  const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const extent = Math.max(1, Math.ceil(2 * largest));
  return [-extent, extent];
}
