import { describe, expect, it } from 'vitest';
import { between } from '../../../src/panels/stack/brush';
import { stretched, unitByKey } from '../../../src/panels/stack/keys';
import { stepByKey } from '../../../src/state/stepByKey';

describe('keys of the stack', () => {
  it.each([
    ['ArrowLeft', 2, 1],
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 2, 3],
    ['ArrowRight', 4, 4],
    ['Home', 2, 0],
    ['End', 2, 4],
    ['x', 2, null],
  ])('%s at step %i of 5 leads to %o', (key, step, expected) => {
    expect(stepByKey(key, step, 5)).toBe(expected);
  });

  it.each([
    ['ArrowUp', 1, 0],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 1, 2],
    ['ArrowDown', 3, 3],
    ['ArrowLeft', 1, null],
  ])('%s at unit %i of 4 leads to %o', (key, unit, expected) => {
    expect(unitByKey(key, unit, 4)).toBe(expected);
  });
});

describe('a brushed range', () => {
  it.each([
    [3, 1],
    [1, 3],
  ])('holds both ends, from %i to %i', (a, b) => {
    expect(between(a, b)).toEqual({ start: 1, stop: 4 });
  });

  it.each([
    ['begins', null, 2, 3, { start: 2, stop: 4 }],
    ['grows at its end', { start: 1, stop: 3 }, 2, 3, { start: 1, stop: 4 }],
    ['shrinks at its end', { start: 1, stop: 4 }, 3, 2, { start: 1, stop: 3 }],
    ['grows at its start', { start: 2, stop: 4 }, 2, 1, { start: 1, stop: 4 }],
    ['turns about', { start: 2, stop: 3 }, 2, 1, { start: 1, stop: 3 }],
    ['begins again elsewhere', { start: 0, stop: 2 }, 4, 5, { start: 4, stop: 6 }],
  ])('%s', (_, range, from, to, expected) => {
    expect(stretched(range, from, to)).toEqual(expected);
  });
});
