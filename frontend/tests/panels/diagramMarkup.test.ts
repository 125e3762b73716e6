import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import json from '$data/cells.json';
import { parseCell, type Cell } from '../../src/cells/graph';
import CellDiagram from '../../src/panels/diagram/CellDiagram.svelte';
import { graphEdges } from '../../src/panels/diagram/edges';
import { layoutOf } from '../../src/panels/diagram/layouts';
import { runs } from '../goldenRuns';

const cells = Object.values(json.cells).map((cell) => parseCell(cell));
const UNIT = 3;

type Vector = (id: string) => Float64Array | null;

/** A step of the golden run of that cell, of its first sequence. */
function stepOf(cell: Cell, step: number): Vector {
  const run = runs.find((r) => r.cell === cell.name)!;
  const values = run.values as unknown as Record<string, number[][][]>;
  return (id) => Float64Array.from(values[id][step][0]);
}

function markup(cell: Cell, given: object = {}): string {
  const nothing = () => undefined;
  const props = {
    cell,
    value: stepOf(cell, 2),
    before: () => null,
    unitOf: () => UNIT,
    inputNames: ['value', 'store', 'recall'],
    lit: new Set<string>(),
    isEdited: () => false,
    stage: null,
    onpoint: nothing,
    onselect: nothing,
  };
  return render(CellDiagram, { props: { ...props, ...given } }).body;
}

function all(pattern: RegExp, text: string): readonly RegExpMatchArray[] {
  return [...text.matchAll(pattern)];
}

describe.each(cells.map((cell) => [cell.name, cell] as const))('the markup of %s', (_, cell) => {
  const layout = layoutOf(cell)!;
  const body = markup(cell);

  it('has a path for each edge of the graph', () => {
    const paths = all(/data-from="([^"]+)" data-to="([^"]+)"/g, body);
    expect(paths.map(([, from, to]) => `${from} → ${to}`).sort()).toEqual(graphEdges(cell, layout));
  });

  it('has a named button for each node', () => {
    const buttons = all(
      /data-node="([^"]+)"[^>]*>\s*<rect [^>]*role="button" tabindex="0" aria-label="([^"]+)"/g,
      body,
    );
    expect(buttons.map(([, id]) => id).sort()).toEqual(Object.keys(layout.nodes).sort());
  });

  it('writes no number that the run does not hold', () => {
    const vector = stepOf(cell, 2);
    const numbers = all(/class="number[^"]*"[^>]*>([^<]+)</g, body).map(([, text]) => text.trim());
    const held = cell.nodes.map(({ id }) => Math.abs(vector(id)![UNIT] ?? NaN).toFixed(2));
    expect(numbers.length).toBeGreaterThan(2);
    for (const number of numbers) expect(held).toContain(number.replace(/[+−]/, ''));
  });
});

describe('the markup', () => {
  const [lstm] = cells;

  it('names a node by its word, symbol and value', () => {
    const value = stepOf(lstm, 2)('f')![UNIT].toFixed(2);
    const labels = all(/aria-label="([^"]+)"/g, markup(lstm)).map(([, label]) => label);
    expect(labels).toContain(`forget gate f, value of unit 4: ${value}`);
  });

  it('fades what is not pointed at, unless that is not in this cell', () => {
    const faded = (lit: string) => all(/class="faded/g, markup(lstm, { lit: new Set([lit]) }));
    expect(faded('c').length).toBeGreaterThan(0);
    expect(faded('n')).toHaveLength(0);
  });

  it('keeps the number of the untouched run as a ghost, and marks what is edited', () => {
    const body = markup(lstm, {
      before: stepOf(lstm, 1),
      isEdited: (id: string) => id === 'f_pre',
    });
    const was = stepOf(lstm, 1)('f')![UNIT].toFixed(2);
    expect(body).toMatch(new RegExp(`forget gate f, [^"]+, was ${was}, edited"`));
    expect(all(/class="edited/g, body)).toHaveLength(1);
    expect(all(/class="ghost/g, body).length).toBeGreaterThan(1);
    expect(markup(lstm)).not.toContain('class="ghost');
  });

  it('draws a gate that is shut with wires all the same', () => {
    const shut: Vector = (id) => stepOf(lstm, 2)(id)!.fill(0);
    const count = (body: string) => all(/data-from/g, body).length;
    expect(count(markup(lstm, { value: shut }))).toBe(count(markup(lstm)));
  });

  it('draws the strips of many units without an element for each', () => {
    const many: Vector = (id) => new Float64Array(id === 'x' ? 3 : 32).fill(0.5);
    const body = markup(lstm, { value: many });
    expect(body).toContain('linear-gradient');
    expect(all(/data-unit/g, body)).toHaveLength(3);
  });
});
