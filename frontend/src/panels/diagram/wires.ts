import { isGate, node, type Cell } from '../../cells/graph';
import { arrowHead, crossing, isLevel, isOnOutline, parting, segments, wirePath } from './geometry';
import type { Layout, Point } from './layout';

/** States are the heaviest lines, data is solid, control thin and dotted. */
export type Kind = 'state' | 'data' | 'control';

export interface Wire {
  readonly from: string;
  /** The node it ends at; null where a state leaves the cell. */
  readonly to: string | null;
  readonly kind: Kind;
  readonly points: readonly Point[];
  /** The line, the arrow's head, and the part of the line that is as heavy as a state. */
  readonly path: string;
  readonly head: string;
  readonly heavy: string | null;
}

type Line = Pick<Wire, 'from' | 'to' | 'kind' | 'points'>;

const HEADS: Readonly<Record<Kind, number>> = { control: 7.5, data: 7.5, state: 10 };

const WEIGHT: Readonly<Record<Kind, number>> = { control: 0, data: 1, state: 2 };

/** Everything that is drawn as a wire: the graph's edges, and the states' ways out. */
export function wiresOf(cell: Cell, layout: Layout): readonly Wire[] {
  const edges = layout.wires.map((w): Line => ({ ...w, kind: kindOf(cell, w.from, w.to) }));
  const exits = layout.exits.map(({ of, points }): Line => {
    return { from: of, to: null, kind: 'state', points };
  });
  const lines = [...edges, ...exits];
  const forks = forksOf(layout, lines).map(([, at]) => at);
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

/** The lighter of two crossing wires makes the bridge; of two equal ones, the upright. */
export function bridges(wire: Line, wires: readonly Line[]): readonly Point[] {
  const hops = wires
    .filter((other) => other.from !== wire.from)
    .flatMap((other) =>
      segments(wire.points).flatMap((s) =>
        segments(other.points).flatMap((t) => {
          const [own, theirs] = [WEIGHT[wire.kind], WEIGHT[other.kind]];
          const at = own < theirs || (own === theirs && !isLevel(s)) ? crossing(s, t) : null;
          return at ? [at] : [];
        }),
      ),
    );
  return distinct(hops);
}

/** Where wires of one source part, away from the source itself. */
export function forksOf(
  layout: Layout,
  wires: readonly Line[],
): readonly (readonly [string, Point])[] {
  const sources = [...new Set(wires.map(({ from }) => from))];
  return sources.flatMap((from) => {
    const own = wires.filter((wire) => wire.from === from);
    const pairs = own.flatMap((a, k) => own.slice(k + 1).map((b) => parting(a.points, b.points)));
    const forks = pairs
      .filter((p) => p !== null)
      .filter((p) => !isOnOutline(layout.nodes[from], p));
    return distinct(forks).map((p) => [from, p] as const);
  });
}

function distinct(points: readonly Point[]): readonly Point[] {
  return [...new Map(points.map((p) => [p.join(), p])).values()];
}
