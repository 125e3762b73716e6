import fromFiles from '../../../golden/from_files.json';
import { describe, expect, it } from 'vitest';
import json from '$data/cells.json';
import { node, parseCell, type Cell } from '../../src/cells/graph';
import { nameOf } from '../../src/panels/diagram/describe';
import { drawnEdges, graphEdges } from '../../src/panels/diagram/edges';
import { crossing, isLevel, isOnOutline, segments } from '../../src/panels/diagram/geometry';
import { gateOf } from '../../src/panels/diagram/inks';
import { placeOf, type Layout, type Point } from '../../src/panels/diagram/layout';
import { layoutOf } from '../../src/panels/diagram/layouts';
import { stageOf } from '../../src/panels/diagram/stages';
import { bridges, forksOf, kindOf, wiresOf } from '../../src/panels/diagram/wires';

const own = { ...json.cells, ...fromFiles };
const cells = Object.values(own).map((cell) => parseCell(cell));
const drawings = cells.map((cell) => [cell.name, cell, layoutOf(cell)] as const);

function cellOf(name: string): Cell {
  return cells.find((cell) => cell.name === name)!;
}

function touches(point: Point, [[x0, y0], [x1, y1]]: readonly [Point, Point]): boolean {
  const [x, y] = point;
  const within = (v: number, a: number, b: number) => v >= Math.min(a, b) && v <= Math.max(a, b);
  return within(x, x0, x1) && within(y, y0, y1);
}

/** Whether two segments run along each other for a stretch. */
function overlap(s: readonly [Point, Point], t: readonly [Point, Point]): boolean {
  const axis = isLevel(s) ? 0 : 1;
  if (isLevel(s) !== isLevel(t) || s[0][1 - axis] !== t[0][1 - axis]) return false;
  const [a, b] = [s, t].map((segment) => segment.map((p) => p[axis]).sort((p, q) => p - q));
  return Math.max(a[0], b[0]) < Math.min(a[1], b[1]);
}

function outgoing(
  layout: Layout,
): readonly { readonly from: string; readonly points: readonly Point[] }[] {
  return layout.exits.map(({ of, points }) => ({ from: of, points }));
}

describe.each(drawings)('the diagram of %s', (_, cell, layout) => {
  const wires = wiresOf(cell, layout);

  it('draws the edges of the graph, all of them and no other', () => {
    expect(drawnEdges(layout)).toEqual(graphEdges(cell, layout));
  });

  it('draws every node once', () => {
    const drawn = Object.entries(layout.nodes).flatMap(([id, p]) => [id, ...(p.draws ?? [])]);
    expect(drawn.sort()).toEqual(cell.nodes.map(({ id }) => id).sort());
  });

  it('leads every state out, and the hidden state up as the output too', () => {
    const out = layout.exits.map(({ of }) => of).sort();
    expect(out).toEqual([...cell.states, 'h'].sort());
  });

  it('starts each wire at its source and ends it at its target', () => {
    for (const { from, to, points } of layout.wires) {
      expect(isOnOutline(layout.nodes[from], points[0]), `${from} → ${to} starts`).toBe(true);
      expect(isOnOutline(layout.nodes[to], points.at(-1)!), `${from} → ${to} ends`).toBe(true);
    }
    for (const { from, points } of outgoing(layout)) {
      expect(isOnOutline(layout.nodes[from], points[0]), `${from} leaves`).toBe(true);
    }
  });

  it('draws wires level and upright', () => {
    for (const { points } of [...layout.wires, ...layout.exits]) {
      for (const [a, b] of segments(points)) expect([a[0] === b[0], a[1] === b[1]]).toContain(true);
    }
  });

  it('lets wires of two sources share a way only where both go to the same targets', () => {
    for (const a of wires) {
      for (const b of wires.filter(({ from }) => from !== a.from)) {
        const shared = segments(a.points).some((s) =>
          segments(b.points).some((t) => overlap(s, t)),
        );
        const sharesTargets = a.to === b.to || joined(layout, a.from, b.from, a.to);
        if (shared) expect(sharesTargets, `${a.from} → ${a.to}, ${b.from} → ${b.to}`).toBe(true);
      }
    }
  });

  it('leads no wire through a shape', () => {
    for (const { from, to, points } of wires) {
      const others = Object.entries(layout.nodes).filter(([id]) => id !== from && id !== to);
      for (const [id, place] of others.filter(([, p]) => p.shape !== 'port')) {
        const centre: Point = [place.x, place.y];
        const hit = segments(points).some((s) => touches(centre, s));
        expect(hit, `${from} → ${to} through ${id}`).toBe(false);
      }
    }
  });

  it('makes a bridge of each crossing, on one of the two wires', () => {
    for (const a of wires) {
      for (const b of wires.filter(({ from }) => from !== a.from)) {
        for (const at of crossings(a.points, b.points)) {
          const own = bridges(a, wires).some((p) => p.join() === at.join());
          const theirs = bridges(b, wires).some((p) => p.join() === at.join());
          expect(own !== theirs, `${a.from} → ${a.to} over ${b.from} → ${b.to}`).toBe(true);
        }
      }
    }
  });

  it('puts each fork on the wires of its source', () => {
    for (const { from, at } of forksOf(layout, wires)) {
      const through = wires.filter(
        (w) => w.from === from && segments(w.points).some((s) => touches(at, s)),
      );
      expect(through.length).toBeGreaterThan(1);
    }
  });

  it('fills the products that a gate opens', () => {
    const products = cell.nodes.filter(({ operation }) => operation === 'multiply');
    for (const { id } of products) expect(gateOf(cell, id), id).not.toBeNull();
  });
});

/** Whether what two sources bring together goes on, joined, to where the wire goes. */
function joined(layout: Layout, a: string, b: string, to: string | null): boolean {
  const targets = (from: string) => layout.wires.filter((w) => w.from === from).map((w) => w.to);
  return to !== null && targets(a).includes(to) && targets(b).includes(to);
}

function crossings(a: readonly Point[], b: readonly Point[]): readonly Point[] {
  return segments(a)
    .flatMap((s) => segments(b).map((t) => crossing(s, t)))
    .filter((p) => p !== null);
}

describe('the layout of a cell', () => {
  const renamed = (operation: string): Cell => {
    const lstm = json.cells.lstm;
    const nodes = lstm.nodes.map((n) => (n.operation === 'tanh' ? { ...n, operation } : n));
    return parseCell({ ...lstm, name: 'own', nodes });
  };

  it('is that of the same graph with other functions, whatever the cell is called', () => {
    expect(layoutOf(renamed('softsign'))).toBe(layoutOf(cellOf('lstm')));
  });

  it('is derived where the graph is another, under a name that is known too', () => {
    const peephole = cellOf('lstm_peephole');
    expect(layoutOf({ ...peephole, name: 'lstm' }).nodes).toHaveProperty(['f.2']);
  });

  it('draws a sum and its affine in the box of their nonlinearity', () => {
    const { nodes } = layoutOf(cellOf('lstm_peephole'));
    expect(nodes.f).toMatchObject({ shape: 'box', draws: ['f.1', 'f_pre'] });
    expect(nodes['f.2']!.shape).toBe('pill');
  });
});

describe('the graphs behind the diagrams', () => {
  it('has the reset product feed the candidate alone', () => {
    const resets = drawings.filter(
      ([name]) => name in json.cells && cellOf(name).values[0] === 'r',
    );
    expect(resets).toHaveLength(4);
    for (const [, cell, layout] of resets) {
      const product = cell.nodes.find(
        (n) => n.operation === 'multiply' && n.arguments.includes('r'),
      )!;
      const fed = layout.wires.filter(({ from }) => from === product.id).map(({ to }) => to);
      expect(fed).toEqual([placeOf(layout, 'n_pre')]);
    }
  });

  it('has r multiply the state before the product, or the layer’s output after it', () => {
    const meets = (name: string) => node(cellOf(name), 'n.1').arguments;
    expect(meets('gru')).toEqual(['r', 'h_prev']);
    expect(meets('gru_reset_after')).toEqual(['r', 'n_h_pre']);
  });

  it.each([
    ['lstm', 'f', 'c.1', 'control'],
    ['lstm', 'c_prev', 'c.1', 'state'],
    ['lstm', 'c.1', 'c', 'state'],
    ['lstm', 'c.2', 'c', 'data'],
    ['lstm', 'c', 'h.1', 'data'],
    ['lstm', 'h_prev', 'f_pre', 'data'],
    ['gru', 'h_prev', 'h.2', 'state'],
    ['gru', 'h_prev', 'n.1', 'data'],
    ['gru', 'h.1', 'h.2', 'control'],
    ['gru', 'n', 'h.3', 'data'],
    ['gru_z_old', 'z', 'h.1', 'control'],
    ['rnn', 'h_prev', 'h_pre', 'data'],
  ])('draws the wire of %s from %s to %s as %s', (name, from, to, kind) => {
    expect(kindOf(cellOf(name), from, to)).toBe(kind);
  });

  it.each([
    ['lstm', { x: 0, c_prev: 0, f_pre: 1, o: 1, g: 2, 'c.1': 3, c: 3, 'h.1': 4, h: 4 }],
    ['gru', { h_prev: 0, r: 1, z: 1, 'n.1': 2, n: 2, 'h.1': 3, h: 3 }],
    ['gru_reset_after', { n_h_pre: 2, n_x_pre: 2, 'n.1': 2, n_pre: 2, n: 2, 'h.3': 3 }],
    ['rnn', { x: 0, h_pre: 3, h: 3 }],
  ])('reaches the nodes of %s in the stages of a step', (name, stages) => {
    const found = Object.keys(stages).map((id) => [id, stageOf(cellOf(name), id)]);
    expect(Object.fromEntries(found)).toEqual(stages);
  });

  it.each([
    ['lstm', 'f', 'forget gate f'],
    ['lstm', 'c.2', 'product i ∗ C\u0303'],
    ['lstm', 'c_prev', 'cell state before the step C₋₁'],
    ['lstm', 'h.1', 'tanh(C), from cell state C'],
    ['gru', 'h.1', '1 − z, from update gate z'],
    ['gru_reset_after', 'n_h_pre', 'candidate, from the past, before the nonlinearity'],
    ['gru_reset_after', 'n.1', 'product r ∗ Whh'],
  ])('calls the node of %s %s "%s"', (name, id, words) => {
    expect(nameOf(cellOf(name), id)).toBe(words);
  });
});
