import { describe, expect, it } from 'vitest';
import { extentOf, lossTicks } from '../../src/panels/training/scale';

describe('the axes of the loss', () => {
  it('are there before there is a loss', () => {
    const { steps, loss } = extentOf({ step: [], loss: {} });
    expect(steps).toBeGreaterThan(0);
    expect(loss[0]).toBeGreaterThan(0);
    expect(loss[1]).toBeGreaterThan(loss[0]);
  });

  it('hold every loss that a logarithm can show', () => {
    const points = { step: [1, 500], loss: { a: [3, 0], b: [null, 1e-4] } };
    const { steps, loss } = extentOf(points);
    expect(steps).toBe(500);
    expect(loss[0]).toBeLessThan(1e-4);
    expect(loss[0]).toBeGreaterThan(0);
    expect(loss[1]).toBeGreaterThan(3);
  });

  it.each([
    [
      [1e-5, 2],
      [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1],
    ],
    [
      [0.04, 0.3],
      [0.05, 0.1, 0.2],
    ],
  ] as const)('from %j have the ticks %j', (range, ticks) => {
    expect(lossTicks(range)).toEqual(ticks);
  });
});
