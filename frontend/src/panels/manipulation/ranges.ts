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

/**
 * A slider's range: gates 0..1, bounded values their own range, h −1..1 where it stays within, others
 * ± twice the run's largest.
 */
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
  const [min, max] = rangeOf(cell, name) ?? around(run.values[name], isHidden(cell, name));
  const step = max - min > 4 ? 0.05 : 0.01;
  return { min, max, step, neutral: kind === 'shift' ? 0 : null };
}

function isHidden(cell: Cell, name: string): boolean {
  return cell.words[name]?.role === 'hidden';
}

/** h is mostly a product or mixture of bounded values, but not where a matrix or a relu makes it. */
function around(values: Float64Array, isOneEnough: boolean): readonly [number, number] {
  const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  if (isOneEnough && largest <= 1) return [-1, 1];
  const extent = Math.max(1, Math.ceil(2 * largest));
  return [-extent, extent];
}
