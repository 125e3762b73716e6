import type { Cell, Node } from './cell';
import { OPERATIONS } from './operations';

/** Which axis a node's values have: the layer's units, its projections, or the input's features. */
export type ValueAxis = 'unit' | 'proj' | 'input';

/** Two values of one operation that are of different axes, where it joins them number by number. */
export class AxesDiffer extends Error {}

const known = new WeakMap<Cell, ReadonlyMap<string, ValueAxis>>();

/** The axis of a node's values beside time and batch. */
export function axisOf(cell: Cell, id: string): ValueAxis {
  let axes = known.get(cell);
  if (!axes) {
    axes = findAxes(cell.nodes);
    known.set(cell, axes);
  }
  // What nothing says more of, as a state that never changes, has a number for each unit.
  return axes.get(id) ?? 'unit';
}

/** Whether some of a cell's values have the axis `proj`, which has a size of its own. */
export function isProjected(cell: Cell): boolean {
  return cell.nodes.some(({ id }) => axisOf(cell, id) === 'proj');
}

/**
 * What is computed number by number has one axis throughout.
 *
 * @throws AxesDiffer values of two axes are joined so.
 */
export function findAxes(nodes: readonly Node[]): ReadonlyMap<string, ValueAxis> {
  const own = nodes.map((node) => [node.id, ownAxis(node)] as const);
  const found = new Map(own.flatMap(([id, axis]) => (axis ? [[id, axis] as const] : [])));
  for (let count = -1; found.size > count;) {
    count = found.size;
    for (const node of nodes) spread(node, found);
  }
  return found;
}

/** Gives a node, and what stands beside it number by number, the axis that one of them has. */
function spread(node: Node, found: Map<string, ValueAxis>): void {
  if (ownAxis(node)) return;
  // A state before the step has the axis of the state after it.
  const alike = [node.id, ...(node.arguments.length > 0 ? node.arguments : [node.label!])];
  const axes = new Map(
    alike.filter((id) => found.has(id)).map((id) => [found.get(id)!, id] as const),
  );
  if (axes.size > 1) {
    const sizes = [...axes].map(([axis, id]) => `"${id}" is (${axis})`).join(', ');
    throw new AxesDiffer(
      `expected ${node.operation} at "${node.id}" to join values of one axis; ${sizes}. ` +
        'Bring them to the same by an affine or a projection first.',
    );
  }
  for (const axis of axes.keys()) alike.forEach((id) => found.set(id, axis));
}

function ownAxis({ operation }: Node): ValueAxis | null {
  return operation === 'input' ? 'input' : (OPERATIONS[operation]?.axis ?? null);
}
