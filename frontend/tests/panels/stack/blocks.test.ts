import { describe, expect, it } from 'vitest';
import { difference, largest, rowHeight } from '../../../src/panels/stack/blocks';
import { linesOf, minus, targetLine } from '../../../src/panels/stack/series';

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
