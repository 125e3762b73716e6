import type { Cell } from '../../cells/graph';
import type { Exit, Layout } from './layout';
import { STAGES, stageOf } from './stages';
import type { Wire } from './wires';

/** How strongly something is drawn. What slow motion has not reached yet is `ahead`. */
export type Emphasis = 'plain' | 'strong' | 'faded' | 'ahead';

/** The stronger, the higher; the highest lies on top. */
export const ORDER: Readonly<Record<Emphasis, number>> = {
  ahead: 0,
  faded: 1,
  plain: 2,
  strong: 3,
};

export interface Highlight {
  readonly cell: Cell;
  readonly layout: Layout;
  /** Nodes that are pointed at. */
  readonly lit: ReadonlySet<string>;
  readonly stage: number | null;
}

export function emphasisOfNode({ cell, layout, lit, stage }: Highlight, id: string): Emphasis {
  if (stage !== null && stageOf(cell, id) > stage) return 'ahead';
  if (isLit(layout, lit, id)) return 'strong';
  const isNext = layout.wires.some(
    ({ from, to }) =>
      (from === id && isLit(layout, lit, to)) || (to === id && isLit(layout, lit, from)),
  );
  return lit.size === 0 || isNext ? 'plain' : 'faded';
}

/** A wire belongs to what is lit if its source or its target does. */
export function emphasisOfWire({ cell, layout, lit, stage }: Highlight, wire: Wire): Emphasis {
  const { from, to } = wire;
  if (stage !== null && reached(cell, wire) > stage) return 'ahead';
  if (lit.size === 0) return 'plain';
  return isLit(layout, lit, from) || (to !== null && isLit(layout, lit, to)) ? 'strong' : 'faded';
}

/** What leaves the layer, if anything, leaves last. */
export function emphasisOfExit(highlight: Highlight, exit: Exit): Emphasis {
  const { stage } = highlight;
  if (stage !== null && exit.isOutput && stage < STAGES.output) return 'ahead';
  return emphasisOfNode(highlight, exit.of);
}

/** The strongest of several. */
export function strongest(several: readonly Emphasis[]): Emphasis {
  return several.reduce((a, b) => (ORDER[b] > ORDER[a] ? b : a), 'ahead');
}

/** A wire's ink, mixed with the ground: if it were transparent, wires on one way would add up. */
export function mixed(ink: string, emphasis: Emphasis): string {
  const share = { plain: 100, strong: 100, faded: 42, ahead: 15 }[emphasis];
  return share === 100 ? ink : `color-mix(in srgb, ${ink} ${share}%, var(--panel))`;
}

function reached(cell: Cell, { from, to, isOutput }: Wire): number {
  if (isOutput) return STAGES.output;
  return stageOf(cell, to ?? from);
}

function isLit(layout: Layout, lit: ReadonlySet<string>, id: string): boolean {
  return lit.has(id) || (layout.nodes[id]?.draws ?? []).some((inner) => lit.has(inner));
}
