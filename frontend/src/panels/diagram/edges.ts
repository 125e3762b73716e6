import type { Cell } from '../../cells/graph';
import { placeOf, type Layout } from './layout';

/** The wires of a layout, as `from → to`, sorted. */
export function drawnEdges(layout: Layout): readonly string[] {
  return layout.wires.map(({ from, to }) => edge(from, to)).sort();
}

/** The edges of a cell's graph, nodes that one shape draws taken as one, sorted. */
export function graphEdges(cell: Cell, layout: Layout): readonly string[] {
  const edges = cell.nodes.flatMap((node) =>
    node.arguments.map((id) => [placeOf(layout, id), placeOf(layout, node.id)] as const),
  );
  return edges.flatMap(([from, to]) => (from === to ? [] : [edge(from, to)])).sort();
}

function edge(from: string, to: string): string {
  return `${from} → ${to}`;
}
