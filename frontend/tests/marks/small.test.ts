import { expect, it } from 'vitest';
import { formatEnds, formatScientific, powerOfTen } from '../../src/marks/small';

it.each([
  [0, '0.00'],
  [0.92, '0.92'],
  [-0.03, '−0.03'],
  [350, '350.00'],
  [0.0021, '2.1 × 10⁻³'],
  [-4.56e-12, '−4.6 × 10⁻¹²'],
  [9.96e-4, '1.0 × 10⁻³'],
  [12345, '1.2 × 10⁴'],
])('writes %d as %s', (value, text) => {
  expect(formatScientific(value)).toBe(text);
});

it.each([
  [0, '1'],
  [-16, '10⁻¹⁶'],
  [4, '10⁴'],
])('writes ten to the %d as %s', (exponent, text) => {
  expect(powerOfTen(exponent)).toBe(text);
});

it.each([
  [1, '−1', '+1'],
  [0.318, '−0.32', '+0.32'],
  [0.0021, '−2.1 × 10⁻³', '+2.1 × 10⁻³'],
  [1169.69, '−1.2 × 10³', '+1.2 × 10³'],
])('writes the ends of ±%d as %s and %s', (extent, low, high) => {
  expect(formatEnds(extent)).toEqual([low, high]);
});
