import { expect, it } from 'vitest';
import { onlyClass, probabilities } from '../../../src/panels/stack/classes';

it('finds the one class that is right throughout', () => {
  expect(onlyClass([null, null, 3])).toBe(3);
  expect(onlyClass([0, 0, null, 0])).toBe(0);
  expect(onlyClass([0, 1])).toBeNull();
  expect(onlyClass([null, null])).toBeNull();
});

it("takes each step's own probability", () => {
  const output = Float64Array.of(0.25, 0.75, 0.5, 0.5, 1, 0);
  expect(probabilities(output, 2, [1, null, 0])).toEqual([0.75, null, 1]);
});
