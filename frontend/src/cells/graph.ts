import { axisOf, type ValueAxis } from './axes';
import type { Cell, Node, Word } from './cell';
import { CellError } from './errors';
import { OPERATIONS, parametersOf, SOURCES } from './operations';
import { table, type Table } from './table';

export { axisOf, isProjected } from './axes';
export { OUTPUT, ROLES, type Cell, type Node, type Role, type Word } from './cell';
export { parametersOf } from './operations';
export { parseCell } from './parseCell';

export type Axis = 'unit' | 'unit_prev' | 'proj' | 'proj_prev' | 'input';

const indices = new WeakMap<Cell, ReadonlyMap<string, Node>>();

function index(cell: Cell): ReadonlyMap<string, Node> {
  let found = indices.get(cell);
  if (!found) {
    found = new Map(cell.nodes.map((n) => [n.id, n]));
    indices.set(cell, found);
  }
  return found;
}

/** The node of that id. */
export function node(cell: Cell, id: string): Node {
  const found = index(cell).get(id);
  if (found) return found;
  const ids = cell.nodes.map((n) => n.id).join(', ');
  throw new CellError(`Expected a node of "${cell.name}" (${ids}), got "${id}".`);
}

/** How a value, or the label of an affine, is written and called. */
export function word(cell: Cell, name: string): Word {
  return cell.words[name] ?? { symbol: name, word: name, role: 'hidden' };
}

/** Whether a node is where a step begins: the input, or a state before the step. */
export function isSource(cell: Cell, id: string): boolean {
  return SOURCES.includes(node(cell, id).operation);
}

/** The range of a node's values, or null where they are not bounded. */
export function rangeOf(cell: Cell, id: string): readonly [number, number] | null {
  return OPERATIONS[node(cell, id).operation]?.range ?? null;
}

/** A gate is a named value whose operation has the range 0..1. */
export function isGate(cell: Cell, id: string): boolean {
  const range = rangeOf(cell, id);
  return cell.values.includes(id) && range?.[0] === 0 && range[1] === 1;
}

/** What an edit can act on: every named value and every pre-activation. */
export function editable(cell: Cell): readonly string[] {
  const pre = cell.nodes.filter((n) => n.id.endsWith('_pre'));
  return [...cell.values, ...pre.map((n) => n.id)];
}

/**
 * Every parameter with its axes, in order: `f.h` (unit, unit_prev), `f.x` (unit, input), `f.b`.
 * Where h is projected, `f.h` is (unit, proj), and the projection `h.m` (proj, unit).
 */
export function parameterAxes(cell: Cell): Table<readonly Axis[]> {
  const axes = table<readonly Axis[]>();
  for (const n of cell.nodes) {
    const isMatrix = OPERATIONS[n.operation]?.weights === 'matrix';
    const inputs = isMatrix ? n.arguments : [];
    const rows = axisOf(cell, n.id);
    parametersOf(n).forEach((name, k) => {
      axes[name] = k < inputs.length ? [rows, columnsOf(cell, inputs[k], rows)] : [rows];
    });
  }
  return axes;
}

/** The axis of a matrix's columns: the earlier copy, where it is that of its rows. */
function columnsOf(cell: Cell, argument: string, rows: ValueAxis): Axis {
  const axis = axisOf(cell, argument);
  return axis === rows ? (`${axis}_prev` as Axis) : axis;
}

export function isInput(cell: Cell, id: string): boolean {
  return node(cell, id).operation === 'input';
}

/** Every parameter with its shape, in order. */
export function parameterShapes(
  cell: Cell,
  inputSize: number,
  hiddenSize: number,
  projSize: number | null = null,
): Table<readonly number[]> {
  const sizes = { unit: hiddenSize, proj: projSize ?? 0, input: inputSize };
  const axes = Object.entries(parameterAxes(cell));
  const sizeOf = (axis: Axis) => sizes[axis.replace('_prev', '') as ValueAxis];
  return table(axes.map(([name, own]) => [name, own.map(sizeOf)] as const));
}
