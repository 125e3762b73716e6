import { isGate, node, type Cell } from '../../cells/graph';
import {
  arrowHead,
  crossing,
  hopPath,
  isLevel,
  isOnOutline,
  parting,
  segments,
  wirePath,
} from './geometry';
import type { Layout, Point } from './layout';

/** States are the heaviest lines, data is solid, control thin and dotted. */
export type Kind = 'state' | 'data' | 'control';

export interface Wire {
  readonly from: string;
  /** The node it ends at; null where a state leaves the cell. */
  readonly to: string | null;
  /** Whether it leaves the layer. */
  readonly isOutput: boolean;
  readonly kind: Kind;
  readonly points: readonly Point[];
  /** The line, the arrow's head, and the part of the line that is as heavy as a state. */
  readonly path: string;
  readonly head: string;
  readonly heavy: string | null;
  /** Its bridges, which are solid even where the wire is dotted. */
  readonly arcs: string | null;
}

type Line = Pick<Wire, 'from' | 'to' | 'isOutput' | 'kind' | 'points'>;

const HEADS: Readonly<Record<Kind, number>> = { control: 7.5, data: 7.5, state: 10 };

/** The higher stays straight: an arc is easier to follow solid than dotted. */
const STRAIGHT: Readonly<Record<Kind, number>> = { data: 0, control: 1, state: 2 };

/** Everything that is drawn as a wire: the graph's edges, and the states' ways out. */
export function wiresOf(cell: Cell, layout: Layout): readonly Wire[] {
  const edges = layout.wires.map((wire): Line => {
    return { ...wire, isOutput: false, kind: kindOf(cell, wire.from, wire.to) };
  });
  const exits = layout.exits.map(({ of, points, isOutput = false }): Line => {
    return { from: of, to: null, isOutput, kind: 'state', points };
  });
  const lines = [...edges, ...exits];
  const forks = forksOf(layout, lines).map(({ at }) => at);
  return lines.map((line) => shape(cell, line, bridges(line, lines), forks));
}

function shape(cell: Cell, line: Line, hops: readonly Point[], forks: readonly Point[]): Wire {
  const { from, kind, points } = line;
  const size = HEADS[kind];
  // A state comes in as heavy as it went out, and is data only from where it turns to a layer.
  const comesIn = node(cell, from).operation === 'previous' && kind !== 'state';
  return {
    ...line,
    path: wirePath(points, hops, forks, size - 1),
    arcs: hops.length > 0 ? hopPath(points, hops) : null,
    head: arrowHead(points, size),
    heavy: comesIn ? wirePath([points[0], points[1]], [], [], 6) : null,
  };
}

/** A gate's value opens or closes what it meets; a state's goes on to its next value. */
export function kindOf(cell: Cell, from: string, to: string): Kind {
  if (isControl(cell, from)) return 'control';
  return cell.states.some((state) => carries(cell, state, from, to)) ? 'state' : 'data';
}

/** Whether a node opens or closes another: a gate, or one minus a gate. */
export function isControl(cell: Cell, id: string): boolean {
  const { operation, arguments: args } = node(cell, id);
  return isGate(cell, id) || (operation === 'one_minus' && isControl(cell, args[0]));
}

/** Whether the edge lies on a state's way from before the step to after it, pointwise all along. */
function carries(cell: Cell, state: string, from: string, to: string): boolean {
  return comesFrom(cell, state, from) && leadsTo(cell, to, state);
}

const POINTWISE = ['multiply', 'add'];

function comesFrom(cell: Cell, state: string, id: string): boolean {
  const { operation, label, arguments: args } = node(cell, id);
  if (operation === 'previous') return label === state;
  return POINTWISE.includes(operation) && args.some((a) => comesFrom(cell, state, a));
}

function leadsTo(cell: Cell, id: string, state: string): boolean {
  if (!POINTWISE.includes(node(cell, id).operation)) return false;
  const users = cell.nodes.filter((n) => n.arguments.includes(id));
  return id === state || users.some((user) => leadsTo(cell, user.id, state));
}

/** Where a wire goes over others in a bridge; of two of one kind, the upright one does. */
export function bridges(wire: Line, wires: readonly Line[]): readonly Point[] {
  const hops = wires
    .filter((other) => other.from !== wire.from)
    .flatMap((other) =>
      segments(wire.points).flatMap((s) =>
        segments(other.points).flatMap((t) => {
          const [own, theirs] = [STRAIGHT[wire.kind], STRAIGHT[other.kind]];
          const at = own < theirs || (own === theirs && !isLevel(s)) ? crossing(s, t) : null;
          return at ? [at] : [];
        }),
      ),
    );
  return distinct(hops);
}

export interface Fork<L extends Line> {
  readonly from: string;
  readonly at: Point;
  /** The wires that part there. */
  readonly wires: readonly L[];
}

/** Where wires of one source part, away from the source itself. */
export function forksOf<L extends Line>(layout: Layout, wires: readonly L[]): readonly Fork<L>[] {
  const partings = wires.flatMap((a) =>
    wires.flatMap((b) => {
      const at = a !== b && a.from === b.from ? parting(a.points, b.points) : null;
      return at && !isOnOutline(layout.nodes[a.from], at) ? [{ from: a.from, at, wire: a }] : [];
    }),
  );
  const places = new Map(partings.map(({ from, at }) => [`${from} ${at.join()}`, { from, at }]));
  return [...places].map(([key, place]) => {
    const here = partings.filter(({ from, at }) => `${from} ${at.join()}` === key);
    return { ...place, wires: here.map(({ wire }) => wire) };
  });
}

function distinct(points: readonly Point[]): readonly Point[] {
  return [...new Map(points.map((p) => [p.join(), p])).values()];
}
