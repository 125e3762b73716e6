import type { Cell } from '../../../cells/graph';
import { drawnEdges, graphEdges } from '../edges';
import type { Layout } from '../layout';
import { derived } from './derived';
import { afterNew, afterOld, beforeNew, beforeOld } from './gru';
import { lstm } from './lstm';
import { rnn } from './rnn';

const LAYOUTS: readonly Layout[] = [lstm, beforeNew, beforeOld, afterOld, afterNew, rnn];

/** The layout that draws a cell's graph; one is derived where none was drawn up for it. */
export function layoutOf(cell: Cell): Layout {
  return LAYOUTS.find((layout) => fits(cell, layout)) ?? derived(cell);
}

/** Whether a layout draws just the nodes and edges of a cell. */
function fits(cell: Cell, layout: Layout): boolean {
  const drawn = Object.entries(layout.nodes).flatMap(([id, own]) => [id, ...(own.draws ?? [])]);
  const ids = cell.nodes.map(({ id }) => id);
  return same(drawn.sort(), ids.sort()) && same(drawnEdges(layout), graphEdges(cell, layout));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, k) => one === b[k]);
}
