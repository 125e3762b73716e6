import { expect, it } from 'vitest';
import { sliderRange } from '../../src/panels/manipulation/ranges';
import { GRU, LSTM } from '../cells/fixtures';

const run = (values: readonly number[]) => {
  const own = Float64Array.from(values);
  return { values: { f: own, c: own, h: own, n: own } };
};

it.each([
  ['a gate', LSTM, 'f', [0, 1]],
  ['a candidate', GRU, 'n', [-1, 1]],
  ['a cell state', LSTM, 'c', [-2, 2]],
  ['a hidden state', LSTM, 'h', [-1, 1]],
] as const)('%s has its range', (_, cell, name, ends) => {
  const { min, max } = sliderRange(cell, run([0.2, -0.9]), name, 'clamp');
  expect([min, max]).toEqual(ends);
});

it('a hidden state that comes beyond ±1, as of a relu, is reached by its slider', () => {
  const { min, max } = sliderRange(LSTM, run([0, 1054.4]), 'h', 'clamp');
  expect([min, max]).toEqual([-2109, 2109]);
});
