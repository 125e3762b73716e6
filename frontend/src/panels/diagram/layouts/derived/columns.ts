import { extent } from '../../layout';
import type { Drawn } from './shapes';

/** The column's middle and the row of each shape that is no port; rows count from below. */
export interface Grid {
  readonly x: ReadonlyMap<string, number>;
  readonly row: ReadonlyMap<string, number>;
  readonly right: number;
}

/** Beside a shape stands its number, and before a circle the wire that comes in from the left. */
const BESIDE = 48;
const BEFORE = 26;
const GAP = 10;
/** Two shapes in one column stand beside each other's wires. */
const ASIDE = 18;

/**
 * Rows by how far a shape is from the start of a step, and columns: one for each shape, but where
 * all that the upper one of two reads comes from the lower one's row or above, they share it. So no
 * wire goes through a shape, and no two along each other.
 */
export function grid(shapes: readonly Drawn[], left: number): Grid {
  const row = rowsOf(shapes);
  const columns: Drawn[][] = [];
  for (const shape of shapes.filter((one) => one.shape !== 'port')) {
    const free = columns.find((column) => column.every((other) => mayShare(shape, other, row)));
    if (free) free.push(shape);
    else columns.push([shape]);
  }
  const x = new Map<string, number>();
  let edge = left;
  for (const column of columns) {
    const [before, after] = [roomBefore(column), roomAfter(column)];
    const inRows = [...column].sort((a, b) => row.get(a.id)! - row.get(b.id)!);
    inRows.forEach(({ id }, k) => x.set(id, edge + before + (k % 2) * ASIDE));
    edge += before + after + (column.length > 1 ? ASIDE : 0) + GAP;
  }
  return { x, row, right: edge };
}

function rowsOf(shapes: readonly Drawn[]): ReadonlyMap<string, number> {
  const row = new Map<string, number>();
  for (const { id, shape, sources } of shapes) {
    row.set(id, shape === 'port' ? 0 : 1 + Math.max(0, ...sources.map((one) => row.get(one)!)));
  }
  return row;
}

function mayShare(a: Drawn, b: Drawn, row: ReadonlyMap<string, number>): boolean {
  const [low, high] = [a, b].sort((p, q) => row.get(p.id)! - row.get(q.id)!);
  const floor = row.get(low.id)!;
  return floor < row.get(high.id)! && high.sources.every((one) => row.get(one)! >= floor);
}

function roomBefore(column: readonly Drawn[]): number {
  return Math.max(...column.map((one) => halfOf(one) + (one.shape === 'circle' ? BEFORE : 0)));
}

function roomAfter(column: readonly Drawn[]): number {
  return Math.max(...column.map((one) => halfOf(one) + (one.shape === 'box' ? 0 : BESIDE)));
}

function halfOf({ shape, width }: Drawn): number {
  return extent({ x: 0, y: 0, shape, width })[0];
}
