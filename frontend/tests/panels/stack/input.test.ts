import { describe, expect, it } from 'vitest';
import { actionAt, actionsOf, channelsOf, withAction } from '../../../src/panels/stack/actions';
import { sayRange } from '../../../src/panels/stack/notes';
import { decimals, sayInput, snapped, valueByKey } from '../../../src/panels/stack/numbers';
import { loadTask } from '../../../src/tasks';

const { channels } = loadTask('store_and_recall');
const SIGNED = { min: -1, max: 1, step: 0.01 };
const COUNT = { min: 0, max: 200, step: 0.1 };
const WHOLE = { min: 0, max: 16, step: 1 };

describe('numbers of the input', () => {
  it.each([
    [0.01, 2],
    [0.1, 1],
    [1, 0],
  ])('a step of %f has %i decimals', (step, expected) => {
    expect(decimals({ step })).toBe(expected);
  });

  it.each([
    [0.3004, SIGNED, 0.3],
    [-0.126, SIGNED, -0.13],
    [7, SIGNED, 1],
    [-7, SIGNED, -1],
    [96.44, COUNT, 96.4],
    [3.7, WHOLE, 4],
  ])('%f snaps to %o as %f', (value, channel, expected) => {
    expect(snapped(value, channel)).toBe(expected);
  });

  it.each([
    [-0.6, SIGNED, '−0.6'],
    [0.8, SIGNED, '+0.8'],
    [0.123, SIGNED, '+0.12'],
    [0, SIGNED, '0'],
    [1, SIGNED, '+1'],
    [96.4, COUNT, '96.4'],
    [100, COUNT, '100'],
    [10, WHOLE, '10'],
  ])('%f of %o is written %s', (value, channel, expected) => {
    expect(sayInput(value, channel)).toBe(expected);
  });

  it.each([
    ['ArrowUp', 0.25],
    ['ArrowDown', 0.15],
    ['PageUp', 0.45],
    ['PageDown', -0.05],
    ['Home', -1],
    ['End', 1],
    ['a', null],
  ])('%s at 0.2 sets %f', (key, expected) => {
    expect(valueByKey(key, 0.2, SIGNED)).toBe(expected);
  });

  it('stays within the range by keys', () => {
    expect(valueByKey('PageUp', 0.95, SIGNED)).toBe(1);
  });
});

describe('flags', () => {
  it.each([
    [[0.5, 1, 0], 'store'],
    [[0.5, 0, 1], 'recall'],
    [[0.5, 0, 0], 'ignore'],
    [[0.5, 1, 1], 'store + recall'],
  ])('of %o are the word %s', (row, word) => {
    expect(actionAt(row, channels)).toBe(word);
  });

  it.each([
    ['store', [0.5, 1, 0]],
    ['recall', [0.5, 0, 1]],
    ['ignore', [0.5, 0, 0]],
  ])('become %s', (word, row) => {
    expect(withAction([0.5, 1, 1], channels, word)).toEqual(row);
  });

  it('offer each flag and none', () => {
    expect(actionsOf(channels)).toEqual(['store', 'recall', 'ignore']);
    expect(channelsOf(channels, 'number')).toEqual([0]);
  });
});

describe('what a person may set', () => {
  it.each([
    ['store_and_recall', ['value: −1 to 1', 'store the value', '1 to 128 steps']],
    ['digits', ['ink of a pixel: 0 to 16', 'always 8 steps']],
    ['sunspots', ['sunspots: 0 to 200', '1 to 128 steps']],
    ['adding', ['value: 0 to 1', '2 to 128 steps']],
    ['counting', ['each step a or b', '1 to 128 steps']],
    ['names', ['each step a letter from a to z', '1 to 128 steps']],
  ])('is said for %s', (name, parts) => {
    for (const part of parts) expect(sayRange(loadTask(name))).toContain(part);
  });
});
