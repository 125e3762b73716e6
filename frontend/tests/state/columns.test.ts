import { describe, expect, it } from 'vitest';
import { Columns, everyNth } from '../../src/state/columns.svelte';

function columns(width: number, count: number): Columns {
  const made = new Columns(() => count);
  made.width = width;
  return made;
}

describe('the columns of the stack', () => {
  it.each([
    ['few steps take the widest', 960, 5, { column: 72, isRoomy: true, scrolls: false }],
    ['many make them narrower', 960, 64, { column: 10, isRoomy: false, scrolls: false }],
    ['more than fit scroll', 960, 128, { column: 9, isRoomy: false, scrolls: true }],
    ['on a phone', 358, 5, { column: 52, isRoomy: true, scrolls: false }],
    ['on a phone, many', 358, 64, { column: 9, isRoomy: false, scrolls: true }],
  ])('%s', (_, width, count, expected) => {
    expect(columns(width, count)).toMatchObject(expected);
  });

  it.each([
    [-5, 0],
    [0, 0],
    [71, 0],
    [72, 1],
    [359, 4],
    [1000, 4],
  ])('a place %i from the edge is in step %i', (x, step) => {
    expect(columns(960, 5).stepAt(x)).toBe(step);
  });

  it('scroll only as far as it takes', () => {
    const stack = columns(358, 64);
    stack.reveal(3);
    expect(stack.left).toBe(0);
    stack.reveal(63);
    expect(stack.left).toBe(64 * 9 + 16 - (358 - 92));
    const { left } = stack;
    stack.reveal(60);
    expect(stack.left).toBe(left);
    stack.reveal(0);
    expect(stack.left).toBe(0);
  });

  it.each([
    [72, 1],
    [20, 2],
    [9, 5],
    [4, 10],
  ])('of %i pixels are numbered at every %i', (column, nth) => {
    expect(everyNth(column, 26)).toBe(nth);
  });
});
