import { describe, expect, it } from 'vitest';
import { Curves } from '../../src/training/curves';

const falling = (count: number, from = 0) =>
  Float64Array.from({ length: count }, (_, k) => 1 / (1 + from + k));

describe('curves', () => {
  it('hold each loss at its step while there are few', () => {
    const curves = new Curves(['a', 'b']);
    curves.add({ a: Float64Array.of(3, 2), b: Float64Array.of(1, NaN) });
    curves.add({ a: Float64Array.of(1), b: Float64Array.of(NaN) });
    expect(curves.points()).toEqual({
      step: [1, 2, 3],
      loss: { a: [3, 2, 1], b: [1, null, null] },
    });
  });

  it('never become more than a few hundred points, however long they grow', () => {
    const curves = new Curves(['a']);
    for (let from = 0; from < 20_000; from += 37) curves.add({ a: falling(37, from) });
    const { step, loss } = curves.points();
    expect(step.length).toBeGreaterThanOrEqual(128);
    expect(step.length).toBeLessThanOrEqual(256);
    expect(loss.a).toHaveLength(step.length);
    expect(step.at(-1)).toBe(curves.steps);
    expect([...step].sort((x, y) => x - y)).toEqual(step);
  });

  it('keep the mean of all losses', () => {
    const curves = new Curves(['a']);
    const all = falling(3000);
    curves.add({ a: all });
    const { step, loss } = curves.points(50);
    expect(step.length).toBeLessThanOrEqual(50);
    const sum = loss.a!.reduce<number>(
      (total, mean, k) => total + mean! * (step[k]! - (step[k - 1] ?? 0)),
      0,
    );
    expect(sum).toBeCloseTo(
      all.reduce((a, b) => a + b, 0),
      9,
    );
  });
});
