import { isInput, type Cell } from '../../../../cells/graph';
import { extent } from '../../layout';
import type { Drawn } from './shapes';

/** The heights of rows, and of the level line of each source; `shelf[row]` is a row's middle. */
export interface Tracks {
  readonly shelf: readonly number[];
  readonly track: ReadonlyMap<string, number>;
  readonly height: number;
}

const LINE = 14;
/** A state has its symbol over its line and its number under it, at the figure's edge. */
const STATE = 72;
const PAD = 18;
const BELOW = 56;
const ABOVE = 44;

export function tracksOf(
  cell: Cell,
  shapes: readonly Drawn[],
  row: ReadonlyMap<string, number>,
): Tracks {
  const rows = Array.from({ length: Math.max(...row.values()) + 1 }, (_, k) =>
    shapes.filter(({ id }) => row.get(id) === k),
  );
  // From below, as negative heights; turned over when the whole height is known.
  const [shelf, track]: [number[], Map<string, number>] = [[], new Map()];
  let y = BELOW;
  for (const [k, own] of rows.entries()) {
    const half = k === 0 ? 0 : Math.max(...own.map((one) => halfOf(one)));
    shelf.push(y + half);
    y += 2 * half + PAD;
    for (const { id } of inOrder(cell, own)) {
      const isEdge = cell.states.includes(id) || id.endsWith('_prev');
      y += isEdge ? STATE / 2 : 0;
      track.set(id, y);
      y += isEdge ? STATE / 2 : LINE;
    }
  }
  const height = y + ABOVE;
  return {
    shelf: shelf.map((from) => height - from),
    track: new Map([...track].map(([id, from]) => [id, height - from])),
    height,
  };
}

/** The input's line is the lowest, under those of the states before the step. */
function inOrder(cell: Cell, own: readonly Drawn[]): readonly Drawn[] {
  return [...own].sort((a, b) => Number(isInput(cell, b.id)) - Number(isInput(cell, a.id)));
}

function halfOf({ shape, width }: Drawn): number {
  return extent({ x: 0, y: 0, shape, width })[1];
}
