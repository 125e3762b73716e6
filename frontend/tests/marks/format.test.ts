import { expect, it } from 'vitest';
import { formatShort } from '../../src/marks/format';

it.each([
  [0, '0.00'],
  [0.8, '+0.80'],
  [-31.9, '−31.90'],
  [99.996, '+100'],
  [-1054.43, '−1054'],
  [99_999.6, '+1.0e5'],
  [1_234_567, '+1.2e6'],
])('writes %d in little room as %s', (value, text) => {
  expect(formatShort(value)).toBe(text);
});
