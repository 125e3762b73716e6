import type { Cell } from '../../cells/graph';
import type { Layout } from './layout';
import { STAGES, stageOf } from './stages';
import type { Wire } from './wires';

/** How strongly something is drawn. What slow motion has not reached yet is `ahead`. */
export type Emphasis = 'plain' | 'strong' | 'faded' | 'ahead';

export interface Highlight {
  readonly cell: Cell;
  readonly layout: Layout;
  /** Nodes that are pointed at. */
  readonly lit: ReadonlySet<string>;
  readonly stage: number | null;
}

export function emphasisOfNode({ cell, layout, lit, stage }: Highlight, id: string): Emphasis {
  if (stage !== null && stageOf(cell, id) > stage) return 'ahead';
  return emphasis(lit, isLit(layout, lit, id));
}

/** A wire belongs to what is lit if its source or its target does. */
export function emphasisOfWire({ cell, layout, lit, stage }: Highlight, wire: Wire): Emphasis {
  const { from, to } = wire;
  const reached = to === null ? stageOfExit(cell, from) : stageOf(cell, to);
  if (stage !== null && reached > stage) return 'ahead';
  return emphasis(lit, isLit(layout, lit, from) || (to !== null && isLit(layout, lit, to)));
}

/** A state is there once it is computed; the layer's output leaves last. */
export function stageOfExit(cell: Cell, state: string): number {
  return stageOf(cell, state) < STAGES.memory ? STAGES.memory : stageOf(cell, state);
}

function emphasis(lit: ReadonlySet<string>, isStrong: boolean): Emphasis {
  if (lit.size === 0) return 'plain';
  return isStrong ? 'strong' : 'faded';
}

function isLit(layout: Layout, lit: ReadonlySet<string>, id: string): boolean {
  return lit.has(id) || (layout.nodes[id]?.draws ?? []).some((inner) => lit.has(inner));
}
