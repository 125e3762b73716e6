import { isInput, node, type Cell } from '../../cells/graph';
import { gateColour, hue, signedColour } from '../../marks/colour';
import { isControl } from './wires';

/** The hue of a node and of the wires that leave it. */
export function inkOf(cell: Cell, id: string): string {
  const { label, arguments: args } = node(cell, id);
  if (isInput(cell, id)) return 'var(--ink-2)';
  if (label) return hue(cell, label);
  const owner = id.replace(/_pre$/, '');
  if (cell.values.includes(owner)) return hue(cell, owner);
  if (args.length === 1) return inkOf(cell, args[0]);
  const before = args.map((arg) => node(cell, arg)).find((n) => n.operation === 'previous');
  return before ? hue(cell, before.label!) : 'var(--ink-2)';
}

/** The colours of a vector's strip. */
export function coloursOf(
  cell: Cell,
  id: string,
  values: ArrayLike<number>,
  extent = 1,
): readonly string[] {
  const colour = isControl(cell, id) ? gateColour : (value: number) => signedColour(value, extent);
  return Array.from(values, colour);
}

/** The gate that opens or closes a product, or null. */
export function gateOf(cell: Cell, id: string): string | null {
  const { operation, arguments: args } = node(cell, id);
  return operation === 'multiply' ? (args.find((arg) => isControl(cell, arg)) ?? null) : null;
}
