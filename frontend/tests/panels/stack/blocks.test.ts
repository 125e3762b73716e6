import { describe, expect, it } from 'vitest';
import { forward } from '../../../src/cells/forward';
import { randomWeights } from '../../../src/cells/weights';
import { blocksOf, difference, largest, rowHeight } from '../../../src/panels/stack/blocks';
import { readCells } from '../../catalogue';
import { linesOf, minus, targetLine } from '../../../src/panels/stack/series';

const cell = readCells().lstm;
const weights = randomWeights(cell, { inputSize: 1, hiddenSize: 2, seed: 1 });
const run = (edits: Parameters<typeof forward>[2]['edits']) =>
  forward(weights, Float64Array.of(1, -1, 0.5), { time: 3, batch: 1, edits });
const before = run([]);
const now = run([{ kind: 'clamp', name: 'c', amount: -2.5, time: [1] }]);

describe('the blocks of a cell', () => {
  it('stand in the order of the figures, gates on their own ramp', () => {
    const blocks = blocksOf({ cell, now, before }, 'now');
    expect(blocks.map(({ name }) => name)).toEqual(['f', 'i', 'g', 'c', 'o', 'h']);
    expect(blocks.filter(({ isGate }) => isGate).map(({ name }) => name)).toEqual(['f', 'i', 'o']);
  });

  it('keep the scale of an unbounded value between now and before', () => {
    for (const view of ['now', 'before', 'difference'] as const) {
      const blocks = blocksOf({ cell, now, before }, view);
      expect(blocks.map(({ extent }) => extent)).toEqual([1, 1, 1, 2.5, 1, 1]);
    }
  });

  it('show the run that is asked for', () => {
    const values = (view: 'now' | 'before') => blocksOf({ cell, now, before }, view)[3].values;
    expect(values('now')).toBe(now.values.c);
    expect(values('before')).toBe(before.values.c);
  });

  it('show no gate in a difference, which has a sign', () => {
    const blocks = blocksOf({ cell, now, before }, 'difference');
    expect(blocks.some(({ isGate }) => isGate)).toBe(false);
    expect([...blocks[3].values.subarray(0, 2)]).toEqual([0, 0]);
    expect(blocks[3].values[2]).toBe(-2.5 - before.values.c[2]);
  });
});

describe('heat maps', () => {
  it('show how far two runs are apart', () => {
    expect([...difference(Float64Array.of(1, 2), Float64Array.of(0.5, 3))]).toEqual([0.5, -1]);
  });

  it.each([
    [[[0.2, -0.3]], 1],
    [[[0.2, -3], [2]], 3],
    [[], 1],
  ])('of %o reach to %f', (arrays, expected) => {
    expect(largest(arrays.map((values) => Float64Array.from(values)))).toBe(expected);
  });

  it.each([
    [1, 18],
    [4, 18],
    [8, 18],
    [16, 9],
    [32, 5],
  ])('of %i units have rows of %i', (units, expected) => {
    expect(rowHeight(units)).toBe(expected);
  });
});

describe('lines', () => {
  it('have a ghost beneath them where there are edits', () => {
    expect(linesOf('lstm', 'LSTM', [1], null).map(({ kind }) => kind)).toEqual(['line']);
    const [ghost, line] = linesOf('gru', 'GRU', [1], [2]);
    expect([ghost.name, ghost.kind, ghost.values]).toEqual(['GRU as it was', 'ghost', [2]]);
    expect([line.name, line.marker]).toEqual(['GRU', 'square']);
  });

  it('are subtracted where both have a value', () => {
    const { name, values } = minus(
      targetLine([1, null, 3]),
      linesOf('lstm', 'LSTM', [0.5, 1], null)[0],
    );
    expect([name, values]).toEqual(['target − LSTM', [0.5, null, null]]);
  });
});
