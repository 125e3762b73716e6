import { expect, it } from 'vitest';
import { differences, pixelsOf } from '../../src/opened/pixels';
import { GATE_RAMP, heatPixels, signedRamp } from '../../src/marks/heat';

const order = [2, 0, 1];
const numbers = Float32Array.of(0, 0.5, 1, 0.25, NaN, -3, 7, 0.125, 0.75);

it('a map has the colours of the explorer, its units in their order', () => {
  for (const ramp of [GATE_RAMP, signedRamp(2)]) {
    const sorted = Float64Array.from({ length: 9 }, (_, k) => {
      return numbers[Math.floor(k / 3) * 3 + order[k % 3]];
    });
    const wanted = heatPixels(sorted, { time: 3, units: 3 }, ramp);
    expect([...pixelsOf([numbers], order, ramp)]).toEqual([...wanted]);
  }
});

it('columns of a bin stand side by side', () => {
  const other = numbers.map((value) => 1 - value);
  const [both, mean, extreme] = [[numbers, other], [numbers], [other]].map((columns) =>
    pixelsOf(columns, order, GATE_RAMP),
  );
  expect([...both].filter((_, k) => k % 2 === 0)).toEqual([...mean]);
  expect([...both].filter((_, k) => k % 2 === 1)).toEqual([...extreme]);
});

it('what is no number is left transparent', () => {
  expect(pixelsOf([Float32Array.of(NaN, 0)], [0, 1], GATE_RAMP)[0]).toBe(0);
});

it('a difference is that of each number', () => {
  expect([...differences(Float32Array.of(1, 2), Float32Array.of(0.5, 3))]).toEqual([0.5, -1]);
});
