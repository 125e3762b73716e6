import { describe, expect, it } from 'vitest';
import { barPath, levelPath, linePath, markerPath } from '../../src/marks/line';

const places = { x: (step: number) => 10 * step + 5, y: (value: number) => 20 - 10 * value };

describe('paths of a series', () => {
  it.each([
    ['a line', [0, 1, 2], 'M5,20L15,10L25,0'],
    ['a line that breaks', [0, 1, null, 1, 0], 'M5,20L15,10M35,10L45,20'],
    ['nothing', [null, null], ''],
  ])('draw %s', (_, values, path) => {
    expect(linePath(values, places)).toBe(path);
  });

  it('draw level strokes where there is a value', () => {
    expect(levelPath([1, null, 0], places, 10)).toBe('M0,10h10M20,20h10');
  });

  it('draw a marker at each value', () => {
    expect(markerPath([0, null], places, 'square', 2)).toBe('M3,18h4v4h-4z');
    expect(markerPath([0], places, 'circle', 2)).toBe('M3,20a2,2 0 1,0 4,0a2,2 0 1,0 -4,0z');
  });

  it.each([
    [1, 'M3,10h4v10h-4z'],
    [-1, 'M13,30h4v-10h-4z'],
  ] as const)('draw bars of one sign from zero: %i', (sign, path) => {
    expect(barPath([1, -1, 0, null], places, 4, sign)).toBe(path);
  });
});
