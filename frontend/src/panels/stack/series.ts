import type { Marker, Steps } from '../../marks/line';
import type { SideKey } from '../../state/side.svelte';
import { words } from '../../words/words.svelte';

/** The ink and the marker of a whole network. */
export const INKS: Readonly<Record<SideKey, { readonly colour: string; readonly marker: Marker }>> =
  {
    lstm: { colour: 'var(--lstm)', marker: 'circle' },
    gru: { colour: 'var(--gru)', marker: 'square' },
  };

/** One line of a chart: a network's, its ghost's from before the edits, or the target's. */
export interface Series {
  readonly name: string;
  readonly kind: 'line' | 'ghost' | 'target';
  readonly values: Steps;
  readonly colour: string;
  readonly marker: Marker | null;
}

/** A side's line, and under it its ghost if the side is edited. */
export function linesOf(
  key: SideKey,
  title: string,
  now: Steps,
  before: Steps | null,
): readonly Series[] {
  const line: Series = { name: title, kind: 'line', values: now, ...INKS[key] };
  if (!before) return [line];
  const ghost: Series = {
    name: words.stack.chart.was(title),
    kind: 'ghost',
    values: before,
    colour: 'var(--ghost)',
    marker: null,
  };
  return [ghost, line];
}

export function targetLine(values: Steps): Series {
  return {
    name: words.stack.chart.target,
    kind: 'target',
    values,
    colour: 'var(--ink)',
    marker: null,
  };
}

/** How far two lines are apart, step by step. */
export function minus(a: Series, b: Series): Series {
  const values = a.values.map((value, step) => {
    const other = b.values[step] ?? null;
    return value === null || other === null ? null : value - other;
  });
  return { ...a, name: `${a.name} − ${b.name}`, kind: 'line', values, marker: null };
}
