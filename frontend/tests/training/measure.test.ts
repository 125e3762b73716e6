import { describe, expect, it } from 'vitest';
import {
  CROSS_ENTROPY,
  ROOT_SQUARED_ERROR,
  SHARE_RIGHT,
  SHARE_WHOLLY_RIGHT,
  SQUARED_ERROR,
  usualMeasure,
  worths,
} from '../../src/training/measure';
import { loadTask } from '../../src/tasks';

const answer = (right: number, ...values: number[]) => ({
  answer: Float64Array.from(values),
  right,
});

describe('a measure', () => {
  it('of numbers is the squared error', () => {
    expect(worths(SQUARED_ERROR, [answer(1, 3), answer(-1, -1)])).toEqual([4, 0]);
    expect(ROOT_SQUARED_ERROR.finish!(9)).toBe(3);
  });

  it('of classes is whether the right one is the most probable, alone', () => {
    const answers = [answer(1, 0.2, 0.8), answer(1, 0.7, 0.3), answer(0, 0.5, 0.5)];
    expect(worths(SHARE_RIGHT, answers)).toEqual([1, 0, 0]);
  });

  it('of whole sequences is whether all answers are right', () => {
    const [right, wrong] = [answer(1, 0.2, 0.8), answer(1, 0.7, 0.3)];
    expect(worths(SHARE_WHOLLY_RIGHT, [right, right])).toEqual([1]);
    expect(worths(SHARE_WHOLLY_RIGHT, [right, wrong, right])).toEqual([0]);
  });

  it('of probabilities is how surprising the right class was', () => {
    const [worth] = worths(CROSS_ENTROPY, [answer(0, Math.exp(-2), 1 - Math.exp(-2))]);
    expect(worth).toBeCloseTo(2, 12);
  });

  it('is what suits the output, where a task has none of its own', () => {
    expect(usualMeasure(loadTask('store_and_recall').output)).toBe(SQUARED_ERROR);
    expect(usualMeasure(loadTask('digits').output)).toBe(SHARE_RIGHT);
  });
});
