import { extent, type Place, type Point } from './layout';

type Points = readonly Point[];
type Segment = readonly [Point, Point];

const CORNER = 7;
const HOP = 7.5;

export function segments(points: Points): readonly Segment[] {
  return points.slice(1).map((end, k) => [points[k], end]);
}

export function isLevel([[, y0], [, y1]]: Segment): boolean {
  return y0 === y1;
}

/** Whether a point lies on the outline of a shape. */
export function isOnOutline(place: Place, [x, y]: Point): boolean {
  const [w, h] = extent(place);
  const [dx, dy] = [Math.abs(x - place.x), Math.abs(y - place.y)];
  if (place.shape === 'circle') return Math.hypot(dx, dy) === w;
  return (dx === w && dy <= h) || (dy === h && dx <= w);
}

/** Where two wires that start together part, or null if they start apart. */
export function parting(a: Points, b: Points): Point | null {
  if (!same(a[0], b[0])) return null;
  let k = 0;
  while (k + 1 < a.length && k + 1 < b.length && same(a[k + 1], b[k + 1])) k++;
  if (k + 1 === a.length || k + 1 === b.length) return a[k];
  const [da, db] = [step(a[k], a[k + 1]), step(b[k], b[k + 1])];
  if (!same(direction(da), direction(db))) return a[k];
  return length(da) < length(db) ? a[k + 1] : b[k + 1];
}

/** Where an upright and a level segment cross, both strictly inside, or null. */
export function crossing(s: Segment, t: Segment): Point | null {
  if (isLevel(s) === isLevel(t)) return null;
  const [level, upright] = isLevel(s) ? [s, t] : [t, s];
  const [x, y] = [upright[0][0], level[0][1]];
  const inside = (v: number, a: number, b: number) => v > Math.min(a, b) && v < Math.max(a, b);
  return inside(x, level[0][0], level[1][0]) && inside(y, upright[0][1], upright[1][1])
    ? [x, y]
    : null;
}

/**
 * The path along a wire's corners, with a small arc over each wire it crosses. Corners are rounded,
 * as joins are, except the sharp ones: a fork is a dot.
 */
export function wirePath(points: Points, hops: Points, sharp: Points, short: number): string {
  const parts = segments(points).map((segment, k, all) => {
    const [from, to] = segment;
    const u = direction(step(from, to));
    const isLast = k === all.length - 1;
    const isSharp = sharp.some((p) => same(p, to));
    const end = toward(to, u, isLast ? -short : isSharp ? 0 : -CORNER);
    const over = hops.filter((p) => isOn(segment, p)).sort((p, q) => gap(from, p) - gap(from, q));
    const arcs = over.map((p) => hop(p, u));
    const turn = isLast || isSharp ? '' : corner(to, direction(step(to, points[k + 2])));
    return `${arcs.join('')}L${end.join()}${turn}`;
  });
  return `M${points[0].join()}${parts.join('')}`;
}

/** The arcs alone, on a wire of those corners. */
export function hopPath(points: Points, hops: Points): string {
  const arcs = segments(points).flatMap((segment) => {
    const u = direction(step(...segment));
    return hops.filter((p) => isOn(segment, p)).map((p) => hop(p, u).replace('L', 'M'));
  });
  return arcs.join('');
}

/** The triangle at a wire's end, `size` long. */
export function arrowHead(points: Points, size: number): string {
  const [from, tip] = segments(points)[points.length - 2];
  const u = direction(step(from, tip));
  const [x, y] = toward(tip, u, -size);
  const half = size * 0.45;
  const wings = [1, -1].map((side) => `${x - u[1] * half * side},${y + u[0] * half * side}`);
  return `M${tip.join()}L${wings.join('L')}Z`;
}

/** The part of a disc that is filled up to a level between 0 and 1. */
export function levelPath(x: number, y: number, radius: number, level: number): string {
  const share = Math.min(Math.max(level, 0), 1);
  const rise = radius * (2 * share - 1);
  const half = Math.sqrt(Math.max(radius * radius - rise * rise, 0));
  if (share > 0.999)
    return `M${x - radius},${y}a${radius},${radius} 0 1 0 ${2 * radius},0a${radius},${radius} 0 1 0 ${-2 * radius},0Z`;
  const large = share > 0.5 ? 1 : 0;
  return `M${x - half},${y - rise}A${radius},${radius} 0 ${large} 0 ${x + half},${y - rise}Z`;
}

function corner([x, y]: Point, u: Point): string {
  return `Q${x},${y} ${x + u[0] * CORNER},${y + u[1] * CORNER}`;
}

function hop(at: Point, u: Point): string {
  const [start, end] = [toward(at, u, -HOP), toward(at, u, HOP)];
  // To the right of an upright wire, above a level one.
  const sweep = u[0] > 0 || u[1] > 0 ? 1 : 0;
  return `L${start.join()}A${HOP},${HOP} 0 0 ${sweep} ${end.join()}`;
}

function isOn(segment: Segment, [x, y]: Point): boolean {
  const [[x0, y0], [x1, y1]] = segment;
  const within = (v: number, a: number, b: number) => v >= Math.min(a, b) && v <= Math.max(a, b);
  return within(x, x0, x1) && within(y, y0, y1);
}

function toward([x, y]: Point, u: Point, by: number): Point {
  return [x + u[0] * by, y + u[1] * by];
}

function gap(a: Point, b: Point): number {
  return length(step(a, b));
}

function same(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function step(a: Point, b: Point): Point {
  return [b[0] - a[0], b[1] - a[1]];
}

function direction([x, y]: Point): Point {
  return [Math.sign(x), Math.sign(y)];
}

function length([x, y]: Point): number {
  return Math.abs(x) + Math.abs(y);
}
