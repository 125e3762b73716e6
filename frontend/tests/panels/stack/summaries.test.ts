import { describe, expect, it } from 'vitest';
import {
  axisEnds,
  best,
  component,
  summariseRows,
  type Summary,
} from '../../../src/panels/stack/summaries';

/** Two steps of three units. */
const H = Float64Array.of(0.5, -0.5, 0.3, -0.6, 0, 0.8);

describe('summaries of the hidden state', () => {
  it.each<[Summary, number, readonly number[]]>([
    ['average', 0, [0.1, 0.2 / 3]],
    ['size', 0, [1.3 / 3, 1.4 / 3]],
    ['unit', 0, [0.5, -0.6]],
    ['unit', 2, [0.3, 0.8]],
    ['norm', 0, [Math.sqrt(0.59), 1]],
  ])('%s (unit %i)', (summary, unit, expected) => {
    const came = summariseRows(H, 3, summary, unit);
    expect(came).toHaveLength(2);
    came.forEach((value, step) => expect(value).toBeCloseTo(expected[step], 14));
  });

  it('of one unit and one step is that number', () => {
    for (const summary of ['average', 'unit'] as const) {
      expect(summariseRows(Float64Array.of(-0.25), 1, summary, 0)).toEqual([-0.25]);
    }
  });
});

describe('outputs', () => {
  const y = Float64Array.of(0.1, 0.7, 0.2, 0.5, 0.2, 0.3);

  it('have a component at each step', () => {
    expect(component(y, 3, 1)).toEqual([0.7, 0.2]);
  });

  it('have a largest component at each step', () => {
    expect(best(y, 3)).toEqual([1, 0]);
  });
});

describe('the ends of an axis', () => {
  it.each([
    ['round numbers', [[0.13, -0.04]], [-0.05, 0.2]],
    ['numbers that are round', [[0.2, -1]], [-1, 0.2]],
    ['zero at an end', [[3, 17]], [0, 20]],
    ['negative numbers', [[-0.3]], [-0.5, 0]],
    ['large numbers', [[152.3], [190]], [0, 200]],
    ['gaps', [[null, 1, null]], [0, 1]],
    ['rounding', [[1e-17, -2e-17]], [-1e-6, 1e-6]],
    ['nothing', [], [-1e-6, 1e-6]],
  ])('fit %s', (_, series, ends) => {
    expect(axisEnds(series)).toEqual(ends);
  });
});
