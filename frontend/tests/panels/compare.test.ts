import { describe, expect, it } from 'vitest';
import { spread, verdict, winner } from '../../src/panels/measured/compare';
import { seedPlaces } from '../../src/panels/measured/seedPlaces';

const TITLES = ['LSTM', 'GRU'] as const;
const CLAIM = { winner: 'second', merit: 'takes fewer steps' } as const;

describe('spread', () => {
  it('gives median and range', () => {
    expect(spread([3, 1, 2, 9, 5])).toEqual({ median: 3, low: 1, high: 9, seeds: 5, missed: 0 });
  });

  it('counts seeds that did not get there as the farthest', () => {
    expect(spread([null, 4, null])).toEqual({
      median: Infinity,
      low: 4,
      high: Infinity,
      seeds: 3,
      missed: 2,
    });
  });
});

describe('winner', () => {
  it.each([
    [[1, 2], [3, 4], 'lower', 'first'],
    [[1, 2], [3, 4], 'higher', 'second'],
    [[5, 6], [3, 4], 'lower', 'second'],
    [[1, 3], [2, 4], 'lower', null],
    [[1, 3], [3, 4], 'lower', null],
    [[1, null], [2, 3], 'lower', null],
    [[null, null], [2, 3], 'lower', 'second'],
    [[null, null], [null, null], 'lower', null],
  ] as const)('of %o and %o, %s is better: %s', (first, second, better, expected) => {
    expect(winner(spread(first), spread(second), better)).toBe(expected);
  });
});

describe('verdict', () => {
  it('says where the measurement agrees with the claim', () => {
    expect(verdict('second', CLAIM, TITLES)).toEqual({
      text: 'GRU takes fewer steps: as claimed',
      agrees: true,
    });
  });

  it('says where it does not', () => {
    expect(verdict('first', CLAIM, TITLES)).toEqual({
      text: 'LSTM takes fewer steps: not as claimed',
      agrees: false,
    });
  });

  it('decides nothing where ranges overlap', () => {
    expect(verdict(null, CLAIM, TITLES)).toEqual({ text: 'no clear difference', agrees: null });
  });
});

describe('seedPlaces', () => {
  it('spreads numbers over the strip', () => {
    expect(seedPlaces([[2, 4], [3]])).toEqual([[0, 1], [0.5]]);
  });

  it('puts what was not reached at the end', () => {
    const [[reached, missed]] = seedPlaces([[5, null], [9]]);
    expect(reached).toBe(0);
    expect(missed).toBe(1);
  });

  it('is logarithmic over a wide range, and in the middle over none', () => {
    expect(seedPlaces([[1e-4, 1e-2], [1e-3]])[1][0]).toBeCloseTo(0.5);
    expect(seedPlaces([[7], [7]])).toEqual([[0.5], [0.5]]);
  });
});
