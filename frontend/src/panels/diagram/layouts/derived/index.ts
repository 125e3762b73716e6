import { isInput, type Cell } from '../../../../cells/graph';
import {
  extent,
  type Exit,
  type Layout,
  type Place,
  type Point,
  type WirePlace,
} from '../../layout';
import { grid } from './columns';
import { shapesOf, type Drawn } from './shapes';
import { tracksOf } from './tracks';

const LEFT = 62;
const INPUT = 24;
const RIGHT = 54;
const INSET = 18;
const TOP = 28;
const SPREAD = 14;
const ASIDE = 12;

/**
 * A layout for a cell that has none of its own. Every shape sends its value up to a level line
 * that is its own, from which it rises to what reads it.
 */
export function derived(cell: Cell): Layout {
  const shapes = shapesOf(cell);
  const { x, row, right } = grid(shapes, LEFT + 2 * INPUT);
  const { shelf, track, height } = tracksOf(cell, shapes, row);
  const outX = right + INSET;
  const width = outX + INSET + RIGHT;
  const place = (one: Drawn): Place => {
    if (isInput(cell, one.id)) return inputPlace(LEFT + INPUT, height);
    if (one.shape === 'port') return statePlace(track.get(one.id)!);
    return shapePlace(cell, one, x.get(one.id)!, shelf[row.get(one.id)!]);
  };
  const nodes = Object.fromEntries(shapes.map((one) => [one.id, place(one)] as const));
  const wires = shapes.flatMap((target): WirePlace[] =>
    target.sources.map((from, k) => {
      const rise = riseTo(nodes[target.id], k, target.sources.length);
      const start = startOf(nodes[from]);
      const level = track.get(from)!;
      const corner: Point = [rise[0][0], level];
      return { from, to: target.id, points: clean([start, [start[0], level], corner, ...rise]) };
    }),
  );
  const exits = cell.states.flatMap((of) => exitsOf(of, nodes[of], track.get(of)!, width, outX));
  return { width, height, body: [LEFT, TOP, width - RIGHT, height - 36], nodes, wires, exits };
}

function inputPlace(x: number, y: number): Place {
  return { x, y, shape: 'port', label: [x + 10, y - 10], value: [x + 36, y - 19] };
}

function statePlace(y: number): Place {
  return { x: 0, y, shape: 'port', label: [6, y - 14], value: [30, y + 10] };
}

/** A state's number stands where it leaves, that of a box in it, any other beside its shape. */
function shapePlace(cell: Cell, { id, shape, width, draws }: Drawn, x: number, y: number): Place {
  const own = { x, y, shape, width, draws };
  if (shape === 'box' || cell.states.includes(id)) return own;
  return { ...own, value: [x + extent(own)[0] + 22, y - 12] };
}

function startOf(place: Place): Point {
  return [place.x, place.y - extent(place)[1]];
}

/** The last corners of the wire of the k-th of so many sources, from below to the outline. */
function riseTo(place: Place, k: number, count: number): readonly Point[] {
  const [w, h] = extent(place);
  const { x, y } = place;
  if (place.shape === 'circle' && k > 0) {
    const at = x - w - ASIDE;
    return [
      [at, y],
      [x - w, y],
    ];
  }
  const aside = place.shape === 'circle' ? 0 : (k - (count - 1) / 2) * SPREAD;
  return [[x + aside, y + h]];
}

function exitsOf(of: string, place: Place, level: number, width: number, outX: number): Exit[] {
  const start = startOf(place);
  const points = clean([start, [start[0], level], [width, level]]);
  const on: Exit = { of, points, label: [width - 46, level - 14], value: [width - 27, level + 10] };
  if (of !== 'h') return [on];
  const up: readonly Point[] = clean([start, [start[0], level], [outX, level], [outX, 4]]);
  return [on, { of, points: up, label: [outX + 9, 19], isOutput: true }];
}

/** Corners without those at which nothing turns. */
function clean(points: readonly Point[]): readonly Point[] {
  const apart = points.filter((p, k) => k === 0 || p.join() !== points[k - 1].join());
  return apart.filter((p, k) => {
    const [before, after] = [apart[k - 1], apart[k + 1]];
    return !before || !after || !(straight(before, p, after, 0) || straight(before, p, after, 1));
  });
}

function straight(a: Point, b: Point, c: Point, axis: 0 | 1): boolean {
  return a[axis] === b[axis] && b[axis] === c[axis];
}
