import { isInput, node, rangeOf, type Cell } from '../cells/graph';

/**
 * What the ends of a node's colours stand for in the diagram: ±1, or the largest that the run has of
 * it, or, where no more is known of it, of what it is made of. So no strip is full where its map is
 * not.
 */
export function extentOf(
  cell: Cell,
  id: string,
  largest: (value: string) => number | undefined,
): number {
  const { label, operation, arguments: args } = node(cell, id);
  if (rangeOf(cell, id)) return 1;
  if (isInput(cell, id) || cell.values.includes(id)) return Math.max(1, largest(id) ?? 1);
  if (operation === 'previous') return extentOf(cell, label!, largest);
  return Math.max(1, ...args.map((argument) => extentOf(cell, argument, largest)));
}
