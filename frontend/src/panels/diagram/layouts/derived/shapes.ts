import { isSource, node, type Cell } from '../../../../cells/graph';
import { isFunction } from '../../../../cells/operations';
import { PILL, type Place } from '../../layout';
import { signOf } from '../../symbol';

/** A shape of a derived layout, without its place. */
export type Drawn = Pick<Place, 'shape' | 'width'> & {
  readonly id: string;
  readonly draws: readonly string[];
  /** The shapes that it reads, in the order of its arguments, those of what it draws first. */
  readonly sources: readonly string[];
};

/** What a nonlinearity takes into its own box, on the way to the affine before it. */
const INSIDE: readonly string[] = ['affine', 'add', 'clip', 'scale', 'offset'];
const CIRCLES: readonly string[] = ['add', 'multiply'];
/** How wide a letter of what a pill says is, and what is around it; a symbol is as wide as four. */
const LETTER = 6.5;
const AROUND = 16;
const SYMBOL = 4;

/** The shapes that draw a cell, in evaluation order, each node in one. */
export function shapesOf(cell: Cell): readonly Drawn[] {
  const draws = new Map(cell.nodes.map(({ id }) => [id, absorbed(cell, id)] as const));
  const inner = new Set([...draws.values()].flat());
  const host = new Map([...draws].flatMap(([id, own]) => own.map((one) => [one, id] as const)));
  return cell.nodes
    .filter(({ id }) => !inner.has(id))
    .map(({ id }) => {
      const own = draws.get(id)!;
      const read = [...own, id].flatMap((one) => node(cell, one).arguments);
      const sources = read.map((one) => host.get(one) ?? one).filter((one) => one !== id);
      return { id, draws: own, sources, ...shapeOf(cell, id, own) };
    });
}

/** The nodes that a value's nonlinearity draws with itself: its sum, and the affine in it. */
function absorbed(cell: Cell, id: string): readonly string[] {
  const { operation, arguments: args } = node(cell, id);
  if (!cell.values.includes(id) || !isFunction(operation)) return [];
  const found = chain(cell, args[0]);
  return found.some((one) => node(cell, one).operation === 'affine') ? found : [];
}

function chain(cell: Cell, id: string): readonly string[] {
  const { operation, arguments: args } = node(cell, id);
  const users = cell.nodes.filter((one) => one.arguments.includes(id));
  if (cell.values.includes(id) || users.length > 1 || !INSIDE.includes(operation)) return [];
  if (operation === 'affine') return [id];
  // Of a sum one affine belongs into the box, and the first that leads there.
  const within = args.map((one) => chain(cell, one)).find((found) => found.length > 0) ?? [];
  return [...within, id];
}

function shapeOf(cell: Cell, id: string, draws: readonly string[]): Pick<Place, 'shape' | 'width'> {
  const { operation } = node(cell, id);
  if (isSource(cell, id)) return { shape: 'port' };
  if (draws.length > 0 || operation === 'affine') return { shape: 'box' };
  if (CIRCLES.includes(operation)) return { shape: 'circle' };
  const letters = signOf(cell, id).length + (cell.values.includes(id) ? SYMBOL : 0);
  return {
    shape: 'pill',
    width: Math.max(PILL.width, 2 * Math.round((letters * LETTER + AROUND) / 2)),
  };
}
