import { expect, it } from 'vitest';
import { columnsOf } from '../../src/opened/pixels';

const value = {
  mean: Float32Array.of(0.5, 0.25),
  low: Float32Array.of(0, 0.125),
  high: Float32Array.of(0.75, 1),
};

it('a column shows its mean, and beside it what lies farthest from that', () => {
  const [mean, farthest] = columnsOf(value, 'both', 2);
  expect([...mean]).toEqual([0.5, 0.25]);
  expect([...farthest]).toEqual([0, 1]);
});

it('or one of the three alone', () => {
  expect(columnsOf(value, 'mean', 2)).toEqual([value.mean]);
  expect(columnsOf(value, 'low', 2)).toEqual([value.low]);
  expect(columnsOf(value, 'high', 2)).toEqual([value.high]);
});
